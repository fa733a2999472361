"""What can be read of a damaged store, saved into a new one."""
