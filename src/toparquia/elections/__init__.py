"""Elections to offices, and recall: who may stand, who was chosen, who goes before their time."""
