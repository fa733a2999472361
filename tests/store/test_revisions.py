from __future__ import annotations

from datetime import timedelta

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import ErasedMeanwhileError
from resilify_cli.store.altered_rows import find_altered_rows
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entry import Entry
from resilify_cli.store.journal import Filter
from resilify_cli.store.revisions import RevisionResult
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.store.conftest import response


def _found(store: Store, words: str) -> list[str]:
    return [entry.text for entry in store.journal.page(Filter(), 100, 0, words).entries]


def _note(store: Store, text: str) -> Entry:
    return store.journal.find(store.notes.add(text))


def test_a_changed_note_keeps_what_it_was(store: Store) -> None:
    """A note says its new words, is found by them alone, and its earlier ones are versions, oldest first."""
    note = _note(store, "an apple")
    for text in ("a pear", "a plum"):
        assert store.revisions.revise(store.journal.find(note.id), text, None) is RevisionResult.DONE
    now = store.journal.find(note.id)
    assert (now.text, now.edited, now.intact, now.at) == ("a plum", True, True, note.at)
    assert [version.text for version in store.revisions.versions(note.id)] == ["an apple", "a pear"]
    assert (_found(store, "apple"), _found(store, "pear"), _found(store, "plum")) == ([], [], ["a plum"])


def test_the_same_words_are_no_change(store: Store) -> None:
    """What says the same as before is told as such, and makes no version."""
    note = _note(store, "an apple")
    assert store.revisions.revise(note, "an apple", None) is RevisionResult.SAME
    assert store.revisions.versions(note.id) == []
    assert not store.journal.find(note.id).edited


def test_versions_say_when_they_were_written(store: Store, clock: FixedClock) -> None:
    """Each version has the time it was written, in the zone of its entry, not the time of the change."""
    clock.step = timedelta(0)
    first = clock.time
    note = store.journal.find(store.notes.add("one", first - timedelta(days=3)))
    clock.time = second = first + timedelta(hours=5)
    store.revisions.revise(note, "two", None)
    clock.time += timedelta(hours=5)
    store.revisions.revise(store.journal.find(note.id), "three", None)
    assert [version.written_at for version in store.revisions.versions(note.id)] == [first, second]


def test_an_answer_keeps_its_question_and_its_place(store: Store, enrollment: Enrollment) -> None:
    """A changed answer is the same answer to the same question, and what recalls it sees the change."""
    entry_id = store.entries.answer(enrollment, response("It rained."))
    before = store.journal.find(entry_id)
    assert store.revisions.revise(before, "It poured.", None) is RevisionResult.DONE
    after = store.journal.find(entry_id)
    assert after._replace(text="", hash=b"", edited=False) == before._replace(text="", hash=b"")
    (kept,) = store.entries.kept(enrollment, "moment")
    assert (kept.text, kept.values) == ("It poured.", ("It poured.",))
    assert [v.prompt for v in store.revisions.versions(entry_id)] == ["What happened?"]


def test_values_and_readings_change_with_an_answer(store: Store, enrollment: Enrollment) -> None:
    """New values and readings take the place of those before, in one change."""
    answer = response("Sting: 3", values=("3", 3), readings=(Reading("sting", 3, 0, 10),))
    entry = store.journal.find(store.entries.answer(enrollment, answer))
    readings = (Reading("sting", 7, 0, 10),)
    assert store.revisions.revise(entry, "Sting: 7", '["7", 7]', readings) is RevisionResult.DONE
    assert store.entries.kept(enrollment, "moment")[0].values == ("7", 7)
    assert store.entries.readings(enrollment, "sting") == [("moment", readings[0])]


def test_words_alone_leave_readings_as_they_are(store: Store, enrollment: Enrollment) -> None:
    """A change of words without readings keeps those that there are."""
    reading = Reading("sting", 3, 0, 10)
    answer = response("Sting: 3", values=("3", 3), readings=(reading,))
    entry = store.journal.find(store.entries.answer(enrollment, answer))
    store.revisions.revise(entry, "It stung.", None)
    assert store.entries.readings(enrollment, "sting") == [("moment", reading)]
    assert store.entries.kept(enrollment, "moment")[0].values == ("It stung.",)


def test_an_answer_without_words_leaves_the_journal(store: Store, enrollment: Enrollment) -> None:
    """Who unmarks all of a list has given an answer still, and no empty entry stands in the journal."""
    entry = store.journal.find(store.entries.answer(enrollment, response("A walk", values=(["walk"],))))
    store.revisions.revise(entry, "", "[[]]")
    assert _found(store, "") == _found(store, "walk") == []
    assert store.entries.kept(enrollment, "moment")[0].values == ([],)
    assert [v.text for v in store.revisions.versions(entry.id)] == ["A walk"]
    store.entries.answer(enrollment, response("A walk", values=(["walk"],)))
    assert _found(store, "walk") == ["A walk"]


def test_a_damaged_answer_is_its_text(store: Store, enrollment: Enrollment) -> None:
    """An answer whose values can't be read any more is recalled as its words."""
    store.entries.answer(enrollment, response("A walk", values=(["walk"],)))
    store.database.connection.execute("UPDATE entries SET answers = '[[\"wa'")
    assert store.entries.kept(enrollment, "moment")[0].values == ("A walk",)


def test_two_changes_at_once_are_both_kept(store: Store) -> None:
    """Who changes an entry that was changed meanwhile is told, and loses neither text."""
    seen_by_both = _note(store, "before")
    assert store.revisions.revise(seen_by_both, "from here", None) is RevisionResult.DONE
    assert store.revisions.revise(seen_by_both, "from there", None) is RevisionResult.ALSO_ELSEWHERE
    assert store.journal.find(seen_by_both.id).text == "from there"
    assert [v.text for v in store.revisions.versions(seen_by_both.id)] == ["before", "from here"]


def test_the_same_change_at_once_is_one(store: Store) -> None:
    """Two that change an entry to the same words have changed it once."""
    seen_by_both = _note(store, "before")
    store.revisions.revise(seen_by_both, "after", None)
    assert store.revisions.revise(seen_by_both, "after", None) is RevisionResult.SAME
    assert [v.text for v in store.revisions.versions(seen_by_both.id)] == ["before"]


def test_an_erased_entry_cannot_be_changed(store: Store) -> None:
    """What was erased meanwhile stays erased."""
    note = _note(store, "before")
    store.trash.put(note)
    store.trash.empty()
    with pytest.raises(ErasedMeanwhileError):
        store.revisions.revise(note, "after", None)
    assert store.database.rows("SELECT * FROM entry_versions") == []


def test_halves_of_characters_are_kept_as_a_mark(store: Store) -> None:
    """Bytes of a command line that are no text become a mark, as they do in a new note."""
    note = _note(store, "before")
    store.revisions.revise(note, "caf\udce9", '["caf\udce9"]')
    assert store.journal.find(note.id).text == "caf\ufffd"
    assert store.journal.find(note.id).intact


_BEFORE = Checkin(mood=2, feelings=("sad", "my own"), activities=("work",), note="a #long day")


def _checkin(store: Store) -> Entry:
    return store.journal.find(store.checkins.add(_BEFORE))


def _labels(store: Store, entry: Entry) -> set[tuple[str, str]]:
    rows = store.database.rows(
        "SELECT l.kind, l.label FROM labels l JOIN entries e USING (seq) WHERE e.id = ?", (entry.id,)
    )
    return {(row["kind"], row["label"]) for row in rows}


def _moods(store: Store) -> list[float]:
    return [row["value"] for row in store.database.rows("SELECT value FROM readings WHERE measure = 'mood'")]


def test_a_changed_check_in_is_changed_in_all_its_parts(store: Store) -> None:
    """Text, values, labels and the mood's reading follow a change of a check-in."""
    entry = _checkin(store)
    after = Checkin(mood=4, feelings=("calm",), activities=(), note="a #short one")
    assert store.revisions.revise_checkin(entry, after) is RevisionResult.DONE
    now = store.journal.find(entry.id)
    assert (now.text, now.intact) == (after.text, True)
    assert Checkin.from_json(now.answers) == Checkin.from_json(after.to_json())
    assert _labels(store, entry) == {("feeling", "calm"), ("tag", "short")}
    assert _moods(store) == [4]
    assert [v.text for v in store.revisions.versions(entry.id)] == [entry.text]


def test_a_mood_can_be_taken_out_of_a_check_in(store: Store) -> None:
    """A check-in that has no mood any more has no reading."""
    store.revisions.revise_checkin(_checkin(store), Checkin(note="only words"))
    assert _moods(store) == []


def test_a_check_in_that_stays_as_it_was_is_no_change(store: Store) -> None:
    """The same check-in again is told as such, with its labels and its mood in place."""
    entry = _checkin(store)
    assert store.revisions.revise_checkin(entry, Checkin.from_json(entry.answers)) is RevisionResult.SAME
    assert _labels(store, entry) == {
        ("feeling", "sad"),
        ("feeling", "my own"),
        ("activity", "work"),
        ("tag", "long"),
    }
    assert _moods(store) == [2]


def test_an_own_word_that_comes_with_a_change_is_offered(store: Store) -> None:
    """A word of one's own is offered from then on, also when it was put in later."""
    entry = _checkin(store)
    store.revisions.revise_checkin(entry, Checkin(mood=2, feelings=("sad", "wobbly")))
    assert "wobbly" in store.checkins.words("feeling")


def test_a_change_does_not_offer_a_hidden_word_again(store: Store) -> None:
    """A hidden word that was in the check-in before stays hidden."""
    entry = _checkin(store)
    store.checkins.hide("feeling", "my own")
    store.revisions.revise_checkin(entry, Checkin(mood=2, feelings=("sad", "my own"), note="other words"))
    assert "my own" not in store.checkins.words("feeling")


def test_a_text_that_is_no_text_any_more_can_be_changed(store: Store) -> None:
    """An entry in which a bit flipped takes new words, and what it was stays as its version, to the byte."""
    note = _note(store, "an apple")
    connection = store.database.connection
    connection.execute("UPDATE entries SET text = CAST(x'616e20e170706c65' AS TEXT)")
    assert store.revisions.revise(store.journal.find(note.id), "a pear", None) is RevisionResult.DONE
    assert store.journal.find(note.id).intact
    assert [version.text for version in store.revisions.versions(note.id)] == ["an \ufffdpple"]
    ((kept,),) = connection.execute("SELECT CAST(text AS BLOB) FROM entry_versions").fetchall()
    assert kept == b"an \xe1pple"


def test_a_question_that_is_no_text_any_more_does_not_mark_new_words(
    store: Store, enrollment: Enrollment
) -> None:
    """An answer that is changed after a bit of its question flipped is as it was written."""
    entry_id = store.entries.answer(enrollment, response("It rained."))
    store.database.connection.execute("UPDATE entries SET prompt = CAST(x'57e8' AS TEXT)")
    store.revisions.revise(store.journal.find(entry_id), "It snowed.", None)
    assert store.journal.find(entry_id).intact
    assert find_altered_rows(store.database.connection)[0].table == "entry_versions"


def test_a_text_that_is_no_text_any_more_can_be_thrown_away(store: Store) -> None:
    """An entry in which a bit flipped goes to the trash, and the trash can be emptied."""
    note = _note(store, "an apple")
    store.database.connection.execute("UPDATE entries SET text = CAST(x'616e20e170706c65' AS TEXT)")
    store.trash.put(store.journal.find(note.id))
    assert store.trash.empty() == 1
