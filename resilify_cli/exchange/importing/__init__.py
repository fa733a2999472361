"""Brings files and folders into the journal."""
