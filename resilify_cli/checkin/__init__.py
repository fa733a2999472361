"""Check-ins: their parts, and the words to choose from."""
