"""What jrnl writes: its journals in text, and the files of its exports."""
