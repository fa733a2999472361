"""Timed steps on the one screen: a stray Enter ends none, and to leave early counts as stopped early."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from resilify_cli.activities.questions import (
    CUT_SHORT,
    Answer,
    Cue,
    MarkdownBlock,
    Message,
    Move,
    PacedCues,
    TimerQuestion,
)
from tests.prompters.full_screen.person import Person, person

_CUES = PacedCues(
    body=(MarkdownBlock("Three minutes."),),
    cues=(Cue("Feel the floor.", 60), Cue("Look around.", 60), Cue("Rest.", 60)),
    without_timing=("Feel the floor.", "Look around.", "Rest."),
)
_TIMER = TimerQuestion(body=(MarkdownBlock("Five minutes with the task."),), minutes=5)


class _Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_enter_goes_to_the_next_cue() -> None:
    """It begins below a text, once that is read, and ends the step from the last cue alone; Space pauses."""

    async def acts(she: Person) -> None:
        assert "Feel the floor." not in she.text
        assert "Enter begin" in she.rows[-1]
        await she.press("enter")
        assert "Feel the floor." in she.text
        assert "Enter next" in she.rows[-1]
        await she.press("enter")
        assert "Look around." in she.text
        await she.press("space")
        assert "Paused" in she.text
        await she.press("space", "enter")
        assert "Enter done" in she.rows[-1]
        await she.press("enter")

    with person() as she:
        assert she.ask(_CUES, acts) == Answer(None)


def test_page_down_amid_the_cues_stops_early() -> None:
    """It skips the step only while its first cue stands there."""
    with person() as she:
        assert she.ask(_CUES, None, "page down") is Move.SKIP
        assert she.ask(_CUES, None, "enter", "page down") is Move.SKIP
        assert she.ask(_CUES, None, "enter", "enter", "page down") == Answer(CUT_SHORT)


def test_without_animation_the_cues_are_words() -> None:
    """They stand there all at once."""

    async def acts(she: Person) -> None:
        assert "Feel the floor." in she.text
        assert "Rest." in she.text
        await she.press("enter")

    with person(animation=False) as she:
        assert she.ask(_CUES, acts) == Answer(None)


def test_a_stray_enter_does_not_end_a_timer() -> None:
    """It says that it runs on, and how to stop it; when the time is over Enter goes on."""
    clock = _Clock()

    async def acts(she: Person) -> None:
        assert "Enter begin" in she.rows[-1]
        await she.press("enter")
        assert she.drafts == [clock.now.isoformat()]
        await she.press("enter")
        assert "It runs on." in she.text
        assert "PgDn stop here" in she.rows[-1]
        clock.now += timedelta(minutes=6)
        await she.press("x", "\x0c")
        assert "The time is over." in she.text
        await she.press("enter")

    with person(now=clock) as she:
        assert she.ask(_TIMER, acts) == Answer(None)


def test_a_timer_is_stopped_early_by_page_down() -> None:
    """It is skipped where it was not begun."""
    with person() as she:
        assert she.ask(_TIMER, None, "page down") is Move.SKIP
        assert she.ask(_TIMER, None, "enter", "page down") == Answer(CUT_SHORT)
        assert she.ask(Message(), None, "enter") == Answer(None)
