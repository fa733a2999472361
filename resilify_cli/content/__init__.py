"""From Markdown files to a Program, and what is wrong with them."""
