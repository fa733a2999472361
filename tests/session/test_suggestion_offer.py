"""A suggestion is asked with its reason, and the numbers before and after it are kept for the next time."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.activities.questions import MarkdownBlock, Move
from resilify_cli.content.avoided_words import AVOIDED_WORDS
from resilify_cli.content.loader import load_program
from resilify_cli.errors import LeftEarlyError
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.practice import practice_groups
from resilify_cli.session.suggestion_offer import ask_after, ask_number, ask_whether, last_ratings
from resilify_cli.session.suggestions import BeforeAndAfter, Suggestion, read_rules
from resilify_cli.store.store import Store

_BUNDLED = Path(__file__).parents[2] / "programs"
_PROGRAM = load_program(_BUNDLED / "three-minute-practices")
_GROUPS = practice_groups(_PROGRAM, set(), {})
_BREATH = next(
    one for group in _GROUPS for one in group.practices if one.activity.id == "practice-slower-breath"
)
_RULE = next(rule for rule in read_rules() if rule.name == "tension")
_SUGGESTION = Suggestion(_RULE, _BREATH.activity.id, "You noted: anxious.", BeforeAndAfter(7, 4))


def test_it_is_asked_with_its_reason() -> None:
    """The numbers of the last time stand beside it, and the rule behind a key."""
    prompter = ScriptedPrompter(["yes"])
    assert ask_whether(prompter, _SUGGESTION, _BREATH, "Check-in")
    question, screen = prompter.asked[0]
    said = " ".join(block.markdown for block in question.body if isinstance(block, MarkdownBlock))
    assert said == (
        "You noted: anxious. Last time it was 7 before **A slower breath**, and 4 after."
        " **A slower breath** takes about 3 minutes. Would it suit this moment?"
    )
    (note,) = screen.notes
    assert "anxious, stressed, restless" in str(note.body)
    assert "resilify settings suggestions false" in str(note.body)
    assert [group.words.findall(f"{said}{note}") for group in AVOIDED_WORDS] == [[]] * len(AVOIDED_WORDS)


@pytest.mark.parametrize("act", ["no", Move.LEAVE, Move.SKIP, Move.BACK])
def test_anything_else_is_a_no(act: str | Move) -> None:
    """Nothing more is asked."""
    prompter = ScriptedPrompter([act])
    assert not ask_whether(prompter, _SUGGESTION, _BREATH, "Check-in")
    assert len(prompter.asked) == 1


def test_the_numbers_are_there_the_next_time(store: Store) -> None:
    """The newest pair; they are no practice, no entry of the journal and no measure."""
    enrollment = store.enrollments.begin(_PROGRAM.key, _PROGRAM.slug, _PROGRAM.title, "", walk=False)
    assert last_ratings(store, _GROUPS) == {}
    for before, after in ((5, 5), (8, 3)):
        prompter = ScriptedPrompter([after])
        ask_after(store, prompter, _SUGGESTION, _PROGRAM, _BREATH, before)
        assert prompter.said[0].startswith(f"Before: {before}. After: {after}.")
    assert last_ratings(store, _GROUPS) == {"practice-slower-breath": BeforeAndAfter(8, 3)}
    assert store.entries.practice_counts(enrollment) == {}
    assert store.journal.newest() is None


def test_a_number_can_be_passed_over(store: Store) -> None:
    """Then there is none to keep; whoever leaves is done."""
    store.enrollments.begin(_PROGRAM.key, _PROGRAM.slug, _PROGRAM.title, "", walk=False)
    ask_after(store, ScriptedPrompter([Move.SKIP]), _SUGGESTION, _PROGRAM, _BREATH, 5)
    assert last_ratings(store, _GROUPS) == {}
    with pytest.raises(LeftEarlyError):
        ask_number(ScriptedPrompter([Move.LEAVE]), _SUGGESTION, _BREATH)
