"""Whole acts across rooms, from a person's chair: a real browser on a served country."""
