"""Nights, and changes of the clocks, played through the commands under a set clock."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.command_server import run_command
from tests.zones import BERLIN

NEW_YORK = "EST5EDT,M3.2.0,M11.1.0"
# Half an hour, in the other half of the year.
LORD_HOWE = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"
At = Callable[..., subprocess.CompletedProcess[str]]


def _run(
    home: Path, time: str, *arguments: str, zone: str = BERLIN, stdin: str = "", fails: int = 0
) -> subprocess.CompletedProcess[str]:
    ran = run_command(*arguments, stdin=stdin, env={"RESILIFY_HOME": str(home), "TZ": zone}, at=time)
    assert ran.returncode == fails, ran.stderr
    return ran


@pytest.fixture
def at(home: Path) -> At:
    """Run a command at a time, in a zone; `fails` is the code it is to end with."""
    return partial(_run, home)


@pytest.fixture
def starts_at(home: Path) -> Callable[[str], None]:
    """Let days begin at another time."""

    def write(time: str) -> None:
        home.mkdir(exist_ok=True)
        (home / "settings.toml").write_text(f'day_starts_at = "{time}"\n')

    return write


def _entries(ran: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    """The entries of a list as JSON, by their texts."""
    return {entry["text"]: entry for entry in json.loads(ran.stdout)["entries"]}


_NIGHT, _MORNING = "2026-10-07T03:12+02:00", "2026-10-07T09:00+02:00"


_TUESDAY = "Tuesday 6 October 2026"


@pytest.fixture(scope="module")
def written_at_night(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A home with a note and a check-in of three on a Wednesday, where days begin at five; what was said."""
    home = tmp_path_factory.mktemp("night")
    (home / "settings.toml").write_text('day_starts_at = "05:00"\n')
    said = _run(home, _NIGHT, "journal", "add", "awake").stderr
    _run(home, _NIGHT, "checkin", "-m", "2")
    return home, said


@pytest.fixture
def night(written_at_night: tuple[Path, str]) -> At:
    """Run a command that only reads where that note was written."""
    return partial(_run, written_at_night[0])


def test_a_night_note_is_said_to_be_of_the_day_before(written_at_night: tuple[Path, str]) -> None:
    """As it is kept, Tuesday is named."""
    assert written_at_night[1].rstrip().endswith(f"on {_TUESDAY}.")


def test_the_first_screen_tells_the_day_of_a_night_note(night: At) -> None:
    """The last entry is of Tuesday there, in words and as JSON."""
    assert f"on {_TUESDAY}." in night(_MORNING).stdout
    assert json.loads(night(_MORNING, "--json").stdout)["last_entry"] == "2026-10-06"


def test_the_journal_tells_the_day_of_a_night_note(night: At) -> None:
    """The note stands under Tuesday, in words and as JSON."""
    assert night(_MORNING, "journal").stdout.startswith(_TUESDAY)
    assert _entries(night(_MORNING, "journal", "--json"))["awake"]["day"] == "2026-10-06"


@pytest.mark.parametrize("words", ["yesterday", "last night", "2026-10-06", "6.10.", "tuesday"])
def test_a_night_note_is_found_by_its_day(night: At, words: str) -> None:
    """However Tuesday is named, the journal and an export have the note."""
    assert "awake" in night(_MORNING, "journal", "--on", words).stdout
    exported = night(_MORNING, "journal", "export", "-o", "-", "--format", "txt", "--on", words)
    assert "awake" in exported.stdout


@pytest.mark.parametrize("words", ["today", "2026-10-07"])
def test_a_night_note_is_not_of_the_day_after(night: At, words: str) -> None:
    """Wednesday has nothing, though its date was on the clock."""
    assert night(_MORNING, "journal", "--on", words).stdout == ""


def test_a_night_note_comes_again_on_its_day(night: At) -> None:
    """A week later it is there on Tuesday, and not on Wednesday."""
    assert _TUESDAY in night("2026-10-13T12:00+02:00", "journal", "on-this-day").stdout
    assert night("2026-10-14T12:00+02:00", "journal", "on-this-day").stdout == ""


def test_a_report_tells_the_day_of_a_night_note(night: At, tmp_path: Path) -> None:
    """A page of yesterday has it, with its time at night; for one of today there is nothing."""
    page = tmp_path / "page.html"
    night(_MORNING, "report", "-o", str(page), "--entries", "all", "--from", "yesterday")
    assert f"{_TUESDAY}, 03:12 at night" in page.read_text()
    night(_MORNING, "report", "-o", str(page), "--force", "--entries", "all", "--from", "today", fails=1)


def test_insights_count_a_night_check_in_to_its_day(night: At) -> None:
    """The mood is Tuesday's."""
    found = json.loads(night(_MORNING, "insights", "--last", "yesterday", "--json").stdout)
    assert found["from"] == "2026-10-06"


def test_the_trash_tells_the_day_of_a_night_note(at: At, starts_at: Callable[[str], None]) -> None:
    """A note that was deleted stands there with Tuesday."""
    starts_at("05:00")
    at(_NIGHT, "journal", "add", "awake")
    at(_MORNING, "journal", "delete", "last", "--yes")
    assert at(_MORNING, "journal", "restore").stdout.startswith(_TUESDAY)


def test_a_change_of_the_setting_moves_every_view_and_no_day_that_was_named(
    at: At, starts_at: Callable[[str], None]
) -> None:
    """Without the setting the night note is Wednesday's; a date that was named stays what it is."""
    starts_at("05:00")
    at(_NIGHT, "journal", "add", "awake")
    at(_NIGHT, "journal", "add", "a date", "--date", "2026-10-05")
    for start, day in (("05:00", "2026-10-06"), ("00:00", "2026-10-07"), ("03:12", "2026-10-07")):
        starts_at(start)
        found = _entries(at(_MORNING, "journal", "--json"))
        assert (found["awake"]["day"], found["a date"]["day"]) == (day, "2026-10-05")
        assert "awake" in at(_MORNING, "journal", "--on", day).stdout
        assert list(_entries(at(_MORNING, "journal", "--on", "2026-10-05", "--json"))) == ["a date"]
        last = date.fromisoformat(day)
        said = "today" if last.day == 7 else f"on {last:%A} {last.day} October"
        assert f"You last wrote in your journal {said}" in at(_MORNING).stdout


@pytest.mark.parametrize(
    ("words", "day", "time"),
    [
        ("2026-10-07", "Wednesday 7", "2026-10-07T03:12:00"),
        ("today 02:00", "Tuesday 6", "2026-10-07T02:00:00"),
        ("yesterday 01:00", "Monday 5", "2026-10-06T01:00:00"),
        ("yesterday", "Monday 5", "2026-10-06T03:12:00"),
        ("last night", "Monday 5", "2026-10-05T22:00:00"),
        ("8/9", "Tuesday 8 September", "2026-09-09T03:12:00"),
    ],
)
def test_what_is_dated_at_night_goes_to_the_day_that_was_meant(
    at: At, starts_at: Callable[[str], None], words: str, day: str, time: str
) -> None:
    """None is in the future, and Kept says the day; the list has it there."""
    starts_at("05:00")
    said = at(_NIGHT, "journal", "add", "words", "--date", words).stderr
    month = "" if "September" in day else " October"
    assert f", on {day}{month} 2026." in said
    assert at(_NIGHT, "journal").stdout.startswith(f"{day}{month} 2026")
    entry = _entries(at(_NIGHT, "journal", "--json"))["words"]
    assert entry["at"].startswith(time)
    assert datetime.fromisoformat(entry["at"]) <= datetime.fromisoformat(_NIGHT)


@pytest.mark.parametrize(
    ("zone", "now", "words", "time"),
    [
        (BERLIN, "2026-03-29T12:00+02:00", "today 02:30", "2026-03-29T03:30:00+02:00"),
        (BERLIN, "2026-10-25T12:00+01:00", "today 02:30", "2026-10-25T02:30:00+02:00"),
        (BERLIN, "2026-10-25T02:40+01:00", "today", "2026-10-25T02:40:00+01:00"),
        (NEW_YORK, "2026-03-08T12:00-04:00", "2026-03-08 02:15", "2026-03-08T03:15:00-04:00"),
        (NEW_YORK, "2026-11-01T12:00-05:00", "this morning 1:30", "2026-11-01T01:30:00-04:00"),
        (LORD_HOWE, "2026-10-04T12:00+11:00", "today 02:10", "2026-10-04T02:40:00+11:00"),
        (LORD_HOWE, "2026-04-05T12:00+10:30", "today 01:45", "2026-04-05T01:45:00+11:00"),
    ],
)
def test_times_when_the_clocks_change(at: At, zone: str, now: str, words: str, time: str) -> None:
    """What is left out goes forward, what comes twice is the first, and the day is the one of the date."""
    at(now, "journal", "add", "words", "--date", words, zone=zone)
    entry = _entries(at(now, "journal", "--json", "--on", now[:10], zone=zone))["words"]
    assert (entry["at"], entry["day"]) == (time, now[:10])


@pytest.mark.parametrize("start", ["00:00", "05:00", "11:30"])
def test_a_note_of_a_date_alone_comes_in_as_that_day(
    at: At, starts_at: Callable[[str], None], tmp_path: Path, start: str
) -> None:
    """A daily note of another program is of the day in its name, whenever a day begins."""
    starts_at(start)
    (tmp_path / "Daily").mkdir()
    (tmp_path / "Daily" / "2025-02-14.md").write_text("Snow at last.\n")
    at(_MORNING, "journal", "import", str(tmp_path / "Daily"))
    shown = at(_MORNING, "journal").stdout
    assert shown.startswith("Friday 14 February 2025")
    assert ":" not in shown, "no time of day is told of it"
    assert "Snow" in at(_MORNING, "journal", "--on", "14th february 2025").stdout
    assert at(_MORNING, "journal", "--on", "2025-02-13").stdout == ""
    assert "Snow" in at("2026-02-14T12:00+01:00", "journal", "on-this-day").stdout
    page = tmp_path / "page.html"
    at(_MORNING, "report", "-o", str(page), "--entries", "all")
    assert "<h3>Friday 14 February 2025</h3>" in page.read_text()


def test_an_entry_of_another_zone_is_of_the_day_that_it_shows(at: At, tmp_path: Path) -> None:
    """Written on the 4th in Auckland, while it was the 3rd here: found under the 4th, everywhere."""
    entry = {"uuid": "28BE24CE7EBB46A0BE539970B8246A01", "creationDate": "2026-11-03T20:00:00Z"}
    entry |= {"timeZone": "Pacific/Auckland", "text": "Breakfast far away"}
    path = tmp_path / "journal.json"
    path.write_text(json.dumps({"metadata": {"version": "1.0"}, "entries": [entry]}))
    now = "2026-11-05T12:00+01:00"
    at(now, "journal", "import", str(path))
    assert at(now, "journal").stdout.startswith("Wednesday 4 November 2026")
    assert "on Wednesday 4 November 2026" in at(now).stdout
    for words, found in (("2026-11-03", False), ("2026-11-04", True), ("yesterday", True), ("today", False)):
        for command in (("journal",), ("journal", "export", "-o", "-", "--format", "txt")):
            assert ("Breakfast" in at(now, *command, "--on", words).stdout) is found
    assert "Breakfast" in at("2027-11-04T12:00+01:00", "journal", "on-this-day").stdout
    assert "Breakfast" not in at("2027-11-03T12:00+01:00", "journal", "on-this-day").stdout


def test_a_check_in_about_yesterday_asks_about_yesterday(at: At, starts_at: Callable[[str], None]) -> None:
    """The questions and what is said at the end are of the day that was named."""
    starts_at("05:00")
    ran = at(_NIGHT, "checkin", "--date", "yesterday", "--plain", stdin="2\n:skip\n:skip\n:skip\n")
    assert "How was your mood on Monday 5 October 2026?" in ran.stderr
    assert "just now" not in ran.stderr
    assert "on Monday 5 October 2026. Thank you." in " ".join(ran.stderr.split())
    ran = at(_NIGHT, "checkin", "--plain", stdin="2\n:skip\n:skip\n:skip\n")
    assert "How is your mood just now?" in ran.stderr


def test_a_copy_of_the_night_is_found_by_its_day(at: At, starts_at: Callable[[str], None]) -> None:
    """A copy that was made at three in the night is that of the day before, as the words written then."""
    starts_at("05:00")
    at("2026-10-05T20:00+02:00", "journal", "add", "first")
    at(_NIGHT, "journal", "add", "second")
    at(_MORNING, "restore", "2026-10-07", "--yes", fails=1)
    ran = at(_MORNING, "restore", "yesterday", "--yes")
    assert "2026-10-07-0312" in ran.stderr
    assert list(_entries(at(_MORNING, "journal", "--json"))) == ["first"]


def test_two_numbers_are_said_back(at: At) -> None:
    """Of a day that two numbers name, the list says how it read them."""
    assert "is read as 8 October 2025" not in at(_MORNING, "journal", "--on", "8.10.2025").stderr
    said = at(_MORNING, "journal", "--on", "8/10/2025").stderr
    assert "8/10/2025 is read as 8 October 2025. For the other day, write 10 august 2025." in said
