"""Finds the programs that are available: the bundled ones, the person's own, and any path.

Loading a thousand programs takes seconds, so the summary of each comes from a cache as long as the sizes and
times of its files are the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from resilify_cli.content.catalog_cache import read_cache, write_cache
from resilify_cli.content.limits import DEEPEST_FILE
from resilify_cli.content.program_summary import ProgramSummary, read_summary
from resilify_cli.errors import ProgramNotFoundError

_Pair = tuple[ProgramSummary, ProgramSummary]


class Catalog(NamedTuple):
    """The programs of some folders.

    Attributes:
        programs: Those that can be used, in the order of lists.
        broken: Those with a problem.
        duplicates: Pairs of programs with one `programId`, which claim the same progress.
        overridden: Pairs of programs with one slug, of which the second is used instead of the first.
    """

    programs: tuple[ProgramSummary, ...]
    broken: tuple[ProgramSummary, ...]
    duplicates: tuple[_Pair, ...]
    overridden: tuple[_Pair, ...] = ()

    def by_slug(self) -> Mapping[str, ProgramSummary]:
        """Return the usable programs by slug."""
        return {program.slug: program for program in self.programs}

    def by_key(self, key: str) -> ProgramSummary | None:
        """Return the program that enrollments with this key belong to: of two, the first one."""
        known = (
            *(first for first, _ in self.overridden),
            *(first for first, _ in self.duplicates),
            *self.programs,
        )
        return next((program for program in known if program.key == key), None)

    def conflicts(self, path: Path) -> bool:
        """Return whether the program at a path has the slug or the `programId` of another one before it."""
        return any(Path(second.path) == path for _, second in (*self.overridden, *self.duplicates))

    def categories(self) -> list[str]:
        """Return every category, in alphabetical order."""
        return sorted({category for program in self.programs for category in program.categories})


def open_catalog(folders: Sequence[Path], cache: Path) -> Catalog:
    """Read the catalog of some folders, and update the cache.

    Args:
        folders: The folders to look in; one that does not exist is empty. Of two programs with one slug, the
            one in the later folder is used, unless it is broken.
        cache: The cache file.
    """
    found = _read_summaries(folders, cache)
    usable = [program for program in found if not program.broken]
    by_slug: dict[str, ProgramSummary] = {}
    overridden: list[_Pair] = []
    for program in usable:
        if program.slug in by_slug:
            overridden.append((by_slug[program.slug], program))
        by_slug[program.slug] = program
    programs = sorted(by_slug.values(), key=lambda program: (program.sequence, program.title.casefold()))
    # In the order of the folders, so that of a pair the bundled one is the first.
    duplicates = _find_duplicates([program for program in usable if program in programs])
    broken = tuple(program for program in found if program.broken)
    return Catalog(tuple(programs), broken, duplicates, tuple(overridden))


def find_program(name: str, catalog: Catalog) -> Path:
    """Return the path of the program that a slug or a path names.

    Raises:
        ProgramNotFoundError: There is none. The hint names the nearest slugs.
    """
    looks_like_path = os.sep in name or name.endswith(".md") or name in (".", "..")
    if not looks_like_path:
        program = {**{c.slug: c for c in catalog.broken}, **catalog.by_slug()}.get(name.lower())
        if program:
            return Path(program.path)
    # Unlike that of `Path`, this raises nothing for a name that is too long.
    if name and os.path.exists(name):
        return Path(name)
    if looks_like_path:
        raise ProgramNotFoundError(
            f"There is no file or folder {name!r}.", "To see the installed programs: resilify list"
        )
    raise ProgramNotFoundError(f"No program is called {name!r}.", _suggestion(name, catalog.programs))


def _suggestion(name: str, programs: Iterable[ProgramSummary]) -> str:
    from difflib import get_close_matches

    slugs = {program.slug: program.slug for program in programs}
    titles = {program.title.lower(): program.slug for program in programs}
    close = get_close_matches(name.lower(), [*slugs, *titles], 3, 0.5)
    close += [slug for slug in slugs if len(name) > 2 and name.lower() in slug]
    near = list(dict.fromkeys({**titles, **slugs}[match] for match in close))
    if near:
        return f"Did you mean {' or '.join(near[:3])}?"
    return "To see the installed programs: resilify list"


def _read_summaries(folders: Iterable[Path], cache: Path) -> list[ProgramSummary]:
    """Return the summary of each program, in the order of the folders, and update the cache."""
    cached = read_cache(cache)
    current: dict[str, tuple[str, ProgramSummary]] = {}
    found: list[ProgramSummary] = []
    for folder in folders:
        for path, stamp in _programs_in(folder):
            known = cached.get(path)
            program = known[1] if known and known[0] == stamp else read_summary(path)
            current[path] = (stamp, program)
            found.append(program)
    if current != cached:
        write_cache(cache, current)
    return found


def _find_duplicates(programs: Sequence[ProgramSummary]) -> tuple[_Pair, ...]:
    """Return pairs of programs with one key; the first of each pair is the first with that key."""
    first: dict[str, ProgramSummary] = {}
    return tuple(
        (first[program.key], program)
        for program in programs
        if first.setdefault(program.key, program) != program
    )


def _programs_in(folder: Path) -> list[tuple[str, str]]:
    """Return the path of each program, and a stamp that changes whenever one of its files does."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        # Read as a program, the folder becomes a broken one that says why it can't be read.
        return [(str(folder), "")]
    found = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            # A folder without one is no program, and not a broken one either.
            if os.path.lexists(os.path.join(entry.path, "program.md")):
                found.append((entry.path, _folder_stamp(entry.path)))
        elif entry.name.endswith(".md"):
            found.append((entry.path, _file_stamp(entry)))
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A loop of links.
        return False


def _folder_stamp(folder: str, depth: int = DEEPEST_FILE) -> str:
    """Return a stamp of all files in a folder, whatever their names: any of them may hold a session."""
    stamps = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return "?"
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if depth > 1:
                stamps.append(f"{entry.name}/{_folder_stamp(entry.path, depth - 1)}")
        else:
            stamps.append(f"{entry.name}:{_file_stamp(entry)}")
    return ",".join(sorted(stamps))


def _file_stamp(entry: os.DirEntry[str]) -> str:
    try:
        found = entry.stat()
    except OSError:
        return "?"
    return f"{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_size}:{found.st_ino}"
