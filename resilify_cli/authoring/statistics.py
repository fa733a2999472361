"""Counts what is in a program: steps, screens, minutes, words, reading grade, kinds, citations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from resilify_cli.activities.base import Activity
from resilify_cli.content.models import Lesson, Program, Session, Step
from resilify_cli.content.readability import find_grade_function, graded_text
from resilify_cli.content.readable_text import session_texts
from resilify_cli.content.session_paths import greatest_sum

# A lesson of so few words that leads straight to an activity is that one's introduction.
_SHORT_WORDS = 45


@dataclass(frozen=True, slots=True)
class SessionStatistics:
    """The figures of one session.

    Attributes:
        number: Its number in the program, counted from 1.
        session: The session.
        screens: The screens on the longest way, counted as `count_screens` does.
        longest: The minutes on the longest way.
        shortest: The minutes on the shortest way.
        words: The words that a person can read in it, on all ways.
        grade: The reading grade; None without textstat, or without prose.
        kinds: How many activities there are of each kind.
        citations: How often it cites a source.
        cited: The ids of the sources that it cites, in the order of the list of sources.
    """

    number: int
    session: Session
    screens: int
    longest: float
    shortest: float
    words: int
    grade: float | None
    kinds: dict[str, int]
    citations: int
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgramStatistics:
    """The figures of a program.

    Attributes:
        sessions: Those of its sessions.
        never_cited: The ids of sources that no session cites and that are not for further reading.
    """

    sessions: tuple[SessionStatistics, ...]
    never_cited: tuple[str, ...]


def count_program(program: Program) -> ProgramStatistics:
    """Return the figures of a program; sessions that are only planned have none."""
    sessions = tuple(
        _count_session(program, number, session)
        for number, session in enumerate(program.sessions, 1)
        if not session.planned
    )
    cited = {ident for one in sessions for ident in one.cited}
    never = tuple(
        one.id or one.title for one in program.references if one.id not in cited and not one.further
    )
    return ProgramStatistics(sessions, never)


def count_screens(session: Session) -> dict[str, int]:
    """Return how many screens each step of a session counts for.

    A lesson, an activity and the notes before an exercise count one each. What has fields of its own, such as
    a record, counts one for each of them. A short lesson that leads straight to an activity counts with it.
    """
    following = [*session.steps[1:], None]
    return {
        f"{step.section.id} {step.id}": _count_screens(step, after)
        for step, after in zip(session.steps, following, strict=False)
    }


def _count_screens(step: Step, after: Step | None) -> int:
    content = step.content
    if isinstance(content, Lesson):
        leads = after is not None and after.section is step.section and isinstance(after.content, Activity)
        is_introduction = leads and not content.opens and len(content.body.split()) <= _SHORT_WORDS
        return 0 if is_introduction else 1
    return max(1, len(getattr(content, "fields", ())))


def _count_session(program: Program, number: int, session: Session) -> SessionStatistics:
    screens = count_screens(session)
    cited = {ident for ident, _ in session.cites}
    return SessionStatistics(
        number,
        session,
        screens=int(greatest_sum(session, program, lambda step: screens[f"{step.section.id} {step.id}"])),
        longest=greatest_sum(session, program, lambda step: step.minutes),
        shortest=-greatest_sum(session, program, lambda step: -step.minutes),
        words=_count_words(session),
        grade=_reading_grade(session),
        kinds=dict(Counter(activity.kind for activity in session.activities)),
        citations=len(session.cites),
        cited=tuple(one.id for one in program.references if one.id in cited),
    )


def _count_words(session: Session) -> int:
    blocks = (block for text in session_texts(session) for block in text.blocks())
    return sum(len(block.text.split()) for block in blocks)


def _reading_grade(session: Session) -> float | None:
    grade = find_grade_function()
    text = graded_text(session)
    return round(grade(text), 1) if grade is not None and text else None
