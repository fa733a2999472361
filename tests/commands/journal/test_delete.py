"""`resilify journal delete`."""

from __future__ import annotations

import pytest

from resilify_cli.store.store import Store
from tests.commands.journal.conftest import add, answer, entries, texts
from tests.conftest import FixedClock, Run


def test_a_deleted_entry_goes_to_the_trash(resilify: Run) -> None:
    """With --yes an entry leaves the journal and its search at once, and how to take it back is told."""
    handle = add(resilify, "goes")
    add(resilify, "stays")
    ran = resilify("journal", "delete", handle, "--yes", check=True)
    assert ran.stderr == f"In the trash. To take it back: resilify journal restore {handle}\n"
    assert texts(resilify) == ["stays"]
    assert texts(resilify, "search", "goes") == []
    assert texts(resilify, "restore") == ["goes"]


def test_nobody_to_ask_is_told(resilify: Run) -> None:
    """Without a terminal and without --yes nothing is deleted, and the way is named."""
    handle = add(resilify, "stays")
    ran = resilify("journal", "delete", handle)
    assert ran.returncode == 2
    assert "--yes" in ran.stderr
    assert texts(resilify) == ["stays"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2\n", 0),
        ("y\n", 0),
        (" Yes \n", 0),
        ("1\n", 0),
        ("no\n", 0),
        ("what\nn\n", 0),
        ("", 130),
        (":skip\n", 130),
        (":quit\n", 130),
    ],
)
def test_deleting_is_confirmed(resilify: Run, said: str, code: int) -> None:
    """In plain lines the entry is shown; what is no yes leaves it, and what is no answer cancels."""
    handle = add(resilify, "an entry #tag")
    ran = resilify("journal", "delete", handle, "--plain", stdin=said)
    assert "an entry" in ran.stderr
    assert "trash" in ran.stderr
    assert ran.returncode == code
    gone = said.strip().lower() in {"2", "y", "yes"}
    assert (texts(resilify) == []) == gone
    assert ("In the trash" if gone else "It stays") in ran.stderr


def test_a_dry_run_deletes_nothing(resilify: Run) -> None:
    """The entry that is meant is shown, and stays."""
    handle = add(resilify, "an entry")
    ran = resilify("journal", "delete", handle, "--dry-run", check=True)
    assert "an entry" in ran.stdout
    assert ran.stderr == "It stays.\n"
    assert texts(resilify) == ["an entry"]


def test_a_deleted_answer_is_no_earlier_answer(resilify: Run, store: Store) -> None:
    """An answer that is deleted is recalled no more, and a new one to the same question is its own entry."""
    first = answer(store, "one")
    resilify("journal", "delete", first, "-y", check=True)
    enrollment = store.enrollments.latest("key")
    assert enrollment
    assert store.entries.kept(enrollment, "moment") == []
    second = answer(store, "two")
    assert second != first
    resilify("journal", "restore", first, check=True)
    assert texts(resilify) == ["two", "one"]


def _written_days_ago(store: Store, entry_id: str) -> None:
    """Have an entry written on one of the last days, which shows that the clock is right."""
    store.database.connection.execute(
        "UPDATE entries SET updated_at = (unixepoch('now') - 3 * 86400) * 1000 WHERE id = ?", (entry_id,)
    )


def test_what_was_forgotten_goes_with_a_word(resilify: Run, store: Store, clock: FixedClock) -> None:
    """A command that writes erases what has been in the trash for thirty days, and says so."""
    for text in ("one", "two"):
        store.trash.put(store.journal.find(store.notes.add(text)))
    store.database.connection.execute("UPDATE entries SET deleted_at = 1")
    _written_days_ago(store, store.notes.add("some days ago"))
    ran = resilify("journal", "add", "new", check=True)
    assert "2 entries in the trash for more than 30 days: erased." in ran.stderr
    assert entries(resilify, "restore") == []
    assert "30 days" not in resilify("journal", "add", "newer", check=True).stderr


@pytest.mark.parametrize(
    "arguments",
    [["add", "x"], ["edit", "ID", "x"], ["delete", "ID", "--yes"], ["restore", "GONE"], ["checkin"]],
    ids=lambda arguments: arguments[0],
)
def test_every_command_that_writes_clears_the_forgotten(
    resilify: Run, store: Store, arguments: list[str]
) -> None:
    """Adding, changing, deleting, taking back and checking in each clear the forgotten trash."""
    there = store.notes.add("there")
    gone, old = (store.journal.find(store.notes.add(text)) for text in ("gone", "old"))
    store.trash.put(gone)
    store.trash.put(old)
    store.database.connection.execute("UPDATE entries SET deleted_at = 1 WHERE id = ?", (old.id,))
    store.database.connection.execute(
        "UPDATE entries SET deleted_at = unixepoch('now') * 1000 WHERE id = ?", (gone.id,)
    )
    _written_days_ago(store, store.notes.add("some days ago"))
    named = [{"ID": there, "GONE": gone.id}.get(argument, argument) for argument in arguments]
    ran = resilify(*(["checkin", "--mood", "3"] if named == ["checkin"] else ["journal", *named]), check=True)
    assert "One entry in the trash for more than 30 days" in ran.stderr
    assert "old" not in texts(resilify, "restore")


def test_reading_writes_nothing(resilify: Run, store: Store) -> None:
    """Commands that read leave the file as it is to the last byte, also with a forgotten trash in it."""
    note = store.notes.add("a #walk")
    old = store.journal.find(store.notes.add("old"))
    store.trash.put(old)
    store.database.connection.execute("UPDATE entries SET deleted_at = 1 WHERE id = ?", (old.id,))
    before, at = store.database.path.read_bytes(), store.database.path.stat().st_mtime_ns
    for arguments in (
        [],
        ["list"],
        ["show", note],
        ["search", "walk"],
        ["history", note],
        ["tags"],
        ["on-this-day"],
        ["restore"],
        ["restore", "--json"],
    ):
        resilify("journal", *arguments, check=True)
    resilify("checkin", "--words", check=True)
    assert (store.database.path.read_bytes(), store.database.path.stat().st_mtime_ns) == (before, at)
    assert texts(resilify, "restore") == ["old"]
