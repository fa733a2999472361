"""The key of an encrypted store: its file, and the copies of that."""
