"""Tests of the secret-ballot engine."""
