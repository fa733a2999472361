"""What the rules of suggestions may look at of a session: its ratings, and whether it named help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.checkup import Checkup
from resilify_cli.activities.checkup_result import suggest_help
from resilify_cli.activities.rate import Rate
from resilify_cli.content.models import Lesson, Session, Step
from resilify_cli.session.suggestions import Signals

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import Reading
    from resilify_cli.session.stored_history import StoredAnswerHistory

_HELP = "help-now"
_SCALE = (0, 10)


def session_signals(session: Session, history: StoredAnswerHistory, mood: int | None) -> Signals:
    """Return the signals of a session that was gone through.

    Args:
        session: The session.
        history: Its answers.
        mood: The mood of the last check-in of the day; None for none.
    """
    readings = [found for activity in session.activities for found in _readings_of(activity, history)]
    numbers = {
        reading.name: reading.value
        for activity, reading in readings
        if isinstance(activity, Rate) and not activity.private and (reading.low, reading.high) == _SCALE
    }
    # Also a private one: that it is hard is a reason to offer nothing.
    hard = any(
        isinstance(activity, Checkup) and suggest_help(reading, activity.kinder)
        for activity, reading in readings
    )
    return Signals(mood=mood, measures=numbers, names_help=hard or _leads_to_help(session, history))


def _readings_of(activity: Activity, history: StoredAnswerHistory) -> Iterator[tuple[Activity, Reading]]:
    """Yield the readings of an activity's answer, with it."""
    row = history.own(activity.id) if isinstance(activity, Rate | Checkup) else None
    result = activity.result(row.values) if row is not None and row.values else None
    if result is not None:
        yield from ((activity, reading) for reading in result.readings)


def _leads_to_help(session: Session, history: StoredAnswerHistory) -> bool:
    """Return whether an answer led to a step that names help."""
    return any(
        _HELP in _step_text(step) and step.is_shown(history)
        for step in session.steps
        if _is_conditional(step)
    )


def _is_conditional(step: Step) -> bool:
    on_activity = isinstance(step.content, Activity) and step.content.when is not None
    return step.section.when is not None or on_activity


def _step_text(step: Step) -> str:
    content = step.content
    return content.body if isinstance(content, Lesson) else content.prompt
