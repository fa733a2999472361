"""What every HTML page that resilify writes has in common: its frame, its letters and colours."""
