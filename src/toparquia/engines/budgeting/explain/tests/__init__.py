"""Tests of the explanations: every claim is checked by counting again."""
