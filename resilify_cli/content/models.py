"""What a program is, once it is read: frozen, and free of files, terminals and progress."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from resilify_cli.activities.answer_history import AnswerHistory
from resilify_cli.activities.base import Activity
from resilify_cli.activities.condition import Condition

WORDS_PER_MINUTE = 200
PROGRAM_FILE = "program.md"


@dataclass(frozen=True, slots=True)
class Reference:
    """A source. `finding` says in plain words what it found; `further` marks further reading."""

    id: str
    title: str
    reference: str = ""
    link: str = ""
    finding: str = ""
    further: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """A program that goes well with this one, installed or not."""

    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """What is said before an exercise begins."""

    aim: str
    evidence: str = ""
    caution: str = ""
    easier: str = ""
    stop: str = ""
    intense: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that follows it, up to the next heading."""

    id: str
    title: str
    line: int
    exercise: Exercise | None = None
    grounding: bool = False
    when: Condition | None = None
    when_line: int = 0


@dataclass(frozen=True, slots=True)
class Lesson:
    """A screen to read: Markdown, with citations as `[@id]` of a reference.

    `opens` is true for the screen that says what an exercise is for; it has no body of its own.
    """

    id: str
    body: str
    line: int
    opens: bool = False

    @property
    def minutes(self) -> float:
        """How long reading takes, at least half a minute."""
        return max(0.5, round(len(self.body.split()) / WORDS_PER_MINUTE, 1))


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a session: a lesson or an activity, in its section."""

    content: Lesson | Activity
    section: Section

    @property
    def id(self) -> str:
        """The name that progress hangs on. A `#` keeps lessons apart from activities."""
        return f"#{self.content.id}" if isinstance(self.content, Lesson) else self.content.id

    @property
    def minutes(self) -> float:
        """About how long it takes."""
        return self.content.minutes

    def is_shown(self, history: AnswerHistory) -> bool:
        """Return whether the person meets this step, given the earlier answers."""
        if self.section.when is not None and not self.section.when.holds(history):
            return False
        return isinstance(self.content, Lesson) or self.content.is_shown(history)


@dataclass(frozen=True, slots=True)
class Session:
    """One sitting. `minutes` is the author's figure, or the sum of the steps'.

    `cites` are the reference ids that its file cites, each with its line.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    minutes: float
    overview: str = ""
    line: int = 1
    path: Path = field(default_factory=Path)
    cites: tuple[tuple[str, int], ...] = ()

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities among its steps."""
        return tuple(step.content for step in self.steps if isinstance(step.content, Activity))


@dataclass(frozen=True)
class Program:
    """A whole program.

    `key` is what progress is bound to: the author's `programId`, or the slug where there is none.
    `full` is false for an outline, of which only titles and overviews are known.
    """

    slug: str
    key: str
    title: str
    path: Path
    sessions: tuple[Session, ...]
    full: bool = False
    overview: str = ""
    sequence: int = 0
    version: str = ""
    authors: tuple[str, ...] = ()
    reviewed: str = ""
    categories: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    related: tuple[Related, ...] = ()

    @property
    def file(self) -> Path:
        """The file that holds the front matter."""
        return self.path / PROGRAM_FILE if self.path.is_dir() else self.path

    @property
    def minutes(self) -> float:
        """About how long all sessions take together."""
        return sum(session.minutes for session in self.sessions)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each reference, counted from 1, by its id."""
        return {reference.id: at for at, reference in enumerate(self.references, 1)}

    @cached_property
    def activities(self) -> dict[str, tuple[Session, Activity]]:
        """Each activity and its session, by the activity's id."""
        return {
            activity.id: (session, activity) for session in self.sessions for activity in session.activities
        }

    def session_number(self, session_id: str) -> int | None:
        """Return a session's place, counted from 1, or None if it is no longer there."""
        for number, session in enumerate(self.sessions, 1):
            if session.id == session_id:
                return number
        return None
