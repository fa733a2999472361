"""Reads the numbers in the row of a log from its words, which name each: `Asleep: 7 h 10 min`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from resilify_cli.activities.quantities import parse_duration, parse_number, parse_time

# A number with what it counts, in one word.
_COUNTED = re.compile(r"(?P<number>[-+]?\d[\d.,]*) (?P<unit>[^\W\d]\S{0,20}|%)")


class LogNumber(NamedTuple):
    """A number in the row of a log.

    Attributes:
        name: The label of the field or sum, with the unit in parentheses where there is one.
        value: The number. A duration is in minutes, a time of day in minutes since midnight.
    """

    name: str
    value: float


def numbers_in_row(text: str) -> Iterator[LogNumber]:
    """Yield the numbers in the words of a row; lines that say no number are left out."""
    for line in text.splitlines():
        label, colon, said = line.partition(": ")
        if colon and (found := _read_number(label.strip(), said.strip())):
            yield found


def _read_number(label: str, said: str) -> LogNumber | None:
    number = parse_number(said)
    if number is not None:
        return LogNumber(label, number)
    if ":" in said and (minutes := parse_time(said)) is not None:
        return LogNumber(f"{label} (minutes since midnight)", minutes)
    duration = parse_duration(said)
    if duration is not None:
        return LogNumber(f"{label} (minutes)", duration)
    counted = _COUNTED.fullmatch(said)
    number = parse_number(counted["number"]) if counted else None
    return LogNumber(f"{label} ({counted['unit']})", number) if counted and number is not None else None
