"""Finds the entries that were here before an import, by what they are."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from resilify_cli.exchange.identity import words_print
from resilify_cli.exchange.outgoing import record_of
from resilify_cli.exchange.record import Record
from resilify_cli.store.entry import Entry
from resilify_cli.store.stamps import milliseconds
from resilify_cli.store.travel.imports import Imports

# Entries whose fingerprints are remembered at once, by the spans of days in UTC that they are of.
_MOST_KEPT = 200_000
_SPAN = 16
_MINUTE = 60_000
_NO_TIME = time()


class _Kept(NamedTuple):
    """An entry here. `minute` is that of its instant, `wall` that of the clock on the wall there.

    It is not `timed` if it is of a day alone, or may be: earlier versions kept that as midnight.
    """

    id: str
    day: date
    minute: int
    wall: datetime
    timed: bool


_ByWords = defaultdict[str, list[_Kept]]


class KnownEntries:
    """The entries that were here before an import.

    Each of them is taken for one that comes in, and for no second one.
    """

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self._new: set[str] = set()
        self._spans: dict[int, _ByWords] = {}
        self._kept = 0
        self._taken: dict[str, str] = {}
        self._undated: _ByWords | None = None

    def add(self, entry_id: str) -> None:
        """Note that an entry came in just now, so that it was not here before."""
        if not self._imports.was_empty:
            self._new.add(entry_id)

    def had(self, entry_id: str) -> bool:
        """Return whether an entry of this id was here before."""
        if self._imports.was_empty or entry_id in self._new:
            return False
        return self._imports.has(entry_id)

    def has(self, record: Record, made_id: str) -> bool:
        """Return whether an entry of these words and this time was here before.

        Args:
            record: what comes in.
            made_id: tells it from the others that come in.
        """
        if self._imports.was_empty:
            return False
        words = words_print(record)
        found = self._same_words(record, words) if record.guess.undated else self._same_time(record, words)
        return any(self._taken.setdefault(kept.id, made_id) == made_id for kept in found)

    def _same_time(self, record: Record, words: str) -> list[_Kept]:
        wall = record.at.replace(tzinfo=None, second=0, microsecond=0)
        minute = milliseconds(record.at) // _MINUTE
        day = record.day or wall.date()
        timed = record.day is None
        found: list[_Kept] = []
        # No zone is a day from UTC.
        number = day.toordinal()
        for span in {(number + near) // _SPAN for near in (-1, 0, 1)}:
            for kept in self._of_span(span).get(words, ()):
                if minute == kept.minute or wall == kept.wall:
                    found.insert(0, kept)
                elif day == kept.day and not (timed and kept.timed):
                    found.append(kept)
        return found

    def _same_words(self, record: Record, words: str) -> list[_Kept]:
        """Return the entries of these words, whatever their time: the one that comes in tells none."""
        if self._undated is None:
            self._undated = defaultdict(list)
            for entry in self._imports.all():
                self._keep(self._undated, entry)
        return self._undated.get(words, [])

    def _of_span(self, number: int) -> _ByWords:
        """Return the entries whose time is of a span of days in UTC, by their fingerprints."""
        if number not in self._spans:
            if self._kept > _MOST_KEPT:
                self._spans.clear()
                self._kept = 0
            self._spans[number] = defaultdict(list)
            first = datetime.combine(date.fromordinal(number * _SPAN), time(), UTC)
            for entry in self._imports.between(first, timedelta(days=_SPAN)):
                self._keep(self._spans[number], entry)
                self._kept += 1
        return self._spans[number]

    def _keep(self, where: _ByWords, entry: Entry) -> None:
        if entry.id in self._new:
            return
        record = record_of(entry)
        wall = entry.at.replace(tzinfo=None, second=0, microsecond=0)
        minute = milliseconds(entry.at) // _MINUTE
        timed = record.day is None and (record.checkin is not None or wall.time() != _NO_TIME)
        where[words_print(record)].append(_Kept(entry.id, record.day or wall.date(), minute, wall, timed))
