"""Words near to one that is in no entry."""

from __future__ import annotations

import pytest

from resilify_cli.store.journal import Filter
from resilify_cli.store.similar_words import SimilarWord
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.databases import open_database
from tests.conftest import FixedClock


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("hospitl", "hospital"),
        ("hospital", "hospitl"),
        ("hospital", "hsopital"),
        ("hospital", "ospital"),
        ("hospital", "ohspital"),
        ("hospital", "jospital"),
        ("friend", "freind"),
        ("café", "caffe"),
        ("dont", "don'tt"),
        ("walk", "walks"),
        ("Größe", "Grösse"),
        ("сестра", "сетсра"),
    ],
)
def test_a_word_with_a_slip_is_found_by_the_right_one(store: Store, written: str, typed: str) -> None:
    """A letter too many, too few, another or in another place, also the first one: the word is offered."""
    store.notes.add(f"{written} and so on")
    assert store.journal.page(Filter(), 10, 0, typed).entries == ()
    ((near,),) = store.journal.similar_words(typed).values()
    assert near.entries == 1
    (entry,) = store.journal.page(Filter(), 10, 0, near.word).entries
    assert entry.text.startswith(written)


@pytest.mark.parametrize("typed", ["xyzzy", "ab", "a" * 500, "sad", "()", "高兴", "\ud800", "\0"])
def test_what_is_near_to_nothing_offers_nothing(store: Store, typed: str) -> None:
    """No word is offered that has little in common, and none for marks, or very short or long words."""
    store.notes.add("a bad hospital, ac")
    assert not any(store.journal.similar_words(typed).values())


def test_the_nearest_come_first_with_the_entries_they_are_in(store: Store) -> None:
    """At most three words are offered; of words that are as near, the commoner one comes first."""
    for text in ("hospitl", "hospitl hospitl", "hospitals hospice", "hospitala", "hospitxl", "hospitxl"):
        store.notes.add(text)
    assert store.journal.similar_words("hospitl1") == {
        "hospitl1": (SimilarWord("hospitl", 2), SimilarWord("hospitxl", 2), SimilarWord("hospitals", 1))
    }


def test_only_the_words_that_are_missing_are_told(store: Store) -> None:
    """Of several words those are told that are in no entry; a word that begins others is in them."""
    store.notes.add("a letter from the hospital")
    assert list(store.journal.similar_words('letter hospitl "the lettre" hosp*')) == ["hospitl", "lettre"]


def test_questions_and_titles_have_words_to_offer_too(store: Store) -> None:
    """What the search looks in is what near words come from."""
    store.enrollments.begin("key", "slug", "Compassion", "")
    store.notes.add("a day")
    assert store.journal.similar_words("compassoin") == {"compassoin": ()}


def test_words_of_deleted_and_erased_entries_are_not_offered(store: Store) -> None:
    """What is in the trash or gone is not brought up again."""
    store.trash.put(store.journal.find(store.notes.add("the hospital")))
    assert store.journal.similar_words("hospitl") == {"hospitl": ()}
    store.trash.empty()
    assert store.journal.similar_words("hospitl") == {"hospitl": ()}


def test_nothing_of_it_stays(store: Store) -> None:
    """What is read for it is in no file, and the store can be written as before."""
    store.notes.add("the hospital")
    before = store.database.path.read_bytes()
    store.journal.similar_words("hospitl")
    assert store.database.path.read_bytes() == before
    assert store.database.rows("SELECT * FROM sqlite_temp_schema") == []
    store.notes.add("more")


def test_a_store_that_cannot_be_written_offers_words_too(store: Store, clock: FixedClock) -> None:
    """A store that is opened to be read alone stays so."""
    store.notes.add("the hospital")
    database = open_database(store.database.path, clock, create=False)
    assert database
    database.connection.execute("PRAGMA query_only = ON")
    with Store(database) as reading:
        assert reading.journal.similar_words("hospitl") == {"hospitl": (SimilarWord("hospital", 1),)}
        assert database.connection.execute("PRAGMA query_only").fetchone()[0] == 1


def test_a_large_vocabulary_is_not_read_from_end_to_end(store: Store) -> None:
    """Only words that begin alike are read, so that the time it takes has a bound."""
    store.notes.add(" ".join(f"{letter}{number}" for letter in "abcdefg" for number in range(3000)))
    store.notes.add("hospital")
    asked: list[str] = []
    store.database.connection.set_trace_callback(asked.append)
    assert store.journal.similar_words("hospitl") == {"hospitl": (SimilarWord("hospital", 1),)}
    reads = [sql for sql in asked if "index_words WHERE" in sql]
    assert reads
    assert all("term >= '" in sql and "term <= '" in sql for sql in reads)
