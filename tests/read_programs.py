"""Has the bundled programs read once for many tests: each has a home of its own, and would read them anew."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from resilify_cli.app.paths import find_paths
from resilify_cli.content import catalog, loader, program_json
from resilify_cli.content.catalog_reading import ShowProgress
from resilify_cli.content.file_stamps import file_stamp
from resilify_cli.content.loader import LoadResult
from resilify_cli.content.models import Program
from resilify_cli.file_access import make_private_folder

BUNDLED = find_paths({"RESILIFY_HOME": "nowhere"}).bundled
# Programs are frozen: whoever reads one again may have the same.
bundled_program = cache(loader.load_program)
# Commands that look through the programs, and so make a home and its cache where there is none.
_READERS = {"start", "continue", "practice", "list", "show", "follow-up", "log", "page"}


def give_cache(home: Path, *arguments: str) -> None:
    """Put what a command would read of the bundled programs into a home, if it would read them all."""
    folder = home / "cache"
    if folder.exists() or (arguments and arguments[0] not in _READERS):
        return
    home.mkdir(mode=0o700, exist_ok=True)
    shutil.copytree(_cache_folder(), folder)
    folder.chmod(0o700)


@cache
def _cache_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="resilify-programs-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    catalog.open_catalog((BUNDLED,), folder / "catalog.json")
    return folder


def copy_caches() -> None:
    """Have each new cache of programs, from now on, begin as one that knows the bundled ones."""
    opened = catalog.open_catalog
    with tempfile.TemporaryDirectory() as folder:
        opened((BUNDLED,), Path(folder, "catalog.json"))
        # The list comes last: it says that the others are there.
        files = {file.name: file.read_bytes() for file in sorted(Path(folder).iterdir())}

    def open_catalog(
        folders: Sequence[Path],
        cache: Path,
        show_progress: ShowProgress | None = None,
        bundled: Path | None = None,
    ) -> catalog.Catalog:
        if BUNDLED in folders and not cache.parent.exists():
            # Where a cache can't be written, there is none.
            with suppress(OSError):
                make_private_folder(cache.parent)
                for name, content in files.items():
                    (cache.parent / name).touch(0o600)
                    (cache.parent / name).write_bytes(content)
        return opened(folders, cache, show_progress, bundled)

    catalog.open_catalog = open_catalog


def remember_bundled() -> None:
    """Have a bundled program taken from memory once it was read, while no file of it is changed."""
    read, written = loader.read_program, program_json.program_lines
    known: dict[Path, LoadResult] = {}
    # The lines of a program, and the program, so that no other is ever found under its number.
    lines: dict[int, tuple[Program, list[bytes]]] = {}

    def read_program(path: Path) -> LoadResult:
        found = known.get(path)
        if found and all(file_stamp(str(path / name)) == stamp for name, stamp in found.files.items()):
            return found
        loaded = read(path)
        if path.parent == BUNDLED:
            known[path] = loaded
        return loaded

    def program_lines(program: Program) -> list[bytes]:
        if program.path.parent != BUNDLED:
            return written(program)
        if id(program) not in lines:
            lines[id(program)] = (program, written(program))
        return lines[id(program)][1]

    loader.read_program = read_program
    program_json.program_lines = program_lines
