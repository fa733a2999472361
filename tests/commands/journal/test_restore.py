"""`resilify journal restore`: the trash."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.journal.conftest import ENTRY_KEYS, add, entries, texts, told
from tests.conftest import Run
from tests.prepared_homes import copy_prepared


def _delete_two(resilify: Run, home: Path) -> list[str]:
    handles = [add(resilify, text) for text in ("one #walk", "two")]
    for handle in handles:
        resilify("journal", "delete", handle, "--yes")
    return handles


@pytest.fixture
def deleted(home: Path) -> list[str]:
    """The handles of two deleted entries, the one deleted first at the front."""
    return list(copy_prepared(home, _delete_two))


def test_an_entry_is_taken_back(resilify: Run, deleted: list[str]) -> None:
    """An entry that is taken back is in the journal again, and found by its words and tags."""
    ran = resilify("journal", "restore", deleted[0][:5], check=True)
    assert ran.stderr == f"{deleted[0]} is in the journal again.\n"
    assert (
        texts(resilify)
        == texts(resilify, "search", "one")
        == texts(resilify, "--tag", "walk")
        == ["one #walk"]
    )
    assert texts(resilify, "restore") == ["two"]


def test_the_trash_is_listed_the_newest_deletion_first(resilify: Run, deleted: list[str]) -> None:
    """Without an id the trash is told, with the way to take back and none that erases."""
    ran = resilify("journal", "restore", check=True)
    assert ran.stdout.index("two") < ran.stdout.index("one")
    assert all(handle in ran.stdout for handle in deleted)
    assert "restore ID" in ran.stderr
    assert "empty" not in ran.stderr
    assert resilify("journal", "trash", check=True).stdout == ran.stdout


def test_the_trash_is_listed_as_json(resilify: Run, deleted: list[str]) -> None:
    """Each entry has its keys, and when it was deleted."""
    found = told(resilify, "restore")
    assert set(found) == {"schema_version", "entries"}
    assert set(found["entries"][0]) == {*ENTRY_KEYS, "deleted_at"}
    assert told(resilify, "trash") == found


@pytest.mark.parametrize("arguments", [[], ["--empty"], ["--empty", "--yes"]])
def test_an_empty_trash_says_so(resilify: Run, home: Path, arguments: list[str]) -> None:
    """Where nothing is in the trash that is told, also before there is any journal, and nothing is made."""
    assert "trash is empty" in resilify("journal", "restore", *arguments, check=True).stderr
    assert entries(resilify, "restore") == []
    assert not home.exists()
    add(resilify, "stays")
    assert "trash is empty" in resilify("journal", "restore", *arguments, check=True).stderr
    assert texts(resilify) == ["stays"]


@pytest.mark.parametrize("arguments", [["restore", "--empty"], ["trash", "empty"]], ids=" ".join)
def test_the_trash_is_emptied(resilify: Run, deleted: list[str], home: Path, arguments: list[str]) -> None:
    """By its own command or its earlier form, with --yes all that is in it is erased, and counted."""
    add(resilify, "stays")
    ran = resilify("journal", *arguments, "--yes", check=True)
    assert ran.stderr.splitlines() == [
        *(
            ["The trash has a command of its own now: resilify journal trash"]
            if "--empty" in arguments
            else []
        ),
        "Only a copy of the store has these words then.",
        "The trash is empty: 2 are gone.",
    ]
    assert texts(resilify) == ["stays"]
    assert resilify("journal", "restore", deleted[0]).returncode == 1
    assert b"#walk" not in (home / "resilify.db").read_bytes()


@pytest.mark.parametrize(("said", "left"), [("2\n", 0), ("y\n", 0), ("1\n", 2), ("n\n", 2), ("", 2)])
def test_erasing_is_confirmed(resilify: Run, deleted: list[str], said: str, left: int) -> None:
    """In plain lines it is asked with the number of entries, and whatever is no yes erases nothing."""
    ran = resilify("journal", "restore", "--empty", "--plain", stdin=said)
    assert "the 2 entries" in ran.stderr
    assert len(texts(resilify, "restore")) == left


def test_a_dry_run_erases_nothing(resilify: Run, deleted: list[str]) -> None:
    """It is said what would go, and all stays."""
    ran = resilify("journal", "trash", "empty", "--dry-run", check=True)
    assert "Only a copy" in ran.stdout
    assert ran.stderr == (
        "Without --dry-run it asks: Erase the 2 entries in the trash?\nThe trash is as it was.\n"
    )
    assert len(texts(resilify, "trash")) == 2


def test_another_word_for_the_trash_is_told(resilify: Run, deleted: list[str]) -> None:
    """What can't be done with the trash is a mistake in the call."""
    assert resilify("journal", "trash", "emtpy", "--yes").returncode == 2
    assert len(texts(resilify, "trash")) == 2


def test_nobody_to_ask_is_told(resilify: Run, deleted: list[str]) -> None:
    """Without a terminal and without --yes nothing is erased, and the way is named."""
    ran = resilify("journal", "restore", "--empty")
    assert ran.returncode == 2
    assert "--yes" in ran.stderr
    assert len(texts(resilify, "restore")) == 2


def test_one_entry_and_all_are_not_asked_for_at_once(resilify: Run, deleted: list[str]) -> None:
    """An id with --empty is a mistake in the call, and erases nothing."""
    assert resilify("journal", "restore", deleted[0], "--empty", "--yes").returncode == 2
    assert len(texts(resilify, "restore")) == 2


@pytest.mark.parametrize("name", ["0000000", "nothing", "\udcff"])
def test_what_is_not_in_the_trash_is_told(resilify: Run, deleted: list[str], name: str) -> None:
    """An id of nothing in the trash ends in a sentence that says how to see what is."""
    ran = resilify("journal", "restore", name)
    assert ran.returncode == 1
    assert "resilify journal restore" in ran.stderr


def test_what_is_in_the_journal_is_not_taken_back(resilify: Run) -> None:
    """An entry that was not deleted can't be restored."""
    handle = add(resilify, "there")
    assert "in the trash" in resilify("journal", "restore", handle).stderr
