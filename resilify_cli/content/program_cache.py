"""Keeps programs as they were read, so that one to go on with is not read anew from all of its files.

Each has a file beside that of the catalog, with the stamp of the files that it was read from. They are
written whenever the catalog reads programs, all of them alike, so that none of it tells which one is used.
Bundled programs come as they were read when the wheel was built, see `bundled_cache`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from resilify_cli.atomic_files import scratch_file
from resilify_cli.content.catalog_cache import CACHE_VERSION, read_cache_file
from resilify_cli.content.file_stamps import stamp_of_files
from resilify_cli.content.lazy_sequence import LazySequence
from resilify_cli.file_access import make_private_folder

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Step


class ProgramCache(NamedTuple):
    """The programs that are kept, each in a file of its own beside the catalog's, and named like it.

    Attributes:
        catalog: The file of the catalog's cache.
        stamp_of: Returns one number for files, given their paths, that is another one once they are changed.
        root: Programs in this folder are known by their names in it, and may move with it.
    """

    catalog: Path
    stamp_of: Callable[[Sequence[str]], int] = stamp_of_files
    root: Path | None = None

    def load(self, path: Path) -> Program:
        """Load the program at a path, from the cache if its files are as they were.

        Raises:
            ProgramRefusedError: It has problems. The message names the first one.
        """
        program = self.read(path)
        if program is not None:
            return program
        from resilify_cli.content.loader import load_program

        return load_program(path)

    def read(self, path: Path) -> Program | None:
        """Return the program that was at a path; None if it is another one now, or was not kept."""
        import json

        try:
            head, _, rest = read_cache_file(self._cache_file(path)).partition(b"\n")
            kept: dict[str, Any] = json.loads(head)
            files = [str(_folder_of(path) / name) for name in kept["files"]]
            right = self._header(path, rest, kept["files"], self.stamp_of(files))
            if kept != right:
                return None
            return _make_program(path, *rest.split(b"\n"))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, path: Path, program: Program, files: Sequence[str], stamp: int) -> None:
        """Keep a program that has no problems; nothing if that is not possible.

        Args:
            path: Where it is.
            program: As it was read.
            files: The name of each file that it consists of, relative to its folder.
            stamp: The stamp of these files, as they were when it was read.
        """
        import json

        from resilify_cli.content.program_json import NotPlainDataError, program_lines

        try:
            rest = b"\n".join(program_lines(program))
            head = json.dumps(self._header(path, rest, files, stamp)).encode()
            make_private_folder(self.catalog.parent)
            with scratch_file(self.catalog.parent) as scratch:
                scratch.write_bytes(head + b"\n" + rest)
                scratch.replace(self._cache_file(path))
        except (OSError, NotPlainDataError):
            return

    def forget_others(self, paths: Iterable[str]) -> None:
        """Remove what is kept of programs that are at none of these paths."""
        known = {self._cache_file(Path(path)) for path in paths}
        for file in self.files():
            if file not in known:
                with suppress(OSError):
                    file.unlink()

    def files(self) -> list[Path]:
        """Return every file in which a program is kept."""
        return sorted(self.catalog.parent.glob(f"{self.catalog.stem}-*.json"))

    def _cache_file(self, path: Path) -> Path:
        number = crc32(self._name(path).encode("utf-8", "surrogateescape"))
        return self.catalog.with_name(f"{self.catalog.stem}-{number:08x}.json")

    def _name(self, path: Path) -> str:
        return path.name if path.parent == self.root else str(path)

    def _header(self, path: Path, rest: bytes, files: Sequence[str], stamp: int) -> dict[str, Any]:
        """Return the header of a cache file, which tells whether it is out of date or damaged."""
        return {
            "version": CACHE_VERSION,
            "path": self._name(path),
            "files": list(files),
            "stamp": stamp,
            "sum": crc32(rest),
        }


def _make_program(path: Path, stored: bytes, *steps: bytes) -> Program:
    """Return a program from its own line and those of its sessions' steps, which are made when asked for."""
    import json

    from resilify_cli.content.program_json import from_json

    program: Program = from_json(json.loads(stored), path)
    sessions = tuple(
        replace(session, steps=LazySequence(partial(_make_steps, path, number), line))
        for number, (session, line) in enumerate(zip(program.sessions, steps, strict=True))
    )
    return replace(program, sessions=sessions)


def _make_steps(path: Path, number: int, stored: bytes) -> tuple[Step, ...]:
    """Return the steps of a session; from the program's files, where the cache is of another version."""
    import json

    from resilify_cli.content.program_json import from_json

    try:
        made: tuple[Step, ...] = from_json(json.loads(stored), path)
    except ValueError:
        from resilify_cli.content.loader import load_program

        return tuple(load_program(path).sessions[number].steps)
    return made


def _folder_of(path: Path) -> Path:
    return path if path.is_dir() else path.parent
