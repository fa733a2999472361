"""What entries come in: files, folders, .zip archives, encrypted files, JSON streams."""
