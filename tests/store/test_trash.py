from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import EntryNotFoundError
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entry import Entry
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.store.trash import KEPT
from tests.conftest import FixedClock
from tests.store.conftest import response


def _texts(store: Store, words: str = "") -> list[str]:
    return [entry.text for entry in store.journal.page(Filter(), 100, 0, words).entries]


def _in_trash(store: Store) -> list[str]:
    return [entry.text for entry, _ in store.trash.entries()]


def _put(store: Store, text: str) -> Entry:
    entry = store.journal.find(store.notes.add(text))
    store.trash.put(entry)
    return entry


def test_a_deleted_entry_is_nowhere_but_in_the_trash(store: Store) -> None:
    """What is deleted leaves the journal, its search and its ids, and can be found in the trash."""
    store.notes.add("stays")
    entry = _put(store, "goes")
    assert _texts(store) == ["stays"]
    assert _texts(store, "goes") == []
    assert _in_trash(store) == ["goes"]
    with pytest.raises(EntryNotFoundError):
        store.journal.find(entry.id)
    assert store.journal.find(entry.handle, in_trash=True).deleted


def test_what_is_not_deleted_is_not_found_in_the_trash(store: Store) -> None:
    """An entry of the journal can't be taken out of the trash."""
    entry = store.journal.find(store.notes.add("stays"))
    with pytest.raises(EntryNotFoundError, match="in the trash") as caught:
        store.journal.find(entry.id, in_trash=True)
    assert "journal restore" in caught.value.hint


def test_what_is_given_back_is_as_it_was(store: Store, enrollment: Enrollment) -> None:
    """An entry that is given back has its words, place, readings and versions, and is found again."""
    store.entries.answer(enrollment, response("one"))
    answer = response("two walks", readings=(Reading("calm", 3, 0, 10),))
    before = store.journal.find(store.entries.answer(enrollment, answer))
    store.notes.add("later")
    store.trash.put(before)
    assert store.entries.readings(enrollment, "calm") == []
    store.trash.restore(store.journal.find(before.id, in_trash=True))
    assert store.journal.find(before.id) == before
    assert _texts(store) == ["later", "two walks"]
    assert _texts(store, "walks") == ["two walks"]
    assert [v.text for v in store.revisions.versions(before.id)] == ["one"]
    assert len(store.entries.readings(enrollment, "calm")) == 1
    assert _in_trash(store) == []


def test_the_trash_tells_the_newest_deletion_first(store: Store, clock: FixedClock) -> None:
    """The trash is told by when things were deleted, with those times."""
    first, second = (store.journal.find(store.notes.add(text)) for text in ("first", "second"))
    clock.step = timedelta(0)
    at = clock.time
    store.trash.put(second)
    clock.time += timedelta(minutes=1)
    store.trash.put(first)
    assert [(e.text, when) for e, when in store.trash.entries()] == [
        ("first", at + timedelta(minutes=1)),
        ("second", at),
    ]


def test_only_what_was_forgotten_is_erased(store: Store, clock: FixedClock) -> None:
    """After thirty days, and not before, a deleted entry is erased; the younger ones stay."""
    clock.step = timedelta(0)
    old = _put(store, "old")
    start = clock.time
    clock.time = start + timedelta(days=1)
    _put(store, "younger")
    store.notes.add("written in between")
    clock.time = start + KEPT
    assert store.trash.purge_expired_trash() == 0
    clock.time = start + KEPT + timedelta(milliseconds=1)
    assert store.trash.purge_expired_trash() == 1
    assert _in_trash(store) == ["younger"]
    assert store.trash.purge_expired_trash() == 0
    with pytest.raises(EntryNotFoundError):
        store.journal.find(old.id, in_trash=True)


def test_a_clock_that_jumped_ahead_erases_nothing(store: Store, clock: FixedClock) -> None:
    """What is written at a time that no earlier day leads to is no reason to erase; a day later it is."""
    _put(store, "old")
    clock.time += timedelta(days=27_000)
    store.notes.add("with a wrong clock, or after a long time")
    assert store.trash.purge_expired_trash() == 0
    clock.time += timedelta(days=2)
    assert store.trash.purge_expired_trash() == 1


def test_a_clock_that_was_behind_erases_nothing_when_it_is_right(store: Store, clock: FixedClock) -> None:
    """What was deleted by a clock of 1970 lies in the trash for thirty days, and not for fifty years."""
    store.notes.add("by a right clock")
    right = clock.time
    clock.time = datetime(1970, 1, 1, tzinfo=UTC)
    _put(store, "old")
    clock.time = right + timedelta(days=2)
    assert store.trash.purge_expired_trash() == 0


def test_days_in_the_trash_count_from_the_last_deletion(store: Store, clock: FixedClock) -> None:
    """What was given back and deleted again has its thirty days anew."""
    entry = _put(store, "twice")
    clock.time += timedelta(days=20)
    store.trash.restore(entry)
    store.trash.put(entry)
    clock.time += timedelta(days=20)
    assert store.trash.purge_expired_trash() == 0


def test_looking_for_the_forgotten_takes_no_lock(store: Store) -> None:
    """Where nothing is forgotten, nothing is written."""
    _put(store, "young")
    statements: list[str] = []
    store.database.connection.set_trace_callback(statements.append)
    store.trash.purge_expired_trash()
    assert not [statement for statement in statements if not statement.startswith("SELECT")]


def test_the_trash_is_found_by_its_index(store: Store) -> None:
    """Neither the list of the trash nor the look for the forgotten reads the whole table."""
    for condition in ("", " AND deleted_at < 5"):
        plan = store.database.rows(
            "EXPLAIN QUERY PLAN SELECT seq FROM entries WHERE deleted_at IS NOT NULL"
            f" AND erased_at IS NULL{condition}"
        )
        assert all("entries_in_trash" in row["detail"] for row in plan)


def test_emptying_says_how_many(store: Store) -> None:
    """Emptying the trash erases all of it, and tells the number."""
    _put(store, "one")
    _put(store, "two")
    store.notes.add("stays")
    assert store.trash.empty() == 2
    assert _in_trash(store) == []
    assert _texts(store) == ["stays"]
    assert store.trash.empty() == 0


def _words_left(store: Store, word: str) -> set[str]:
    """Return the tables that hold a word, the inner ones of the search index among them."""
    tables = store.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    left = set()
    for table in (row["name"] for row in tables):
        for row in store.database.rows(f"SELECT * FROM {table}"):
            cells = (cell if isinstance(cell, bytes) else str(cell).encode() for cell in tuple(row))
            if any(word.encode() in cell for cell in cells):
                left.add(table)
    return left


@pytest.mark.parametrize("others", [0, 3, 300])
def test_an_erased_entry_leaves_no_word_anywhere(
    store: Store, enrollment: Enrollment, home: Path, others: int
) -> None:
    """Text, question, values, versions, labels, readings, drafts and the search index: all words are gone."""
    for number in range(others):
        store.notes.add(f"another note {number}")
    response_id = store.entries.answer(enrollment, response("xylophone #xylophone"))
    changed = response(
        "xylophones #xylophone", values=("xylophone", 1), prompt="xylophone?", session_title="xylophone"
    )
    store.entries.answer(enrollment, changed)
    checkin_id = store.checkins.add(Checkin(mood=1, feelings=("sad",), note="xylophone again"))
    store.journal_drafts.save(response_id, "xylophone, half changed")
    for number in range(others):
        store.notes.add(f"a later note {number}")
    for entry_id in (response_id, checkin_id):
        store.trash.put(store.journal.find(entry_id))
    assert _words_left(store, "xylophone") >= {"entries", "entry_versions", "labels", "journal_drafts"}
    store.trash.empty()
    assert _words_left(store, "xylophone") == set()
    assert b"xylophone" not in (home / "resilify.db").read_bytes()
    for table in ("entry_versions", "readings", "labels", "journal_drafts"):
        assert store.database.rows(f"SELECT * FROM {table}") == [], table


def test_a_tombstone_stays(store: Store, clock: FixedClock) -> None:
    """Of an erased entry its id and its times are left, and its row is sound."""
    entry = _put(store, "gone")
    store.trash.empty()
    (row,) = store.database.rows("SELECT * FROM entries")
    assert (row["id"], row["text"]) == (entry.id, "")
    assert row["erased_at"] == row["updated_at"] > row["deleted_at"]
    store.database.connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('integrity-check')")


def test_a_tombstone_tells_nothing_of_what_was_erased(store: Store, enrollment: Enrollment) -> None:
    """Neither kind nor program, session nor activity of an erased answer stands in its row any more."""
    telling = response(
        "gone", activity_id="panic-after-work", session_id="panic", session_title="Panic", practice=True
    )
    answer = store.entries.answer(enrollment, telling)
    checkin = store.checkins.add(Checkin(mood=1, note="gone too"))
    note = store.notes.add("a note that is gone")
    for entry_id in (answer, checkin, note):
        store.trash.put(store.journal.find(entry_id))
    store.trash.empty()
    named = {"id", "seq", "created_at", "updated_at", "deleted_at", "erased_at", "clock", "changed"}
    rows = store.database.rows("SELECT * FROM entries ORDER BY seq")
    left = [{k: v for k, v in dict(row).items() if k not in named} for row in rows]
    assert left[0] == left[1] == left[2]
    assert "panic" not in str(left)


def test_own_words_leave_with_the_trash(store: Store) -> None:
    """A feeling of the person's own that no other check-in has is offered no more once the trash is empty."""
    for feelings in (("walrusy", "hollow"), ("hollow",)):
        last = store.checkins.add(Checkin(mood=2, feelings=feelings))
    first = next(e for e in store.journal.page(Filter(), 9).entries if e.id != last)
    store.trash.put(first)
    store.trash.empty()
    assert "walrusy" not in store.checkins.words("feeling")
    assert "hollow" in store.checkins.words("feeling")


def test_a_draft_of_an_answer_outlives_the_trash(store: Store, enrollment: Enrollment) -> None:
    """What is being typed for an activity stays when an earlier answer to it leaves the trash."""
    store.trash.put(store.journal.find(store.entries.answer(enrollment, response("earlier"))))
    store.drafts.save(enrollment, "moment", False, "being typed")
    store.trash.empty()
    assert store.drafts.find(enrollment, "moment", False) == "being typed"


def test_the_search_is_whole_after_erasing(store: Store) -> None:
    """What stays is still found by its words after others were erased."""
    for number in range(50):
        store.notes.add(f"walk {number}")
    for entry in store.journal.page(Filter(), 25).entries:
        store.trash.put(entry)
    store.trash.empty()
    store.notes.add("one more walk")
    assert len(_texts(store, "walk")) == 26
    assert len(_texts(store, "wal*")) == 26


def test_a_damaged_time_of_deletion_hides_nothing(store: Store) -> None:
    """A time far beyond the calendar keeps no entry from being listed."""
    _put(store, "old")
    for damaged in (1 << 62, -(1 << 62)):
        store.database.connection.execute("UPDATE entries SET deleted_at = ?", (damaged,))
        assert _in_trash(store) == ["old"]


def test_a_clock_that_was_set_back_makes_no_entry_older(store: Store, clock: FixedClock) -> None:
    """Two stores that merge would each keep a time of their own otherwise."""
    entry = store.journal.find(store.notes.add("one"))
    written = store.database.rows("SELECT updated_at FROM entries")[0]["updated_at"]
    clock.time -= timedelta(hours=1)
    store.trash.put(entry)
    store.trash.restore(entry)
    assert store.database.rows("SELECT updated_at FROM entries")[0]["updated_at"] == written
