"""Writes a file that a person keeps: all of it or nothing, for its owner alone, replacing nothing unasked.

What is written goes to a file of another name beside it first, and is moved to its place when it is
complete and on disk. Whatever stops it (no room, Ctrl-C, a bad row), the place is as it was.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from resilify_cli.errors import FileNotWrittenError


@contextmanager
def written_whole(path: Path, *, force: bool) -> Iterator[TextIO]:
    """Give a file to write text to, in UTF-8 with line ends as they are; at the end it is at `path`.

    An `OSError` inside the context counts as a failure to write the file.

    Raises:
        FileNotWrittenError: something is at `path` already and `force` is not set, or is no file; or
            the file can't be written. Nothing of it is left.
    """
    with _told(path):
        place = place_for(path, force=force)
        beside = _made_beside(place)
        try:
            with open(beside, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            put_in_place(beside, place, force=force)
            sync_folder(place.parent)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def check_place(path: Path, *, force: bool) -> None:
    """Raise a `FileNotWrittenError` if no file may be put at `path`."""
    if path.is_dir():
        raise FileNotWrittenError(f"{path} is a folder.", "Name a file in it.")
    if path.exists() and not path.is_file():
        # A device or a pipe would be replaced, not written to.
        raise FileNotWrittenError(f"{path} is not a file that can be replaced.", "Name another place.")
    if os.path.lexists(path) and not force:
        raise _in_the_way(path)
    if not path.parent.is_dir():
        raise FileNotWrittenError(f"There is no folder {path.parent}.", "Make it first, or name another one.")


def place_for(path: Path, *, force: bool) -> Path:
    """Return where a file for `path` goes: through a symbolic link, to the file that it leads to.

    Raises:
        FileNotWrittenError: no file may be put there.
    """
    check_place(path, force=force)
    if not force:
        return path
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise FileNotWrittenError(f"{path} is a link that leads to itself.", "Name another place.")
    check_place(place, force=True)
    return place


def put_in_place(written: Path, path: Path, *, force: bool) -> None:
    """Move a complete file to `path` in one stroke, replacing what is there only with `force`.

    Both must be on one file system.

    Raises:
        FileNotWrittenError: something is there, and `force` is not set.
        OSError: it can't be moved.
    """
    if force:
        written.replace(path)
        return
    try:
        # A link, unlike a rename, never replaces what is there.
        os.link(written, path)
    except FileExistsError as error:
        raise _in_the_way(path) from error
    except OSError:
        _claim_and_replace(written, path)
    else:
        # It is at its place; a second name that stays is no failure, and is taken away by what sweeps.
        with contextlib.suppress(OSError):
            written.unlink()


def sync_file(path: Path) -> None:
    """Bring a file's content to disk.

    Raises:
        OSError: it can't be brought there.
    """
    number = os.open(path, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to disk, where the system can do that."""
    # A folder on a network share may refuse; the files in it are whole all the same.
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _claim_and_replace(written: Path, path: Path) -> None:
    """Do it where there are no links, as on many USB sticks: take the name, then replace what is ours."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise _in_the_way(path) from error
    try:
        written.replace(path)
    except BaseException:
        path.unlink()
        raise


def _made_beside(path: Path) -> Path:
    import tempfile

    number, name = tempfile.mkstemp(dir=path.parent, prefix=".resilify-", suffix=".part")
    os.close(number)
    return Path(name)


def _in_the_way(path: Path) -> FileNotWrittenError:
    return FileNotWrittenError(
        f"There is something at {path} already. It was not touched.",
        "Name another place, or replace it with --force.",
    )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn the system's errors into ours."""
    try:
        yield
    except OSError as error:
        raise FileNotWrittenError(
            f"{path} could not be written: {error.strerror or 'unknown error'}. Nothing of it is left.",
            "Name another place.",
        ) from error
