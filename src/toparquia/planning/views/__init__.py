"""The pages and forms of planning."""
