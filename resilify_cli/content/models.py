"""The data classes of a program: frozen, and independent of files, terminals and progress."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.base import Activity
from resilify_cli.content.file_stamps import PROGRAM_FILE
from resilify_cli.content.renamed_ids import current_id, stored_ids

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import AnswerHistory
    from resilify_cli.activities.condition import Condition

# Our choice, below the mean of 238 for silent reading of non-fiction (Brysbaert, 2019,
# doi:10.1016/j.jml.2019.104047), since these texts are read with pauses.
WORDS_PER_MINUTE = 200
# Programs that nobody walks through: a collection of exercises for `practice`, and the boxes of `page`.
PRACTICES = "practices"
PAGE = "page"
KINDS = (PRACTICES, PAGE)
# The command that opens a program of such a kind.
COMMANDS = {PRACTICES: "practice", PAGE: "page"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that a program cites.

    Attributes:
        id: The id that `[@id]` cites.
        title: The title.
        reference: Authors, year and where it was published.
        link: Its address.
        finding: What it found, in plain words.
        further: Whether it is for further reading, and need not be cited.
        line: The line of the program's file that lists it.
    """

    id: str
    title: str
    reference: str = ""
    link: str = ""
    finding: str = ""
    further: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Related:
    """A program that is related to this one, installed or not."""

    title: str
    slug: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """The notes shown before an exercise.

    Attributes:
        aim: What it is for.
        evidence: What is known of it.
        caution: When not to do it.
        easier: How to do less.
        stop: How to stop.
        intense: Whether it can stir up strong feelings.
    """

    aim: str
    evidence: str = ""
    caution: str = ""
    easier: str = ""
    stop: str = ""
    intense: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what belongs to it.

    Attributes:
        id: Its id, unique in the session.
        title: The heading.
        line: The line of the heading.
        exercise: The notes of the exercise that it is, or None.
        grounding: Whether it leads back to the here and now.
        pause: Whether the place before it is a good one to stop for a day.
        when: The condition for showing it.
        when_line: The line of that condition.
    """

    id: str
    title: str
    line: int
    exercise: Exercise | None = None
    grounding: bool = False
    when: Condition | None = None
    when_line: int = 0
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """A screen to read.

    Attributes:
        id: Its id, unique among the lessons of the session.
        body: Its text as Markdown, with citations such as `[@id]`.
        line: The line that it begins on.
        opens: Whether it is the screen with the notes of an exercise; it has no body of its own.
    """

    id: str
    body: str
    line: int
    opens: bool = False

    @property
    def minutes(self) -> float:
        """The minutes that reading takes, at least half a minute."""
        return max(0.5, round(len(self.body.split()) / WORDS_PER_MINUTE, 1))


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a session: a lesson or an activity, in its section."""

    content: Lesson | Activity
    section: Section

    @property
    def id(self) -> str:
        """The name that progress is stored under; that of a lesson begins with `#`."""
        return f"#{self.content.id}" if isinstance(self.content, Lesson) else self.content.id

    @property
    def minutes(self) -> float:
        """About how many minutes it takes."""
        return self.content.minutes

    def is_shown(self, history: AnswerHistory) -> bool:
        """Return whether this step is shown to a person with these earlier answers."""
        if self.section.when is not None and not self.section.when.holds(history):
            return False
        return isinstance(self.content, Lesson) or self.content.is_shown(history)


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a program.

    Attributes:
        id: Its id, unique in the program.
        title: Its title.
        steps: Its steps in order; those of a program from the cache are made when one is asked for.
        minutes: About how many minutes it takes: the author's number, or the sum of its steps.
        overview: What it is about, as Markdown.
        line: The line that says its minutes.
        path: The file that it comes from.
        evidence: What is known of its exercises that say nothing of their own.
        cites: The reference ids that its file cites, each with its line.
        planned: Whether it is listed, and can't be started yet.
    """

    id: str
    title: str
    steps: Sequence[Step]
    minutes: float
    overview: str = ""
    line: int = 1
    path: Path = field(default_factory=Path)
    evidence: str = ""
    cites: tuple[tuple[str, int], ...] = ()
    planned: bool = False

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities among its steps."""
        return tuple(step.content for step in self.steps if isinstance(step.content, Activity))


@dataclass(frozen=True)
class Program:
    """A program.

    Attributes:
        slug: Its name in commands.
        key: What progress is stored under: the author's `programId`, or the slug without one.
        title: Its title.
        path: Its file or folder.
        sessions: Its sessions in order.
        full: False for an outline, of which only titles and overviews are known.
        overview: What it is about, as Markdown.
        sequence: Its place in lists.
        weeks: About how many weeks it takes at the author's pace; 0 where that is not said.
        version: The author's version.
        authors: The names of its authors.
        reviewed: Who reviewed it and when, or that nobody has yet.
        categories: Its categories.
        references: Its sources; their order gives the numbers of citations.
        related: Related programs.
        language: The tag of its language, such as "en" or "es-MX"; empty for English.
        license: Under which license it is.
        translation_of: The `programId` or slug of the program that it translates.
        caution: When to take care, for all of its exercises.
        stop: How to stop any of them.
        renamed: The new id of each session, heading and activity whose id was changed, by its old id.
        kind: What it is: "" for a program that is walked through, else one of `KINDS`.
    """

    slug: str
    key: str
    title: str
    path: Path
    sessions: tuple[Session, ...]
    full: bool = False
    overview: str = ""
    sequence: int = 0
    weeks: int = 0
    version: str = ""
    authors: tuple[str, ...] = ()
    reviewed: str = ""
    categories: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    related: tuple[Related, ...] = ()
    language: str = ""
    license: str = ""
    translation_of: str = ""
    caution: str = ""
    stop: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""

    @property
    def file(self) -> Path:
        """The file that holds the front matter."""
        return self.path / PROGRAM_FILE if self.path.is_dir() else self.path

    @property
    def minutes(self) -> float:
        """About how many minutes all sessions take together."""
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

    def find_activity(self, stored_id: str) -> Activity | None:
        """Return the activity that a stored answer belongs to, also by an older id; None if it is gone."""
        _, activity = self.activities.get(self.current_id(stored_id), (None, None))
        return activity

    def current_id(self, stored_id: str) -> str:
        """Return today's id of what something was stored under; an id that is in use is its own."""
        return stored_id if stored_id in self.activities else current_id(self.renamed, stored_id)

    def stored_ids(self, ident: str) -> tuple[str, ...]:
        """Return the ids that a session or an activity may be stored under: its own, then its older ones."""
        return stored_ids(self.renamed, ident)

    def session_number(self, session_id: str) -> int | None:
        """Return the number of a session, counted from 1, also by its older id; None if there is none."""
        wanted = (session_id, current_id(self.renamed, session_id))
        numbers = (at for at, session in enumerate(self.sessions, 1) if session.id in wanted)
        return next(numbers, None)
