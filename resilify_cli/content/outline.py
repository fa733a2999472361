"""The session of an outline: what is known of it, and a few honest, general questions.

A program definition may hold no more than titles. It still runs: the questions lean on nothing but
the title, and their ids are made from the session's id, so that the answers stay where they are.
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
    """Return the steps of a session of which only these words are known, as Markdown."""
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
