"""Plain Python engines, usable on their own: no Django, no database, no network."""
