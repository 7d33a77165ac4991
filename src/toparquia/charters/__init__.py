"""Founding a commune: promoters, councils that join, the charter, its referendum, the registration."""
