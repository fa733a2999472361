"""What was done last can be taken back, one step after the other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import StoreError
from resilify_cli.store.acts import ActKind, ImportBatch
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entry_rows import RowDate, insert_entry, move_entry
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.store.conftest import response


def _texts(store: Store, words: str = "") -> list[str]:
    return [entry.text for entry in store.journal.page(Filter(), 100, 0, words).entries]


def _undo(store: Store) -> ActKind:
    act = store.undoing.last()
    assert act
    store.undoing.undo(act)
    return act.kind


def _import(store: Store, *texts: str) -> None:
    with store.transaction() as connection:
        batch = ImportBatch(connection, store.database.clock(), "markdown")
        for text in texts:
            columns: dict[str, object] = {"kind": "note", "listed": True, "text": text}
            entry_id, _ = insert_entry(connection, store.database.clock(), columns)
            batch.add(entry_id)
        batch.close()


def test_nothing_was_done(store: Store, enrollment: Enrollment) -> None:
    """In a store in which nothing was kept but answers inside a program, there is nothing to take back."""
    store.entries.answer(enrollment, response("an answer"))
    assert store.undoing.last() is None


def test_what_was_added_goes_into_the_trash(store: Store) -> None:
    """A note and a check-in are taken back one after the other, and can be given back."""
    note = store.notes.add("a note")
    store.checkins.add(Checkin(mood=3, note="a check-in"))
    assert (_undo(store), _undo(store)) == (ActKind.ADDED, ActKind.ADDED)
    assert _texts(store) == []
    assert {entry.id for entry, _ in store.trash.entries()} >= {note}
    assert store.undoing.last() is None


def test_a_change_is_taken_back_and_its_words_stay_as_a_version(store: Store) -> None:
    """The entry says again what it said, is found by that, and both are in its history."""
    entry = store.journal.find(store.notes.add("one walk #sea"))
    store.revisions.revise(entry, "two swims", None)
    assert _undo(store) is ActKind.CHANGED
    assert _texts(store) == ["one walk #sea"]
    assert (_texts(store, "walk"), _texts(store, "swims")) == (["one walk #sea"], [])
    assert [v.text for v in store.revisions.versions(entry.id)] == ["one walk #sea", "two swims"]
    assert store.journal.tags() == [("sea", 1)]
    assert _undo(store) is ActKind.ADDED


def test_several_changes_are_taken_back_in_turn(store: Store) -> None:
    """Each undo goes one step further back, past those that were undone before."""
    entry_id = store.notes.add("one")
    for text in ("two", "three"):
        store.revisions.revise(store.journal.find(entry_id), text, None)
    said = []
    for _ in range(2):
        _undo(store)
        said += _texts(store)
    assert said == ["two", "one"]


def test_a_check_in_has_its_mood_and_words_again(store: Store) -> None:
    """Numbers and labels go back with the words."""
    entry = store.journal.find(store.checkins.add(Checkin(2, ("sad",), note="before")))
    store.revisions.revise_checkin(entry, Checkin(5, ("happy",), note="after"))
    _undo(store)
    assert [row["value"] for row in store.database.rows("SELECT value FROM readings")] == [2]
    labels = store.database.rows("SELECT label FROM labels")
    assert [row["label"] for row in labels] == ["sad"]


def test_an_answer_changed_in_the_journal_has_its_readings_again(
    store: Store, enrollment: Enrollment
) -> None:
    """What was measured with an answer goes back with it, and it is listed as it was."""
    answer = response("three", readings=(Reading("calm", 3, 0, 10),))
    entry = store.journal.find(store.entries.answer(enrollment, answer))
    store.revisions.revise(entry, "", None, [Reading("calm", 9, 0, 10)])
    assert _texts(store) == []
    _undo(store)
    assert _texts(store) == ["three"]
    assert [reading.value for _, reading in store.entries.readings(enrollment, "calm")] == [3]


def test_a_deletion_and_its_undoing_by_hand_are_acts(store: Store) -> None:
    """What was deleted is there again; what was taken out of the trash is in it again."""
    entry = store.journal.find(store.notes.add("words"))
    store.trash.put(entry)
    store.trash.restore(entry)
    assert _undo(store) is ActKind.RESTORED
    assert _texts(store) == []
    assert _undo(store) is ActKind.DELETED
    assert _texts(store) == ["words"]


def test_an_import_is_taken_back_whole(store: Store) -> None:
    """Its entries go into the trash, what was there before stays, and none is erased."""
    store.notes.add("before")
    _import(store, "one", "two")
    store.trash.put(store.journal.page(Filter(), 1).entries[0])
    assert _undo(store) is ActKind.DELETED
    act = store.undoing.last()
    assert act
    assert (act.kind, act.source, act.entries) == (ActKind.IMPORTED, "markdown", 2)
    _undo(store)
    assert _texts(store) == ["before"]
    assert sorted(entry.text for entry, _ in store.trash.entries()) == ["one", "two"]


def test_an_import_of_many_is_one_act(store: Store) -> None:
    """However many entries came, they are one batch."""
    _import(store, *(f"note {number}" for number in range(2_500)))
    act = store.undoing.last()
    assert act
    assert act.entries == 2_500
    _undo(store)
    assert _texts(store) == []


def test_an_import_that_brought_nothing_is_no_act(store: Store) -> None:
    """There is nothing of it to take back."""
    store.notes.add("before")
    _import(store)
    assert _undo(store) is ActKind.ADDED


def test_what_is_erased_is_no_act_any_more(store: Store) -> None:
    """The log of an erased entry goes with it, and the undoing goes on with what was before."""
    store.notes.add("stays")
    store.trash.put(store.journal.find(store.notes.add("goes")))
    _import(store, "imported")
    store.trash.put(store.journal.page(Filter(), 1).entries[0])
    store.trash.empty()
    assert [row["kind"] for row in store.database.rows("SELECT kind FROM acts WHERE entry_id <> ''")] == [
        "added"
    ]
    assert store.database.rows("SELECT * FROM act_entries") == []
    _undo(store)
    assert [entry.text for entry, _ in store.trash.entries()] == ["stays"]


def test_the_log_holds_no_words(store: Store) -> None:
    """Ids, times and numbers are in it, and nothing that was typed."""
    entry = store.journal.find(store.notes.add("walrus"))
    store.revisions.revise(entry, "walruses", None)
    store.trash.put(entry)
    for table in ("acts", "act_entries"):
        for row in store.database.rows(f"SELECT * FROM {table}"):
            assert "walrus" not in " ".join(map(str, row))


def test_what_was_done_meanwhile_is_not_undone_unseen(store: Store) -> None:
    """Whoever was asked about one thing does not lose another that was done before they answered."""
    store.notes.add("one")
    act = store.undoing.last()
    store.notes.add("two")
    assert act
    with pytest.raises(StoreError, match="meanwhile"):
        store.undoing.undo(act)
    assert _texts(store) == ["two", "one"]


def test_answers_in_a_program_are_seen(store: Store, enrollment: Enrollment) -> None:
    """It can be told that an answer inside a program was kept since."""
    store.notes.add("note")
    act = store.undoing.last()
    assert act
    assert not store.undoing.answered_since(act.at)
    store.entries.answer(enrollment, response("an answer"))
    assert store.undoing.answered_since(act.at)


def test_a_moved_entry_lies_at_its_new_date(store: Store, clock: FixedClock) -> None:
    """Its id, labels and search stay; the journal has it in the order of the new date."""
    clock.step = timedelta(minutes=1)
    entry_id = store.notes.add("the walk #sea")
    store.notes.add("later")
    row = store.database.rows("SELECT * FROM entries WHERE id = ?", (entry_id,))[0]
    with store.transaction() as connection:
        to = RowDate(row["created_at"] + 7_200_000, -300, None)
        move_entry(connection, row["seq"], to, updated_at=row["updated_at"] + 1)
    assert _texts(store) == ["the walk #sea", "later"]
    assert _texts(store, "walk") == ["the walk #sea"]
    assert [e.id for e in store.journal.page(Filter(labels=(("tag", "sea"),)), 9).entries] == [entry_id]
    store.database.connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('integrity-check')")
    assert store.journal.find(entry_id).at.utcoffset() == timedelta(hours=-5)
