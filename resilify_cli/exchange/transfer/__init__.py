"""Rows on their way out of the store and into another."""
