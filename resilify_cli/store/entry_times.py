"""Times of entries: which there can be, and how a row of the table `entries` holds one.

A row's number is its time in Unix milliseconds and 20 random bits, so that rows sort by time.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from resilify_cli.errors import UsageError
from resilify_cli.store.stamps import EPOCH

SEQ_SHIFT = 20
# The furthest that a row number reaches, in either direction: SQLite's integers have 64 bits.
LAST_SEQ = (1 << 63) - 1
# So no entry is further from 1970, and no zone from UTC.
MOST_MILLISECONDS = LAST_SEQ >> SEQ_SHIFT
MOST_MINUTES = 24 * 60 - 1
# To multiply it takes a third of the time of a `timedelta` that is made by a name.
_MILLISECOND = timedelta(milliseconds=1)
# A day that was named for an entry is never further from the date of its time; one that is, is damaged.
MOST_DAYS_APART = 2
# The one range of times, for whatever is written, imported or read.
FIRST_TIME = EPOCH - timedelta(milliseconds=MOST_MILLISECONDS)
LAST_TIME = EPOCH + timedelta(milliseconds=MOST_MILLISECONDS)


def check_time(at: datetime) -> None:
    """Check that an entry can be of this time.

    Raises:
        UsageError: It can't.
    """
    if not FIRST_TIME <= at < LAST_TIME:
        # Whole years, so that it holds in every zone.
        years = f"{FIRST_TIME.year + 1} to {LAST_TIME.year - 1}"
        raise UsageError(
            f"An entry can be of the years {years}.", "Look at the date, or at the computer's clock."
        )


def local_time(created_at: int, utc_offset: int) -> datetime:
    """Return the time of a row in the zone it was written in; of a damaged row, the nearest time there is.

    Args:
        created_at: The time in Unix milliseconds.
        utc_offset: The zone, in minutes east of UTC.
    """
    # To compare takes a quarter of the time of `min` and `max`, and every entry that is read has a time.
    if not -MOST_MILLISECONDS <= created_at <= MOST_MILLISECONDS:
        created_at = MOST_MILLISECONDS if created_at > 0 else -MOST_MILLISECONDS
    if not -MOST_MINUTES <= utc_offset <= MOST_MINUTES:
        utc_offset = MOST_MINUTES if utc_offset > 0 else -MOST_MINUTES
    return _epoch_in(utc_offset) + created_at * _MILLISECOND


@lru_cache(maxsize=64)
def _epoch_in(utc_offset: int) -> datetime:
    """Return the beginning of 1970 in UTC, as a clock shows it so many minutes east of UTC."""
    return EPOCH.astimezone(timezone(timedelta(minutes=utc_offset)))


def near_day(day: date | int | None, at: datetime) -> int | None:
    """Return a named day as `date.toordinal`; None if it is too far from the time `at` to be right.

    Args:
        day: The named day.
        at: The time of the entry, aware of its zone.
    """
    if day is None:
        return None
    number = day if isinstance(day, int) else day.toordinal()
    return number if abs(number - at.toordinal()) <= MOST_DAYS_APART else None
