"""A check-in that is asked part by part."""

from __future__ import annotations

from itertools import product

import pytest

from resilify_cli.activities.questions import Move, MultipleChoice, SingleChoice, TextQuestion
from resilify_cli.checkin.model import Checkin
from resilify_cli.checkin.word_lists import FEELINGS, MOODS
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.scripted import PartialInput, ScriptedPrompter, ScriptStep
from resilify_cli.session.checkin_prompt import NEW_CHECKIN, CheckinPrompt
from resilify_cli.session.multi_part_prompt import PromptResult
from resilify_cli.session.part_asker import PartAsker
from resilify_cli.store.store import Store

_SAID: tuple[ScriptStep, ...] = ("2", ["sad", "my own"], ["work"], "a line")


def _checkin(
    store: Store, *acts: ScriptStep, before: Checkin | None = None
) -> tuple[PromptResult, list[Checkin], ScriptedPrompter]:
    kept: list[Checkin] = []
    prompter = ScriptedPrompter(acts)

    def keep(given: Checkin) -> None:
        store.checkins.add(given)
        kept.append(given)

    parts = CheckinPrompt(store, NEW_CHECKIN, keep, before or Checkin())
    return PartAsker(parts, prompter, Screen("Check-in", can_go_back=False)).ask().result, kept, prompter


def test_all_four_parts_are_asked(store: Store) -> None:
    """Mood, feelings, activities and a note are asked in turn, and kept as a check-in."""
    result, kept, prompter = _checkin(store, *_SAID)
    assert result is PromptResult.DONE
    assert kept == [Checkin(2, ("sad", "my own"), ("work",), "a line")]
    assert [type(question) for question, _ in prompter.asked] == [
        SingleChoice,
        MultipleChoice,
        MultipleChoice,
        TextQuestion,
    ]


@pytest.mark.parametrize("said", list(product((True, False), repeat=4)))
def test_every_part_can_be_skipped(store: Store, said: tuple[bool, ...]) -> None:
    """Any of the parts can be left out, also all of them, and then nothing is kept."""
    acts: list[ScriptStep] = [act if wanted else Move.SKIP for act, wanted in zip(_SAID, said, strict=True)]
    result, kept, _ = _checkin(store, *acts)
    assert result is PromptResult.DONE
    given = Checkin(
        2 if said[0] else None,
        ("sad", "my own") if said[1] else (),
        ("work",) if said[2] else (),
        "a line" if said[3] else "",
    )
    assert kept == ([given] if any(said) else [])
    assert store.journal_drafts.find(NEW_CHECKIN) is None


def test_a_note_of_blanks_is_no_check_in(store: Store) -> None:
    """Blanks alone say nothing, and nothing is kept."""
    assert _checkin(store, Move.SKIP, Move.SKIP, Move.SKIP, " \n ")[1] == []


def test_moods_are_a_scale_of_words(store: Store) -> None:
    """Each mood has its word and its number, the lowest first, and none is chosen beforehand."""
    question = _checkin(store, Move.LEAVE)[2].asked[0][0]
    assert isinstance(question, SingleChoice)
    assert question.as_scale
    assert question.default is None
    assert [(option.id, option.label) for option in question.options] == [
        (str(n), MOODS[n]) for n in range(1, 6)
    ]


def test_words_typed_in_a_skipped_note_are_kept(store: Store) -> None:
    """A note that was begun and then skipped is kept with the check-in."""
    _, kept, _ = _checkin(store, "3", [], [], PartialInput("half a line", Move.SKIP))
    assert kept == [Checkin(3, note="half a line")]


def test_own_words_are_offered_the_next_time(store: Store) -> None:
    """A word of one's own is among the options of the next check-in."""
    _checkin(store, *_SAID)
    question = _checkin(store, "3", Move.LEAVE)[2].asked[1][0]
    assert isinstance(question, MultipleChoice)
    assert [option.id for option in question.options] == [*FEELINGS, "my own"]
    assert question.other


def test_hidden_words_are_not_offered(store: Store) -> None:
    """A word that was hidden is not asked for."""
    store.checkins.hide("feeling", "angry")
    question = _checkin(store, "3", Move.LEAVE)[2].asked[1][0]
    assert isinstance(question, MultipleChoice)
    assert "angry" not in [option.id for option in question.options]


@pytest.mark.parametrize("answered", range(4))
def test_a_check_in_that_is_left_goes_on_there(store: Store, answered: int) -> None:
    """Left at any part, a check-in is no entry, and the next one goes on with what was chosen."""
    result, kept, left = _checkin(store, *_SAID[:answered], Move.LEAVE)
    assert (result, kept) == (PromptResult.LEAVE, [])
    result, kept, again = _checkin(store, *_SAID[answered:])
    assert again.asked[0][0] == left.asked[-1][0]
    assert kept == [Checkin(2, ("sad", "my own"), ("work",), "a line")]


def test_a_check_in_to_change_offers_what_it_says(store: Store) -> None:
    """Each part of a check-in is there to change or to keep, also a word that is hidden by now."""
    before = Checkin(2, ("sad", "my own"), ("work",), "a line")
    store.checkins.add(before)
    store.checkins.hide("feeling", "my own")
    store.checkins.hide("feeling", "sad")
    prompter = _checkin(store, *_SAID, before=before)[2]
    mood, feelings, activities, note = (question for question, _ in prompter.asked)
    assert isinstance(mood, SingleChoice)
    assert isinstance(feelings, MultipleChoice)
    assert isinstance(activities, MultipleChoice)
    assert isinstance(note, TextQuestion)
    assert (mood.default, feelings.default, activities.default, note.default) == (
        "2",
        ("sad", "my own"),
        ("work",),
        "a line",
    )
    assert {"sad", "my own"} <= {option.id for option in feelings.options}


def test_the_questions_follow_the_time_that_they_are_about(store: Store) -> None:
    """About another day the questions are of then, and about now they are of now."""
    said: tuple[list[ScriptStep], ...] = [Move.LEAVE], ["3", Move.LEAVE], ["3", [], Move.LEAVE]
    for about, wordings in (
        ("", ("How is your mood just now?", "Which of these do you feel?", "What have you been doing?")),
        (
            "on Monday",
            ("How was your mood on Monday?", "Which of these did you feel?", "What had you been doing?"),
        ),
    ):
        for acts, wording in zip(said, wordings, strict=True):
            prompter = ScriptedPrompter(acts)
            parts = CheckinPrompt(store, NEW_CHECKIN, lambda _: None, about=about)
            PartAsker(parts, prompter, Screen("Check-in", can_go_back=False)).ask()
            store.journal_drafts.drop(NEW_CHECKIN)
            assert wording in str(prompter.asked[-1][0].body)
