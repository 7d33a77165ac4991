"""The treasury room: what the State owes, how it is paid, spent and accounted for."""
