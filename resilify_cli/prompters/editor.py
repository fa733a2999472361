"""Lets a person go on writing in their own editor, in a file that nobody else can read."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from resilify_cli.errors import ResilifyError
from resilify_cli.letters import LETTERS
from resilify_cli.prompters.child import run

_VIM = r"n?vim(\.\w+)?(\.exe)?"
_NO_TRACES = "noswapfile noundofile nobackup nowritebackup"
_USUAL = "nano" if os.name == "posix" else "notepad"
# Where Nano and Emacs put words that were not saved yet when they had to end.
_RESCUED = ("{0}.save*", "#{0}#")


class EditorError(ResilifyError):
    """The editor could not be used."""


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor that `environment` names, with its files in `folder`.

    `ended` holds the signal by which the command was to end while the editor ran, if there was one: the
    editor was told to end, and whoever called it does so too, once the words are kept.
    """

    folder: Path
    environment: Mapping[str, str]
    ended: list[int] = field(default_factory=list)

    def edit(self, text: str, keep: Callable[[str], bool]) -> str:
        """Return the text as it was left in the editor, once it was offered to `keep`.

        Its file goes when `keep` says that the text is kept: until then it may be all there is of it.

        Raises:
            EditorError: the editor is not there or went wrong, or `keep` raised a `ResilifyError`. What was
                written is then in a file, which the message names.
        """
        command = self.environment.get("VISUAL") or self.environment.get("EDITOR") or _USUAL
        path = self._write(text)
        self.ended.clear()
        try:
            words = shlex.split(command)
            whole = run([*words, *_without_traces(words[0]), str(path)], self.ended) == 0
        except (OSError, ValueError, IndexError) as error:
            self._remove(path)
            raise EditorError(
                f"The editor {command!r} could not be started.", "Set EDITOR to one that you have."
            ) from error
        left = self._newest(path)
        try:
            edited = left.read_text("utf-8", errors=LETTERS)
        except OSError as error:
            raise EditorError(
                f"The editor {command!r} left no file behind; your words are as before."
            ) from error
        if not whole and (edited == text or not self.ended):
            self._stopped_early(command, path, left, same=edited == text)
        if edited.endswith("\n") and not text.endswith("\n"):
            # Editors end a file with a line feed of their own.
            edited = edited[:-1]
        try:
            kept = keep(edited)
        except ResilifyError as error:
            raise _named(left, error.message, error.hint) from error
        if kept:
            self._remove(path)
        return edited

    def _stopped_early(self, command: str, path: Path, left: Path, *, same: bool) -> None:
        if same:
            self._remove(path)
            raise EditorError(f"The editor {command!r} stopped early; your words are as before.")
        raise _named(left, f"The editor {command!r} stopped early.")

    def _newest(self, path: Path) -> Path:
        """Return what was written last: the file, or what an editor that had to end put beside it."""
        found = [path, *(file for name in _RESCUED for file in self.folder.glob(name.format(path.name)))]
        return max((file for file in found if file.is_file()), key=_changed, default=path)

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


def _named(left: Path, trouble: str, way_out: str = "") -> EditorError:
    """Return the error that says where the words are after a trouble."""
    keep = f"resilify journal add - < {shlex.quote(str(left))}"
    hint = f"{way_out} To keep it in the journal: {keep}. Then delete the file."
    return EditorError(f"{trouble} What you wrote is in {left}.", hint.lstrip())


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns


def _without_traces(name: str) -> list[str]:
    """Return the options by which Vim and Neovim keep no swap file, undo file, copy or history of a text."""
    found = shutil.which(name)
    real = Path(os.path.realpath(found)).name if found else ""
    if not re.fullmatch(_VIM, real):
        return []
    # The second time, since the person's own settings are read in between.
    return ["-n", "-i", "NONE", "--cmd", f"set {_NO_TRACES}", "-c", f"set {_NO_TRACES}"]
