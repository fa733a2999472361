"""`resilify journal on-this-day`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resilify_cli.content.loader import load_program
from resilify_cli.vault.opening.stores import open_store
from tests.commands.journal.conftest import ENTRY_KEYS, add, told
from tests.conftest import FixedClock, Run
from tests.store.conftest import response
from tests.zones import BERLIN

_BERLIN = {"TZ": BERLIN}


def _days(resilify: Run, *arguments: str) -> list[tuple[str, str, list[str]]]:
    found = told(resilify, "on-this-day", *arguments, env=_BERLIN)["days"]
    return [(day["ago"], day["day"], [entry["text"] for entry in day["entries"]]) for day in found]


def test_a_week_a_month_and_years_ago(resilify: Run, written: Callable[..., None]) -> None:
    """What was written on this date before is told: a week ago, a month ago, and in each earlier year."""
    written(
        oldest="2021-11-03T10:00+01:00",
        two_years="2024-11-03T00:00+01:00",
        two_years_late="2024-11-03T23:59+01:00",
        not_that_day="2024-11-04T00:00+01:00",
        last_year="2025-11-03T10:00+01:00",
        month="2026-10-03T10:00+02:00",
        week="2026-10-27T10:00+01:00",
        yesterday="2026-11-02T10:00+01:00",
        today="2026-11-03T10:00+01:00",
    )
    assert _days(resilify, "--on", "2026-11-03") == [
        ("a week ago", "2026-10-27", ["week"]),
        ("a month ago", "2026-10-03", ["month"]),
        ("a year ago", "2025-11-03", ["last_year"]),
        ("2 years ago", "2024-11-03", ["two_years_late", "two_years"]),
        ("5 years ago", "2021-11-03", ["oldest"]),
    ]
    shown = resilify("journal", "on-this-day", "--on", "2026-11-03", check=True, env=_BERLIN).stdout
    heads = [line for line in shown.splitlines() if line and not line.startswith(" ") and ": " in line]
    assert heads[0] == "A week ago: Tuesday 27 October 2026"
    assert heads[-1] == "5 years ago: Wednesday 3 November 2021"


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2024-02-29", [("a month ago", "2024-01-29", ["j"]), ("4 years ago", "2020-02-29", ["leap"])]),
        ("2024-02-28", [("a month ago", "2024-01-28", ["i"])]),
        ("2024-03-31", [("a month ago", "2024-02-29", ["f"])]),
    ],
)
def test_days_that_are_not_in_every_month_or_year(
    resilify: Run, written: Callable[..., None], today: str, expected: object
) -> None:
    """29 February looks back to years that have it, and the end of a long month to that of a short one."""
    written(
        leap="2020-02-29T10:00+01:00",
        i="2024-01-28T10:00+01:00",
        j="2024-01-29T10:00+01:00",
        f="2024-02-29T10:00+01:00",
    )
    assert _days(resilify, "--on", today) == expected


def test_the_small_hours_belong_to_the_day_before(
    resilify: Run, written: Callable[..., None], home: Path
) -> None:
    """With `day_starts_at`, what was written after midnight is looked back at on the day before."""
    written(night="2025-11-04T01:30+01:00")
    assert _days(resilify, "--on", "2026-11-03") == []
    (home / "settings.toml").write_text('day_starts_at = "04:00"\n')
    assert _days(resilify, "--on", "2026-11-03") == [("a year ago", "2025-11-03", ["night"])]


def test_today_is_where_it_looks_back_from(resilify: Run) -> None:
    """Without a day it looks back from the day that it is."""
    resilify("journal", "add", "--date", "2026-10-27 12:00", "a week ago", check=True)
    found = told(resilify, "on-this-day", at="2026-11-03T12:00")
    assert set(found) == {"schema_version", "days"}
    (day,) = found["days"]
    assert set(day) == {"ago", "day", "entries"}
    assert set(day["entries"][0]) == ENTRY_KEYS


@pytest.mark.parametrize("day", ["2026-11-03", "1000-01-01", "1900-01-01", "9998-12-31"])
def test_nothing_of_this_day_is_told(resilify: Run, home: Path, day: str) -> None:
    """Where nothing was written on any such day it says so, whatever the day."""
    ran = resilify("journal", "on-this-day", "--on", day, check=True)
    assert "Nothing was written on this day" in ran.stderr
    assert not home.exists()
    add(resilify, "today")
    assert resilify("journal", "on-this-day", "--on", day, check=True).stdout == ""


def test_what_is_no_day_is_told(resilify: Run) -> None:
    """A day that can't be read is a mistake in the call."""
    assert resilify("journal", "on-this-day", "--on", "someday").returncode == 2


def test_what_a_program_keeps_private_does_not_come_back(
    resilify: Run, home: Path, clock: FixedClock, full_program: Callable[..., Path]
) -> None:
    """It is shown to whoever looks for it in the journal, and not by itself."""
    notes = "".join(
        f":::{{note}} {name}\n:private: {kept}\nA word?\n:::\n\n"
        for name, kept in (("a", "yes"), ("b", "no"))
    )
    folder = full_program(f"## One\n\n{notes}")
    program = load_program(folder)
    clock.time = datetime(2026, 10, 27, 10, tzinfo=UTC)
    with open_store(home / "resilify.db", clock) as store:
        enrollment = store.enrollments.begin(program.key, program.slug, program.title, str(folder))
        for name in ("a", "b"):
            store.entries.answer(
                enrollment, response(f"words {name}", activity_id=name, activity_kind="note")
            )
    assert _days(resilify, "--on", "2026-11-03") == [("a week ago", "2026-10-27", ["words b"])]
