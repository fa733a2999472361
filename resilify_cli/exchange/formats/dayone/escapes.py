"""Removes the backslashes that Day One writes before marks of Markdown, except in code."""

from __future__ import annotations

import re

_ESCAPED_OR_TICKS = re.compile(r"\\([!-/:-@\[-`{-~])|`+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def remove_escapes(text: str) -> str:
    r"""Return a text as it was typed: `A walk\. Fine\!` is `A walk. Fine!`, and code stays as it is."""
    if "\\" not in text:
        return text
    done: list[str] = []
    prose: list[str] = []
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            done.append(line)
            if found and found[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif found:
            done += _remove_from_prose(prose)
            done.append(line)
            prose, fence = [], found[1]
        else:
            prose.append(line)
    return "\n".join([*done, *_remove_from_prose(prose)])


def _remove_from_prose(lines: list[str]) -> list[str]:
    """Remove the backslashes from lines outside of fenced code, except in inline code."""
    if not lines:
        return []
    text = "\n".join(lines)
    found = list(_ESCAPED_OR_TICKS.finditer(text))
    ends = _closing_ticks(found)
    pieces: list[str] = []
    at = 0
    for number, one in enumerate(found):
        if one.start() < at:
            continue
        if one[1] is not None:
            pieces += (text[at : one.start()], one[1])
            at = one.end()
        elif (end := ends[number]) >= 0:
            pieces.append(text[at:end])
            at = end
    return "".join([*pieces, text[at:]]).split("\n")


def _closing_ticks(found: list[re.Match[str]]) -> list[int]:
    """Return for each run of backquotes where the next run of its length ends; -1 if there is none."""
    ends = [-1] * len(found)
    next_of_length: dict[int, int] = {}
    for number in range(len(found) - 1, -1, -1):
        if found[number][1] is None:
            length = len(found[number][0])
            ends[number] = next_of_length.get(length, -1)
            next_of_length[length] = found[number].end()
    return ends
