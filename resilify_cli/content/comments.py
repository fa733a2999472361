"""Takes comments out of a program's files: lines of `%% words`, and `<!-- words -->`. They are for authors.

Their lines stay, empty, so that every line keeps its number.
"""

from __future__ import annotations

import re

_LINE_COMMENT = "%%"
_OPENS, _CLOSES = "<!--", "-->"
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def blank_comments(text: str) -> str:
    """Return a text without its comments, line for line; what is in a code block is none."""
    if _LINE_COMMENT not in text and _OPENS not in text:
        return text
    lines: list[str] = []
    fence = ""
    inside = False
    # Behind the last end no comment is closed, and what is not closed is none.
    closing_lines = text.count("\n", 0, text.rfind(_CLOSES)) if _CLOSES in text else -1
    for number, line in enumerate(text.split("\n")):
        if fence:
            fence = "" if line.strip().startswith(fence) and not line.strip(" `~") else fence
            lines.append(line)
            continue
        kept, inside = _without_comments(line, number, closing_lines, inside=inside)
        opening = _FENCE.match(kept)
        if opening and not inside:
            fence = opening[1]
        lines.append("" if kept.lstrip().startswith(_LINE_COMMENT) else kept)
    return "\n".join(lines)


def _without_comments(line: str, number: int, last: int, *, inside: bool) -> tuple[str, bool]:
    """Return the parts of a line that are in no comment, and whether one goes on behind it.

    Args:
        line: The line.
        number: Its number.
        last: The number of the last line that closes a comment.
        inside: Whether the line begins in a comment.
    """
    kept, whole = "", line
    while line:
        before, mark, rest = line.partition(_CLOSES if inside else _OPENS)
        if not inside:
            if mark and number >= last and _CLOSES not in rest:
                before, mark = line, ""
            kept += before
        if not mark:
            break
        inside, line = not inside, rest
    return kept if kept == whole else kept.rstrip(), inside
