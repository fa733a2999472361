"""Writes a folder of files for a person to keep: all of them or none, readable by the owner alone.

They are written to a folder of another name beside it. A folder that was not there comes to its place in
one stroke; into one that was, the files are moved when all of them are complete.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from resilify_cli.atomic_files import check_target, place_file, scratch_path, sync_file, sync_folder
from resilify_cli.errors import FileNotWrittenError

WriteFile = Callable[[str, str], None]


@contextmanager
def open_folder_writer(path: Path, *, force: bool) -> Iterator[WriteFile]:
    """Give a function that writes a file, given its name and text; at the end all are in the folder `path`.

    Raises:
        FileNotWrittenError: a file of that name is in the folder already and `force` is not set; or the
            folder can't be written. Nothing of it is left.
    """
    with _translate_errors(path):
        # Through a symbolic link, the folder that it leads to is the one to fill.
        place = Path(os.path.realpath(path))
        _check_path(path, place)
        # Named before it is made, so that Ctrl-C at any moment after finds it to be taken away.
        beside = scratch_path(place.parent)
        try:
            beside.mkdir(mode=0o700)

            def write(name: str, text: str) -> None:
                with open(beside / name, "x", encoding="utf-8", newline="", opener=_open_private) as file:
                    file.write(text)

            yield write
            # All at the end, when the system has begun by itself.
            for file in beside.iterdir():
                sync_file(file)
            if os.path.lexists(place):
                _move_files(beside, place, force=force)
            else:
                beside.rename(place)
            sync_folder(place)
            sync_folder(place.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _open_private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _check_path(path: Path, place: Path) -> None:
    if os.path.lexists(place) and not place.is_dir():
        raise FileNotWrittenError(f"{path} is no folder.", "This format makes a folder of files: name one.")
    if not place.parent.is_dir():
        raise FileNotWrittenError(f"There is no folder {path.parent}.", "Make it first, or name another one.")


def _move_files(beside: Path, place: Path, *, force: bool) -> None:
    """Move all files into a folder that exists; if one can't be moved, remove those that are new there."""
    names = sorted(os.listdir(beside))
    for name in names:
        check_target(place / name, force=force)
    new: list[Path] = []
    try:
        for name in names:
            was_there = os.path.lexists(place / name)
            place_file(beside / name, place / name, force=force)
            if not was_there:
                new.append(place / name)
    except BaseException:
        for file in new:
            with contextlib.suppress(OSError):
                file.unlink()
        raise


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    """Raise the system's errors as ours."""
    try:
        yield
    except OSError as error:
        raise FileNotWrittenError(
            f"{path} could not be written: {error.strerror or 'unknown error'}.", "Name another place."
        ) from error
