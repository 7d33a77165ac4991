"""Tests of the elections room."""
