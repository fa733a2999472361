"""Erases words for good: from the rows of a store, and whole files."""
