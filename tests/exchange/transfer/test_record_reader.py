"""The whole store on its way out and back: what wins where two know the same entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.exchange.transfer.merge import MergeOutcome, RecordMerge
from resilify_cli.exchange.transfer.record_reader import PARTS, RecordReader
from resilify_cli.store.database import Database
from resilify_cli.store.device import device_id
from resilify_cli.store.enrollments import StepState
from resilify_cli.store.store import Store
from resilify_cli.vault.erasing.rows import erase, find_entry_target
from resilify_cli.vault.health.index_check import index_is_right
from tests.conftest import FixedClock
from tests.exchange.stores import everything, indexed
from tests.store.conftest import response
from tests.stores_in_memory import store_in_memory


@pytest.fixture
def here(clock: FixedClock) -> Store:
    return Store(store_in_memory("here", clock))


@pytest.fixture
def there(clock: FixedClock) -> Store:
    return Store(store_in_memory("there", clock))


def carried(source: Store, target: Store) -> dict[str, list[MergeOutcome]]:
    """Merge all of one store into another and return what became of each record."""
    found: dict[str, list[MergeOutcome]] = {}
    with target.transaction() as connection, DeferredFtsIndex(connection) as index:
        merge = RecordMerge(target.database, index)
        for kind in PARTS:
            found[kind] = [
                merge.put(kind, one).outcome for one in RecordReader(source.database).records(kind)
            ]
    return found


def texts(store: Store, entry_id: str) -> tuple[str, list[str]]:
    """Return what an entry says, and what it said before."""
    return store.journal.find(entry_id).text, [v.text for v in store.revisions.versions(entry_id)]


def revise(store: Store, entry_id: str, text: str) -> None:
    store.revisions.revise(store.journal.find(entry_id), text, None)


def test_the_later_change_wins_and_the_other_is_a_version(here: Store, there: Store) -> None:
    """Of one note changed in two stores, both texts are kept in both, whichever way they are carried."""
    note = here.notes.add("first")
    carried(here, there)
    revise(here, note, "changed here")
    revise(there, note, "changed there, later")
    for source, target in ((here, there), (there, here)):
        assert carried(source, target)["entries"] == [MergeOutcome.CHANGED]
    for store in (here, there):
        assert texts(store, note) == ("changed there, later", ["first", "changed here"])
        assert carried(here, store)["entries"] == carried(there, store)["entries"] == [MergeOutcome.KNOWN]
    assert [e.id for e in here.journal.page(_all(), 9, words="later").entries] == [note]
    assert not here.journal.page(_all(), 9, words="here").entries


def _all() -> Any:
    from resilify_cli.store.journal import Filter

    return Filter()


def test_an_older_copy_changes_nothing(here: Store, there: Store) -> None:
    """An entry that was changed since stays as it is; what the copy says is its version already."""
    note = here.notes.add("first")
    carried(here, there)
    revise(here, note, "second")
    before = everything(here.database)
    assert carried(there, here)["entries"] == [MergeOutcome.KNOWN]
    assert everything(here.database) == before


def test_versions_that_say_the_same_are_left_as_they_are(here: Store, clock: FixedClock) -> None:
    """Merging an entry with itself changes nothing, however its versions came about."""
    clock.step = timedelta(0)
    note = here.notes.add("one")
    for text in ("two", "one", "two", "one"):
        revise(here, note, text)
    before = everything(here.database)
    assert len(before["entry_versions"]) == 4
    assert carried(here, here)["entries"] == [MergeOutcome.KNOWN]
    assert everything(here.database) == before


def test_a_deletion_travels(here: Store, there: Store) -> None:
    """What was deleted later than it was changed lies in the trash on the other side too."""
    note = here.notes.add("gone")
    carried(here, there)
    here.trash.put(here.journal.find(note))
    carried(here, there)
    assert [entry.id for entry, _ in there.trash.entries()] == [note]
    assert indexed(there.database) == (set(), set())


def test_what_was_erased_leaves_nothing_and_stays_erased(here: Store, there: Store) -> None:
    """Its words are gone on both sides, and an older copy does not bring them back."""
    note = here.notes.add("gone")
    copy = Store(store_in_memory("copy", here.database.clock))
    for other in (there, copy):
        carried(here, other)
    revise(there, note, "changed elsewhere")
    there.journal_drafts.save(note, "half typed")
    erase(here.database, find_entry_target(here.database, note))
    assert carried(here, there)["entries"] == [MergeOutcome.CHANGED]
    after = everything(there.database)
    assert (after["entry_versions"], after["journal_drafts"]) == ([], [])
    assert [row[0] for row in there.database.rows("SELECT text FROM entries")] == [""]
    copy.journal_drafts.save(note, "half typed")
    assert carried(copy, here) == {
        "enrollments": [],
        "entries": [MergeOutcome.KNOWN],
        "words": [],
        "journal_drafts": [MergeOutcome.KNOWN],
    }
    assert everything(here.database)["journal_drafts"] == []


def test_of_two_as_late_the_one_of_a_program_wins(here: Store, there: Store, clock: FixedClock) -> None:
    """A note that came back from plain text becomes the answer that it was."""
    clock.step = timedelta(0)
    enrollment = here.enrollments.begin("key", "slug", "Title", "")
    answer = here.entries.answer(enrollment, response("words"))
    with there.transaction() as connection, DeferredFtsIndex(connection) as index:
        from resilify_cli.exchange.transfer.imported_entries import ImportedEntries

        ImportedEntries(there.database, index).add(answer, here.journal.find(answer).at, "words", "", "")
    carried(here, there)
    assert there.journal.find(answer).program == "Title"
    carried(there, here)
    assert here.journal.find(answer).program == "Title"


def test_progress_and_drafts_follow_the_newer_ones(here: Store, there: Store) -> None:
    """Each step, session, draft and word is as it was set last, on whichever side."""
    enrollment = here.enrollments.begin("key", "slug", "Title", "")
    here.enrollments.mark_step(enrollment, "one", "a", StepState.SKIPPED)
    here.drafts.save(enrollment, "activity", False, "older")
    here.checkins.offer("feeling", "mine")
    carried(here, there)
    there.enrollments.mark_step(enrollment, "one", "a", StepState.DONE)
    there.enrollments.mark_step(enrollment, "one", "b", StepState.DONE)
    there.enrollments.finish_session(enrollment, "one")
    assert there.drafts.find(enrollment, "activity", False) == "older"
    there.drafts.save(enrollment, "activity", False, "newer")
    there.checkins.hide("feeling", "mine")
    assert carried(here, there) == {
        "enrollments": [MergeOutcome.KNOWN],
        "entries": [],
        "words": [MergeOutcome.KNOWN],
        "journal_drafts": [],
    }
    assert carried(there, here)["enrollments"] == [MergeOutcome.CHANGED]
    for table in ("enrollments", "progress", "finished_sessions", "words"):
        assert everything(here.database)[table] == everything(there.database)[table]
    assert here.drafts.find(enrollment, "activity", False) == "older"
    here.drafts.drop(enrollment, "activity", False)
    assert here.drafts.find(enrollment, "activity", False) == "newer"
    # What was dropped does not come back.
    assert carried(here, there)["enrollments"] == carried(there, here)["enrollments"] == [MergeOutcome.KNOWN]


def test_two_entries_of_one_number_both_come_in(here: Store, there: Store) -> None:
    """Where the other store has given an entry's number away, it gets another of its time, labels and all."""
    first = here.notes.add("a #tag")
    (record,) = RecordReader(here.database).records("entries")
    with there.transaction() as connection, DeferredFtsIndex(connection) as index:
        merge = RecordMerge(there.database, index)
        merge.put("entries", {**record, "id": "f" * 28})
        assert merge.put("entries", record).outcome is MergeOutcome.NEW
    assert {entry.id for entry in there.journal.page(_all(), 9).entries} == {first, "f" * 28}
    assert len(everything(there.database)["labels"]) == 2
    assert there.journal.tags() == [("tag", 2)]


def test_the_same_record_twice_in_one_file_is_one(here: Store, there: Store) -> None:
    """Also where the second one is newer, which the search must follow."""
    note = here.notes.add("older words")
    (older,) = RecordReader(here.database).records("entries")
    revise(here, note, "newer words")
    (newer,) = RecordReader(here.database).records("entries")
    with there.transaction() as connection, DeferredFtsIndex(connection) as index:
        merge = RecordMerge(there.database, index)
        outcomes = [merge.put("entries", one).outcome for one in (older, newer, older)]
    assert outcomes == [MergeOutcome.NEW, MergeOutcome.CHANGED, MergeOutcome.KNOWN]
    assert texts(there, note) == ("newer words", ["older words"])
    assert len(there.journal.page(_all(), 9, words="newer").entries) == 1
    assert not there.journal.page(_all(), 9, words="older").entries


def test_the_search_is_as_before_after_an_import(here: Store, there: Store) -> None:
    """What is written after an import is found too, and the schema is the same."""

    def schema(database: Database) -> set[tuple[str, str]]:
        return {(row[0], row[1]) for row in database.rows("SELECT name, sql FROM sqlite_schema")}

    before = schema(there.database)
    here.notes.add("came")
    here.checkins.add(Checkin(mood=3, feelings=("own",), note="checked"))
    carried(here, there)
    there.notes.add("written after")
    assert schema(there.database) == before
    for word in ("came", "checked", "after"):
        assert len(there.journal.page(_all(), 9, words=word).entries) == 1


def test_a_title_that_changes_while_entries_come_in_is_searched(here: Store, there: Store) -> None:
    """A program that is renamed behind its entries in a file is found by its new title alone."""
    enrollment = here.enrollments.begin("key", "slug", "An old title", "")
    here.entries.answer(enrollment, response("an answer"))
    (began,), (answer,) = (
        list(RecordReader(here.database).records(kind)) for kind in ("enrollments", "entries")
    )
    here.enrollments.rename(enrollment, "slug", "A newer name", "")
    (renamed,) = RecordReader(here.database).records("enrollments")
    with there.transaction() as connection, DeferredFtsIndex(connection) as index:
        merge = RecordMerge(there.database, index)
        merge.put("enrollments", began)
        merge.put("entries", answer)
        merge.put("enrollments", renamed)
        merge.settle()
    assert [len(there.journal.page(_all(), 9, words=word).entries) for word in ("old", "newer")] == [0, 1]
    assert index_is_right(there.database.connection)


def test_an_entry_of_no_clock_is_stamped_where_it_comes_in(here: Store, there: Store) -> None:
    """One that a file gives the clock 0 gets that of its time, and this store as the one that wrote it."""
    here.notes.add("words")
    (record,) = RecordReader(here.database).records("entries")
    with there.transaction() as connection, DeferredFtsIndex(connection) as index:
        RecordMerge(there.database, index).put("entries", {**record, "clock": 0, "device": "a"})
    (row,) = there.database.rows("SELECT clock, device, updated_at, changed FROM entries")
    assert tuple(row) == (row["updated_at"] << 20, device_id(there.database.connection), row["updated_at"], 1)


def test_a_failed_import_leaves_the_search_as_it_was(here: Store, there: Store) -> None:
    """With the transaction, what was taken away for its time is back."""
    here.notes.add("came")

    def interrupted() -> None:
        with there.transaction() as connection, DeferredFtsIndex(connection) as index:
            RecordMerge(there.database, index).put(
                "entries", next(RecordReader(here.database).records("entries"))
            )
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    there.notes.add("after")
    assert indexed(there.database)[0] == indexed(there.database)[1] != set()
    assert len(everything(there.database)["entries"]) == 1


def test_a_page_of_records_is_no_more_than_others(here: Store, there: Store) -> None:
    """What hangs on an entry travels with it, however many entries there are."""

    def many(count: int) -> Iterator[str]:
        for number in range(count):
            yield here.checkins.add(Checkin(mood=1 + number % 5, note=f"note {number}"))

    made = list(many(1_201))
    carried(here, there)
    assert everything(here.database) == everything(there.database)
    assert RecordReader(there.database).count() == len(made)


def test_a_snapshot_reads_a_text_that_is_damaged(here: Store) -> None:
    """Bytes that are no text come with a mark in their place, so that a damaged store can be taken along."""
    here.notes.add("words")
    here.database.connection.execute("UPDATE entries SET session_title = CAST(x'61FF62' AS TEXT)")
    with here.database.snapshot():
        (record,) = RecordReader(here.database).records("entries")
    assert record["session_title"] == "a\ufffdb"
    assert datetime.fromtimestamp(record["created_at"] / 1000).year


@pytest.mark.parametrize(("said", "kept"), [(None, None), (-1, -1), (2, 2), (3, None), (10**12, None)])
def test_a_named_day_travels_and_one_that_is_far_off_does_not(
    here: Store, there: Store, said: int | None, kept: int | None
) -> None:
    """A day near the entry's time is kept, one that can't be of it is not; older exports have none."""
    here.notes.add("a date")
    (record,) = RecordReader(here.database).records("entries")
    date = here.journal.find("last").at.toordinal()
    del record["named_day"]
    if said is not None:
        record["named_day"] = date + said
    with there.transaction() as connection, DeferredFtsIndex(connection) as index:
        RecordMerge(there.database, index).put("entries", record)
    (row,) = there.database.rows("SELECT named_day FROM entries")
    assert row["named_day"] == (date + kept if kept is not None else None)
