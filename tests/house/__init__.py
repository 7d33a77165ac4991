"""The style of the house, and its order, as tests."""
