"""The limits of one activity or screen; those of a whole program are in `resilify_cli.content.limits`."""

from __future__ import annotations

# Characters.
LONGEST_ID = 80
LONGEST_OPTION = 2_000
LONGEST_TEXT = 20_000

MOST_ITEMS = 100
MOST_ROWS = 50
# The ends of a scale lie between this and its negative.
LARGEST_NUMBER = 1_000
LONGEST_MINUTES = 120
