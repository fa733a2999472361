"""Reads notes in Markdown or plain text, with their front matter."""
