"""Counting the choice of projects by a budget: files, rules, explanations. Plain Python and numpy."""
