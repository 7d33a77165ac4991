"""Territories and the rule set in force in each."""
