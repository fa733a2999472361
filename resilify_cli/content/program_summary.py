"""The facts about a program that lists show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from resilify_cli.content.loader import LoadResult
    from resilify_cli.content.models import Program


class SessionSummary(NamedTuple):
    """The facts about a session that lists show."""

    id: str
    title: str
    minutes: float
    planned: bool = False


class ProgramSummary(NamedTuple):
    """The facts about a program that lists show.

    Attributes:
        slug: Its name in commands.
        key: What progress in it is bound to.
        title: Its title.
        path: Its file or folder.
        sequence: Its place in lists.
        weeks: About how many weeks it takes; 0 where that is not said.
        full: False for an outline, of which only titles and overviews are known.
        categories: Its categories.
        session_count: How many sessions it has.
        minutes: About how many minutes they take together.
        broken: Its first problem, or an empty text.
        renamed: The new id of each session, heading and activity whose id was changed, by its old id.
        sessions: The summaries of its sessions.
        kind: What it is: "" for a program that is walked through; see `models.KINDS`.
        trackable: The ids of what can stay open and is not private.
    """

    slug: str
    key: str
    title: str
    path: str
    sequence: int = 0
    weeks: int = 0
    full: bool = False
    categories: Sequence[str] = ()
    session_count: int = 0
    minutes: float = 0
    broken: str = ""
    renamed: Mapping[str, str] = {}
    kind: str = ""
    trackable: Sequence[str] = ()
    sessions: Sequence[SessionSummary] = ()

    @property
    def length(self) -> str:
        """How long it is, in words, such as "8 sessions, 25 minutes each"."""
        count = self.session_count
        each = f"{self.minutes / count:.0f} minutes"
        length = f"one sitting, {each}" if count == 1 else f"{count} sessions, {each} each"
        return length if self.full else f"{length}, outline"

    @property
    def pace(self) -> str:
        """About how many weeks it takes, in words; empty where that is not said."""
        return f"about {self.weeks} week{'s' if self.weeks != 1 else ''}" if self.weeks else ""


def read_summary(path: str) -> ProgramSummary:
    """Load the program at a path, and return its summary."""
    from resilify_cli.content.loader import read_program

    return summarize(path, read_program(Path(path)))


def summarize(path: str, loaded: LoadResult) -> ProgramSummary:
    """Return the summary of a program that was loaded from a path."""
    first = loaded.problems[0] if loaded.problems else None
    broken = f"{first.path.name}:{first.line}: {first.wrong}" if first else ""
    program = loaded.program
    if program is None:
        name = Path(path).stem
        return ProgramSummary(name, name, name, path, broken=broken or "it can't be read")
    return ProgramSummary(
        slug=program.slug,
        key=program.key,
        title=program.title,
        path=path,
        sequence=program.sequence,
        weeks=program.weeks,
        full=program.full,
        categories=program.categories,
        session_count=len(program.sessions),
        minutes=program.minutes,
        broken=broken,
        renamed=program.renamed,
        kind=program.kind,
        sessions=tuple(SessionSummary(s.id, s.title, s.minutes, s.planned) for s in program.sessions),
        trackable=_trackable(program),
    )


def _trackable(program: Program) -> list[str]:
    from resilify_cli.activities.follow_up_answer import TRACKABLE_KINDS

    return [
        activity.id
        for _, activity in program.activities.values()
        if activity.kind in TRACKABLE_KINDS and not activity.private
    ]
