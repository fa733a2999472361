"""The limits of a program's files. A program may come from anywhere, so everything in it has a limit.

What is beyond a limit is refused, and the limit is named. `docs/format.md` lists all limits, and a test
compares them. Those of one activity are in `resilify_cli.activities.limits`.
"""

from __future__ import annotations

# Bytes.
LARGEST_FILE = 1024 * 1024
LARGEST_PROGRAM = 4 * 1024 * 1024
# Parts in the name of a session's file.
DEEPEST_FILE = 3

# Characters, levels and YAML events of front matter; keys, values and the ends of lists are events.
LARGEST_FRONT_MATTER = 256 * 1024
DEEPEST_YAML = 12
MOST_YAML_EVENTS = 20_000
# Characters of one value: a name, a source, or an overview.
LONGEST_LINE = 300
LONGEST_SOURCE = 1_000
LONGEST_OVERVIEW = 20_000
# Nested HTML tags; what is nested more deeply is shown as plain words.
DEEPEST_HTML = 20
# Levels of lists and quotations inside each other in Markdown; a list takes two. markdown-it drops what
# is deeper.
DEEPEST_BLOCK = 20

MOST_SESSIONS = 200
MOST_SOURCES = 1_000
# Authors, categories, related programs.
MOST_NAMES = 100
MOST_STEPS = 500
# Minutes that a session says it takes.
LONGEST_SESSION = 999
# Problems reported for one file, and for one kind of reference within a program.
MOST_PROBLEMS = 200
