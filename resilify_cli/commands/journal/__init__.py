"""The commands of the journal, one file each."""
