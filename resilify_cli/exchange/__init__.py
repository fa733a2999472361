"""Export and import: the formats, and what runs them."""
