"""What an import asks the person, and what it tells them in the end."""
