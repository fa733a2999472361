"""From Markdown files to a Program, and what is wrong with them."""

# A session's file has at most this many parts in its name. The loader refuses what lies deeper, and the
# catalog looks no deeper for what has changed.
DEEPEST_FILE = 3
