"""Offices, who holds them and until when: the only source of power in the house."""
