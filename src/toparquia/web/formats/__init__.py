"""How numbers and days are written, by language, where Django's own formats do not serve."""
