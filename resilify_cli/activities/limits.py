"""How much one activity, or one screen, may hold; see `resilify_cli.content.limits` for the rest."""

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
