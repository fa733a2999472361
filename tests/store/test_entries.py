from __future__ import annotations

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.entries import Response
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.store.conftest import response


def _texts(store: Store, words: str = "") -> list[str]:
    return [entry.text for entry in store.journal.page(Filter(), 100, 0, words).entries]


def test_an_answer_keeps_its_question(store: Store, enrollment: Enrollment) -> None:
    """The question as it was asked, the session and the program stay with an answer."""
    entry = store.journal.find(store.entries.answer(enrollment, response("It rained.")))
    assert (entry.prompt, entry.session, entry.program) == ("What happened?", "First session", "A program")


def test_a_revised_answer_keeps_its_versions(store: Store, enrollment: Enrollment) -> None:
    """A new answer takes the old one's place, and every earlier one can be read, oldest first."""
    ids = {store.entries.answer(enrollment, response(text)) for text in ("one", "two", "three")}
    (only,) = ids
    assert _texts(store) == ["three"]
    assert [v.text for v in store.revisions.versions(only)] == ["one", "two"]
    assert store.journal.find(only).edited
    assert store.journal.find(only).intact


def test_a_revised_answer_keeps_its_place_and_is_found_anew(store: Store, enrollment: Enrollment) -> None:
    """The search index follows a revision, and the entry stays where it was in time."""
    store.entries.answer(enrollment, response("an apple"))
    store.notes.add("later")
    store.entries.answer(enrollment, response("a pear"))
    assert _texts(store) == ["later", "a pear"]
    assert _texts(store, "apple") == []
    assert _texts(store, "pear") == ["a pear"]


def test_the_same_answer_again_is_no_version(store: Store, enrollment: Enrollment) -> None:
    """Giving the same answer to the same question again changes nothing."""
    entry_id = [store.entries.answer(enrollment, response("same")) for _ in range(2)][1]
    assert [v.text for v in store.revisions.versions(entry_id)] == []
    assert not store.journal.find(entry_id).edited


@pytest.mark.parametrize("again", ["same", "same\n", "\nsame  \n\n"])
def test_unchanged_words_keep_their_question(store: Store, enrollment: Enrollment, again: str) -> None:
    """Words confirmed below a question that was worded anew, or with a stray Enter, are no new version."""
    store.entries.answer(enrollment, response("same"))
    before = store.database.rows("SELECT * FROM entries")
    entry_id = store.entries.answer(enrollment, response(again, prompt="And what else?"))
    found = store.journal.find(entry_id)
    assert (found.prompt, found.text, found.edited) == ("What happened?", "same", False)
    assert [tuple(row) for row in store.database.rows("SELECT * FROM entries")] == [tuple(before[0])]


def test_unchanged_parts_keep_their_labels(store: Store, enrollment: Enrollment) -> None:
    """An answer of several parts is the same as long as its parts are, however they are labelled by now."""
    store.entries.answer(enrollment, response("Where: home\nWhen: at six", values=("home", "at six")))
    again = response("Place: home\nTime: at six\n", values=("home", "at six\n"), prompt="Worded anew?")
    found = store.journal.find(store.entries.answer(enrollment, again))
    assert (found.text, found.prompt, found.edited) == ("Where: home\nWhen: at six", "What happened?", False)


def test_other_words_have_the_question_they_were_given_to(store: Store, enrollment: Enrollment) -> None:
    """An answer that was changed stands below the question as it was asked then, the old below its own."""
    store.entries.answer(enrollment, response("same"))
    found = store.journal.find(store.entries.answer(enrollment, response("other", prompt="And what else?")))
    assert (found.text, found.prompt) == ("other", "And what else?")
    assert [v.prompt for v in store.revisions.versions(found.id)] == ["What happened?"]


def test_practice_stands_beside(store: Store, enrollment: Enrollment) -> None:
    """Answers from practice neither replace the session's answer nor each other."""
    for text, practice in (("first", True), ("own", False), ("second", True), ("own, again", False)):
        store.entries.answer(enrollment, response(text, practice=practice))
    kept = store.entries.kept(enrollment, "moment")
    assert [(one.text, one.practice) for one in kept] == [
        ("first", True),
        ("own, again", False),
        ("second", True),
    ]
    assert store.entries.practice_counts(enrollment) == {"moment": 2}


def test_answers_belong_to_their_pass(store: Store, enrollment: Enrollment) -> None:
    """Taking a program again leaves the answers of the pass before as they are."""
    store.entries.answer(enrollment, response("then"))
    again = store.enrollments.begin("key", "slug", "A program", "")
    assert store.entries.kept(again, "moment") == []
    store.entries.answer(again, response("now"))
    assert [one.text for one in store.entries.kept(enrollment, "moment")] == ["then"]
    assert _texts(store) == ["now", "then"]


def test_readings_are_replaced_with_their_answer(store: Store, enrollment: Enrollment) -> None:
    """A revised answer's reading takes the place of the one before."""
    for value in (3, 7):
        reading = (Reading("calm", value, 0, 10),)
        store.entries.answer(enrollment, response(f"{value}", readings=reading, values=(value,)))
    assert store.entries.readings(enrollment, "calm") == [("moment", Reading("calm", 7, 0, 10))]


def test_readings_come_in_the_order_of_time(store: Store, enrollment: Enrollment) -> None:
    """A measure's readings are told oldest first, each with its activity."""
    for name, value in (("zebra", 1), ("ant", 2)):
        reading = (Reading("calm", value, 0, 10),)
        store.entries.answer(enrollment, response("", activity_id=name, readings=reading))
    assert [name for name, _ in store.entries.readings(enrollment, "calm")] == ["zebra", "ant"]


@pytest.mark.parametrize("column", ["text", "prompt", "answers"])
def test_a_flipped_character_is_found(store: Store, enrollment: Enrollment, column: str) -> None:
    """An entry whose words, question or values were changed behind our back is told as not intact."""
    entry_id = store.entries.answer(enrollment, response("a b", values=("a", "b")))
    assert store.journal.find(entry_id).intact
    store.database.connection.execute(f"UPDATE entries SET {column} = replace({column}, 'a', 'c')")
    assert not store.journal.find(entry_id).intact


def test_values_come_back_as_they_were(store: Store, enrollment: Enrollment) -> None:
    """The values of all shapes of answers are the same after they were kept."""
    values = ("wörds", 5, None, ["walk", "my own"], "")
    store.entries.answer(enrollment, response("said", values=values))
    assert store.entries.kept(enrollment, "moment")[0].values == values


def test_an_answer_without_words_is_kept_but_not_listed(store: Store, enrollment: Enrollment) -> None:
    """What has no words is an answer like any other, and does not fill the journal."""
    store.entries.answer(enrollment, response(""))
    store.entries.answer(enrollment, response("7", activity_id="rate", listed=False))
    assert _texts(store) == []
    assert store.entries.kept(enrollment, "rate")[0].text == "7"


def test_words_that_come_or_go_later_are_listed_or_not(store: Store, enrollment: Enrollment) -> None:
    """An answer that gets its words in a revision enters the journal and its search, and leaves again."""
    for text, listed in (("", []), ("a walk", ["a walk"]), ("", [])):
        store.entries.answer(enrollment, response(text))
        assert _texts(store) == listed
        assert _texts(store, "walk") == listed


def test_a_deleted_entry_is_gone_from_everywhere(store: Store, enrollment: Enrollment) -> None:
    """A row with a tombstone is in no list, no search and no earlier answer."""
    store.entries.answer(enrollment, response("a walk", readings=(Reading("calm", 1, 0, 10),)))
    store.database.connection.execute("UPDATE entries SET deleted_at = 1")
    assert _texts(store) == []
    assert _texts(store, "walk") == []
    assert store.entries.kept(enrollment, "moment") == []
    assert store.entries.readings(enrollment, "calm") == []
    assert store.journal.newest() is None


def test_many_notes_of_one_millisecond_are_all_kept(store: Store) -> None:
    """Notes that share a moment do not push each other out."""
    moment = store.database.clock()
    store.database.clock = lambda: moment
    ids = {store.notes.add(f"note {number}") for number in range(300)}
    assert len(ids) == 300
    assert len(store.journal.page(Filter(), 1000).entries) == 300


@pytest.mark.parametrize("text", ["a\0b", "caf\udce9", "\x1b[31mred", "  spaces  ", "line\n\n", "🙂"])
def test_any_text_is_kept(store: Store, enrollment: Enrollment, text: str) -> None:
    """Any text is kept as it is; half characters, which no file can hold, become a mark."""
    expected = text.replace("\udce9", "\ufffd")
    answer: Response = response(text)
    assert store.journal.find(store.entries.answer(enrollment, answer)).text == expected
    assert store.journal.find(store.notes.add(text)).text == expected
    assert store.entries.kept(enrollment, "moment")[0].values == (expected,)
    store.drafts.save(enrollment, "moment", False, text)
    assert store.drafts.find(enrollment, "moment", False) == expected
