"""From a program file or folder to a Program, with all that is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from resilify_cli.activities.directive import ID_PATTERN, ID_RULE, Problem, ProblemList, slugify
from resilify_cli.activities.limits import LONGEST_ID
from resilify_cli.content.cross_references import check_cross_references, citations_in_file
from resilify_cli.content.files import read_text, split_front_matter
from resilify_cli.content.html import html_to_markdown
from resilify_cli.content.limits import (
    DEEPEST_FILE,
    LARGEST_PROGRAM,
    LONGEST_LINE,
    LONGEST_OVERVIEW,
    LONGEST_SESSION,
    LONGEST_SOURCE,
    MOST_NAMES,
    MOST_SESSIONS,
    MOST_SOURCES,
)
from resilify_cli.content.models import PROGRAM_FILE, Program, Reference, Related, Session, Step
from resilify_cli.content.outline import outline_steps
from resilify_cli.content.session_file import read_session_body
from resilify_cli.content.strict_yaml import Mapping, Node
from resilify_cli.errors import ProgramRefusedError


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What came of reading: the program, unless its files could not be read, and the problems."""

    program: Program | None
    problems: tuple[Problem, ...]


def load_program(path: Path) -> Program:
    """Return the program at a path.

    Raises:
        ProgramRefusedError: it has problems; the message names the first, `check` tells them all.
    """
    loaded = read_program(path)
    if loaded.program is None or loaded.problems:
        first = loaded.problems[0]
        raise ProgramRefusedError(
            f"This program can't be used: {first.path.name}:{first.line}: {first.wrong}.",
            f"To see all that is wrong with it: resilify check {path}",
        )
    return loaded.program


def read_program(path: Path) -> LoadResult:
    """Read the program at `path`, a Markdown file or a folder with a `program.md`."""
    # Unlike `Path.is_dir`, this raises nothing for a name that is too long.
    folder = path if os.path.isdir(path) else None
    file = path / PROGRAM_FILE if folder else path
    problems = ProblemList(file)
    text = read_text(file, problems, folder)
    split = split_front_matter(text, problems) if text is not None else None
    if split is None:
        return LoadResult(None, tuple(problems.found))
    front = _Front(split[0], problems)
    found: list[Problem] = []
    sessions = _read_sessions(front, file.parent, found)
    program = _assemble(front, file, folder, sessions)
    # The front matter's problems are gathered while its values are read, some of them twice.
    return LoadResult(program, tuple(sorted({*problems.found, *found, *check_cross_references(program)})))


class _Front:
    """Reads typed values from front matter. What is absent is empty; what has a wrong shape is told."""

    def __init__(self, front: Mapping, problems: ProblemList) -> None:
        self.front = front
        self.problems = problems

    def line(self, key: str, longest: int = LONGEST_LINE) -> str:
        """Return a value as text on one line."""
        return " ".join(self.text(key, longest).split())

    def text(self, key: str, longest: int = LONGEST_OVERVIEW) -> str:
        """Return a value as text."""
        value = self.front.get(key, "")
        if not isinstance(value, str):
            self._wrong(key, "write one text")
            return ""
        if len(value) > longest:
            self._wrong(key, f"keep it to {longest:,} characters", "is too long")
            return value[:longest]
        return value.strip()

    def markdown(self, key: str) -> str:
        """Return a value that may be HTML as Markdown."""
        return html_to_markdown(self.text(key))

    def mappings(self, key: str, inner: str, most: int = MOST_NAMES) -> list[_Front]:
        """Return at most `most` mappings listed under `key`, or under `key` and then `inner`."""
        value: Node = self.front.get(key, "")
        if isinstance(value, Mapping):
            value = value.get(inner, "")
        if isinstance(value, Mapping):
            value = [value]
        if value == "":
            return []
        if isinstance(value, str):
            self._wrong(key, f"write {key}: {inner}: and a list")
            return []
        return [_Front(self._titled(item, key), self.problems) for item in self._at_most(most, value, key)]

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, or one text as a list of one."""
        value = self.front.get(key, "")
        found = self._at_most(MOST_NAMES, value if isinstance(value, list) else [value], key)
        if any(len(item) > LONGEST_LINE for item in found if isinstance(item, str)):
            self._wrong(key, f"keep each to {LONGEST_LINE} characters", "are too long")
        return tuple(item.strip()[:LONGEST_LINE] for item in found if isinstance(item, str) and item.strip())

    def _at_most(self, most: int, found: list[Node], key: str) -> list[Node]:
        if len(found) > most:
            self.problems.add(self.front.line_of(key), f"there are {len(found):,} {key}", f"keep to {most:,}")
        return found[:most]

    def _titled(self, item: Node, key: str) -> Mapping:
        if isinstance(item, Mapping):
            return item
        mapping = Mapping(self.front.line_of(key))
        if isinstance(item, str):
            mapping["title"] = item
        else:
            self._wrong(key, "list mappings with a title")
        return mapping

    def _wrong(self, key: str, right: str, wrong: str = "has the wrong shape") -> None:
        self.problems.add(self.front.line_of(key), f"{key} {wrong}", right)


def _read_sessions(front: _Front, folder: Path, found: list[Problem]) -> tuple[Session, ...]:
    listed = front.mappings("sessions", "session", MOST_SESSIONS)
    if not listed:
        front.problems.add(
            front.front.line_of("sessions"), "there are no sessions", "list them under sessions"
        )
    sessions: list[Session] = []
    sizes: dict[str, int] = {}
    for number, entry in enumerate(listed, 1):
        file = entry.text("file")
        if file and _is_too_much(file, entry, folder, sizes):
            continue
        session = _from_file(file, entry, folder, found) if file else _from_outline(entry, number, sessions)
        if session:
            sessions.append(session)
    return tuple(sessions)


def _is_too_much(name: str, entry: _Front, folder: Path, sizes: dict[str, int]) -> bool:
    """Return whether a file is not to be read: it was before, or all would be too large together."""
    line = entry.front.line_of("file")
    if name in sizes:
        entry.problems.add(line, f"{name[:60]!r} is listed twice", "list each file once")
        return True
    sizes[name] = _size(folder / name)
    if sum(sizes.values()) > LARGEST_PROGRAM:
        wrong = "with this file the program is too large"
        entry.problems.add(line, wrong, f"keep its files to {LARGEST_PROGRAM:,} bytes in all")
        return True
    return False


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except (OSError, ValueError):
        # What can't be read is told when it is read.
        return 0


def _from_outline(entry: _Front, number: int, before: Sequence[Session]) -> Session:
    title = _clean(entry.line("title")) or f"Session {number}"
    given = entry.line("id")
    base = given if ID_PATTERN.match(given) else slugify(title)
    taken = {session.id for session in before}
    ident = next(
        name for name in (base, *(f"{base}-{n}" for n in range(2, MOST_SESSIONS + 3))) if name not in taken
    )
    overview = entry.markdown("overview")
    steps = outline_steps(ident, title, overview, entry.markdown("activityOverview"))
    return Session(ident, title, steps, _sum(steps), overview, entry.front.line, entry.problems.path)


def _from_file(name: str, entry: _Front, folder: Path, found: list[Problem]) -> Session | None:
    path, line = folder / name, entry.front.line_of("file")
    problems = ProblemList(path)
    # A path that leads out of the folder is refused where it is named, unread.
    if Path(name).is_absolute() or ".." in Path(name).parts:
        entry.problems.add(line, f"{name[:60]!r} leads out of the folder", "name a file in it")
        return None
    if len(Path(name).parts) > DEEPEST_FILE:
        entry.problems.add(line, f"{name[:60]!r} lies too deep", f"keep to {DEEPEST_FILE} levels")
        return None
    text = read_text(path, problems, folder)
    split = split_front_matter(text, problems) if text is not None else None
    if split is None:
        found.extend(problems.found)
        return None
    front = _Front(split[0], problems)
    ident = front.line("id")
    if not ID_PATTERN.match(ident):
        problems.add(
            front.front.line_of("id"),
            "the session has no id" if not ident else f"{ident[:40]!r} is no id",
            f"write id: and {ID_RULE}, and never change it",
        )
        ident = slugify(ident or Path(name).stem)
    title = _clean(front.line("title"))
    if not title:
        problems.add(front.front.line, "the session has no title", "write title: and its name")
    steps = read_session_body(split[1], split[2], problems)
    if not steps:
        problems.add(split[2], "the session has no steps", "write a ## Heading and some text")
    minutes = front.line("minutes")
    if minutes and not re.fullmatch(r"[0-9]{1,3}", minutes):
        problems.add(
            front.front.line_of("minutes"),
            f"minutes is no whole number up to {LONGEST_SESSION}",
            f"write minutes: 25, at most {LONGEST_SESSION}",
        )
        minutes = ""
    overview = front.markdown("overview")
    found.extend(problems.found)
    return Session(
        ident,
        title or ident,
        steps,
        float(minutes) if minutes else _sum(steps),
        overview,
        front.front.line_of("minutes"),
        path,
        tuple(citations_in_file(text or "")),
    )


def _assemble(front: _Front, file: Path, folder: Path | None, sessions: tuple[Session, ...]) -> Program:
    name = file.absolute().parent.name if folder else file.stem
    slug = slugify(front.line("slug") or name)
    sequence = front.line("sequence")
    return Program(
        slug=slug,
        key=front.line("programId") or slug,
        title=_clean(front.line("title")) or slug,
        path=folder or file,
        sessions=sessions,
        full=any(entry.text("file") for entry in front.mappings("sessions", "session", MOST_SESSIONS)),
        overview=front.markdown("overview"),
        sequence=int(sequence) if re.fullmatch(r"-?[0-9]{1,9}", sequence) else 0,
        version=front.line("version"),
        authors=front.texts("authors"),
        reviewed=front.line("reviewed"),
        categories=tuple(
            title for entry in front.mappings("categories", "category") if (title := entry.line("title"))
        ),
        references=_references(front),
        related=tuple(
            Related(entry.line("title") or entry.line("slug"), entry.line("slug"))
            for entry in front.mappings("relatedpost", "program")
            if entry.line("title") or entry.line("slug")
        ),
    )


def _references(front: _Front) -> tuple[Reference, ...]:
    return tuple(
        Reference(
            id=entry.line("id", LONGEST_ID),
            title=entry.line("title", LONGEST_SOURCE),
            reference=entry.line("reference", LONGEST_SOURCE),
            link=entry.line("link", LONGEST_SOURCE),
            finding=entry.line("finding", LONGEST_SOURCE),
            further=entry.line("further") == "yes",
            line=entry.front.line,
        )
        for entry in front.mappings("references", "reference", MOST_SOURCES)
    )


# Before these a hyphen stands for the end of a word that is said once for both.
_JOINING = "and|or|to|nor|but|through|und|oder|bis|sowie|et|ou|y|o|e|en|of"


def _clean(title: str) -> str:
    """Mend a space beside a hyphen in a word: in "self- compassion", but not in "pre- and post-work"."""
    return re.sub(rf"(?<=\w)- (?!(?:{_JOINING})\b)(?=\w)", "-", title, flags=re.IGNORECASE)


def _sum(steps: Sequence[Step]) -> float:
    return round(sum(step.minutes for step in steps))
