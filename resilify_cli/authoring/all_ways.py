"""Walks every way through a program, and gathers what they have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.activities.recall import Recall
from resilify_cli.authoring.condition_text import condition_source
from resilify_cli.authoring.ways import find_ways

if TYPE_CHECKING:
    from resilify_cli.authoring.given_answers import GivenAnswers
    from resilify_cli.authoring.trial_walk import TrialWalk
    from resilify_cli.content.models import Program, Session, Step


@dataclass(frozen=True, slots=True)
class SessionWays:
    """What the ways through one session have in common: how many differ, and their minutes."""

    session: Session
    number: int
    ways: int
    shortest: float
    longest: float


@dataclass(frozen=True, slots=True)
class AllWays:
    """The result of walking every way.

    Attributes:
        walked: How many walks there were.
        is_cut: Whether there are more ways than were walked.
        sessions: What was found of each session.
        never_shown: The steps that no walk showed, each with its session.
        crashes: The errors that ended a walk.
    """

    walked: int
    is_cut: bool
    sessions: tuple[SessionWays, ...]
    never_shown: tuple[tuple[Session, Step], ...]
    crashes: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield what was found as lines to read."""
        for one in self.sessions:
            ways = "1 way" if one.ways == 1 else f"{one.ways} ways"
            minutes = f"{one.shortest:g} to {one.longest:g} min" if one.ways > 1 else f"{one.longest:g} min"
            yield f"{one.number}. {one.session.title}: {ways}, {minutes}"
        for session, step in self.never_shown:
            line = step.content.line
            yield f"{session.path}:{line}: {step.id} is shown on no way{_condition_of(step)}"
        yield from self.crashes
        if self.is_cut:
            yield f"There are more ways than the {self.walked} that were walked; the rest was left out."
        elif not self.never_shown and not self.crashes:
            count = "1 walk" if self.walked == 1 else f"{self.walked} walks"
            yield f"{count}. Every step is shown on one way or another."

    def data(self) -> dict[str, object]:
        """Return the findings as data."""
        return {
            "walks": self.walked,
            "cut": self.is_cut,
            "sessions": [
                {
                    "number": one.number,
                    "id": one.session.id,
                    "ways": one.ways,
                    "shortest_minutes": one.shortest,
                    "longest_minutes": one.longest,
                }
                for one in self.sessions
            ],
            "never_shown": [
                {"path": str(session.path), "line": step.content.line, "id": step.id}
                for session, step in self.never_shown
            ],
            "crashes": list(self.crashes),
        }


def walk_all_ways(program: Program, walk: Callable[[GivenAnswers], TrialWalk]) -> AllWays:
    """Walk every way through a program, up to `ways.MOST_WAYS` of them.

    Args:
        program: The program.
        walk: Walks through it with answers.
    """
    ways = find_ways(program)
    walks = [walk(given) for given in ways.answers]
    sessions = []
    never: list[tuple[Session, Step]] = []
    for at, first in enumerate(walks[0].sessions):
        same = [one.sessions[at] for one in walks]
        minutes = [one.minutes for one in same]
        distinct = len({one.shown for one in same})
        sessions.append(SessionWays(first.session, first.number, distinct, min(minutes), max(minutes)))
        seen = {step for one in same for step in one.shown}
        never += [
            (first.session, one.step)
            for one in first.steps
            if one.step.id not in seen and not _asks_another_program(one.step)
        ]
    crashes = (f"session {one.number}: {one.crash}" for each in walks for one in each.sessions if one.crash)
    return AllWays(len(walks), ways.is_cut, tuple(sessions), tuple(never), tuple(dict.fromkeys(crashes)))


def _condition_of(step: Step) -> str:
    own = step.content.when if isinstance(step.content, Activity) else None
    conditions = [condition_source(one) for one in (step.section.when, own) if one is not None]
    return f": when {' and '.join(conditions)}" if conditions else ""


def _asks_another_program(step: Step) -> bool:
    """Return whether a step shows an answer of another program, which no walk through this one has."""
    return isinstance(step.content, Recall) and bool(step.content.program)
