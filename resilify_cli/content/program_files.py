"""Reads the text of a program's files, within limits and within the program's folder."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.limits import LARGEST_FILE


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
        problems.add(1, f"it can't be read ({_reason(error)})", "check the file and its rights")
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


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno)
    return "a loop of links" if isinstance(error, RuntimeError) else "odd name"
