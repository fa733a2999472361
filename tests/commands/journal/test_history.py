"""`resilify journal history`."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from resilify_cli.store.store import Store
from tests.commands.journal.conftest import add, answer, told
from tests.conftest import FixedClock, Run


def test_all_versions_are_told_the_oldest_first(resilify: Run, store: Store) -> None:
    """Each version stands under the time it was written, and the text of now comes last."""
    for text in ("one", "two\nlines"):
        answer(store, text)
    entry_id = answer(store, "three")
    lines = resilify("journal", "history", entry_id, env={"TZ": "CET-1"}, check=True).stdout.splitlines()
    assert [line for line in lines if line] == [
        "As of Tuesday 3 November 2026, 20:15",
        "       one",
        "As of Tuesday 3 November 2026, 20:15",
        "       two",
        "       lines",
        "Now",
        "       three",
    ]


def test_a_version_has_the_time_of_this_computer_after_the_clocks_changed(
    resilify: Run, store: Store, clock: FixedClock
) -> None:
    """What was changed in winter was changed by the winter's clock, though the entry is of the summer."""
    berlin = {"TZ": "Europe/Berlin"}
    clock.step = timedelta(0)
    clock.time = datetime(2026, 7, 1, 20, 0, tzinfo=timezone(timedelta(hours=2)))
    answer(store, "in summer")
    for hour, text in ((9, "in winter"), (10, "in winter, once more")):
        clock.time = datetime(2026, 12, 1, hour, 0, tzinfo=timezone(timedelta(hours=1)))
        entry_id = answer(store, text)
    lines = resilify("journal", "history", entry_id, env=berlin, check=True).stdout.splitlines()
    assert [line for line in lines if line.startswith("As of")] == [
        "As of Wednesday 1 July 2026, 20:00",
        "As of Tuesday 1 December 2026, 09:00",
    ]
    (_, second) = told(resilify, "history", entry_id, env=berlin)["versions"]
    assert second["at"] == "2026-12-01T09:00:00+01:00"


def test_an_entry_that_was_never_changed_says_so(resilify: Run) -> None:
    """Where there is no earlier version, that is told."""
    handle = add(resilify, "a day")
    ran = resilify("journal", "history", handle, check=True)
    assert (ran.stdout, ran.stderr) == ("", "This entry has not been changed.\n")


def test_keys_of_the_json_are_these(resilify: Run, store: Store) -> None:
    """The history has the text of now, and each version with its time and its question."""
    answer(store, "one")
    at = store.journal.find("last").at.isoformat(timespec="seconds")
    entry_id = answer(store, "two", prompt="And then?")
    assert told(resilify, "history", entry_id) == {
        "schema_version": 1,
        "id": entry_id,
        "text": "two",
        "versions": [{"at": at, "about": at, "prompt": "What happened?", "text": "one"}],
    }


def test_what_is_told_steers_no_terminal(resilify: Run) -> None:
    """Escape sequences in an earlier version are shown, not obeyed."""
    handle = add(resilify, "\x1b[31mred")
    resilify("journal", "edit", handle, "\x1b]0;t\x07blue", check=True)
    shown = resilify("journal", "history", handle, check=True).stdout
    assert "red" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_a_date_that_was_changed_is_told(resilify: Run) -> None:
    """The version says which date the entry had, and the end which it has."""
    handle = add(resilify, "words", "--date", "2026-11-03 18:30")
    resilify("journal", "edit", handle, "--date", "2026-11-01 09:00", check=True)
    shown = resilify("journal", "history", handle, check=True).stdout
    assert "Its date was Tuesday 3 November 2026, 18:30." in shown
    assert "Its date is Sunday 1 November 2026, 09:00." in shown
    other = add(resilify, "one")
    resilify("journal", "edit", other, "two", check=True)
    assert "Its date" not in resilify("journal", "history", other, check=True).stdout
