"""Where to begin: the ways, the lists behind them, and what is suggested for what brings a person here."""

from __future__ import annotations

import pytest

from resilify_cli.activities.questions import Move, SingleChoice
from resilify_cli.content.program_summary import ProgramSummary
from resilify_cli.content.starting_points import ProgramSuggestion, StartingPoint
from resilify_cli.prompters.scripted import ScriptedPrompter, ScriptStep
from resilify_cli.session.program_choice import PRACTICE, PROGRAM, REASONS, SITTING, ProgramChoice

_PROGRAMS = (
    ProgramSummary("evening", "e", "An evening", "", session_count=1, minutes=20, full=True),
    ProgramSummary("weeks", "w", "Weeks", "", weeks=7, session_count=7, minutes=140, full=True),
)
_POINTS = (
    StartingPoint(
        "low", "I am low", (ProgramSuggestion("weeks", "over weeks"), ProgramSuggestion("gone", "is gone"))
    ),
    StartingPoint("sleep", "I lie awake", (ProgramSuggestion("evening", "tonight"),)),
)


def _chosen(*script: ScriptStep, way: bool = True) -> tuple[str | None, list[list[str]]]:
    """Return what was chosen, and the labels of each question on the way."""
    prompter = ScriptedPrompter(script)
    choice = ProgramChoice(prompter, _PROGRAMS, _POINTS)
    chosen = choice.ask_way("Good evening.", ("A note.",)) if way else choice.ask_program()
    asked = [question for question, _ in prompter.asked]
    return chosen, [[one.label for one in q.options] for q in asked if isinstance(q, SingleChoice)]


@pytest.mark.parametrize(
    ("script", "chosen", "last"),
    [
        ([PRACTICE], PRACTICE, ""),
        ([SITTING, "evening"], "evening", "An evening  (one sitting, 20 minutes)"),
        ([PROGRAM, "weeks"], "weeks", "Weeks  (7 sessions, 20 minutes each, about 7 weeks)"),
        ([REASONS, "low", "weeks"], "weeks", "Weeks: over weeks  (about 7 weeks)"),
        ([REASONS, "sleep", Move.BACK, "low", "weeks"], "weeks", "Weeks: over weeks  (about 7 weeks)"),
        ([PROGRAM, Move.BACK, SITTING, "evening"], "evening", "An evening  (one sitting, 20 minutes)"),
        ([REASONS, Move.BACK, PRACTICE], PRACTICE, ""),
        ([SITTING, Move.LEAVE], None, ""),
        ([Move.SKIP], None, ""),
        ([], None, ""),
    ],
)
def test_each_way_leads_to_its_programs(script: list[ScriptStep], chosen: str | None, last: str) -> None:
    """A way is followed by what fits it alone, back asks the question before, and leaving chooses nothing."""
    found, labels = _chosen(*script)
    assert found == chosen
    if last:
        assert labels[-1] == [last]


def test_a_way_is_chosen_by_one_key() -> None:
    """The first question has four options with a key each; those behind it are lists."""
    prompter = ScriptedPrompter([SITTING])
    ProgramChoice(prompter, _PROGRAMS, _POINTS).ask_way("Good evening.", ("A note.",))
    first, second = (question for question, _ in prompter.asked)
    assert isinstance(first, SingleChoice)
    assert isinstance(second, SingleChoice)
    assert (len(first.options), first.by_key, second.by_key) == (4, True, False)
    assert "Good evening." in str(first.body)
    assert "A note." in str(first.body)


def test_all_programs_are_listed_with_the_shorter_ways() -> None:
    """`start` lists a practice, the suggestions and every program, whatever was suggested."""
    assert _chosen("weeks", way=False) == (
        "weeks",
        [
            [
                "Something for right now: three minutes",
                "What brings you here? Up to three suggestions",
                "An evening  (one sitting, 20 minutes)",
                "Weeks  (7 sessions, 20 minutes each)",
            ]
        ],
    )
    assert _chosen(REASONS, "sleep", "evening", way=False)[0] == "evening"
