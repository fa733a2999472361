"""Loads the sessions that a program lists: from files of their own, or from an outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from resilify_cli.activities.base import Activity
from resilify_cli.activities.ids import ID_PATTERN, ID_RULE, slugify
from resilify_cli.activities.limits import LONGEST_OPTION
from resilify_cli.activities.problem import Problem, ProblemList
from resilify_cli.content.comments import blank_comments
from resilify_cli.content.cross_references import citations_in_file
from resilify_cli.content.file_stamps import PROGRAM_FILE
from resilify_cli.content.front_matter import FrontMatterReader, split_file
from resilify_cli.content.limits import LONGEST_SESSION, MOST_SESSIONS
from resilify_cli.content.models import Session, Step
from resilify_cli.content.outline import outline_steps
from resilify_cli.content.program_files import ProgramFolder, read_text
from resilify_cli.content.sensitive_topics import find_sensitive_topic
from resilify_cli.content.session_file import read_session_body

# Before these words, a hyphen at the end of a word stands for what follows, as in "pre- and post-work".
_JOINING_WORDS = "and|or|to|nor|but|through|und|oder|bis|sowie|et|ou|y|o|e|en|of"


class SessionLoader:
    """Loads the sessions of one program.

    Attributes:
        folder: The program's folder.
        problems: The problems of the sessions' files found so far. Those of the list itself are added to the
            problems of the file that holds it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = ProgramFolder(folder)
        self.problems: list[Problem] = []

    def load(self, front: FrontMatterReader) -> tuple[Session, ...]:
        """Load the sessions listed in a program's front matter; what can't be read is left out."""
        listed = front.mappings("sessions", "session", MOST_SESSIONS)
        line = front.line_of("sessions")
        if not listed and not any(one.line == line for one in front.problems.found):
            front.problems.add(line, "there are no sessions", "list them under sessions")
        sessions: list[Session] = []
        for number, entry in enumerate(listed, 1):
            name = entry.text("file")
            if _is_planned(entry):
                sessions.append(_planned_session(entry, number, sessions))
            elif not name:
                sessions.append(_from_outline(entry, number, sessions, _topic_texts(front)))
            elif self._may_read(name, entry) and (session := self._from_file(self.folder.path / name)):
                sessions.append(session)
        return tuple(self._resolved(sessions))

    def _resolved(self, sessions: Iterable[Session]) -> Iterator[Session]:
        """Yield the sessions, with what their activities take over from earlier ones."""
        earlier: dict[str, Activity] = {}
        for session in sessions:
            steps = tuple(self._resolve(step, session, earlier) for step in session.steps)
            yield replace(session, steps=steps)

    def _resolve(self, step: Step, session: Session, earlier: dict[str, Activity]) -> Step:
        activity = step.content
        if not isinstance(activity, Activity):
            return step
        resolved = activity.resolved(earlier)
        if resolved is None:
            wrong = f"{activity.id!r} repeats a check-up that does not come before it"
            others = [name for name, one in earlier.items() if one.kind == activity.kind]
            right = f"name one of: {', '.join(others[:20])}" if others else "list its items here"
            self.problems.append(Problem(session.path, activity.line, wrong, right))
            return step
        earlier[resolved.id] = resolved
        return step if resolved is activity else replace(step, content=resolved)

    def _may_read(self, name: str, entry: FrontMatterReader) -> bool:
        """Return whether a session's file may be read; else note why not, where it is named."""
        line = entry.line_of("file")
        if name == PROGRAM_FILE:
            entry.problems.add(line, f"{name} is the program itself", "name the file of a session")
            return False
        if self.folder.is_named(name):
            entry.problems.add(line, f"{name[:60]!r} is listed twice", "list each file once")
            return False
        return self.folder.may_read(name, line, entry.problems) and self.folder.has(
            name, line, entry.problems
        )

    def _from_file(self, path: Path) -> Session | None:
        problems = ProblemList(path)
        text = read_text(path, problems, self.folder.path)
        text = blank_comments(text) if text is not None else None
        split = split_file(text, problems) if text is not None else None
        session = None
        if text is not None and split is not None:
            front = split.front
            session_id, title = _read_id(front, path), _read_title(front)
            steps = read_session_body(split.body, split.body_line, problems, self.folder.read_attachment)
            planned = _is_planned(front)
            is_told = any(one.line >= split.body_line for one in problems.found)
            if not steps and not planned and not is_told:
                problems.add(split.body_line, "the session has no steps", "write a ## Heading and some text")
            minutes = _read_minutes(front)
            session = Session(
                session_id,
                title or session_id,
                steps,
                _total_minutes(steps) if minutes is None else minutes,
                front.markdown("overview"),
                front.line_of("minutes"),
                path,
                front.line("evidence", LONGEST_OPTION),
                tuple(citations_in_file(text, split.body, split.body_line)),
                planned,
            )
        self.problems.extend(problems.found)
        return session


def clean_title(title: str) -> str:
    """Remove a space beside a hyphen in a word: in "self- compassion", but not in "pre- and post-work"."""
    return re.sub(rf"(?<=\w)- (?!(?:{_JOINING_WORDS})\b)(?=\w)", "-", title, flags=re.IGNORECASE)


def _read_id(front: FrontMatterReader, path: Path) -> str:
    session_id = front.line("id")
    if ID_PATTERN.match(session_id):
        return session_id
    front.problems.add(
        front.line_of("id"),
        "the session has no id" if not session_id else f"{session_id[:40]!r} is no id",
        f"write id: and {ID_RULE}, and never change it",
    )
    return slugify(session_id or path.stem)


def _read_title(front: FrontMatterReader) -> str:
    title = clean_title(front.line("title"))
    if not title:
        front.problems.add(front.mapping.line, "the session has no title", "write title: and its name")
    return title


def _read_minutes(front: FrontMatterReader) -> float | None:
    """Return the minutes that a session says it takes, or None if it says nothing that can be read."""
    minutes = front.line("minutes")
    if minutes and not re.fullmatch(r"[0-9]{1,3}", minutes):
        front.problems.add(
            front.line_of("minutes"),
            f"minutes is no whole number up to {LONGEST_SESSION}",
            f"write minutes: 25, at most {LONGEST_SESSION}",
        )
        return None
    return float(minutes) if minutes else None


def _topic_texts(front: FrontMatterReader) -> tuple[str, ...]:
    """Return the title and the categories of a program, in which a sensitive topic shows."""
    categories = front.mappings("categories", "category")
    return (front.line("title"), *(category.line("title") for category in categories))


def _from_outline(
    entry: FrontMatterReader, number: int, before: Sequence[Session], about: Sequence[str]
) -> Session:
    session_id, title = _listed_id_and_title(entry, number, before)
    overview = entry.markdown("overview")
    topic = find_sensitive_topic((*about, title))
    steps = outline_steps(session_id, title, overview, entry.markdown("activityOverview"), topic)
    minutes = _total_minutes(steps)
    return Session(session_id, title, steps, minutes, overview, entry.mapping.line, entry.problems.path)


def _is_planned(front: FrontMatterReader) -> bool:
    """Return whether a session is listed, and can't be started yet: `status: planned`."""
    status = front.line("status")
    if status not in ("", "planned"):
        wrong = f"status is {status[:40]!r}"
        front.problems.add(front.line_of("status"), wrong, "write status: planned, or leave it out")
    return status == "planned"


def _planned_session(entry: FrontMatterReader, number: int, before: Sequence[Session]) -> Session:
    """Make a session that is only listed; its file, if it has one, is not read."""
    session_id, title = _listed_id_and_title(entry, number, before)
    overview = entry.markdown("overview")
    line, path = entry.mapping.line, entry.problems.path
    return Session(session_id, title, (), 0, overview, line, path, planned=True)


def _listed_id_and_title(entry: FrontMatterReader, number: int, before: Sequence[Session]) -> tuple[str, str]:
    """Return the title of a listed session, and an id that no session before it has."""
    title = clean_title(entry.line("title")) or f"Session {number}"
    given = entry.line("id")
    base = given if ID_PATTERN.match(given) else slugify(title)
    taken = {session.id for session in before}
    candidates = (base, *(f"{base}-{n}" for n in range(2, MOST_SESSIONS + 3)))
    return next(name for name in candidates if name not in taken), title


def _total_minutes(steps: Sequence[Step]) -> float:
    return round(sum(step.minutes for step in steps))
