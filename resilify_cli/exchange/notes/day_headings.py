"""Splits a note at headings that are dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, tzinfo
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.file_dates.written_dates import find_date, text_without_date

if TYPE_CHECKING:
    from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector, EntryDate

_HEADING = re.compile(r"(#{1,6})[ \t]+([^\n]*?)[ \t]*#*[ \t]*")
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")
# A heading that says more than this beside a day is not the heading of a day.
_LONGEST_REST = 80


class DaySection(NamedTuple):
    """The part of a note under a heading with a date; what stands before the first one has no date."""

    entry_date: EntryDate | None
    text: str
    line: int

    @property
    def day(self) -> date | None:
        """The day, if there is one."""
        return None if self.entry_date is None else self.entry_date.day or self.entry_date.at.date()


def first_heading_date(text: str, date_order: DateOrderDetector, zone: tzinfo) -> EntryDate | None:
    """Return the date in the first heading of a text, if it has one."""
    lines = text.lstrip("\n").split("\n")[:2]
    for _, heading, _ in _find_headings(lines):
        found = _parse_heading(heading, date_order, zone)
        return found[0] if found else None
    return None


def split_by_day(text: str, date_order: DateOrderDetector, zone: tzinfo) -> list[DaySection]:
    """Split a text at headings with dates that are of the first one's level.

    What a heading says beside its day is the first line of its part.
    """
    lines = text.split("\n")
    found: list[DaySection] = []
    begin, level, entry_date, rest, line = 0, 0, None, "", 1
    for number, heading, depth in _find_headings(lines):
        there = _parse_heading(heading, date_order, zone) if level in (0, depth) else None
        if there is None:
            continue
        found.append(DaySection(entry_date, _join_section(rest, lines[begin:number]), line))
        level, (entry_date, rest), line = depth, there, number + 1
        underlined = not lines[number].startswith("#")
        begin = number + 1 + underlined
    found.append(DaySection(entry_date, _join_section(rest, lines[begin:]), line))
    return found


def _join_section(rest: str, lines: list[str]) -> str:
    text = "\n".join(lines).strip("\n")
    return f"{rest}\n\n{text}".strip("\n") if rest else text


def _find_headings(lines: list[str]) -> Iterator[tuple[int, str, int]]:
    """Yield the line, the words and the level of each heading, but for those in code."""
    in_code = False
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            in_code = not in_code
        elif not in_code and (found := _HEADING.fullmatch(line)):
            yield number, found[2], len(found[1])
        elif not in_code and _is_underlined(lines, number) and find_date(line):
            yield number, line, 1 if lines[number + 1].startswith("=") else 2


def _is_underlined(lines: list[str], number: int) -> bool:
    return bool(lines[number].strip() and number + 1 < len(lines) and _UNDERLINE.fullmatch(lines[number + 1]))


def _parse_heading(heading: str, date_order: DateOrderDetector, zone: tzinfo) -> tuple[EntryDate, str] | None:
    found = find_date(heading)
    if found is None:
        return None
    try:
        entry_date = found.read(date_order, zone)
    except ValueError:
        return None
    rest = text_without_date(heading, found, entry_date.day or entry_date.at.date())
    before = text_without_date(heading[: found.end], found, entry_date.day or entry_date.at.date())
    return (entry_date, rest) if len(rest) <= _LONGEST_REST and not before.strip("*_ ") else None
