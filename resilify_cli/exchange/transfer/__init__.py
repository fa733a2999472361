"""Raw rows of the store: read for an export, and merged into another store."""
