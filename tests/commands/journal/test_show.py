"""`resilify journal show`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resilify_cli.store.store import Store
from tests.commands.journal.conftest import ENTRY_KEYS, add, answer, told
from tests.conftest import Run


def test_an_entry_is_shown_whole(resilify: Run, store: Store) -> None:
    """One entry comes with its question and all of its text, and says where its earlier versions are."""
    text = "\n".join(f"line {number}" for number in range(20))
    answer(store, "before")
    entry_id = answer(store, text)
    handle = entry_id[12:19]
    shown = resilify("journal", "show", handle, check=True).stdout
    for expected in ("A program · First session", "changed since", "What happened?", "line 19"):
        assert expected in shown
    assert f"One earlier version: resilify journal history {handle}" in shown
    assert "before" not in shown
    found = told(resilify, "show", entry_id)
    assert (found["text"], found["earlier_versions"], found["intact"]) == (text, ["before"], True)
    assert set(found) == ENTRY_KEYS | {"schema_version", "intact", "earlier_versions"}


def test_the_journal_is_uncut_in_a_pipe(resilify: Run, store: Store) -> None:
    """Each entry comes with all of its lines, however many."""
    store.notes.add("\n".join(f"line {number}" for number in range(20)))
    assert "line 19" in resilify("journal", check=True).stdout


def test_a_changed_file_is_told(resilify: Run, store: Store) -> None:
    """An entry that is not as it was written says so."""
    entry_id = store.notes.add("my words")
    store.database.connection.execute("UPDATE entries SET text = 'my wprds'")
    assert "not as it was written" in resilify("journal", "show", entry_id, check=True).stdout
    assert not told(resilify, "show", entry_id)["intact"]


@pytest.mark.parametrize("command", ["show", "history", "edit", "delete"])
@pytest.mark.parametrize("name", ["0000000", "nothing", "\udcff"])
def test_an_entry_that_is_not_there_is_told(resilify: Run, store: Store, command: str, name: str) -> None:
    """An id of no entry ends in a sentence that says where the ids are, whatever was to be done with it."""
    ran = resilify("journal", command, name)
    assert ran.returncode == 1
    assert "resilify journal" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("command", ["show", "history", "edit", "delete", "restore"])
def test_where_there_is_no_journal_there_is_no_entry(resilify: Run, home: Path, command: str) -> None:
    """Without a store, naming an entry says that the journal is empty, and makes none."""
    ran = resilify("journal", command, "abc")
    assert ran.returncode == 1
    assert "still empty" in ran.stderr
    assert not home.exists()


def test_a_short_id_that_fits_more_than_one_is_told(resilify: Run, store: Store) -> None:
    """A beginning that several entries share names longer ones to choose from."""
    for number in range(17):
        store.notes.add(f"note {number}")
    handles = [
        entry["id"][12:] for entry in json.loads(resilify("journal", "-n", "17", "--json").stdout)["entries"]
    ]
    shared = next(h[0] for h in handles if sum(other[0] == h[0] for other in handles) > 1)
    ran = resilify("journal", "show", shared)
    assert ran.returncode == 1
    assert "More than one" in ran.stderr
    assert any(handle[:12] in ran.stderr for handle in handles)


def test_the_words_alone_can_be_kept_as_a_page(resilify: Run) -> None:
    """With --text an entry is its words as they were written, and nothing else."""
    handle = resilify("journal", "add", "-", stdin="Dear me,\n\n  rest.\n").stderr.split()[2].rstrip(",")
    assert resilify("journal", "show", handle, "--text").stdout == "Dear me,\n\n  rest.\n"


def test_an_entry_in_the_trash_is_not_shown(resilify: Run) -> None:
    """What was deleted is shown by the trash alone."""
    handle = add(resilify, "gone")
    resilify("journal", "delete", handle, "--yes", check=True)
    assert resilify("journal", "show", handle).returncode == 1
