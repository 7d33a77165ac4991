"""The face of the house: page shell, components, forms, charts, maps and their translations."""
