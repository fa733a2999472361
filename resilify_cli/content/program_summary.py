"""The facts about a program that lists show."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


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
        sessions: The summaries of its sessions.
        broken: Its first problem, or an empty text.
    """

    slug: str
    key: str
    title: str
    path: str
    sequence: int = 0
    weeks: int = 0
    full: bool = False
    categories: tuple[str, ...] = ()
    sessions: tuple[SessionSummary, ...] = ()
    broken: str = ""

    @property
    def minutes(self) -> float:
        """About how many minutes all sessions take together."""
        return sum(session.minutes for session in self.sessions)

    @property
    def length(self) -> str:
        """How long it is, in words, such as "8 sessions, 25 min each"."""
        count = len(self.sessions)
        each = f"{self.minutes / count:.0f} min"
        length = f"one sitting, {each}" if count == 1 else f"{count} sessions, {each} each"
        return length if self.full else f"{length}, outline"

    @property
    def pace(self) -> str:
        """About how many weeks it takes, in words; empty where that is not said."""
        return f"about {self.weeks} week{'s' if self.weeks != 1 else ''}" if self.weeks else ""


def read_summary(path: str) -> ProgramSummary:
    """Load the program at a path, and return its summary."""
    from resilify_cli.content.loader import read_program

    loaded = read_program(Path(path))
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
        sessions=tuple(SessionSummary(s.id, s.title, s.minutes, s.planned) for s in program.sessions),
        broken=broken,
    )
