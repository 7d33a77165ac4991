"""The booth's scripts, driven from here: what they make, what they accept, and what they refuse."""
