"""TextBundles: notes with the files that they show."""
