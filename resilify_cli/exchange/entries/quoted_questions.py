"""How a question travels in formats that know nothing but a text: quoted above the answer, and read back.

> What happened?
> — Cultivating Self Compassion · Barriers to self-compassion

The answer.

A person may begin a text with a quotation too. So it is read as a question only where it is known to be one:
in an entry with an id of ours, or where the place is that of a program that is known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from resilify_cli.exchange.entries.portable_entry import PortableEntry

_BLOCK = re.compile(r"((?:> ?[^\n]*\n)*)>( —[^\n]*)(?:\n\n|\n?\Z)")
# Stands above a text of the person's own that begins as a question does.
_NO_QUESTION = "> —\n\n"


def accept_any_place(place: str) -> bool:
    """Take every quotation for a question: the entry has an id of ours."""
    return True


def add_question(record: PortableEntry) -> str:
    """Return an entry's text below its question and where it was asked."""
    if record.prompt or record.place:
        return _asked(record) + record.text
    return _NO_QUESTION + record.text if _BLOCK.match(record.text) else record.text


def split_question(text: str, is_ours: Callable[[str], bool]) -> tuple[str, str, str]:
    """Return the text, the question and the place that `add_question` put together.

    Args:
        text: the whole.
        is_ours: whether a question can have been asked at this place. If not, the quotation is part of the
            text.
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


def question_and_words(record: PortableEntry) -> str:
    """Return the words of question and text, whatever the spaces and line ends between them."""
    return " ".join((_asked(record) + record.text).split())


def _asked(record: PortableEntry) -> str:
    if not record.prompt and not record.place:
        return ""
    asked = "".join(f"> {line}".rstrip(" ") + "\n" for line in record.prompt.split("\n") if record.prompt)
    return f"{asked}> — {record.place}".rstrip(" ") + "\n\n"
