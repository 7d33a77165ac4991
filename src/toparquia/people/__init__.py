"""Residents, where they live and since when, and the accounts they sign in with."""
