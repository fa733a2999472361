"""Finds what authors write for themselves and people would be shown: notes, and comments of other formats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resilify_cli.activities.problem import Problem
from resilify_cli.content.session_blocks import SourceFile, session_blocks

# Comments as other formats write them, with what was meant by them.
_COMMENTS = (
    re.compile(r"%\s*(?P<words>[^%\s][^%]*?)\s*%?\Z"),
    re.compile(r"//+\s*(?P<words>\S.*)"),
    re.compile(r"/\*+\s*(?P<words>.*?)\s*(?:\*+/)?\Z"),
    re.compile(r"<!?-{1,3}\s*(?P<words>[^->].*?)\s*-{0,3}>?\Z"),
    re.compile(r"--\s+(?P<words>\S.*)"),
    re.compile(r"\{#\s+(?P<words>.*?)\s*#?\}\Z"),
    re.compile(r"\{%-?\s*(?P<words>.*?)\s*-?%\}\Z"),
)
_BEHIND_TEXT = re.compile(r"\S\s+%%\s+(?P<words>\S.*)")
_UNFINISHED = re.compile(
    r"(?P<mark>\b(?:TODO|FIXME|TBD|XXX)\b|\blorem ipsum\b|\[(?:insert|add|your)\b[^\[\]]{0,40}\](?!\())",
    re.IGNORECASE,
)
_PAGE_BREAKS = re.compile(
    r"(?:\\(?:newpage|pagebreak|clearpage)|[–—―]+|\[(?:page ?break|TOC)\])\Z", re.IGNORECASE
)
_BOX = re.compile(r"(?:!!!|\?\?\?)\+? ?[a-z]+")
_MOST_SHOWN = 40
_LONGEST = 200


def shown_notes(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each line that was written for the author, or for another format, and is shown."""
    for block in session_blocks(file):
        if block.token.type != "inline" or block.in_heading:
            continue
        for at, text in enumerate(block.token.content.split("\n")):
            if found := _note(text.strip()):
                yield Problem(file.path, block.line + at, *found)


def _note(text: str) -> tuple[str, str] | None:
    for pattern in _COMMENTS:
        if found := pattern.match(text[:_LONGEST]):
            wrong = f"{text[:_MOST_SHOWN]} is no comment, and is shown"
            return wrong, f"write %% {found['words'][:_MOST_SHOWN]}"
    if found := _BEHIND_TEXT.search(text):
        return (
            "a comment behind text is shown with it",
            f"write %% {found['words'][:_MOST_SHOWN]} on a line of its own",
        )
    if found := _UNFINISHED.search(text):
        mark = found["mark"][:_MOST_SHOWN]
        return f"{mark} is shown as it is written", "write the text itself, or a comment: %% and your note"
    if _PAGE_BREAKS.match(text):
        return (
            f"{text[:_MOST_SHOWN]} begins no new screen, and is shown",
            "write ---, with blank lines around it",
        )
    if found := _BOX.match(text):
        return f"{found[0]} begins no box, and is shown", "write the words alone, or > before a quotation"
    return None
