"""Reads the text of a program's files, within limits and within the program's folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from resilify_cli.activities.directive import AttachedFile, OptionValue
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.file_stamps import FileStamp, file_stamp
from resilify_cli.content.limits import DEEPEST_FILE, LARGEST_FILE, LARGEST_PROGRAM


class ProgramFolder:
    """The folder of one program: what may be read of it, and how much of it is named so far.

    Attributes:
        path: The folder.
        files: The stamp of each file that was named so far, from before it was read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, FileStamp] = {}

    def is_named(self, name: str) -> bool:
        """Return whether a file was named before."""
        return name in self.files

    def may_read(self, name: str, line: int, problems: ProblemList) -> bool:
        """Return whether a file may be read; else note why not, on the line that names it."""
        self.files[name] = file_stamp(os.path.join(self.path, name))
        if sum(size for _, _, size, _ in self.files.values()) > LARGEST_PROGRAM:
            wrong = "with this file the program is too large"
            problems.add(line, wrong, f"keep its files to {LARGEST_PROGRAM:,} bytes in all")
            return False
        if "://" in name:
            wrong = f"{name[:60]!r} is an address, and nothing is read from there"
            problems.add(line, wrong, "name a file in the program's folder")
            return False
        # A path that leads out of the folder is refused unread.
        if Path(name).is_absolute() or ".." in Path(name).parts:
            problems.add(line, f"{name[:60]!r} leads out of the folder", "name a file in it")
            return False
        if len(Path(name).parts) > DEEPEST_FILE:
            problems.add(line, f"{name[:60]!r} lies too deep", f"keep to {DEEPEST_FILE} levels")
            return False
        return True

    def has(self, name: str, line: int, problems: ProblemList) -> bool:
        """Return whether there is a file; else note it on the line that names it, with the nearest name."""
        path = self.path / name
        # Unlike `Path.exists`, this raises nothing for a name that is too long. A link that leads nowhere is
        # told when it is read.
        if os.path.lexists(path):
            return True
        wrong = f"there is no file {name[:60]!r} in the program's folder"
        problems.add(line, wrong, _suggest_file(self.path, path))
        return False

    def read_attachment(self, name: OptionValue, problems: ProblemList) -> AttachedFile | None:
        """Read a file that an option names; note where there is none, or it can't be read."""
        if not self.may_read(name.text, name.line, problems):
            return None
        if not self.has(name.text, name.line, problems):
            return None
        path = self.path / name.text
        of_file = ProblemList(path)
        text = read_text(path, of_file, self.path)
        problems.found.extend(of_file.found)
        return None if text is None else AttachedFile(text, ProblemList(path))


def _suggest_file(folder: Path, path: Path) -> str:
    """Return a hint that names the file beside a missing one that is nearest to it."""
    name = path.relative_to(folder).as_posix()
    if "\\" in name and os.path.lexists(folder / name.replace("\\", "/")):
        return f"write {name.replace(chr(92), '/')}, with /"
    try:
        beside = [other for other in os.listdir(path.parent) if not other.startswith(".")]
    except (OSError, ValueError):
        beside = []
    wanted = path.name.casefold()
    for other in sorted(beside):
        if wanted in (other.casefold(), Path(other).stem.casefold(), f"{other}.txt".casefold()):
            return f"did you mean {other!r}?"
    names = [other for other in beside if other.endswith(path.suffix or ".csv")]
    return suggest(path.name, names) if names else _put_it_into(path.parent.relative_to(folder))


def _put_it_into(beside: Path) -> str:
    return f"put it into the folder {beside.as_posix()[-60:]!r} there" if beside.parts else "put it there"


def read_text(path: Path, problems: ProblemList, folder: Path | None = None) -> str | None:
    r"""Read a UTF-8 file.

    Args:
        path: The file.
        problems: Where it is added why the file is refused: it is no regular file, is larger than
            `LARGEST_FILE` bytes, is outside `folder`, is not UTF-8, or holds NUL.
        folder: The folder that it has to be in, once symbolic links are followed.

    Returns:
        The text, without a byte-order mark and with `\n` as line end; None if the file is refused.
    """
    data = _read_bytes(path, problems, folder)
    return _decode(data, problems) if data is not None else None


def _read_bytes(path: Path, problems: ProblemList, folder: Path | None) -> bytes | None:
    try:
        if folder is not None and not path.resolve().is_relative_to(folder.resolve()):
            problems.add(1, "this file lies outside the program's folder", "move it inside")
            return None
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            problems.add(1, "this is no regular file", "name a Markdown file")
            return None
        if found.st_size > LARGEST_FILE:
            problems.add(1, f"the file has {found.st_size:,} bytes", f"keep to {LARGEST_FILE:,}, or split it")
            return None
        with open(path, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        problems.add(1, "there is no such file", "check its name")
        return None
    except (OSError, RuntimeError, ValueError) as error:
        # RuntimeError is a loop of links; ValueError a NUL in the name.
        problems.add(1, f"it can't be read ({_error_reason(error)})", "check the file and its rights")
        return None


def _decode(data: bytes, problems: ProblemList) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.add(line, "there is a byte here that is not UTF-8", "save the file as UTF-8")
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.add(line, "there is a NUL character here", "remove it")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _error_reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return "a loop of links" if isinstance(error, RuntimeError) else "odd name"
