"""Out of the store and back in: one file per format."""
