"""A practice is suggested by the rules of one table, and by nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.checkin.word_lists import FEELINGS, MOODS
from resilify_cli.content.avoided_words import AVOIDED_WORDS
from resilify_cli.content.loader import load_program
from resilify_cli.session.suggestions import BeforeAndAfter, Signals, Suggestion, read_rules, suggest

_BUNDLED = Path(__file__).parents[2] / "programs"
RULES = read_rules()
PRACTICES = sorted({practice for rule in RULES for practice in rule.practices})
MEASURES = sorted({bound.name for rule in RULES for bound in rule.measures})
_CALM = dict.fromkeys(PRACTICES, False)
_NUMBERS = st.integers(0, 10)
_LAST = st.dictionaries(st.sampled_from(PRACTICES), st.builds(BeforeAndAfter, _NUMBERS, _NUMBERS))
_SIGNALS = st.builds(
    Signals,
    st.frozensets(st.sampled_from(FEELINGS) | st.text(max_size=12)),
    st.none() | st.sampled_from(sorted(MOODS)),
    st.dictionaries(st.sampled_from(MEASURES) | st.text(max_size=12), st.floats(0, 10)),
    st.booleans(),
    st.booleans(),
)
_OFFERED = st.dictionaries(st.sampled_from(PRACTICES), st.booleans())


def _suggest(
    *feelings: str,
    mood: int | None = 3,
    last: Mapping[str, BeforeAndAfter] | None = None,
    names_help: bool = False,
) -> Suggestion | None:
    signals = Signals(frozenset(feelings), mood, names_help=names_help, is_checkin=True)
    return suggest(RULES, signals, last or {}, _CALM)


def _practice(found: Suggestion | None) -> str:
    return found.practice if found else ""


@given(_SIGNALS, _LAST, _OFFERED)
def test_the_same_input_gives_the_same_practice(
    signals: Signals, last: dict[str, BeforeAndAfter], offered: dict[str, bool]
) -> None:
    """In whatever order it comes; and what is suggested is there, fits, and is held by what must hold."""
    found = suggest(RULES, signals, last, offered)
    turned = signals._replace(
        feelings=frozenset(sorted(signals.feelings, reverse=True)),
        measures=dict(reversed(list(signals.measures.items()))),
    )
    reversed_last = dict(reversed(last.items()))
    assert suggest(RULES, turned, reversed_last, dict(reversed(offered.items()))) == found
    if found is None:
        return
    assert not signals.names_help
    assert signals.mood != 1
    assert found.practice in offered
    assert not (offered[found.practice] and signals.mood == 2)
    assert found.practice in found.rule.practices
    before, after = last.get(found.practice, (0, 0))
    assert after <= before
    assert found.last == (last[found.practice] if after < before else None)


@given(
    st.frozensets(st.text(max_size=12).filter(lambda word: word not in FEELINGS)), st.sampled_from([3, 4, 5])
)
def test_own_words_fit_no_rule(words: frozenset[str], mood: int) -> None:
    """What somebody typed into the list of feelings is passed over."""
    assert suggest(RULES, Signals(words, mood, is_checkin=True), {}, _CALM) is None


def test_a_feeling_that_was_noted_is_named() -> None:
    """With the numbers of the last time, where they went down."""
    found = _suggest("anxious", "calm", "stressed")
    assert found
    assert (found.practice, found.because) == ("practice-slower-breath", "You noted: anxious, stressed.")
    found = _suggest("anxious", last={"practice-unclench": BeforeAndAfter(7, 4)})
    assert found
    assert (found.practice, found.last) == ("practice-unclench", (7, 4))


@pytest.mark.parametrize(
    ("breath", "unclench", "chosen"),
    [
        ((7, 6), (7, 4), "practice-unclench"),
        ((7, 4), (8, 5), "practice-slower-breath"),
        ((4, 6), None, "practice-unclench"),
        ((4, 4), None, "practice-unclench"),
        ((4, 4), (3, 5), "practice-slower-breath"),
        ((4, 6), (3, 5), ""),
    ],
)
def test_what_eased_last_time_comes_first(
    breath: tuple[int, int], unclench: tuple[int, int] | None, chosen: str
) -> None:
    """Then what was not rated yet; what went up is offered no more."""
    last = {"practice-slower-breath": BeforeAndAfter(*breath)}
    if unclench:
        last["practice-unclench"] = BeforeAndAfter(*unclench)
    assert _practice(_suggest("anxious", last=last)) == chosen


def test_nothing_where_people_come_first() -> None:
    """Not at a very low mood, and not where the program itself has named help."""
    assert _suggest("anxious", mood=1) is None
    assert _suggest("anxious", names_help=True) is None
    assert _suggest("anxious", mood=None) is not None


def test_an_intense_practice_is_not_for_a_low_mood() -> None:
    """Another one of the rule is, and at a better mood it is too."""
    offered = {"practice-slower-breath": True, "practice-unclench": False}
    for mood, chosen in ((2, "practice-unclench"), (3, "practice-slower-breath")):
        signals = Signals(frozenset({"anxious"}), mood, is_checkin=True)
        assert _practice(suggest(RULES, signals, {}, offered)) == chosen


def test_a_mood_or_a_rating_fits_too() -> None:
    """A low mood of a check-in alone, and a rating from its bound on."""
    assert _practice(_suggest(mood=2)) == "practice-next-step"
    for number, chosen in ((6, "practice-parking"), (5.9, "")):
        signals = Signals(mood=2, measures={"loudness of worry": number})
        found = suggest(RULES, signals, {}, _CALM)
        assert _practice(found) == chosen
    found = suggest(RULES, Signals(measures={"how wound up": 8}), {}, _CALM)
    assert found
    assert found.because == "You rated how wound up 8 of 10."


def test_the_table_names_what_is_there() -> None:
    """Its practices, feelings and measures are those of the product, and its words those of programs."""
    programs = [load_program(folder) for folder in sorted(_BUNDLED.iterdir()) if folder.is_dir()]
    activities = [one for program in programs for _, one in program.activities.values()]
    assert set(PRACTICES) <= {one.id for one in activities if one.practice}
    assert set(MEASURES) <= {measure for one in activities for measure in one.measures}
    assert {feeling for rule in RULES for feeling in rule.feelings} <= set(FEELINGS)
    whole = "\n".join(text for rule in RULES for text in (rule.name, rule.asks, rule.low, rule.high))
    assert [re.findall(group.words, whole) for group in AVOIDED_WORDS if group.words.search(whole)] == []
