"""Reads and writes the cache of program summaries.

The cache holds nothing that is not in the programs' files. Each summary has a stamp made of the sizes and
times of those files, so that one that is out of date is recognized.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any
from zlib import crc32

from resilify_cli.atomic_files import scratch_file
from resilify_cli.content.program_summary import ProgramSummary, SessionSummary
from resilify_cli.file_access import foreign_owner, make_private_folder

# Raise this whenever the cache changes its format or meaning.
_VERSION = 5
# The bytes before the programs. A checksum of all bytes after them detects a damaged cache.
_PROGRAMS = b',"programs":'


def read_cache(cache: Path) -> dict[str, tuple[str, ProgramSummary]]:
    """Return the stamp and summary of each program by its path; nothing if there is no sound cache."""
    import json

    try:
        data = _read_file(cache)
        stored = json.loads(data)
        if (stored["version"], stored["sum"]) != (_VERSION, crc32(data.partition(_PROGRAMS)[2])):
            return {}
        return {
            path: (stamp, _make_summary(program)) for path, (stamp, program) in stored["programs"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _read_file(path: Path) -> bytes:
    """Return the bytes of a regular file of this user.

    Raises:
        OSError: It is another kind of file, such as a pipe that would block, or belongs to another user.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(number, "rb") as file:
        if not S_ISREG(os.fstat(number).st_mode) or foreign_owner(path, follow=True) is not None:
            raise OSError("not a regular file of this user")
        return file.read()


def _make_summary(stored: list[Any]) -> ProgramSummary:
    *first, categories, sessions, broken = stored
    return ProgramSummary._make(
        (*first, tuple(categories), tuple(map(SessionSummary._make, sessions)), broken)
    )


def write_cache(cache: Path, programs: Mapping[str, tuple[str, ProgramSummary]]) -> None:
    """Write the stamp and summary of each program by its path; nothing if that is not possible."""
    import json

    rest = json.dumps(programs, separators=(",", ":")).encode() + b"}"
    data = b'{"version":%d,"sum":%d' % (_VERSION, crc32(rest)) + _PROGRAMS + rest
    # Without a cache the next list is slower, and nothing else.
    with suppress(OSError):
        make_private_folder(cache.parent)
        with scratch_file(cache.parent) as scratch:
            scratch.write_bytes(data)
            scratch.replace(cache)
