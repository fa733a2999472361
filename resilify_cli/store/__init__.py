"""The tables of the store: one SQLite file, and all SQL about what people write."""
