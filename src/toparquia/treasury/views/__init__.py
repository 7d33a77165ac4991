"""The pages and forms of the treasury."""
