"""Writes, places and syncs files so that a crash leaves the old file or the new one, never half of one.

Content goes to a scratch file in the folder of its target first. When it is complete and on disk, it is
moved to the target in one step. This is the only module that does so, and the only one that calls `fsync`
for files in the data folder.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from resilify_cli.errors import FileNotWrittenError

_PREFIX, _SUFFIX = ".resilify-", ".part"
_PRIVATE = 0o600


@contextmanager
def atomic_write(path: Path, *, force: bool) -> Iterator[TextIO]:
    """Open a text file for writing; it gets to `path` when the context ends without an error.

    The text is UTF-8, and line ends stay as they are written. Only the owner may read the file. An `OSError`
    inside the context counts as a failure to write the file.

    Args:
        path: Where the file goes. With `force`, a symbolic link is followed.
        force: Whether a file that is there is replaced.

    Raises:
        FileNotWrittenError: Something is at `path` and may not be replaced, or the file can't be written.
            Nothing of it is left.
    """
    with _system_errors_as_ours(path):
        target = resolve_target(path, force=force)
        with scratch_file(target.parent) as scratch:
            with open(scratch, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            place_file(scratch, target, force=force)


def check_target(path: Path, *, force: bool) -> None:
    """Check that a file may be put at `path`.

    Raises:
        FileNotWrittenError: Something is there that may not be replaced, or its folder is missing.
    """
    if path.is_dir():
        raise FileNotWrittenError(f"{path} is a folder.", "Name a file in it.")
    if path.exists() and not path.is_file():
        # A device or a pipe would be replaced, not written to.
        raise FileNotWrittenError(f"{path} is not a file that can be replaced.", "Name another place.")
    if os.path.lexists(path) and not force:
        raise _exists_error(path)
    if not path.parent.is_dir():
        raise FileNotWrittenError(f"There is no folder {path.parent}.", "Make it first, or name another one.")


def resolve_target(path: Path, *, force: bool) -> Path:
    """Return where a file for `path` goes: with `force`, to the file that a symbolic link leads to.

    Raises:
        FileNotWrittenError: No file may be put there.
    """
    check_target(path, force=force)
    if not force:
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise FileNotWrittenError(f"{path} is a link that leads to itself.", "Name another place.")
    check_target(target, force=True)
    return target


def place_file(complete: Path, path: Path, *, force: bool) -> None:
    """Move a complete file to `path` in one step, and sync the folder.

    Args:
        complete: The file, on the same file system as `path`, already synced.
        path: Its new name.
        force: Whether a file that is there is replaced.

    Raises:
        FileNotWrittenError: Something is at `path`, and `force` is not set.
        OSError: The file can't be moved.
    """
    if force:
        replace_file(complete, path)
        return
    try:
        place_new_file(complete, path)
    except FileExistsError as error:
        raise _exists_error(path) from error


def replace_file(complete: Path, path: Path) -> None:
    """Move a complete file over whatever is at `path` in one step, and sync the folder.

    Raises:
        OSError: The file can't be moved.
    """
    complete.replace(path)
    sync_folder(path.parent)


def place_new_file(complete: Path, path: Path, *, never_empty: bool = False) -> None:
    """Move a complete file to a path where nothing is in one step, and sync the folder.

    Args:
        complete: The file, on the same file system as `path`, already synced.
        path: Its new name.
        never_empty: What to do on a file system without hard links, as on many USB sticks. By default the
            name is claimed with an empty file first, so that no file of another process is replaced. If set,
            no empty file is ever at `path`; another process could put a file there at the same moment.

    Raises:
        FileExistsError: Something is at `path`.
        OSError: The file can't be moved.
    """
    try:
        # A link, unlike a rename, never replaces what is there.
        os.link(complete, path)
    except FileExistsError:
        raise
    except OSError:
        if not never_empty:
            _claim_and_replace(complete, path)
        elif os.path.lexists(path):
            raise FileExistsError(path) from None
        else:
            complete.rename(path)
    else:
        # The file is in its place. A second name that stays is no failure: it is swept later.
        with contextlib.suppress(OSError):
            complete.unlink()
    sync_folder(path.parent)


def set_aside(path: Path, names: Iterable[Path]) -> Path | None:
    """Give a file a second name, under which it stays when something replaces it, and sync the folder.

    Args:
        path: The file. A symbolic link is not followed.
        names: The names to try, in the same folder, until one is free.

    Returns:
        The name it got, or None if none was free.

    Raises:
        OSError: It can't be done.
    """
    for name in names:
        try:
            os.link(path, name, follow_symlinks=False)
        except FileExistsError:
            continue
        except OSError:
            # Some file systems have no links.
            if not _copy_file(path, name):
                continue
        sync_folder(path.parent)
        return name
    return None


@contextmanager
def scratch_file(folder: Path) -> Iterator[Path]:
    """Make an empty scratch file, and remove it at the end of the context if it is still there.

    Raises:
        OSError: It can't be made.
    """
    path = scratch_path(folder)
    # Named before it is made, so that Ctrl-C at any moment after finds it to be removed.
    with removed_at_end(path):
        make_private_file(path)
        yield path


@contextmanager
def removed_at_end(path: Path) -> Iterator[None]:
    """Remove a file at the end of the context, if it is still there."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def scratch_path(folder: Path) -> Path:
    """Return a name for a scratch file or folder that nothing has yet."""
    return folder / f"{_PREFIX}{os.urandom(8).hex()}{_SUFFIX}"


def is_scratch_file(path: Path) -> bool:
    """Return whether a path has the name of a scratch file."""
    return path.name.startswith(_PREFIX) and path.name.endswith(_SUFFIX)


def make_private_file(path: Path) -> None:
    """Make a new empty file that only its owner may read and write, whatever the umask.

    Raises:
        FileExistsError: Something is there already, if only a link to nowhere.
        OSError: It can't be made.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
    # A umask may have taken rights that the owner needs. Some file systems refuse any change.
    if path.stat().st_mode & _PRIVATE != _PRIVATE:
        path.chmod(_PRIVATE)


def sync_file(path: Path) -> None:
    """Write a file's content through to the disk.

    Raises:
        OSError: It can't be written.
    """
    number = os.open(path, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sync_folder(folder: Path) -> None:
    """Write the names in a folder through to the disk, where the system can do that."""
    # A folder on a network share may refuse; the files in it are whole all the same.
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _claim_and_replace(complete: Path, path: Path) -> None:
    """Take the name with an empty file, then replace that."""
    make_private_file(path)
    try:
        complete.replace(path)
    except BaseException:
        path.unlink()
        raise


def _copy_file(path: Path, copy: Path) -> bool:
    """Copy a file to a free name, whole or not at all; return False if the name is taken."""
    import shutil

    try:
        make_private_file(copy)
    except FileExistsError:
        return False
    try:
        with open(path, "rb") as source, open(copy, "wb") as target:
            shutil.copyfileobj(source, target)
        sync_file(copy)
    except BaseException:
        copy.unlink()
        raise
    return True


def _exists_error(path: Path) -> FileNotWrittenError:
    return FileNotWrittenError(
        f"There is something at {path} already. It was not touched.",
        "Name another place, or replace it with --force.",
    )


@contextmanager
def _system_errors_as_ours(path: Path) -> Iterator[None]:
    """Turn an `OSError` into a `FileNotWrittenError`."""
    try:
        yield
    except OSError as error:
        raise FileNotWrittenError(
            f"{path} could not be written: {error.strerror or 'unknown error'}. Nothing of it is left.",
            "Name another place.",
        ) from error
