"""Writes a question as a quotation above its answer, for formats that have a text alone, and reads it back.

> What happened?
> — Cultivating Self Compassion · Barriers to self-compassion

The answer.

A person may begin a text with a quotation too. So it is read as a question only where it is known to be one:
in an entry with an id of ours, or where the place is that of a program that is known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.exchange.entries.portable_entry import PortableEntry

_BLOCK = re.compile(r"((?:> ?[^\n]*\n)*)>( —[^\n]*)(?:\n\n|\n?\Z)")
# Stands above a text of the person's own that begins as a question does.
_NO_QUESTION = "> —\n\n"


def accept_any_place(place: str) -> bool:
    """Return True: in an entry with an id of ours, every quotation is a question."""
    return True


def add_question(entry: PortableEntry) -> str:
    """Return an entry's text, with the question and its place quoted above it."""
    if entry.prompt or entry.place:
        return _question_of(entry) + entry.text
    return _NO_QUESTION + entry.text if _BLOCK.match(entry.text) else entry.text


def split_question(text: str, is_ours: Callable[[str], bool]) -> tuple[str, str, str]:
    """Split a text that `add_question` made.

    Args:
        text: The whole text.
        is_ours: Returns whether a question can have been asked at a place. If not, the quotation is part of
            the text.

    Returns:
        The text, the question and the place.
    """
    found = _BLOCK.match(text)
    if not found:
        return text, "", ""
    place = found[2].removeprefix(" —").strip()
    if text.startswith(_NO_QUESTION) and _BLOCK.match(text, len(_NO_QUESTION)):
        return text[len(_NO_QUESTION) :], "", ""
    if not is_ours(place):
        return text, "", ""
    asked = "\n".join(line[1:].removeprefix(" ") for line in found[1].split("\n")[:-1])
    return text[found.end() :], asked, place


def question_and_words(entry: PortableEntry) -> str:
    """Return the words of question, place and text, with one space between any two."""
    return _single_spaced(_question_of(entry) + entry.text)


def _single_spaced(text: str) -> str:
    """Return the words of a text with one space between any two."""
    line = text.replace("\n", " ")
    if not line.isprintable():
        return " ".join(text.split())
    # It has no other spaces than the usual one, and the few that are too many are gone sooner than all words
    # are split.
    while "  " in line:
        line = line.replace("  ", " ")
    return line.strip(" ")


def _question_of(entry: PortableEntry) -> str:
    if not entry.prompt and not entry.place:
        return ""
    asked = "".join(f"> {line}".rstrip(" ") + "\n" for line in entry.prompt.split("\n") if entry.prompt)
    return f"{asked}> — {entry.place}".rstrip(" ") + "\n\n"
