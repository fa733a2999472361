from __future__ import annotations

from datetime import timedelta

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import ACTIVITIES, FEELINGS
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import FixedClock


def _page(store: Store, wanted: Filter, words: str = "") -> list[str]:
    return [entry.text for entry in store.journal.page(wanted, 100, 0, words).entries]


def test_a_check_in_is_an_entry_of_the_journal(store: Store) -> None:
    """A check-in stands in the journal, is found by its words and its kind, and comes back as it was."""
    given = Checkin(3, ("tired", "calm"), ("work",), "a long #day", "okay")
    entry = store.journal.find(store.checkins.add(given))
    assert (entry.kind, entry.text, entry.intact) == ("checkin", given.text, True)
    assert Checkin.from_json(entry.answers) == given
    for wanted in (Filter(), Filter(kind="checkin"), Filter(labels=(("feeling", "tired"), ("tag", "day")))):
        assert _page(store, wanted) == [given.text]
    assert _page(store, Filter(), "tired") == [given.text]
    assert _page(store, Filter(kind="note")) == []


def test_the_mood_is_kept_as_a_number_and_as_a_word(store: Store) -> None:
    """The number is a reading of the measure mood from 1 to 5, and the word stands beside it."""
    entry = store.journal.find(store.checkins.add(Checkin(mood=2)))
    (row,) = store.database.rows("SELECT entry_id, measure, value, low, high FROM readings")
    assert tuple(row) == (entry.id, "mood", 2, 1, 5)
    assert (entry.answers or "").startswith('{"mood": 2, "word": "low"')


def test_a_check_in_without_a_mood_has_no_reading(store: Store) -> None:
    """What was left out is not kept as a number."""
    store.checkins.add(Checkin(note="only words"))
    assert store.database.rows("SELECT * FROM readings") == []


def test_several_a_day_are_kept_each_on_its_own(store: Store, clock: FixedClock) -> None:
    """Check-ins of one day, even of one moment, do not take each other's place."""
    clock.step = timedelta(0)
    for mood in (1, 3, 3, 5):
        store.checkins.add(Checkin(mood=mood))
    assert len(_page(store, Filter(kind="checkin"))) == 4
    assert len(store.database.rows("SELECT * FROM readings")) == 4


def test_a_check_in_can_be_about_another_time(store: Store, clock: FixedClock) -> None:
    """The time it is about decides its place in the journal."""
    yesterday = clock.time - timedelta(days=1)
    store.notes.add("now")
    entry_id = store.checkins.add(Checkin(mood=3), yesterday)
    assert store.journal.find(entry_id).at == yesterday
    assert _page(store, Filter())[0] == "now"


def test_own_words_are_offered_afterwards(store: Store) -> None:
    """Words of one's own come after ours, in lower case, in the order of their first use, each once."""
    store.checkins.add(Checkin(feelings=("Wobbly", "calm"), activities=("my cat",)))
    store.checkins.add(Checkin(feelings=("antsy", "wobbly", "Calm")))
    assert store.checkins.words("feeling") == [*FEELINGS, "wobbly", "antsy"]
    assert store.checkins.words("activity") == [*ACTIVITIES, "my cat"]


@pytest.mark.parametrize("word", ["calm", "wobbly"])
def test_a_hidden_word_is_not_offered_and_stays_where_it_was(store: Store, word: str) -> None:
    """A word that is hidden, ours or one's own, is offered no more, and check-ins keep it."""
    entry_id = store.checkins.add(Checkin(feelings=(word,)))
    store.checkins.hide("feeling", word.upper())
    assert word not in store.checkins.words("feeling")
    assert store.checkins.hidden("feeling") == [word]
    assert word in store.journal.find(entry_id).text
    assert _page(store, Filter(labels=(("feeling", word),)))
    store.checkins.offer("feeling", word)
    assert word in store.checkins.words("feeling")
    assert store.checkins.hidden("feeling") == []


def test_a_word_that_comes_back_keeps_its_place(store: Store) -> None:
    """One of ours stands where it stood after it was hidden and offered again."""
    store.checkins.hide("feeling", "sad")
    store.checkins.offer("feeling", "sad")
    assert store.checkins.words("feeling") == list(FEELINGS)


def test_feelings_and_activities_are_hidden_apart(store: Store) -> None:
    """A word that is both a feeling and an activity can be hidden as one of them."""
    store.checkins.add(Checkin(feelings=("rest",), activities=("rest",)))
    store.checkins.hide("feeling", "rest")
    assert "rest" in store.checkins.words("activity")


def test_an_own_word_that_is_named_again_is_offered_again(store: Store) -> None:
    """Who names a hidden word of their own in a check-in gets it offered again."""
    store.checkins.add(Checkin(feelings=("wobbly",)))
    store.checkins.hide("feeling", "wobbly")
    store.checkins.add(Checkin(feelings=("wobbly",)))
    assert "wobbly" in store.checkins.words("feeling")


def test_a_check_in_and_its_words_are_one_write(store: Store) -> None:
    """A check-in that can't be kept leaves no word and no reading behind."""
    store.database.connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON words BEGIN SELECT raise(ABORT, 'full'); END"
    )
    with pytest.raises(Exception, match="full"):
        store.checkins.add(Checkin(mood=3, feelings=("wobbly",)))
    for table in ("entries", "readings", "labels"):
        assert store.database.rows(f"SELECT * FROM {table}") == []


@pytest.mark.parametrize("word", ["caf\udce9", "x" * 300, "two\nlines"])
def test_any_word_can_be_ones_own(store: Store, word: str) -> None:
    """Whatever is typed as a word is kept, and offered as a label."""
    store.checkins.add(Checkin(feelings=(word,)))
    (own,) = store.checkins.words("feeling")[len(FEELINGS) :]
    assert own == " ".join(word.replace("\udce9", "\ufffd").split())[:100]
