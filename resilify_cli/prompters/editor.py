"""Lets a person go on writing in their own editor, in a file that nobody else can read."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from resilify_cli.errors import ResilifyError
from resilify_cli.letters import LETTERS

_VIM = r"n?vim(\.\w+)?(\.exe)?"
_NO_TRACES = "noswapfile noundofile nobackup nowritebackup"
_USUAL = "nano" if os.name == "posix" else "notepad"


class EditorError(ResilifyError):
    """The editor could not be used."""


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor that `environment` names, with its files in `folder`."""

    folder: Path
    environment: Mapping[str, str]

    def edit(self, text: str) -> str:
        """Return the text as it was left in the editor.

        Raises:
            EditorError: the editor is not there or went wrong. What was written is then in a file,
                which the message names.
        """
        command = self.environment.get("VISUAL") or self.environment.get("EDITOR") or _USUAL
        path = self._write(text)
        try:
            words = shlex.split(command)
            whole = _run([*words, *_without_traces(words[0]), str(path)]) == 0
        except (OSError, ValueError, IndexError) as error:
            path.unlink()
            raise EditorError(
                f"The editor {command!r} could not be started.", "Set EDITOR to one that you have."
            ) from error
        try:
            edited = path.read_text("utf-8", errors=LETTERS)
        except OSError as error:
            raise EditorError(
                f"The editor {command!r} left no file behind; your words are as before."
            ) from error
        if not whole:
            if edited == text:
                path.unlink()
                raise EditorError(f"The editor {command!r} stopped early; your words are as before.")
            raise EditorError(
                f"The editor {command!r} stopped early. What you wrote is in {path}.",
                f"To keep it in the journal: resilify journal add - < '{path}'. Then delete the file.",
            )
        self._remove(path)
        # Editors end a file with a line feed of their own.
        return edited[:-1] if edited.endswith("\n") and not text.endswith("\n") else edited

    def _remove(self, path: Path) -> None:
        """Remove the file, and what an editor put beside it: its copies and swap files bear its name."""
        for left in (path, *self.folder.glob(f"*{path.stem}*"), *self.folder.glob(f".*{path.stem}*")):
            with contextlib.suppress(OSError):
                left.unlink()
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _write(self, text: str) -> Path:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self.folder / f"{os.urandom(6).hex()}.txt"
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with open(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(text)
        except OSError as error:
            raise EditorError(
                f"A file for the editor can't be made in {self.folder}: {error.strerror}."
            ) from error
        return path


def _without_traces(name: str) -> list[str]:
    """Return the options by which Vim and Neovim keep no swap file, undo file, copy or history of a text."""
    found = shutil.which(name)
    real = Path(os.path.realpath(found)).name if found else ""
    if not re.fullmatch(_VIM, real):
        return []
    # The second time, since the person's own settings are read in between.
    return ["-n", "-i", "NONE", "--cmd", f"set {_NO_TRACES}", "-c", f"set {_NO_TRACES}"]


def _run(command: list[str]) -> int:
    """Run a command and return its exit code. Ctrl-C is the command's alone for as long as it runs."""
    heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # What we ignore a child would ignore too, so it is told to heed it again.
        heed = None if sys.platform == "win32" else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
        return subprocess.run(command, check=False, preexec_fn=heed).returncode
    finally:
        signal.signal(signal.SIGINT, heeded)
