"""Finds an entry that was here before an import by its words and its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from resilify_cli.exchange.entries.entry_identity import words_fingerprint
from resilify_cli.exchange.export_reader import portable_entry
from resilify_cli.store.entry_times import MOST_DAYS_APART
from resilify_cli.store.stamps import milliseconds

if TYPE_CHECKING:
    from resilify_cli.exchange.entries.portable_entry import PortableEntry
    from resilify_cli.exchange.transfer.imported_entries import ImportedEntries, TimedEntry

# Entries whose times are remembered at once, by the spans of days in UTC that they are of.
_MOST_KEPT = 200_000
_SPAN = 16
_MINUTE = 60_000
_NO_TIME = time()
# How many days the time of an entry can be from a day that was named for it, in a zone that is one from UTC.
_FURTHEST = MOST_DAYS_APART + 1

_ByWords = dict[str, list[str]]
_WordsOf = Callable[[str], Iterable[str]]


class _EntriesAtTime:
    """The ids of the entries of one minute or day, grouped by their words once that is needed."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._by_words: _ByWords | None = None

    def of_words(self, words: str, words_of: _WordsOf) -> list[str]:
        """Return the ids of the entries that have these words now, or had them before.

        Args:
            words: The fingerprint of the words.
            words_of: Returns the fingerprints that the entry of an id has and had.
        """
        if self._by_words is None:
            self._by_words = defaultdict(list)
            for entry_id in dict.fromkeys(self.ids):
                for said in set(words_of(entry_id)):
                    self._by_words[said].append(entry_id)
        return self._by_words.get(words, [])


class _DaySpan:
    """The entries of some days, grouped by their times.

    `minutes` are those of the instant, `walls` those of the clock on the wall. `untimed` are days of entries
    that are of a day alone, or may be: earlier versions kept that as midnight.
    """

    def __init__(self, entries: Iterable[TimedEntry]) -> None:
        self.minutes: defaultdict[int, _EntriesAtTime] = defaultdict(_EntriesAtTime)
        self.walls: defaultdict[datetime, _EntriesAtTime] = defaultdict(_EntriesAtTime)
        self.days: defaultdict[date, _EntriesAtTime] = defaultdict(_EntriesAtTime)
        self.untimed: defaultdict[date, _EntriesAtTime] = defaultdict(_EntriesAtTime)
        self.count = 0
        for entry in entries:
            wall = _wall_minute(entry.at)
            day = entry.named_day or wall.date()
            self.minutes[_minute_of(entry.at)].ids.append(entry.id)
            self.walls[wall].ids.append(entry.id)
            self.days[day].ids.append(entry.id)
            if entry.named_day or (entry.kind != "checkin" and wall.time() == _NO_TIME):
                self.untimed[day].ids.append(entry.id)
            self.count += 1


class KnownEntries:
    """The entries that were here before an import.

    Each of them matches one entry that comes in, and no second one.
    """

    def __init__(self, imports: ImportedEntries) -> None:
        self._imports = imports
        self._new: set[str] = set()
        self._spans: dict[int, _DaySpan] = {}
        self._kept = 0
        self._matched: dict[str, str] = {}
        self._by_words: _ByWords | None = None
        self._former_times: dict[int, list[TimedEntry]] | None = None

    def add_new(self, entry_id: str) -> None:
        """Remember that an entry came in just now, so that it was not here before."""
        if not self._imports.was_empty:
            self._new.add(entry_id)

    def has_id(self, entry_id: str) -> bool:
        """Return whether an entry of this id was here before."""
        if self._imports.was_empty or entry_id in self._new:
            return False
        return self._imports.has(entry_id)

    def matches(self, record: PortableEntry, made_id: str) -> bool:
        """Return whether an entry of these words and this time was here before.

        Args:
            record: what comes in.
            made_id: tells it from the others that come in.
        """
        if self._imports.was_empty:
            return False
        found = self._same_words(record) if record.guess.is_undated else self._same_time(record)
        return any(self._matched.setdefault(entry_id, made_id) == made_id for entry_id in found)

    def _same_time(self, record: PortableEntry) -> Iterator[str]:
        """Yield the ids of the entries of these words and this minute or, where one tells no more, day."""
        wall = _wall_minute(record.at)
        day = record.day or wall.date()
        same: list[_EntriesAtTime | None] = []
        first, last = sorted((day.toordinal(), wall.toordinal()))
        for near in {number // _SPAN for number in range(first - _FURTHEST, last + _FURTHEST + 1)}:
            span = self._load_span(near)
            date_without_time = span.untimed if record.day is None else span.days
            same += (
                span.minutes.get(_minute_of(record.at)),
                span.walls.get(wall),
                date_without_time.get(day),
            )
        there = [one for one in same if one is not None]
        if not there:
            return
        words = words_fingerprint(record)
        for one in there:
            yield from one.of_words(words, self._words_of)

    def _same_words(self, record: PortableEntry) -> list[str]:
        """Return the entries of the same words, whatever their time: the one that comes in has none."""
        if self._by_words is None:
            self._by_words = defaultdict(list)
            for entry in self._imports.all():
                if entry.id not in self._new:
                    self._by_words[words_fingerprint(portable_entry(entry))].append(entry.id)
        return self._by_words.get(words_fingerprint(record), [])

    def _words_of(self, entry_id: str) -> Iterator[str]:
        return (words_fingerprint(portable_entry(entry)) for entry in self._imports.of_id(entry_id))

    def _load_span(self, number: int) -> _DaySpan:
        """Return the entries of a span of days in UTC, loaded once."""
        if number not in self._spans:
            if self._kept > _MOST_KEPT:
                self._spans.clear()
                self._kept = 0
            first = datetime.combine(date.fromordinal(number * _SPAN), time(), UTC)
            found = self._imports.times(first, timedelta(days=_SPAN))
            before = (
                entry for entry in chain(found, self._moved_entries(number)) if entry.id not in self._new
            )
            self._spans[number] = _DaySpan(before)
            self._kept += self._spans[number].count
        return self._spans[number]

    def _moved_entries(self, number: int) -> list[TimedEntry]:
        """Return the entries that were of this span before their dates were changed here."""
        if self._former_times is None:
            self._former_times = defaultdict(list)
            for entry in self._imports.former_times():
                self._former_times[entry.at.astimezone(UTC).toordinal() // _SPAN].append(entry)
        return self._former_times.get(number, [])


def _minute_of(at: datetime) -> int:
    return milliseconds(at) // _MINUTE


def _wall_minute(at: datetime) -> datetime:
    return at.replace(tzinfo=None, second=0, microsecond=0)
