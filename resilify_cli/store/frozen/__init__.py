"""Code that upgrades run, as it was when they came. It never changes: today's code stands elsewhere."""
