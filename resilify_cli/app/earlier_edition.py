"""Finds an earlier edition of a program: in a folder, or in a revision of its git repository."""

from __future__ import annotations

import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from resilify_cli.errors import UsageError

_SECONDS = 60


@contextmanager
def earlier_edition(program: Path, earlier: str) -> Iterator[Path]:
    """Yield the path of an earlier edition, for as long as it is needed.

    Args:
        program: The file or folder of the program as it is now.
        earlier: A file or folder, or a git revision such as `HEAD~3` or `v1.0`.

    Raises:
        UsageError: There is neither.
    """
    import tempfile

    if os.path.exists(earlier):
        yield Path(earlier)
        return
    archive = _archive_of_revision(program, earlier)
    with tempfile.TemporaryDirectory(prefix="resilify-") as folder:
        with tarfile.open(fileobj=BytesIO(archive)) as tar:
            _extract(tar, Path(folder))
        yield Path(folder) / program.name if not program.is_dir() else Path(folder)


def _extract(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the files of an archive into a folder, and none outside it; links become what they lead to.

    The filters of `tarfile` do the same, but come with 3.11.4 only.
    """
    for member in tar:
        target = folder / member.name
        if ".." in target.parts or not target.is_relative_to(folder):
            continue
        try:
            # Of a link, this is the file in the archive that it leads to.
            file = tar.extractfile(member)
        except KeyError:
            continue
        if file is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read())


def _archive_of_revision(program: Path, revision: str) -> bytes:
    """Return a tar file of a program at a revision, with names that begin in its folder."""
    folder = program if program.is_dir() else program.parent
    what = [] if program.is_dir() else [program.name]
    try:
        if revision.startswith("-"):
            raise ValueError
        # In a folder of the repository, git would look for that folder within the archive.
        top, prefix = (
            _run_git(str(folder), "rev-parse", option).decode().rstrip("\n")
            for option in ("--show-toplevel", "--show-prefix")
        )
        return _run_git(top, "archive", "--format=tar", f"{revision}:{prefix}", *what)
    except FileNotFoundError as error:
        raise UsageError("git is not installed.", "Name a folder with the earlier edition.") from error
    except (subprocess.SubprocessError, ValueError) as error:
        raise UsageError(
            f"There is no folder and no git revision {revision[:60]!r} of this program.",
            "Name a folder with the earlier edition, or a revision such as HEAD~1.",
        ) from error


def _run_git(folder: str, *arguments: str) -> bytes:
    command = ["git", "-C", folder, *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS).stdout
