"""Pages and forms of foundings, of the rules in force, and of the public register of communes."""
