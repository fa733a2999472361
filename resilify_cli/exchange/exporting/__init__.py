"""Writes the journal to files."""
