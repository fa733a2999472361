"""Whether a question fits on a screen is what the screen then shows."""

from __future__ import annotations

import re

import pytest

from resilify_cli.activities.questions import (
    ChoiceOption,
    Cue,
    LineQuestion,
    MarkdownBlock,
    Message,
    MultipleChoice,
    PacedCues,
    Question,
    ScaleQuestion,
    SingleChoice,
    TextQuestion,
    TimerQuestion,
)
from resilify_cli.prompters.protocol import Screen
from resilify_cli.prompters.window_fit import fits_window
from tests.prompters.full_screen.person import Person, person

_BODY = (
    MarkdownBlock("A lesson of some words, which goes on over more than one row where the screen is narrow."),
    MarkdownBlock("And a second paragraph:\n\n- one\n- two\n- three"),
    MarkdownBlock("What was one small thing in it?"),
)
_SCREEN = Screen("A program", "A session", heading="A heading", step=3, steps=9)
_OPTIONS = tuple(
    ChoiceOption(word, f"{word} is one of what can be chosen here") for word in ("one", "two", "three")
)
_QUESTIONS: dict[str, Question] = {
    "a text to read": Message(body=_BODY),
    "a long text to write": TextQuestion(body=_BODY, hint="e.g. something of today", minutes=5),
    "a line": LineQuestion(body=_BODY, label="When", hint="e.g. at home"),
    "a number": ScaleQuestion(body=_BODY, low=0, high=10, low_label="not at all", high_label="completely"),
    "a hundred": ScaleQuestion(body=_BODY, low=0, high=100, low_label="not at all", high_label="completely"),
    "one of several": SingleChoice(body=_BODY, options=_OPTIONS, other=True),
    "any of several": MultipleChoice(body=_BODY, options=_OPTIONS, other=True),
    "a timer": TimerQuestion(body=_BODY, minutes=5),
    "cues": PacedCues(body=_BODY, cues=(Cue("Notice your breath as it comes and goes.", 20.0),)),
    "a breath": PacedCues(body=_BODY, cues=(Cue("Breathe in", 4.0, fill=1.0),)),
}


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("name", _QUESTIONS)
def test_what_fits_is_seen_whole(name: str, columns: int) -> None:
    """On as few rows as it is said to fit on, nothing of it is out of sight."""
    question = _QUESTIONS[name]
    rows = next(rows for rows in range(5, 60) if fits_window(question, _SCREEN, columns, rows))

    async def acts(she: Person) -> None:
        assert not re.search(r"[↑↓] (\d+ )?more", she.text), she.text
        await she.press("ctrl-c")

    with person(columns=columns, rows=rows) as she:
        she.ask(question, acts, screen=_SCREEN)
