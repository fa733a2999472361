"""`resilify remind` and the commands below it."""
