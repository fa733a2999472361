"""jrnl's journals in text, and the files of its exports."""
