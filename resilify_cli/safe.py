"""The one function that makes text safe to show in a terminal.

A program file or an old entry may hold escape sequences, which a terminal would obey, or marks that
turn the reading direction round. Everything that reaches a screen goes through `safe`; nothing else
in the package strips or escapes such characters.
"""

from __future__ import annotations

import re

# C0 but tab and line feed, DEL, C1, line and paragraph separators, bidirectional overrides and
# isolates, unpaired surrogates (which can't be encoded), and the deprecated tag characters.
_UNSAFE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0001]"


def safe(text: str) -> str:
    """Return `text` with every character that could steer a terminal replaced by U+FFFD."""
    if text.isprintable():
        # As it is: neither a tab nor the end of a line counts as printable.
        return text
    text = text.replace("\r\n", "\n").replace("\t", "    ")
    if text.replace("\n", "").isprintable():
        # Nothing that is unsafe counts as printable, and in most texts all else does. To compile the
        # expression would take a command longer than to lay out a page of the journal.
        return text
    return re.sub(_UNSAFE, "\ufffd", text)


def safe_line(text: str) -> str:
    """Return `text` made safe and laid out on one line."""
    if text.isprintable():
        # As in `safe`.
        return " ".join(text.split())
    return " ".join(safe(text).split())
