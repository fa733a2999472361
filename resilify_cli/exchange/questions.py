"""How a question travels in formats that know nothing but a text: quoted above the answer, and read back.

> What happened?
> — Cultivating Self Compassion · Barriers to self-compassion

The answer.
"""

from __future__ import annotations

import re

from resilify_cli.exchange.record import Record

_BLOCK = re.compile(r"((?:> ?[^\n]*\n)*)>( —[^\n]*)(?:\n\n|\n?\Z)")


def with_question(record: Record) -> str:
    """Return an entry's text below its question and where it was asked."""
    if not record.prompt and not record.place and not _BLOCK.match(record.text):
        return record.text
    asked = "".join(f"> {line}".rstrip(" ") + "\n" for line in record.prompt.split("\n") if record.prompt)
    return f"{asked}> — {record.place}".rstrip(" ") + f"\n\n{record.text}"


def without_question(text: str) -> tuple[str, str, str]:
    """Return the text, the question and the place that `with_question` put together."""
    found = _BLOCK.match(text)
    if not found:
        return text, "", ""
    asked = "\n".join(line[1:].removeprefix(" ") for line in found[1].split("\n")[:-1])
    return text[found.end() :], asked, found[2].removeprefix(" —").strip()


def words_of(record: Record) -> str:
    """Return the words of question and text, whatever the spaces and line ends between them."""
    return " ".join(with_question(record).split())
