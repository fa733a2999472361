"""How two stores of one person merge, rule by rule."""

from __future__ import annotations

from datetime import timedelta

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.exchange.transfer.merge import RecordMerge
from resilify_cli.exchange.transfer.merge_result import MergeOutcome
from resilify_cli.store.device import device_id
from resilify_cli.store.enrollments import StepState
from resilify_cli.store.store import Store
from resilify_cli.store.vectors import LAST_CLOCK
from resilify_cli.vault.erasing.rows import erase, find_entry_target, find_program_target
from tests.exchange.transfer.histories import (
    SteppingClock,
    entry_states,
    exported,
    has_words,
    held,
    imported,
    other_states,
    person_with,
)
from tests.store.conftest import response


@pytest.fixture
def pair() -> list[Store]:
    """Two stores whose clocks are a day apart."""
    return person_with((0, 24)).stores


def both_ways(here: Store, there: Store) -> None:
    records = exported(here), exported(there)
    imported(records[0], there)
    imported(records[1], here)


def shared_note(here: Store, there: Store) -> str:
    note = here.notes.add("first words")
    both_ways(here, there)
    return note


def revise(store: Store, note: str, text: str) -> None:
    store.revisions.revise(store.journal.find(note), text, None)


def in_trash(store: Store) -> list[str]:
    return [entry.id for entry, _ in store.trash.entries()]


def test_words_of_the_same_moment_come_to_one_state(pair: list[Store]) -> None:
    """Two changes with one time: both stores say the same one, and the other is its earlier version."""
    here, there = pair
    note = shared_note(here, there)
    for store, text in ((here, "changed here"), (there, "changed there")):
        revise(store, note, text)
        store.database.connection.execute(
            "UPDATE entries SET updated_at = 1800000000000, clock = 1800000000000 << 20"
        )
    both_ways(here, there)
    assert entry_states(here) == entry_states(there)
    assert held(here, note) == {"first words", "changed here", "changed there"}


@pytest.mark.parametrize("editor_is_ahead", [True, False])
def test_a_change_made_meanwhile_wins_over_the_trash(editor_is_ahead: bool) -> None:
    """What was deleted here and changed there is in the journal of both, whichever clock is ahead."""
    here, there = person_with((0, 24) if editor_is_ahead else (24, 0)).stores
    note = shared_note(here, there)
    here.trash.put(here.journal.find(note))
    revise(there, note, "changed there")
    both_ways(here, there)
    for store in (here, there):
        assert in_trash(store) == []
        assert store.journal.find(note).text == "changed there"


def test_a_change_whose_words_lose_wins_over_the_trash_too(pair: list[Store]) -> None:
    """Deleted there after a later change, it comes out of the trash for the one that was not known there."""
    here, there = pair
    note = shared_note(here, there)
    revise(here, note, "changed here")
    revise(there, note, "changed there, a day later")
    there.trash.put(there.journal.find(note))
    both_ways(here, there)
    for store in (here, there):
        assert store.journal.find(note).text == "changed there, a day later"
        assert "changed here" in held(store, note)


def test_a_deletion_that_knew_of_all_changes_travels(pair: list[Store]) -> None:
    """It goes into the trash on the other side; restored there, it is back on both."""
    here, there = pair
    note = shared_note(here, there)
    revise(there, note, "changed there")
    both_ways(here, there)
    here.trash.put(here.journal.find(note))
    both_ways(here, there)
    assert in_trash(here) == in_trash(there) == [note]
    there.trash.restore(there.journal.find(note, in_trash=True))
    both_ways(here, there)
    assert in_trash(here) == in_trash(there) == []


def test_the_trash_of_one_store_clears_no_other(pair: list[Store]) -> None:
    """What left the trash here has thirty days there, from when it was known there; and stays gone here."""
    here, there = pair
    note = shared_note(here, there)
    here.trash.put(here.journal.find(note))
    clock = here.database.clock
    assert isinstance(clock, SteppingClock)
    clock.off += timedelta(days=20)
    here.notes.add("written meanwhile")
    clock.off += timedelta(days=20)
    assert here.trash.purge_expired_trash() == 1
    there_clock = there.database.clock
    assert isinstance(there_clock, SteppingClock)
    there_clock.off += timedelta(days=40)
    both_ways(here, there)
    both_ways(here, there)
    assert there.trash.purge_expired_trash() == 0
    assert in_trash(there) == [note]
    assert held(there, note) == {"first words"}
    assert not has_words(here, note)


def test_what_left_the_trash_comes_back_if_it_was_changed_elsewhere(pair: list[Store]) -> None:
    """Cleared here, changed there: it is in the journal of both."""
    here, there = pair
    note = shared_note(here, there)
    here.trash.put(here.journal.find(note))
    here.trash.empty()
    revise(there, note, "changed there")
    both_ways(here, there)
    assert here.journal.find(note).text == there.journal.find(note).text == "changed there"


def test_what_was_erased_on_purpose_is_erased_everywhere(pair: list[Store]) -> None:
    """Also if it was changed meanwhile, with its versions and what was half typed of a change."""
    here, there = pair
    note = shared_note(here, there)
    revise(there, note, "changed there")
    erase(here.database, find_entry_target(here.database, note))
    both_ways(here, there)
    for store in (here, there):
        assert not has_words(store, note)
        assert held(store, note) == {""}
        assert not store.database.rows("SELECT 1 FROM entries_fts WHERE entries_fts MATCH 'changed'")


def test_two_passes_begun_apart_become_one(pair: list[Store]) -> None:
    """They have the answers, the progress and the finished sessions of both, and go on where one was last."""
    here, there = pair
    for store, text in ((here, "said here"), (there, "said there")):
        enrollment = store.enrollments.begin("key", "slug", "Title", "")
        store.entries.answer(enrollment, response(text, activity_id=text.replace(" ", "-")))
        store.enrollments.mark_step(enrollment, "first", text.replace(" ", "-"), StepState.DONE)
        store.enrollments.move(enrollment, "first", text)
    both_ways(here, there)
    for store in (here, there):
        (enrollment,) = store.enrollments.all()
        assert set(store.enrollments.step_states(enrollment, "first")) == {"said-here", "said-there"}
        answers = [store.entries.kept(enrollment, f"said-{where}")[0].text for where in ("here", "there")]
        assert answers == ["said here", "said there"]
        # The clock there is a day ahead.
        assert enrollment.step_id == "said there"
    assert other_states(here) == other_states(there)


def test_a_pass_that_is_erased_takes_the_one_it_is_a_part_of_along() -> None:
    """Two were begun apart and are one in a third store: one of them erased, all of it is gone everywhere."""
    here, there, third = person_with((0, 24, 1)).stores
    for store, slug in ((here, "slug-here"), (there, "slug-there")):
        store.enrollments.begin("key", slug, "Title", "")
    for store in (here, there):
        imported(exported(store), third)
    erase(there.database, find_program_target(there.database, "slug-there"))
    # The one that was erased learns of the two being one before the third learns of its end.
    imported(exported(third), there)
    for _ in range(2):
        both_ways(there, third)
        both_ways(third, here)
    assert [store.enrollments.all() for store in (here, there, third)] == [[], [], []]
    assert other_states(here) == other_states(there) == other_states(third)


@pytest.mark.parametrize("step", [1, -1])
def test_two_that_are_one_elsewhere_become_one_whichever_the_file_names_first(step: int) -> None:
    """Also where one of them was ended before the other was begun."""
    late, early, third = person_with((24, 0, 1)).stores
    second = late.enrollments.begin("key", "slug", "Title", "")
    imported(exported(late), third)
    first = early.enrollments.begin("key", "slug", "Title", "")
    both_ways(late, early)
    with third.transaction() as connection:
        connection.execute("UPDATE enrollments SET started_at = 1, finished_at = 2")
    records = exported(late)
    imported({**records, "enrollments": records["enrollments"][::step]}, third)
    assert [one.id for one in third.enrollments.all()] == [first.id]
    assert other_states(third)["passes"][second.id] == first.id


def test_a_place_of_the_same_moment_keeps_its_clock(pair: list[Store]) -> None:
    """Of two places with one clock the one of the greater device is taken, as it was, in both stores."""
    here, there = pair
    enrollment = here.enrollments.begin("key", "slug", "Title", "")
    both_ways(here, there)
    for store, device, step in ((here, "a", "first step"), (there, "b", "second step")):
        store.enrollments.move(enrollment, "first", step)
        with store.transaction() as connection:
            connection.execute("UPDATE enrollments SET clock = 5 << 20, device = ?", (device,))
    both_ways(here, there)
    assert other_states(here) == other_states(there)
    (found,) = exported(here)["enrollments"]
    assert (found["step_id"], found["clock"], found["device"]) == ("second step", 5 << 20, "b")


def test_a_program_begun_again_on_purpose_stays_apart(pair: list[Store]) -> None:
    """A second pass that knew of the first is another one, in both stores."""
    here, there = pair
    first = here.enrollments.begin("key", "slug", "Title", "")
    both_ways(here, there)
    second = there.enrollments.begin("key", "slug", "Title", "")
    both_ways(here, there)
    for store in (here, there):
        assert {enrollment.id for enrollment in store.enrollments.all()} == {first.id, second.id}


def test_a_pass_that_was_over_before_another_began_stays_apart(pair: list[Store]) -> None:
    """In spring here and in autumn there: the answers of one don't take the place of the other's."""
    here, there = pair
    here.enrollments.finish(here.enrollments.begin("key", "slug", "Title", ""))
    there.enrollments.begin("key", "slug", "Title", "")
    both_ways(here, there)
    assert len(here.enrollments.all()) == len(there.enrollments.all()) == 2


def test_a_step_is_as_it_was_set_last_by_a_clock_that_is_behind(pair: list[Store]) -> None:
    """Skipped by a clock that is ahead, then done by one that is behind, it is done."""
    behind, ahead = pair
    enrollment = ahead.enrollments.begin("key", "slug", "Title", "")
    ahead.enrollments.mark_step(enrollment, "first", "step", StepState.SKIPPED)
    both_ways(behind, ahead)
    behind.enrollments.mark_step(enrollment, "first", "step", StepState.DONE)
    both_ways(behind, ahead)
    assert ahead.enrollments.step_states(enrollment, "first") == {"step": StepState.DONE}


def test_the_path_of_a_program_goes_nowhere(pair: list[Store]) -> None:
    """A path of one computer is no path of another."""
    here, there = pair
    here.enrollments.begin("key", "slug", "Title", "/somewhere/program")
    imported(exported(here), there)
    assert [enrollment.path for enrollment in there.enrollments.all()] == [""]


def test_a_draft_of_another_store_lies_beside_the_own_one(pair: list[Store]) -> None:
    """Neither is replaced; it follows what is typed on there, and does not come back to where it ended."""
    here, there = pair
    here.journal_drafts.save("note", "typed here")
    there.journal_drafts.save("note", "typed th")
    both_ways(here, there)
    there.journal_drafts.save("note", "typed there")
    both_ways(here, there)
    drafts = "SELECT content FROM journal_drafts ORDER BY content"
    for store in (here, there):
        assert [row[0] for row in store.database.rows(drafts)] == ["typed here", "typed there"]
    here.journal_drafts.drop("note")
    both_ways(here, there)
    assert [row[0] for row in here.database.rows(drafts)] == ["typed there"]


def test_rows_changed_since_can_be_told(pair: list[Store]) -> None:
    """Each change of an entry or a pass, by hand or by a merge, counts up."""
    here, there = pair

    def count(store: Store, table: str) -> int:
        return int(store.database.rows(f"SELECT coalesce(max(changed), 0) FROM {table}")[0][0])

    note = shared_note(here, there)
    counts = [count(here, "entries")]
    revise(here, note, "changed here")
    counts.append(count(here, "entries"))
    there.trash.put(there.journal.find(note))
    imported(exported(there), here)
    counts.append(count(here, "entries"))
    assert sorted(set(counts)) == counts
    enrollment = here.enrollments.begin("key", "slug", "Title", "")
    before = count(here, "enrollments")
    here.enrollments.mark_step(enrollment, "first", "step", StepState.DONE)
    assert count(here, "enrollments") > before
    plan = here.database.rows("EXPLAIN QUERY PLAN SELECT id FROM entries WHERE changed > 5")
    assert "entries_by_change" in plan[0]["detail"]


def test_a_word_that_is_hidden_later_is_hidden_everywhere(pair: list[Store]) -> None:
    """Own words for check-ins come in; what was said of one last holds, by a clock that is behind too."""
    behind, ahead = pair
    ahead.checkins.add(Checkin(feelings=("my own",)))
    both_ways(behind, ahead)
    assert "my own" in behind.checkins.words("feeling")
    behind.checkins.hide("feeling", "my own")
    both_ways(behind, ahead)
    assert ahead.checkins.hidden("feeling") == ["my own"]


def test_two_stores_of_one_name_get_two(pair: list[Store]) -> None:
    """A store that was copied as a file writes under the same name, until the two are merged."""
    here, there = pair
    shared_note(here, there)
    connection = there.database.connection
    connection.execute("UPDATE device SET id = ?", (device_id(here.database.connection),))
    there.notes.add("written in the copy")
    both_ways(here, there)
    assert device_id(here.database.connection) != device_id(connection)
    both_ways(here, there)
    assert entry_states(here) == entry_states(there)


def test_a_store_keeps_its_name_where_its_own_export_comes_back(pair: list[Store]) -> None:
    """What it knows already tells of no other store."""
    here, _ = pair
    before = device_id(here.database.connection)
    here.notes.add("words")
    imported(exported(here), here)
    assert device_id(here.database.connection) == before


def test_what_a_clock_at_its_end_counted_travels(pair: list[Store]) -> None:
    """An entry that was changed after the last moment that a clock can have comes in with its words."""
    one, other = pair
    entry = shared_note(one, other)
    last = f'{{"{device_id(one.database.connection)}": {LAST_CLOCK}}}'
    with one.transaction() as connection:
        connection.execute("UPDATE entries SET clock = ?, edits = ?", (LAST_CLOCK, last))
    revise(one, entry, "after")
    both_ways(one, other)
    assert other.journal.find(entry).text == "after"


def test_an_answer_of_somebody_else_takes_the_place_of_none(pair: list[Store]) -> None:
    """What a file answers to an activity that was answered here comes in by itself, and not as the answer."""
    one, _ = pair
    enrollment = one.enrollments.begin("key", "slug", "A program", "")
    mine = one.entries.answer(enrollment, response("mine"))
    records = exported(one)
    (record,) = records["entries"]
    theirs = f"{mine[:-4]}beef"
    record |= {"id": theirs, "text": "theirs", "created_at": record["created_at"] + 1000}
    del record["hash"], record["seq"]
    with one.transaction() as connection, DeferredFtsIndex(connection) as index:
        merge = RecordMerge(one.database, index, mine=False)
        assert merge.put("entries", record).outcome is MergeOutcome.NEW
        merge.settle()
    assert [kept.text for kept in one.entries.kept(enrollment, "moment")] == ["mine"]
    assert one.journal.find(theirs).text == "theirs"


def test_an_old_file_brings_no_draft_of_an_erased_program_back(pair: list[Store]) -> None:
    """What was half typed in a program that was erased since stays erased."""
    one, _ = pair
    enrollment = one.enrollments.begin("key", "slug", "A program", "")
    one.drafts.save(enrollment, "moment", False, '{"typed": "half"}')
    (record,) = exported(one)["enrollments"]
    erase(one.database, find_program_target(one.database, "slug"))
    with one.transaction() as connection, DeferredFtsIndex(connection) as index:
        merge = RecordMerge(one.database, index, mine=False)
        merge.put("enrollments", record)
        merge.settle()
    assert not one.database.rows("SELECT * FROM drafts")
