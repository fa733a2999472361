"""An entry as the formats know it, and what tells it from others."""
