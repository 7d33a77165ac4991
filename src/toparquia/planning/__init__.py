"""What people need, what they propose and what it costs, up to the assembly's yes to put it to the vote."""
