"""File systems to attack on: a tiny one that fills up, one that can't be written to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


class Medium:
    """A view of the file system of its own, in which `folder` is on another medium."""

    def __init__(self, folder: Path, shell: subprocess.Popen[str]) -> None:
        self.folder = folder
        # What the others see at this path is what is in that view.
        self.seen = Path(f"/proc/{shell.pid}/root{folder}")
        self._shell = shell

    @property
    def enter(self) -> tuple[str, ...]:
        """What runs a command in that view."""
        user = () if is_root() else ("--user", "--preserve-credentials")
        return ("nsenter", *user, "--mount", "-t", str(self._shell.pid))

    def do(self, line: str) -> None:
        """Do a line of shell in that view."""
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(f"{line}; echo done $?\n")
        self._shell.stdin.flush()
        told = self._shell.stdout.readline().strip()
        assert told == "done 0", f"{line}: {told}"


@contextmanager
def mounted(folder: Path, how: str) -> Iterator[Medium]:
    """Give a view in which a line of shell has mounted something at the folder."""
    shell = subprocess.Popen(
        [*_unshared(), "sh"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        medium = Medium(folder, shell)
        medium.do(how)
        yield medium
    finally:
        assert shell.stdin
        shell.stdin.close()
        shell.wait(30)


def why_not() -> str:
    """Return why nothing can be mounted here, or an empty string."""
    if sys.platform != "linux" or not (shutil.which("unshare") and shutil.which("nsenter")):
        return "mounts with unshare and nsenter"
    tried = subprocess.run(
        [*_unshared(), "mount", "-t", "tmpfs", "none", "/tmp"],
        capture_output=True,
        check=False,
    )
    return "" if tried.returncode == 0 else "may not mount here"


def is_root() -> bool:
    return os.geteuid() == 0


def _unshared() -> tuple[str, ...]:
    return ("unshare", "--mount") if is_root() else ("unshare", "--user", "--map-root-user", "--mount")
