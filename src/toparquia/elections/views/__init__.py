"""Pages and forms of elections and recalls."""
