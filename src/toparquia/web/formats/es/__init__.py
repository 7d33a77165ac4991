"""Spanish as Venezuela writes it."""
