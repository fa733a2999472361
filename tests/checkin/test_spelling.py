from __future__ import annotations

import pytest

from resilify_cli.checkin.spelling import find_similar_word
from resilify_cli.checkin.word_lists import ACTIVITIES, FEELINGS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anxoius", "anxious"),
        ("tierd", "tired"),
        ("hapy", "happy"),
        ("sda", "sad"),
        ("calmm", "calm"),
        ("overwhelmd", "overwhelmed"),
        ("discuoraged", "discouraged"),
        ("wrok", "work"),
    ],
)
def test_a_slip_is_seen(typed: str, meant: str) -> None:
    """A letter too many, missing, changed or out of turn leads to the word that was meant."""
    assert find_similar_word(typed, [*FEELINGS, *ACTIVITIES]) == meant


@pytest.mark.parametrize(
    "word", ["unsafe", "unhappy", "discontent", "mad", "bad", "numb", "wobbly", "joyful", "ruhig", "", "sad"]
)
def test_another_word_is_left_alone(word: str) -> None:
    """Words that are near only by their look, opposites among them, and known words are meant as they are."""
    assert find_similar_word(word, [*FEELINGS, *ACTIVITIES]) is None


def test_every_known_word_is_found_from_each_of_its_slips() -> None:
    """Wherever two letters of a longer word change places, the word itself is found, or another as near."""
    for word in (word for word in FEELINGS if len(word) >= 5):
        for at in range(len(word) - 1):
            typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            assert typed == word or find_similar_word(typed, FEELINGS) == word
