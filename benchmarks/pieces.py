"""What a journal is made of: notes, answers and check-ins over the years, some of them changed.

Runs in the Python that resilify is installed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from random import Random

from corpus import texts

from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import ACTIVITIES, FEELINGS

# Of ten entries three are answers to a program, three check-ins and the rest notes.
_KINDS = ("note", "response", "checkin", "note", "response", "note", "checkin", "response", "note", "checkin")
_SPAN = timedelta(days=1_280)
_PER_DAY_LOOKED_BACK_AT = 3
# A day and some hours, since a day may begin later than midnight.
_GAP = timedelta(hours=30)
_SNIPPET = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of the journal, with the text it has at last; `before` is what it said until it was changed.

    `looked_back_at` tells whether it lies on one of the days that `journal on-this-day` shows.
    """

    at: datetime
    kind: str
    text: str
    before: str = ""
    checkin: Checkin | None = None
    looked_back_at: bool = False

    @property
    def snippet(self) -> str:
        """Words that stand on one line wherever the entry is shown, and hardly with another one."""
        # Many check-ins begin alike; their notes don't.
        words = self.checkin.note or self.text if self.checkin else self.text
        return words.partition("\n")[0][:_SNIPPET]


def pieces(count: int, now: datetime) -> Iterator[Piece]:
    """Yield the `count` entries of a journal that was kept for some years until `now`, oldest first.

    Whatever the count, `journal on-this-day` finds the same number: three on each of its days.
    """
    random = Random(20261104)
    days = look_back_days(now.date())
    looked_back_at = {
        datetime.combine(day, time(12 + hour), UTC) for day in days for hour in range(_PER_DAY_LOOKED_BACK_AT)
    }
    moments = merge(sorted(looked_back_at), _moments(count - len(looked_back_at), now, days))
    for number, (at, text) in enumerate(zip(moments, texts(count), strict=True)):
        kind = _KINDS[number % len(_KINDS)]
        checkin = made_checkin(random, text if number % 30 != 9 else "") if kind == "checkin" else None
        changed = number % 50 == 7 and not checkin
        yield Piece(
            at,
            kind,
            checkin.text if checkin else text,
            text[: len(text) // 2] if changed else "",
            checkin,
            at in looked_back_at,
        )


def made_checkin(random: Random, note: str) -> Checkin:
    """Return a check-in with a mood, some feelings and activities, and this note."""
    feelings = tuple(random.sample(FEELINGS, random.randint(1, 3)))
    activities = tuple(random.sample(ACTIVITIES, random.randint(1, 3)))
    return Checkin(random.choices((1, 2, 3, 4, 5), (1, 3, 6, 5, 2))[0], feelings, activities, note)


def look_back_days(today: date) -> list[date]:
    """Return the days that `journal on-this-day` looks back at in these years, oldest first."""
    last_month = today.replace(day=1) - timedelta(days=1)
    month_ago = last_month.replace(day=min(today.day, last_month.day))
    years_ago = [_years_before(today, years) for years in (3, 2, 1)]
    return [*(day for day in years_ago if day), month_ago, today - timedelta(days=7)]


def _years_before(today: date, years: int) -> date | None:
    """Return the same date in another year; 29 February is not in every one."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return None


def _moments(count: int, now: datetime, days: Sequence[date]) -> Iterator[datetime]:
    """Yield times at even distances that leave out the days given, oldest first."""
    end = now - timedelta(hours=1)
    gaps = [datetime.combine(day, time(), UTC) for day in days]
    begin = end - _SPAN
    step = (_SPAN - len(gaps) * _GAP) / count
    for number in range(1, count + 1):
        at = begin + number * step
        for gap in gaps:
            if at >= gap:
                at += _GAP
        yield at
