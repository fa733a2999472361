"""`resilify sync` and its commands."""
