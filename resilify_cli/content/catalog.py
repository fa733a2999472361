"""Finds the programs that are available: the bundled ones, the person's own, and any path.

Loading a thousand programs takes seconds, so the summary of each comes from a cache as long as the sizes and
times of the files that it consists of are the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.content.catalog_cache import CachedProgram, read_cache, write_cache
from resilify_cli.content.file_stamps import stamp_of_files
from resilify_cli.content.program_summary import ProgramSummary
from resilify_cli.errors import ProgramNotFoundError

if TYPE_CHECKING:
    from resilify_cli.content.catalog_reading import ShowProgress

# So many programs are kept as they were read; others are read anew when begun, so that the cache stays small.
_MOST_KEPT = 100
_Pair = tuple[ProgramSummary, ProgramSummary]


class Catalog(NamedTuple):
    """The programs of some folders.

    Attributes:
        programs: Those to walk through that can be used, in the order of lists.
        broken: Those with a problem.
        duplicates: Pairs of programs with one `programId`, which claim the same progress.
        overridden: Pairs of programs with one slug, of which the second is used instead of the first.
        others: Usable programs that nobody walks through, such as a collection of practices.
    """

    programs: tuple[ProgramSummary, ...]
    broken: tuple[ProgramSummary, ...]
    duplicates: tuple[_Pair, ...]
    overridden: tuple[_Pair, ...] = ()
    others: tuple[ProgramSummary, ...] = ()

    def of_kind(self, kind: str) -> list[ProgramSummary]:
        """Return the programs of a kind that nobody walks through, in their order."""
        return [program for program in self.others if program.kind == kind]

    def by_slug(self) -> Mapping[str, ProgramSummary]:
        """Return the usable programs by slug."""
        return {program.slug: program for program in (*self.programs, *self.others)}

    def by_key(self, key: str) -> ProgramSummary | None:
        """Return the program that enrollments with this key belong to: of two, the first one."""
        known = (
            *(first for first, _ in self.overridden),
            *(first for first, _ in self.duplicates),
            *self.programs,
            *self.others,
        )
        return next((program for program in known if program.key == key), None)

    def conflicts(self, path: Path) -> bool:
        """Return whether the program at a path has the slug or the `programId` of another one before it."""
        return any(Path(second.path) == path for _, second in (*self.overridden, *self.duplicates))

    def categories(self) -> list[str]:
        """Return every category, in alphabetical order."""
        return sorted({category for program in self.programs for category in program.categories})


def open_catalog(
    folders: Sequence[Path],
    cache: Path,
    show_progress: ShowProgress | None = None,
    bundled: Path | None = None,
) -> Catalog:
    """Read the catalog of some folders, and update the cache.

    Args:
        folders: The folders to look in; one that does not exist is empty. Of two programs with one slug, the
            one in the later folder is used, unless it is broken.
        cache: The cache file.
        show_progress: Shows how far it is, where many programs are read anew.
        bundled: The folder of programs that may be shipped as they were read, see `bundled_cache`.
    """
    found = _read_summaries(folders, cache, show_progress, bundled)
    usable = [program for program in found if not program.broken]
    by_slug: dict[str, ProgramSummary] = {}
    overridden: list[_Pair] = []
    for program in usable:
        if program.slug in by_slug:
            overridden.append((by_slug[program.slug], program))
        by_slug[program.slug] = program
    programs = sorted(by_slug.values(), key=lambda program: (program.sequence, program.title.casefold()))
    walked = tuple(program for program in programs if not program.kind)
    others = tuple(program for program in programs if program.kind)
    # In the order of the folders, so that of a pair the bundled one is the first.
    duplicates = _find_duplicates([program for program in usable if by_slug[program.slug] is program])
    broken = tuple(program for program in found if program.broken)
    return Catalog(walked, broken, duplicates, tuple(overridden), others)


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


def _read_summaries(
    folders: Iterable[Path], cache: Path, show_progress: ShowProgress | None, bundled: Path | None
) -> list[ProgramSummary]:
    """Return the summary of each program, in the order of the folders, and update the cache."""
    cached = read_cache(cache)
    found: dict[str, CachedProgram | None] = {}
    unknown: dict[str, tuple[str, bool]] = {}
    for folder in folders:
        for path, base in _program_paths(folder):
            known = cached.get(path)
            if known is None or known.stamp != stamp_of_files([f"{base}/{name}" for name in known.files]):
                unknown[path] = (base, len(found) < _MOST_KEPT)
            found[path] = known
    shipped = _read_bundled(unknown, bundled) if unknown and bundled else {}
    found.update(shipped)
    if len(unknown) > len(shipped):
        from resilify_cli.content.catalog_reading import UnreadProgram, read_programs

        unread = [UnreadProgram(path, *how) for path, how in unknown.items() if path not in shipped]
        found.update(
            zip((one.path for one in unread), read_programs(unread, cache, show_progress), strict=True)
        )
    current = {path: program for path, program in found.items() if program}
    if current != cached:
        write_cache(cache, current.values())
        from resilify_cli.content.program_cache import ProgramCache

        ProgramCache(cache).forget_others(current.keys() - shipped.keys())
    return [program.summary for program in current.values()]


def _read_bundled(paths: Iterable[str], bundled: Path) -> Mapping[str, CachedProgram]:
    from resilify_cli.content.bundled_cache import read_bundled

    return read_bundled(bundled, paths)


def _find_duplicates(programs: Sequence[ProgramSummary]) -> tuple[_Pair, ...]:
    """Return pairs of programs with one key; the first of each pair is the first with that key."""
    first: dict[str, ProgramSummary] = {}
    return tuple(
        (first[program.key], program)
        for program in programs
        if first.setdefault(program.key, program) != program
    )


def _program_paths(folder: Path) -> list[tuple[str, str]]:
    """Return the path of each file or folder that may be a program, and the folder that its files are in."""
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        # Read as a program, the folder becomes a broken one that says why it can't be read.
        return [(str(folder), str(folder.parent))]
    found = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            found.append((entry.path, entry.path))
        elif entry.name.endswith(".md"):
            found.append((entry.path, str(folder)))
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A loop of links.
        return False
