"""Finds values in front matter of another kind than their key takes, which are left out or mean nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from resilify_cli.activities.problem import Problem
from resilify_cli.checks.listed_values import listed_values
from resilify_cli.content import source_rules
from resilify_cli.content.program_slug import program_slug

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.content.session_blocks import SourceFile
    from resilify_cli.content.strict_yaml import Node

# What is wrong with a value, and what would be right.
Mistake = tuple[str, str]
_YES_NO = frozenset(("yes", "no", "true", "false", "on", "off"))
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_NOT_YET = re.compile(r"\b(not|nobody|none|never|unreviewed)\b")
_FEWEST_WORDS = 3
# A text loses what stands behind " #"; a space behind it, as in "# words", tells that a comment was meant.
_CUT_OFF = re.compile(r"""[ -]*(?P<key>[\w-]+):[ ]+(?P<text>[^\s"'|>\[{#][^"]*?)[ ]+#(?=[^\s#])""")
_SHOWN = 40
# Of a line so much is looked at.
_LONGEST = 400


def program_values(file: SourceFile, program: Program, *, strict: bool = False) -> Iterator[Problem]:
    """Yield a problem for each value in a program's front matter that is no such value as its key takes.

    Args:
        file: The file that holds the front matter.
        program: The program as it was read.
        strict: Whether the rules for published programs are checked as well; what they tell is left out here.
    """
    if not file.front.get("title"):
        wrong = "the program has no title, so lists show the name of its folder"
        yield _problem(file, "title", (wrong, "write title: and its name"))
    review = _review if _is_english(file) else _review_in_any_language
    yield from _values(file, _PROGRAM_CHECKS if strict else {**_PROGRAM_CHECKS, "reviewed": review})
    # An outline has no text that could cite a source.
    yield from listed_values(file, needs_ids=program.full, strict=strict)


def session_values(file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each value in a session's front matter that is no such value as its key takes."""
    yield from _values(file, _SESSION_CHECKS)


def _is_english(file: SourceFile) -> bool:
    language = file.front.get("language", "")
    return not isinstance(language, str) or language[:2].lower() in ("", "en")


def _values(file: SourceFile, checks: Mapping[str, Callable[[str], Mistake | None]]) -> Iterator[Problem]:
    for key, check in checks.items():
        value: Node | None = file.front.get(key)
        if value == "" and key != "title":
            yield _problem(file, key, (f"{key} is empty", "write its value behind it, or leave it out"))
        elif isinstance(value, str) and value and (mistake := check(value.strip())):
            yield _problem(file, key, mistake)
    yield from _cut_off_texts(file)


def _problem(file: SourceFile, key: str, mistake: Mistake) -> Problem:
    return Problem(file.path, file.front.line_of(key), *mistake)


def _cut_off_texts(file: SourceFile) -> Iterator[Problem]:
    for key, value in file.front.items():
        line = file.front.line_of(key)
        found = _CUT_OFF.match(file.front_lines[line - 1][:_LONGEST]) if isinstance(value, str) else None
        if found and found["key"] == key:
            wrong = f"{key} ends before the #, which begins a comment"
            yield Problem(file.path, line, wrong, f'put the text in quotes: {key}: "..."')


def _words(key: str, value: str) -> Mistake | None:
    if value.lower() in _YES_NO:
        return f"{key} is {value!r}, and its words belong here", "write them, or leave it out"
    return None


def _sequence(value: str) -> Mistake | None:
    if re.fullmatch(r"-?[0-9]{1,9}", value):
        return None
    return f"sequence is {value[:_SHOWN]!r}, and no whole number", "write sequence: 10, or leave it out"


def _date(value: str) -> Mistake | None:
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        right = "write year, month and day, as in date: 2026-05-01"
        return f"date is {value[:_SHOWN]!r}, and no date", right
    return None


def _version(value: str) -> Mistake | None:
    if re.search(r"\d", value):
        return None
    return f"version is {value[:_SHOWN]!r}, and has no number", 'write version: "1.0"'


def _review(value: str) -> Mistake | None:
    dated = _YEAR.search(value) and re.search(r"[^\W\d_]", value)
    return None if dated or _NOT_YET.search(value.lower()) else _no_review(value)


def _review_in_any_language(value: str) -> Mistake | None:
    sound = len(value.split()) >= _FEWEST_WORDS or _review(value) is None
    return None if sound else _no_review(value)


def _no_review(value: str) -> Mistake:
    right = f"write who and when, as in Ana Ruiz, 2026-05-01; or: {source_rules.NOT_REVIEWED}"
    return f"reviewed is {value[:_SHOWN]!r}, and does not say by whom and when", right


def _slug(value: str) -> Mistake | None:
    read = program_slug(value)
    return None if read == value else (f"slug {value[:_SHOWN]!r} is read as {read!r}", f"write slug: {read}")


def _minutes(value: str) -> Mistake | None:
    return ("minutes is 0", "write minutes: 25, or leave it out") if value.strip("0") == "" else None


_TEXTS = ("title", "overview", "programId", "license", "translation-of", "caution", "stop")
_PROGRAM_CHECKS: Mapping[str, Callable[[str], Mistake | None]] = {
    **{key: partial(_words, key) for key in _TEXTS},
    "sequence": _sequence,
    "date": _date,
    "version": _version,
    "slug": _slug,
    **dict.fromkeys(("weeks", "language", "kind"), lambda _: None),
}
_SESSION_CHECKS: Mapping[str, Callable[[str], Mistake | None]] = {
    **{key: partial(_words, key) for key in ("title", "overview", "evidence")},
    "minutes": _minutes,
}
