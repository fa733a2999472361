"""Reads the programs that the catalog does not know yet: few at once, many in several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.content.catalog_cache import CachedProgram
from resilify_cli.content.file_stamps import PROGRAM_FILE, combined_stamp
from resilify_cli.content.program_summary import summarize

if TYPE_CHECKING:
    from concurrent.futures import Executor

# Shows how far the reading of so many programs has come, and gives a function that is told of each one read.
ShowProgress = Callable[[int], AbstractContextManager[Callable[[int], None]]]
# From so many on, about two seconds of reading, progress is shown and several processes read.
_MANY = 30
# So many programs are given to a process at once.
_AT_ONCE = 4


class UnreadProgram(NamedTuple):
    """A program that is to be read, or a folder that holds none.

    Attributes:
        path: Its file or folder.
        base: The folder that its files are in.
        is_kept: Whether it is kept as it was read, see `program_cache`.
    """

    path: str
    base: str
    is_kept: bool


def read_programs(
    unread: Sequence[UnreadProgram], cache: Path, show_progress: ShowProgress | None = None
) -> list[CachedProgram | None]:
    """Read programs; None for a folder that holds none.

    Args:
        unread: The programs.
        cache: The file of the catalog's cache.
        show_progress: Shows how far it is, where there are many.
    """
    read = partial(_read_program, cache=cache)
    if len(unread) < _MANY:
        return [read(program) for program in unread]
    found: list[CachedProgram | None] = []
    # The processes begin before the progress, whose thread they would take along.
    programs = _read_in_processes(read, unread)
    with show_progress(len(unread)) if show_progress else nullcontext(_ignore) as tick:
        for program in programs:
            found.append(program)
            tick(1)
    return found


def _ignore(done: int) -> None:
    """Show nothing of what is done."""


def _read_in_processes(
    read: Callable[[UnreadProgram], CachedProgram | None], unread: Sequence[UnreadProgram]
) -> Iterator[CachedProgram | None]:
    """Begin to read programs in a process for each processor, or in this one if that is not possible."""
    import threading
    from concurrent.futures import ProcessPoolExecutor

    if (os.cpu_count() or 1) < 2 or threading.active_count() > 1:
        return map(read, unread)
    try:
        pool = ProcessPoolExecutor(initializer=_leave_interrupts)
        programs = pool.map(read, unread, chunksize=_AT_ONCE)
    except (OSError, NotImplementedError, ImportError):
        # Some systems have no semaphores, or allow no more processes.
        return map(read, unread)
    return _take_all(pool, programs, lambda count: map(read, unread[count:]))


def _take_all(
    pool: Executor,
    programs: Iterable[CachedProgram | None],
    read_rest: Callable[[int], Iterable[CachedProgram | None]],
) -> Iterator[CachedProgram | None]:
    from concurrent.futures import BrokenExecutor

    count = 0
    try:
        for program in programs:
            count += 1
            yield program
    except BrokenExecutor:
        # The system ended a process, as where memory is short.
        yield from read_rest(count)
    finally:
        # After Ctrl-C what was not begun is not read any more.
        pool.shutdown(cancel_futures=True)


def _leave_interrupts() -> None:
    """Let the process that shows the list answer Ctrl-C."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_program(program: UnreadProgram, cache: Path) -> CachedProgram | None:
    path = program.path
    if program.base == path and not os.path.lexists(os.path.join(path, PROGRAM_FILE)):
        # Not a broken program either.
        return None
    from resilify_cli.content.loader import read_program

    loaded = read_program(Path(path))
    files, stamp = tuple(loaded.files), combined_stamp(loaded.files.values())
    if program.is_kept and loaded.program and not loaded.problems:
        from resilify_cli.content.program_cache import ProgramCache

        ProgramCache(cache).write(Path(path), loaded.program, files, stamp)
    return CachedProgram(summarize(path, loaded), files, stamp)
