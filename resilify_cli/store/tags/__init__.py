"""The rules for what a #tag is, one file for each that there was: an upgrade uses them, so none changes."""
