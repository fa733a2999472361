"""Makes the steps of a session of which only a title and an overview are known.

A program can be an outline of such sessions, and still be run. The questions are general ones about the
title. Their ids are made from the id of the session, so that the answers keep their place.
"""

from __future__ import annotations

from resilify_cli.activities.base import Activity
from resilify_cli.activities.plan import Plan
from resilify_cli.activities.reflect import Reflect
from resilify_cli.content.models import Lesson, Section, Step

_QUESTIONS = (
    ("meaning", "What does **{title}** bring to mind for you, today?", "there is no right answer"),
    (
        "moment",
        "When did this last matter in your own life? What happened?",
        "a small moment will do",
    ),
    ("kind", "What would you say to a friend who stood where you stand with this?", ""),
)


def outline_steps(session_id: str, title: str, overview: str, activity: str) -> tuple[Step, ...]:
    """Return the steps of a session that is only outlined.

    Args:
        session_id: The id of the session.
        title: Its title.
        overview: What it is about, as Markdown; may be empty.
        activity: What one does in it, as Markdown; may be empty.
    """
    about = Section("about", title, 1)
    looking = Section("looking", "Looking at it for yourself", 1)
    steps = [
        Step(Lesson(name, text, 1), about)
        for name, text in (("overview", overview), ("activity", activity))
        if text
    ]
    activities: list[Activity] = [
        Reflect(id=f"{session_id}-{name}", line=1, prompt=text.format(title=title), hint=hint, minutes=4)
        for name, text, hint in _QUESTIONS
    ]
    activities.append(
        Plan(
            id=f"{session_id}-plan",
            line=1,
            prompt="One small thing to try before the next session, if you like.",
            minutes=2,
            hints=("e.g. I notice this again", "e.g. pause for one slow breath", "e.g. at home"),
        )
    )
    return (*steps, *(Step(activity, looking) for activity in activities))
