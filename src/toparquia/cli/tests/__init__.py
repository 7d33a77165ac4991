"""Tests of the program's own commands."""
