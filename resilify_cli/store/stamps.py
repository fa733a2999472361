"""The ids and times of rows, and the text that a row can hold."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from resilify_cli.decoding import replace_surrogates

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
# The latest time that a clock tells, and the bits that it counts on by, as in the triggers that write it.
_LAST_CLOCK_TIME, _CLOCK_BITS = 8_796_093_022_207, 20
_ID_DIGITS, _HEX_DIGITS = 28, "0123456789abcdef"


def new_id(at: datetime) -> str:
    """Return a new id that sorts by time and is unique on every machine.

    It is 12 hex digits of Unix milliseconds, then 16 random ones.
    """
    return f"{max(0, milliseconds(at)):012x}{os.urandom(8).hex()}"


def is_id(text: str) -> bool:
    """Return whether a text has the form of an id."""
    return len(text) == _ID_DIGITS and not text.strip(_HEX_DIGITS)


def milliseconds(at: datetime) -> int:
    """Return a time, aware of its zone, as Unix milliseconds."""
    # Whole numbers all the way: a float of seconds would run two close times together.
    return (at - EPOCH) // _MILLISECOND


def clock_of(updated_at: int) -> int:
    """Return the clock of words that were written at a time, as the trigger `entries_written` stamps it.

    Args:
        updated_at: The time in Unix milliseconds.
    """
    if not 1 <= updated_at <= _LAST_CLOCK_TIME:
        updated_at = max(1, min(updated_at, _LAST_CLOCK_TIME))
    return updated_at << _CLOCK_BITS


def storable(text: str) -> str:
    """Return `text` with a mark for each lone surrogate, which UTF-8 can't hold.

    Surrogates come from bytes that are no UTF-8, on a command line or in a pipe.
    """
    return text if text.isascii() else replace_surrogates(text)
