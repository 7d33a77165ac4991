"""Tests of the counting engine; the comparison with other programs is in tests/peers."""
