"""The communal bank: members, savings, payments, the cash box, and loans that a member can recompute."""
