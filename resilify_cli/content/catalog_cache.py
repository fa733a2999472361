"""Reads and writes the cache of program summaries.

The cache holds nothing that is not in the programs' files. Each summary has a stamp made of the sizes and
times of those files, so that one that is out of date is recognized. So that a thousand programs are read in a
few milliseconds, their facts stand in columns, and the sessions of each in a line of their own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import repeat
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple
from zlib import crc32

from resilify_cli.content.lazy_sequence import LazySequence
from resilify_cli.content.program_summary import ProgramSummary, SessionSummary
from resilify_cli.file_access import foreign_owner

# Raise this whenever a cache changes its format, or programs are read otherwise than before.
CACHE_VERSION = 14
# The facts of a summary, the names of the files, and the stamp.
_COLUMNS = len(ProgramSummary._fields) + 2


class CachedProgram(NamedTuple):
    """A program in the cache.

    Attributes:
        summary: Its summary.
        files: The names of the files that it consists of, relative to its folder.
        stamp: Made of the stamps of these files.
    """

    summary: ProgramSummary
    files: Sequence[str]
    stamp: int


def read_cache(cache: Path) -> dict[str, CachedProgram]:
    """Return each program in the cache by its path; nothing if there is no sound cache."""
    import json

    try:
        head, _, rest = read_cache_file(cache).partition(b"\n")
        if json.loads(head) != {"version": CACHE_VERSION, "sum": crc32(rest)}:
            return {}
        columns, *sessions = rest.split(b"\n")
        *facts, files, stamps = json.loads(columns)
    except (OSError, ValueError, RecursionError):
        return {}
    summaries = map(ProgramSummary, *facts, map(LazySequence, repeat(_read_sessions), sessions))
    programs = map(CachedProgram, summaries, files, stamps)
    return {program.summary.path: program for program in programs}


def _read_sessions(stored: bytes) -> tuple[SessionSummary, ...]:
    import json

    return tuple(map(SessionSummary._make, json.loads(stored)))


def read_cache_file(path: Path) -> bytes:
    """Return the bytes of a regular file of this user.

    Raises:
        OSError: It is another kind of file, such as a pipe that would block, or belongs to another user.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(number, "rb") as file:
        if not S_ISREG(os.fstat(number).st_mode) or foreign_owner(path, follow=True) is not None:
            raise OSError("not a regular file of this user")
        return file.read()


def write_cache(cache: Path, programs: Iterable[CachedProgram]) -> None:
    """Write programs into the cache; nothing if that is not possible."""
    import json

    # Most lists find the cache as it should be.
    from resilify_cli.atomic_files import scratch_file
    from resilify_cli.file_access import make_private_folder

    rows = [(*program.summary, program.files, program.stamp) for program in programs]
    *facts, sessions, files, stamps = zip(*rows, strict=True) if rows else [()] * _COLUMNS
    lines = [[*facts, files, stamps], *map(tuple, sessions)]
    rest = b"\n".join(json.dumps(line, separators=(",", ":")).encode() for line in lines)
    head = json.dumps({"version": CACHE_VERSION, "sum": crc32(rest)}).encode()
    # Without a cache the next list is slower, and nothing else.
    with suppress(OSError):
        make_private_folder(cache.parent)
        with scratch_file(cache.parent) as scratch:
            scratch.write_bytes(head + b"\n" + rest)
            scratch.replace(cache)
