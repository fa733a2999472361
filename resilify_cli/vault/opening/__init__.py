"""Opens the store: makes it, upgrades it, and refuses what is not one."""
