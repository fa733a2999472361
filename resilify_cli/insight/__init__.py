"""What a person's numbers show over time, as charts and sentences, in the terminal or on a page."""
