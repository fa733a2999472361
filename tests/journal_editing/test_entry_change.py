"""What of an entry is changed by option: its date, and the parts of a check-in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.commands.journal.conftest import add, entries, texts
from tests.conftest import Run
from tests.zones import BERLIN


def _kept(ran: Any) -> str:
    """Return the handle of what was kept."""
    return str(ran.stderr.split("Kept as ")[1][:7])


def _checkin(resilify: Run, *options: str) -> str:
    return _kept(resilify("checkin", *options, check=True))


def _held(resilify: Run, handle: str) -> dict[str, Any]:
    found: dict[str, Any] = next(e for e in entries(resilify) if e["id"][12:19] == handle)["checkin"]
    return found


def test_an_entry_goes_to_another_date(resilify: Run) -> None:
    """Its id and its words stay, and the list, the filters and the search follow the new date."""
    first = add(resilify, "the walk #sea", "--date", "2026-03-10 12:00")
    second = add(resilify, "later", "--date", "2026-03-12 12:00")
    said = resilify("journal", "edit", first, "--date", "2026-03-14 08:30", check=True).stderr
    assert "Changed: it is of Saturday 14 March 2026 now." in said
    assert [entry["id"][12:19] for entry in entries(resilify)] == [first, second]
    assert texts(resilify, "list", "--on", "2026-03-14") == ["the walk #sea"]
    assert texts(resilify, "list", "--on", "2026-03-10") == []
    assert texts(resilify, "search", "walk", "--tag", "sea") == ["the walk #sea"]


def test_a_day_without_a_time_is_that_day(resilify: Run) -> None:
    """However late a day begins, the day that is named is the day of the entry."""
    handle = add(resilify, "words", "--date", "2026-03-10 12:00")
    resilify("journal", "edit", handle, "--date", "2026-02-14", check=True)
    assert texts(resilify, "list", "--on", "2026-02-14") == ["words"]


def test_the_date_can_go_with_new_words(resilify: Run) -> None:
    """Both are one change, and taken back as one."""
    handle = add(resilify, "words", "--date", "2026-03-10 12:00")
    resilify("journal", "edit", handle, "other", "words", "--date", "2026-03-14 08:30", check=True)
    (entry,) = entries(resilify)
    assert (entry["text"], entry["at"][:16]) == ("other words", "2026-03-14T08:30")
    told = resilify("undo", "--yes", check=True).stderr
    assert "Its date goes back to Tuesday 10 March 2026, 12:00." in told
    (entry,) = entries(resilify)
    assert (entry["text"], entry["at"][:16]) == ("words", "2026-03-10T12:00")


def test_the_same_date_changes_nothing(resilify: Run) -> None:
    """It is no version."""
    handle = add(resilify, "words", "--date", "2026-03-10 12:00")
    assert "as it was" in resilify("journal", "edit", handle, "--date", "2026-03-10 12:00", check=True).stderr
    assert not entries(resilify)[0]["edited"]


def test_an_edit_after_the_clocks_changed_keeps_the_day(resilify: Run) -> None:
    """A date in the other half of the year is in the zone that was right then."""
    env = {"TZ": BERLIN}
    handle = add(resilify, "words", "--date", "2026-03-28 23:30")
    resilify("journal", "edit", handle, "--date", "2026-03-29 23:30", env=env, check=True)
    at = datetime.fromisoformat(entries(resilify, env=env)[0]["at"])
    assert at.isoformat() == "2026-03-29T23:30:00+02:00"


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        (("-m", "good"), {"mood": 4, "word": "good"}),
        (("-m", "none"), {"mood": None, "word": ""}),
        (("-f", "calm", "-f", "happy"), {"feelings": ["calm", "happy"]}),
        (("--activity", "rest, music"), {"activities": ["rest", "music"]}),
        (("--activity", ""), {"activities": []}),
        (("--note", "other words"), {"note": "other words"}),
        (("--note", ""), {"note": ""}),
        (("--mood", "1", "new", "note"), {"mood": 1, "word": "very low", "note": "new note"}),
    ],
)
def test_the_parts_of_a_check_in(resilify: Run, options: tuple[str, ...], changes: dict[str, Any]) -> None:
    """What is named takes the place of what was there, and the rest stays as it is."""
    handle = _checkin(resilify, "-m", "2", "-f", "sad", "-a", "work", "--note", "words")
    before = _held(resilify, handle)
    resilify("journal", "edit", handle, *options, check=True)
    assert _held(resilify, handle) == {**before, **changes}


def test_a_part_with_a_date_and_a_tag(resilify: Run) -> None:
    """They go together, as one change."""
    handle = _checkin(resilify, "-m", "2", "--note", "words")
    resilify("journal", "edit", handle, "-m", "3", "--date", "2026-03-10 12:00", "-t", "sea", check=True)
    (entry,) = entries(resilify)
    assert (entry["checkin"]["mood"], entry["at"][:10], entry["tags"]) == (3, "2026-03-10", ["sea"])


def test_nothing_is_left_of_a_check_in(resilify: Run) -> None:
    """To empty it is to delete it, and the way to that is named."""
    handle = _checkin(resilify, "-m", "2")
    ran = resilify("journal", "edit", handle, "-m", "none")
    assert (ran.returncode, f"journal delete {handle}" in ran.stderr) == (2, True)


def test_a_note_has_no_mood(resilify: Run) -> None:
    """The parts of a check-in are refused for an entry that is none, and the words handed back."""
    handle = add(resilify, "words")
    ran = resilify("journal", "edit", handle, "--note", "typed words")
    assert ran.returncode == 2
    assert "part of" in ran.stderr or "parts of a check-in" in ran.stderr
    assert "typed words" in ran.stdout + ran.stderr


def test_the_last_entry_has_a_word_for_its_id(resilify: Run) -> None:
    """`last` is what was written last, whatever its date, to show, to change and to delete."""
    add(resilify, "first")
    add(resilify, "about long ago", "--date", "2020-01-01")
    assert resilify("journal", "show", "last", "--text", check=True).stdout == "about long ago\n"
    resilify("journal", "edit", "last", "changed", check=True)
    resilify("journal", "delete", "last", "--yes", check=True)
    assert texts(resilify) == ["first"]
    assert resilify("journal", "show", "LAST", "--text", check=True).stdout == "first\n"
    resilify("journal", "delete", "last", "--yes", check=True)
    assert "empty" in resilify("journal", "show", "last").stderr
