"""A folder of Markdown notes, as Obsidian and others keep them."""
