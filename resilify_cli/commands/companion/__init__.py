"""`resilify companion` and its command."""
