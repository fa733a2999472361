"""How journal entries and search results look, as lines and as JSON."""
