"""What makes two entries the same: ids that stay as they are from version to version."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from hashlib import blake2b
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.exchange.entries.entry_identity import derived_id
from resilify_cli.exchange.entries.portable_entry import PortableEntry
from resilify_cli.exchange.formats.registry import import_formats

# By name: with each resolution, and both those that tell the zone and those that do not.
NAMES = ("jrnl", "jrnl-json", "markdown", "txt")
ZONES: tuple[tzinfo, ...] = (
    UTC,
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/St_Johns"),
    timezone(timedelta(hours=-3, minutes=-7, seconds=-28)),
)
moments = st.datetimes(datetime(1700, 1, 2), datetime(2200, 1, 1), timezones=st.sampled_from(ZONES))


def id_by_datetimes(name: str, entry: PortableEntry) -> str:
    """Return the id of an entry, worked out by times instead of milliseconds."""
    form = import_formats()[name]
    at = entry.at - (entry.at.replace(tzinfo=None) - datetime.min) % form.resolution
    if not form.zoned:
        at = at.replace(tzinfo=UTC)
    instant = (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    is_midnight = entry.day == entry.at.date() and at.time() == time()
    day = "" if entry.day is None or is_midnight else f"{entry.day}\0"
    text = f"{instant}\0{day}{form.comparable_text(entry)}"
    return f"{max(0, instant):012x}{blake2b(text.encode(), digest_size=8).hexdigest()}"


@given(st.sampled_from(NAMES), moments, st.sampled_from([None, timedelta(), timedelta(days=1)]))
@example("jrnl", datetime(2026, 11, 3, 23, 59, 59, 999_999, tzinfo=ZONES[1]), timedelta())
@example("jrnl", datetime(2026, 11, 3, tzinfo=ZONES[1]), timedelta())
def test_the_id_is_made_of_time_day_and_words(name: str, at: datetime, later: timedelta | None) -> None:
    """The time is as exact as the format tells it; a day counts that it does not tell."""
    entry = PortableEntry("some words", at, day=None if later is None else at.date() + later)
    assert derived_id(import_formats()[name], entry) == id_by_datetimes(name, entry)


@pytest.mark.parametrize(
    ("name", "day", "wanted"),
    [
        ("jrnl", None, "01a1a30cfda09e2f71a75e39274f"),
        ("txt", None, "01a1a2d60f2086fe8994f02c0e04"),
        ("txt", date(2026, 11, 2), "01a1a2d60f20df65509931cb1725"),
    ],
)
def test_ids_are_those_of_earlier_versions(name: str, day: date | None, wanted: str) -> None:
    """What came in years ago is known again."""
    at = datetime(2026, 11, 3, 20, 15, tzinfo=timezone(timedelta(hours=1)))
    entry = PortableEntry("A  day,\nat last.", at, day=day)
    assert derived_id(import_formats()[name], entry) == wanted
