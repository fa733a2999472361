"""The bundled programs as they were read when the wheel was built, so that no first command has to read them.

An installed package has them in a folder beside the programs, in the form of the caches that commands write.
A checkout has none. A program is taken from there only if its files hold what they held then.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from resilify_cli.content.catalog_cache import CachedProgram, read_cache, write_cache
from resilify_cli.content.file_stamps import PROGRAM_FILE, stamp_of_contents, stamp_of_files
from resilify_cli.content.program_cache import ProgramCache

FOLDER = "bundled_cache"
_SUMMARIES = "programs.json"


def bundled_cache(programs: Path) -> ProgramCache:
    """Return the cache that came with the bundled programs.

    Args:
        programs: The folder of the bundled programs.
    """
    return ProgramCache(programs.parent / FOLDER / _SUMMARIES, stamp_of_contents, programs)


def read_bundled(programs: Path, paths: Iterable[str]) -> dict[str, CachedProgram]:
    """Return those of some programs that are bundled, and whose files are as they were built.

    Args:
        programs: The folder of the bundled programs.
        paths: The path of each program that is looked for.
    """
    shipped = read_cache(bundled_cache(programs).catalog)
    found = {}
    for path in paths:
        program = shipped.get(Path(path).name) if Path(path).parent == programs else None
        if program and (now := _if_unchanged(program, path)):
            found[path] = now
    return found


def _if_unchanged(program: CachedProgram, path: str) -> CachedProgram | None:
    """Return a program with its path and the stamp of its files here; None if one of them was changed."""
    files = [f"{path}/{name}" for name in program.files]
    # Looked at before they are read: what is changed meanwhile is noticed the next time.
    stamp = stamp_of_files(files)
    try:
        if stamp_of_contents(files) != program.stamp:
            return None
    except OSError:
        return None
    return CachedProgram(program.summary._replace(path=path), program.files, stamp)


def write_bundled_cache(programs: Path, folder: Path) -> None:
    """Read the bundled programs, and write the cache that goes with them.

    Args:
        programs: The folder of the bundled programs.
        folder: Where to write the cache.
    """
    from resilify_cli.content.loader import read_program
    from resilify_cli.content.program_summary import summarize

    cache = ProgramCache(folder / _SUMMARIES, stamp_of_contents, programs)
    summaries = []
    for path in sorted(file.parent for file in programs.glob(f"*/{PROGRAM_FILE}")):
        loaded = read_program(path)
        if loaded.program is None or loaded.problems:
            # Whoever lists the programs is told what is wrong with it.
            continue
        files = tuple(loaded.files)
        stamp = stamp_of_contents([str(path / name) for name in files])
        cache.write(path, loaded.program, files, stamp)
        summaries.append(CachedProgram(summarize(path.name, loaded), files, stamp))
    write_cache(cache.catalog, summaries)
