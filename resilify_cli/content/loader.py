"""Loads a program from a Markdown file or a folder, and gathers all that is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resilify_cli.activities.limits import LONGEST_ID, LONGEST_OPTION
from resilify_cli.activities.problem import Problem, ProblemList
from resilify_cli.content.comments import blank_comments
from resilify_cli.content.cross_references import check_cross_references
from resilify_cli.content.file_stamps import PROGRAM_FILE, FileStamp, file_stamp
from resilify_cli.content.front_matter import FrontMatterReader, split_file
from resilify_cli.content.languages import TAG_PATTERN
from resilify_cli.content.limits import LONGEST_SOURCE, MOST_SESSIONS, MOST_SOURCES
from resilify_cli.content.models import KINDS, Program, Reference, Related, Session
from resilify_cli.content.program_files import read_text
from resilify_cli.content.program_slug import program_slug
from resilify_cli.content.session_loader import SessionLoader, clean_title
from resilify_cli.errors import ProgramRefusedError


@dataclass(frozen=True, slots=True)
class LoadResult:
    """A program and its problems; no program where its own file can't be read.

    Attributes:
        program: The program.
        problems: What is wrong with it.
        files: The stamp of each file that it consists of, by its name relative to the program's folder.
    """

    program: Program | None
    problems: tuple[Problem, ...]
    files: Mapping[str, FileStamp]


def load_program(path: Path) -> Program:
    """Load the program at a path.

    Raises:
        ProgramRefusedError: It has problems. The message names the first one.
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
    """Read the program at `path`, a Markdown file or a folder with a `program.md`, and its problems."""
    # Unlike `Path.is_dir`, this raises nothing for a name that is too long.
    folder = path if os.path.isdir(path) else None
    file = path / PROGRAM_FILE if folder else path
    problems = ProblemList(file)
    files = {file.name: file_stamp(str(file))}
    text = read_text(file, problems, folder)
    split = split_file(blank_comments(text), problems) if text is not None else None
    if split is None:
        return LoadResult(None, tuple(problems.found), files)
    sessions = SessionLoader(file.parent)
    program = _make_program(split.front, file, folder, sessions.load(split.front))
    # Some problems of the front matter are noted twice, since its values are read twice.
    found = {*problems.found, *sessions.problems, *check_cross_references(program)}
    return LoadResult(program, tuple(sorted(found)), files | sessions.folder.files)


def _make_program(
    front: FrontMatterReader, file: Path, folder: Path | None, sessions: tuple[Session, ...]
) -> Program:
    name = file.absolute().parent.name if folder else file.stem
    slug = program_slug(front.line("slug"), name, front.line("title"))
    sequence = front.line("sequence")
    return Program(
        slug=slug,
        key=front.line("programId") or slug,
        title=clean_title(front.line("title")) or slug,
        path=folder or file,
        sessions=sessions,
        full=any(
            entry.text("file") or entry.text("status")
            for entry in front.mappings("sessions", "session", MOST_SESSIONS)
        ),
        overview=front.markdown("overview"),
        sequence=int(sequence) if re.fullmatch(r"-?[0-9]{1,9}", sequence) else 0,
        weeks=_read_weeks(front),
        version=front.line("version"),
        authors=front.texts("authors"),
        reviewed=front.line("reviewed"),
        categories=tuple(
            title for entry in front.mappings("categories", "category") if (title := entry.line("title"))
        ),
        references=_read_references(front),
        related=tuple(
            Related(entry.line("title") or entry.line("slug"), entry.line("slug"))
            for entry in front.mappings("relatedpost", "program")
            if entry.line("title") or entry.line("slug")
        ),
        caution=front.line("caution", LONGEST_OPTION),
        stop=front.line("stop", LONGEST_OPTION),
        language=_read_language(front),
        license=front.line("license"),
        translation_of=front.line("translation-of"),
        renamed=_read_renamed(front),
        kind=_read_kind(front),
    )


def _read_kind(front: FrontMatterReader) -> str:
    kind = front.line("kind")
    if not kind or kind in KINDS:
        return kind
    front.problems.add(
        front.line_of("kind"),
        f"{kind[:20]!r} is no kind of program",
        f"write kind: {KINDS[0]}, or leave it out",
    )
    return ""


def _read_language(front: FrontMatterReader) -> str:
    tag = front.line("language")
    if not tag or TAG_PATTERN.fullmatch(tag):
        return tag
    wrong = f"{tag[:20]!r} is no tag of a language"
    front.problems.add(front.line_of("language"), wrong, "write language: en, es or pt-BR")
    return ""


def _read_renamed(front: FrontMatterReader) -> dict[str, str]:
    """Read the new ids of what was renamed, by the old ones."""
    value = front.mapping.get("renamed", "")
    if not value:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(new, str) for new in value.values()):
        front.problems.add(
            front.line_of("renamed"), "renamed has the wrong shape", "write renamed: {old: new}"
        )
        return {}
    return {old: _newest_id(old, value) for old in value}


def _newest_id(ident: str, renamed: Mapping[str, object]) -> str:
    """Return the last id of a chain of renamings; one that goes in a circle ends where it began."""
    for _ in renamed:
        if ident not in renamed:
            break
        ident = str(renamed[ident])
    return ident


def _read_weeks(front: FrontMatterReader) -> int:
    weeks = front.line("weeks")
    if not weeks or re.fullmatch(r"[1-9][0-9]?", weeks):
        return int(weeks or 0)
    front.problems.add(
        front.line_of("weeks"), "weeks is no whole number up to 99", "write weeks: 8, or leave it out"
    )
    return 0


def _read_references(front: FrontMatterReader) -> tuple[Reference, ...]:
    return tuple(
        Reference(
            id=entry.line("id", LONGEST_ID),
            title=entry.line("title", LONGEST_SOURCE),
            reference=entry.line("reference", LONGEST_SOURCE),
            link=entry.line("link", LONGEST_SOURCE),
            finding=entry.line("finding", LONGEST_SOURCE),
            further=entry.line("further") == "yes",
            line=entry.mapping.line,
        )
        for entry in front.mappings("references", "reference", MOST_SOURCES)
    )
