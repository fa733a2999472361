from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.checkin import word_lists
from resilify_cli.checkin.model import Checkin

_WORDS = st.lists(st.text(min_size=1), max_size=4).map(tuple)
_CHECKINS = st.builds(
    Checkin,
    mood=st.none() | st.sampled_from(sorted(word_lists.MOODS)),
    feelings=_WORDS,
    activities=_WORDS,
    note=st.text(),
    mood_word=st.just(""),
)


@given(_CHECKINS)
def test_a_check_in_comes_back_as_it_was(checkin: Checkin) -> None:
    """What is kept of a check-in gives back all its parts, and its mood's word beside the number."""
    again = Checkin.from_json(checkin.to_json())
    assert (again.mood, again.feelings, again.activities, again.note) == (
        checkin.mood,
        checkin.feelings,
        checkin.activities,
        checkin.note,
    )
    assert again.word == word_lists.MOODS.get(checkin.mood or 0, "")
    assert bool(again) == bool(checkin)
    assert again.text == checkin.text


def test_a_mood_keeps_the_word_of_its_time() -> None:
    """When the words for moods change, a check-in of before says what it said."""
    kept = Checkin(mood=3).to_json().replace("okay", "so-so")
    checkin = Checkin.from_json(kept)
    assert checkin.word == "so-so"
    assert checkin.text == "Mood: so-so (3 of 5)"
    assert json.loads(checkin.to_json())["word"] == "so-so"


@pytest.mark.parametrize(
    ("checkin", "text"),
    [
        (Checkin(), ""),
        (Checkin(mood=5), "Mood: very good (5 of 5)"),
        (Checkin(feelings=("sad", "calm")), "Feelings: sad, calm"),
        (Checkin(activities=("work",)), "Doing: work"),
        (Checkin(note="a line\nanother"), "a line\nanother"),
        (
            Checkin(1, ("sad",), ("work", "rest"), "a line"),
            "Mood: very low (1 of 5)\nFeelings: sad\nDoing: work, rest\n\na line",
        ),
    ],
)
def test_a_check_in_reads_as_words(checkin: Checkin, text: str) -> None:
    """The journal tells each part that there is, the note apart from the others."""
    assert checkin.text == text


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "null", "[]", "5", '"x"', "{", '{"feelings": 5}', '{"mood": null}', "{}"),
        *('{"mood": 0}', '{"mood": 6}', '{"mood": true}', '{"mood": 3.0}', '{"mood": "3"}', '{"mood": [3]}'),
        *('{"mood": 99999999999999999999999}', '{"feelings": "sad"}', '{"activities": [1, null]}'),
        *('{"note": 5}', '{"note": ["x"]}', '{"word": {}}', "[" * 100_000),
    ],
)
def test_what_cannot_be_read_is_an_empty_check_in(text: str | None) -> None:
    """A damaged check-in is one that says nothing, never an error."""
    assert not Checkin.from_json(text)


def test_what_can_be_read_is_kept_beside_what_can_not() -> None:
    """One part that is none costs no other."""
    kept = '{"mood": 9, "feelings": ["sad", 5], "activities": ["work"], "note": "a line", "word": 1}'
    assert Checkin.from_json(kept) == Checkin(None, ("sad",), ("work",), "a line")


@given(
    st.text(st.characters(exclude_categories=[])),
    st.characters(codec=None, min_codepoint=0xD800, max_codepoint=0xDBFF, exclude_categories=[]),
)
def test_half_a_character_is_marked(text: str, half: str) -> None:
    """A file may hold one as an escape; whatever is made of a check-in can be written as UTF-8."""
    odd = text + half
    kept = {"mood": 3, "word": odd, "feelings": [odd], "activities": [odd], "note": odd}
    checkin = Checkin.from_json(json.dumps(kept))
    for said in (checkin.word, *checkin.feelings, *checkin.activities, checkin.note, checkin.text):
        assert "\ufffd" in said
        said.encode()


def test_there_is_a_word_for_every_quarter_of_feeling() -> None:
    """At least 24 feelings are offered, as many in each quarter of calm or tense, pleasant or unpleasant."""
    quarters = (
        word_lists.TENSE_UNPLEASANT,
        word_lists.CALM_UNPLEASANT,
        word_lists.CALM_PLEASANT,
        word_lists.TENSE_PLEASANT,
    )
    assert len(word_lists.FEELINGS) == len(set(word_lists.FEELINGS)) >= 24
    assert {len(quarter) for quarter in quarters} == {len(word_lists.FEELINGS) // 4}
    assert set(word_lists.FEELINGS) == {word for quarter in quarters for word in quarter}


def test_moods_are_five_steps_with_words_of_their_own() -> None:
    """A mood is a number from 1 to 5, and each has another word."""
    assert list(word_lists.MOODS) == [1, 2, 3, 4, 5]
    assert len(set(word_lists.MOODS.values())) == 5


def test_words_are_as_they_are_compared() -> None:
    """Words that are offered are in lower case, on one line, without commas, each once."""
    for offered in word_lists.OFFERED_WORDS.values():
        assert len(set(offered)) == len(offered)
        for word in offered:
            assert word == " ".join(word.lower().split())
            assert "," not in word
