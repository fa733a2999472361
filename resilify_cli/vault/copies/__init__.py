"""Copies of the store: made, kept for a time, and brought back."""
