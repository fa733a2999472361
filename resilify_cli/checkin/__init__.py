"""Check-ins: what they hold, and the words to choose from."""
