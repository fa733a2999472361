"""Makes the steps of a session of which only a title and an overview are known.

A program can be an outline of such sessions, and still be run. The questions are general ones about the
title: what happened, what was felt, when it was easier, what a friend would hear, what would be different.
Where the topic is one that asks for a person first, that comes first, and the questions are about support
alone: nobody is asked to go back into a bad moment by a program that no clinician wrote. The ids of the
activities are made from the id of the session, so that the answers keep their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.plan import Plan
from resilify_cli.activities.reflect import Reflect
from resilify_cli.content.models import Lesson, Section, Step

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.sensitive_topics import SensitiveTopic


class _Question(NamedTuple):
    name: str
    text: str
    hint: str
    minutes: int = 3


_QUESTIONS = (
    _Question("meaning", "Where does **{title}** touch your life just now?", "a few words are enough"),
    _Question(
        "moment",
        "Think of one recent time when this mattered. Where were you, and what happened?",
        "a small moment will do",
    ),
    _Question("response", "What did you feel then, and what did you do next?", "as it was"),
    _Question(
        "easier",
        "When was it a little easier? What was different that time?",
        "e.g. I had slept; my sister was there; I left ten minutes earlier",
    ),
    _Question("kind", "What would you say to a friend who stood where you stand with this?", ""),
)
_PLAN_HINTS = ("e.g. I notice this again", "e.g. pause for one slow breath", "e.g. at home")

_SUPPORT_QUESTIONS = (
    _Question("people", "Who knows about this, or could know?", "a first name will do"),
    _Question(
        "helps",
        "What has made a hard day a little safer or lighter?",
        "e.g. a walk, a call, a warm drink",
    ),
    _Question(
        "wish",
        "What would you like such a person to understand first?",
        "a sentence to show them",
    ),
)
_SUPPORT_PLAN_HINTS = (
    "e.g. I have a quiet ten minutes tomorrow",
    "e.g. write to Ana and ask for half an hour",
    "e.g. at home, by phone",
)


def outline_steps(
    session_id: str, title: str, overview: str, activity: str, topic: SensitiveTopic | None = None
) -> tuple[Step, ...]:
    """Return the steps of a session that is only outlined.

    Args:
        session_id: The id of the session.
        title: Its title.
        overview: What it is about, as Markdown; may be empty.
        activity: What one does in it, as Markdown; may be empty.
        topic: What asks for a person to talk to first, if something does.
    """
    about = Section("about", title, 1)
    lessons = [("overview", overview), ("activity", activity)]
    if topic:
        lessons.insert(0, ("talk-first", _talk_first(topic)))
    steps = [Step(Lesson(name, text, 1), about) for name, text in lessons if text]
    if topic:
        looking = Section("support", "Who and what is with you", 1)
        plan = "One small step towards a person to talk to, if you like."
        activities = _outline_activities(session_id, title, _SUPPORT_QUESTIONS, plan, _SUPPORT_PLAN_HINTS)
    else:
        looking = Section("looking", "Looking at it for yourself", 1)
        plan = "One small thing to try before the next session, if you like."
        activities = _outline_activities(session_id, title, _QUESTIONS, plan, _PLAN_HINTS)
    return (*steps, *(Step(activity, looking) for activity in activities))


def _talk_first(topic: SensitiveTopic) -> str:
    return (
        f"This is about {topic.name}, and no clinician has written it: only titles are known.\n\n"
        f"A person to talk to comes first: {topic.who}. `resilify help-now` lists people to call.\n\n"
        "What follows asks only who and what is with you. All of it can be skipped."
    )


def _outline_activities(
    session_id: str, title: str, questions: Sequence[_Question], plan: str, hints: tuple[str, str, str]
) -> list[Activity]:
    activities: list[Activity] = [
        Reflect(
            id=f"{session_id}-{question.name}",
            line=1,
            prompt=question.text.format(title=title),
            hint=question.hint,
            minutes=question.minutes,
        )
        for question in questions
    ]
    return [*activities, Plan(id=f"{session_id}-plan", line=1, prompt=plan, minutes=2, hints=hints)]
