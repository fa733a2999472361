"""Finds what lies in a program's folder and is shown nowhere, and sessions that lists can't tell apart."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.activities.problem import Problem
from resilify_cli.checks.near_keys import listed_entries
from resilify_cli.content.file_stamps import PROGRAM_FILE
from resilify_cli.content.limits import DEEPEST_FILE, MOST_SESSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resilify_cli.content.models import Program
    from resilify_cli.content.session_blocks import SourceFile

# The front matter of a session, which has an id; other Markdown in the folder is the author's own.
_SESSION_FRONT = re.compile(r"---\s*\n(?:(?!---).*\n){0,40}?id:\s*\S")
_LOOKED_AT = 4096


def unshown_files(program: Program, file: SourceFile) -> Iterator[Problem]:
    """Yield a problem for each session that is not listed, and for text below the program's front matter."""
    first = next((at for at, text in enumerate(file.lines) if text.strip()), None)
    if first is not None and file.path.name == PROGRAM_FILE:
        wrong = "text below the front matter is shown nowhere"
        yield Problem(file.path, file.body_line + first, wrong, "write it into overview:, or into a session")
    folder = program.path
    entries = listed_entries(file.front, "sessions")
    listed = {os.path.normpath(str(name)) for entry in entries if (name := entry.get("file"))}
    # Where a file is missing or no file is named, that is told, and this may be the one that is meant.
    if (
        not folder.is_dir()
        or not listed - {PROGRAM_FILE}
        or not all(os.path.exists(folder / name) for name in listed)
    ):
        return
    for name in islice(_markdown_files(folder), MOST_SESSIONS):
        if os.path.normpath(name) not in listed and _is_session(folder / name):
            right = f"add - file: {Path(name).as_posix()[:60]} to the sessions of program.md"
            yield Problem(folder / name, 1, "this session is not listed, and so not shown", right)


def repeated_titles(program: Program) -> Iterator[Problem]:
    """Yield a problem for each session with the title of an earlier one."""
    first: dict[str, str] = {}
    for session in program.sessions:
        other = first.setdefault(session.title.casefold(), session.id)
        if other != session.id and program.full and session.path != program.file:
            wrong = f"the session {other[:40]!r} has the title {session.title[:40]!r} too"
            yield Problem(session.path, 1, wrong, "give one of them another, so that lists tell them apart")


def _markdown_files(folder: Path) -> Iterator[str]:
    """Yield the names of the Markdown files of a folder, relative to it, except hidden ones."""
    for path, folders, names in os.walk(folder):
        inside = os.path.relpath(path, folder)
        depth = 0 if inside == "." else len(Path(inside).parts)
        folders[:] = sorted(one for one in folders if not one.startswith(".") and depth + 1 < DEEPEST_FILE)
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith(".") and name != PROGRAM_FILE:
                yield os.path.join(inside, name)


def _is_session(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return _SESSION_FRONT.match(file.read(_LOOKED_AT)) is not None
    except OSError:
        return False
