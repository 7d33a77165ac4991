"""English with the day first, as most readers of a Spanish country expect."""
