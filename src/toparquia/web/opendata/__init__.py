"""Everything public as files that other people's programs read: CSV, GeoJSON, Popolo, Beancount."""
