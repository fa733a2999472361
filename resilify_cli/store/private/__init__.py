"""Keys, rights, and words removed for good."""
