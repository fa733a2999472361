"""Ids as authors write them: what one looks like, how one is made from a text, and which one was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from resilify_cli.activities.limits import LONGEST_ID

_NOT_ID = re.compile(r"[^a-z0-9]+")
ID_PATTERN = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*\Z")
ID_RULE = f"lower-case letters, digits and hyphens, at most {LONGEST_ID}"
# The most words listed in a hint, and the most that are compared with a mistyped one.
_MOST_NAMED, _MOST_COMPARED = 20, 200


def slugify(text: str) -> str:
    """Return an id made from a text: lower-case ASCII letters and digits, joined by hyphens."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_ID.sub("-", plain.lower()).strip("-")[:LONGEST_ID].strip("-") or "untitled"


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word nearest to `word`, or else the known words."""
    from difflib import get_close_matches

    names = sorted(name[:LONGEST_ID] for name in known)
    if not names:
        return "there is nothing yet that it could be"
    close = get_close_matches(word[:LONGEST_ID], names, 1) if len(names) <= _MOST_COMPARED else []
    if close:
        return f"did you mean {close[0]!r}?"
    more = ["..."] if len(names) > _MOST_NAMED else []
    return f"one of: {', '.join([*names[:_MOST_NAMED], *more])}"
