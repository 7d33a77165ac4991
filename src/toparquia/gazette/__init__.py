"""The public log of acts, and `enact`, the one way in."""
