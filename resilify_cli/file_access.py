"""Tells who owns a file or folder, and who else can read it or replace it.

Only on systems whose users have numbers; elsewhere everything counts as the person's own.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077


def foreign_owner(path: Path, *, follow: bool = False) -> int | None:
    """Return the id of a file's owner if that is neither this user nor root.

    Args:
        path: The file or folder.
        follow: Whether a symbolic link is followed.

    Returns:
        The user id; None also where nothing is at `path`, or users have no ids.
    """
    if not hasattr(os, "geteuid"):
        return None
    try:
        owner = os.stat(path, follow_symlinks=follow).st_uid
    except OSError:
        return None
    return None if owner in (os.geteuid(), 0) or _is_given(path, owner) else owner


def folder_open_to_others(path: Path) -> Path | None:
    """Return the folder on the way to `path` in which every user could replace what leads to it, or None.

    A folder in which users may remove only what is theirs, such as /tmp, counts only if what leads on is not
    ours. A file system without permissions, as on many USB sticks, does not count.
    """
    if not hasattr(os, "geteuid"):
        return None
    # The two are one where no link leads there, as nearly always.
    for one in map(Path, dict.fromkeys((os.path.abspath(path), os.path.realpath(path)))):
        for child, folder in zip((one, *one.parents), one.parents, strict=False):
            if _is_open(folder, child):
                return folder
    return None


def is_in_memory(folder: Path) -> bool:
    """Return whether the files of a folder are in memory only, as far as Linux tells; elsewhere False."""
    try:
        device = os.stat(folder).st_dev
        # proc(5) names the columns: the device's number, and after a dash the kind of the file system.
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as file:
            mounts = [line.split() for line in file]
    except OSError:
        return False
    number = f"{os.major(device)}:{os.minor(device)}"
    kinds = {words[words.index("-") + 1] for words in mounts if words[2] == number and "-" in words}
    return bool(kinds) and kinds <= {"tmpfs", "ramfs"}


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this user may enter, with the missing folders above it.

    Raises:
        OSError: It can't be made.
    """
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        make_private_folder(folder.parent)
    # Another process may make it at the same moment.
    with suppress(FileExistsError):
        folder.mkdir(0o700)
        # A umask may have taken rights that the owner needs. Some file systems refuse any change.
        if folder.stat().st_mode & 0o700 != 0o700:
            folder.chmod(0o700)
    if not folder.is_dir():
        raise NotADirectoryError(20, "something else is in its place", str(folder))


def restrict_to_owner(path: Path, *, follow: bool = False) -> bool:
    """Take the permissions of everyone but the owner from a file or folder.

    Args:
        path: The file or folder.
        follow: Whether a symbolic link is followed.

    Returns:
        Whether nobody else has a permission now.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | (0 if follow else getattr(os, "O_NOFOLLOW", 0))
    with suppress(OSError):
        number = os.open(path, flags)
        try:
            if hasattr(os, "geteuid") and os.fstat(number).st_uid != os.geteuid():
                return False
            os.fchmod(number, stat.S_IMODE(os.fstat(number).st_mode) & ~_OTHERS)
            # Some file systems take new rights without a word, and keep the old ones.
            return not os.fstat(number).st_mode & _OTHERS
        finally:
            os.close(number)
    return False


def _is_open(folder: Path, child: Path) -> bool:
    """Return whether every user could put something in the place of what is in a folder."""
    try:
        about, inside = os.stat(folder), os.lstat(child) if os.path.lexists(child) else None
    except OSError:
        return False
    if not about.st_mode & stat.S_IWOTH:
        return False
    if about.st_mode & stat.S_ISVTX:
        return inside is not None and foreign_owner(child) is not None
    # It is open by the system's choice where what is made for one alone is open too.
    made = _made_in(folder)
    return made is None or not made.st_mode & _OTHERS


def _is_given(path: Path, owner: int) -> bool:
    """Return whether all that this user makes there belongs to `owner`, as on some network shares."""
    made = _made_in(path if path.is_dir() and not path.is_symlink() else path.parent)
    return made is not None and made.st_uid == owner


def _made_in(folder: Path) -> os.stat_result | None:
    """Return the status of a new file in a folder, or None where none can be made."""
    from resilify_cli.atomic_files import scratch_file

    try:
        with scratch_file(folder) as path, open(path, "rb") as file:
            return os.fstat(file.fileno())
    except OSError:
        return None
