"""Lets a person go on writing in their own editor, in a file that nobody else can read."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from resilify_cli.decoding import LENIENT
from resilify_cli.errors import ResilifyError
from resilify_cli.file_access import make_private_folder
from resilify_cli.prompters.child_process import ChildResult, run_in_foreground

_VIM = r"n?vim(\.\w+)?(\.exe)?"
_NO_TRACES = "noswapfile noundofile nobackup nowritebackup"
# What is looked for where none is set: Debian's choice of the system's editor, and then the common ones.
_USUAL = ("editor", "vim", "vi", "nano") if os.name == "posix" else ("notepad",)
# Where Nano and Emacs put words that were not saved yet when they had to end.
_RESCUED = ("{0}.save*", "#{0}#")
# Editors that have the terminal for as long as they are open: nothing else holds their file when they end.
_IN_TERMINAL = rf"({_VIM}|vi|nano|pico|micro|helix|hx|kak|joe|jmacs|jpico|ne|mcedit|dte|ed|emacs-nox.*)"
# Whoever opens an editor and changes nothing takes longer, and a command that only opens a window does not.
_AT_ONCE_SECONDS = 10.0
# How a command ends that waited for a window and was ended without it: by a signal, told in one of two ways.
_INTERRUPTED = frozenset(code for number in (1, 2, 15) for code in (-number, 128 + number))
# What makes a window's command wait until the file is closed.
_WAITS = {
    "code": "--wait",
    "code-insiders": "--wait",
    "codium": "--wait",
    "cursor": "--wait",
    "zed": "--wait",
    "atom": "--wait",
    "gedit": "--wait",
    "xed": "--wait",
    "bbedit": "--wait",
    "subl": "-w",
    "sublime_text": "-w",
    "mate": "-w",
    "gvim": "-f",
    "mvim": "-f",
    "kate": "--block",
    "gnome-text-editor": "--standalone",
    "open": "-W -n",
}


class EditorError(ResilifyError):
    """The editor could not be used; `end_signal` as in `EditResult`."""

    end_signal: int | None = None


KeptT = TypeVar("KeptT")


class EditResult(NamedTuple, Generic[KeptT]):
    """The text as it was left in the editor.

    Attributes:
        text: The text, without the line feed that editors add.
        end_signal: The signal by which this program was to end while the editor ran, if there was one. The
            editor was ended instead; the caller ends too, once the text is kept.
        kept: what `keep` returned.
    """

    text: str
    end_signal: int | None
    kept: KeptT


class _Run(NamedTuple):
    """A run of an editor: its command, as it is set and as words, the file, and how it ended."""

    command: str
    words: list[str]
    path: Path
    result: ChildResult
    at_once: bool

    @property
    def succeeded(self) -> bool:
        """Whether the command ended without an error."""
        return self.result.exit_code == 0


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor that a person has set.

    Attributes:
        folder: Where its files are; it is made as needed, for nobody else to read.
        environment: The environment variables; `VISUAL`, `EDITOR` and `PATH` are read.
        about_files: What to say of a file that stays in the folder.
        chosen: The command that the settings name; empty for none.
        clock: A clock in seconds.
    """

    folder: Path
    environment: Mapping[str, str]
    about_files: str = ""
    chosen: str = ""
    clock: Callable[[], float] = monotonic

    def edit(
        self, text: str, keep: Callable[[str], KeptT], way_in: str = "resilify journal add -"
    ) -> EditResult[KeptT]:
        """Open a text in the editor, and return it as it was left there.

        Args:
            text: The text to begin with.
            keep: Saves The edited text, and returns something that is true if it did. The editor's file is
                removed only then, since it may be all there is of The text. It stays too where a window may
                still be open.
            way_in: The command that takes a text in, for messages.

        Raises:
            EditorError: The editor is not there or failed, it came back at once with nothing changed, or
                `keep` raised a `ResilifyError`. What was written is then in a file, which the message names.
        """
        run = self._run(text)
        try:
            edited, kept = self._accept_text(run, text, keep, way_in)
            return EditResult(edited, run.result.end_signal, kept)
        except EditorError as error:
            error.end_signal = run.result.end_signal
            raise

    def _run(self, text: str) -> _Run:
        """Open a text in the editor and wait until it ends."""
        command = self._command()
        path = self._write(text)
        began = self.clock()
        try:
            words = shlex.split(command)
            result = run_in_foreground([*words, *_without_traces(self._real_name(words[0])), str(path)])
        except (OSError, ValueError, IndexError) as error:
            self._remove(path)
            raise EditorError(
                f"The editor {command!r} could not be started.",
                "Name one that you have as editor in the settings, or as VISUAL.",
            ) from error
        return _Run(command, words, path, result, self.clock() - began < _AT_ONCE_SECONDS)

    def _command(self) -> str:
        """Return the command of the editor.

        Raises:
            EditorError: None is set, and none of the usual ones is there.
        """
        named = self.chosen or self.environment.get("VISUAL") or self.environment.get("EDITOR")
        path = self.environment.get("PATH", os.defpath)
        if command := named or next((name for name in _USUAL if shutil.which(name, path=path)), ""):
            return command
        raise EditorError(
            "There is no editor here that resilify knows.",
            "Name one that you have as editor in the settings, or as VISUAL.",
        )

    def _accept_text(
        self, run: _Run, text: str, keep: Callable[[str], KeptT], way_in: str
    ) -> tuple[str, KeptT]:
        """Read the text that the editor left, keep it, and remove the file."""
        left = self._newest(run.path)
        try:
            edited = left.read_text("utf-8", errors=LENIENT)
        except OSError as error:
            raise EditorError(
                f"The editor {run.command!r} left no file behind; your words are as before."
            ) from error
        if edited == text:
            self._refuse_unchanged(run, way_in)
        elif not run.succeeded and run.result.end_signal is None:
            raise _kept_file_error(left, f"The editor {run.command!r} stopped early.", "", way_in)
        if edited.endswith("\n") and not text.endswith("\n"):
            # Editors end a file with a line feed of their own.
            edited = edited[:-1]
        try:
            kept = keep(edited)
        except ResilifyError as error:
            raise _kept_file_error(left, error.message, error.hint, way_in) from error
        if kept:
            self._remove(run.path)
        return edited, kept

    def _refuse_unchanged(self, run: _Run, way_in: str) -> None:
        """Raise an error for an unchanged text if its window may still be open, or the editor failed."""
        may_be_open = (run.succeeded and run.at_once) or run.result.exit_code in _INTERRUPTED
        if may_be_open and not self._is_in_terminal(run.words):
            came_back = "came back at once" if run.succeeded else "stopped early"
            raise self._still_open_error(
                f"The editor {run.command!r} {came_back}", run.words[0], run.path, way_in
            )
        if not run.succeeded:
            self._remove(run.path)
            raise EditorError(f"The editor {run.command!r} stopped early; your words are as before.")

    def _still_open_error(self, trouble: str, name: str, left: Path, way_in: str) -> EditorError:
        """Return the error that says how to keep what is saved in a window that is still open."""
        name = Path(name).name
        if name in _WAITS:
            waits = f"To have it wait, set VISUAL to: {name} {_WAITS[name]}"
        else:
            waits = (
                "To have it wait, set VISUAL to the form that waits, such as: code --wait, subl -w, gvim -f"
            )
        keep = f"{way_in} < {shlex.quote(str(left))}"
        about = f"{self.about_files} " if self.about_files else ""
        return EditorError(
            f"{trouble}; your words are as before. Its file stays, in case a window of it is open: {left}",
            f"{about}To keep what you save there: {keep}. Then delete the file. {waits}",
        )

    def _newest(self, path: Path) -> Path:
        """Return the file that was written last: ours, or one that an editor saved when it was ended."""
        found = [path, *(file for name in _RESCUED for file in self.folder.glob(name.format(path.name)))]
        return max((file for file in found if file.is_file()), key=_changed_at, default=path)

    def _is_in_terminal(self, words: list[str]) -> bool:
        """Return whether a command is an editor that is open in the terminal, and ends with its command."""
        name = Path(words[0]).name
        if re.match("[egm]v", name) or {"-g", "--remote"} & set(words):
            return False
        return any(re.fullmatch(_IN_TERMINAL, known) for known in (name, self._real_name(words[0])))

    def _real_name(self, name: str) -> str:
        """Return the file name of a program, behind all links; empty if it isn't there."""
        found = shutil.which(name, path=self.environment.get("PATH", os.defpath))
        return Path(os.path.realpath(found)).name if found else ""

    def _remove(self, path: Path) -> None:
        """Remove the file, and the copies and swap files of an editor, which have its name in theirs."""
        for left in (path, *self.folder.glob(f"*{path.stem}*"), *self.folder.glob(f".*{path.stem}*")):
            with contextlib.suppress(OSError):
                left.unlink()
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def _write(self, text: str) -> Path:
        try:
            make_private_folder(self.folder)
            path = self.folder / f"{os.urandom(6).hex()}.txt"
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with open(descriptor, "w", encoding="utf-8", errors="surrogateescape") as file:
                file.write(text)
        except OSError as error:
            raise EditorError(
                f"A file for the editor can't be made in {self.folder}: {error.strerror}."
            ) from error
        return path


def _kept_file_error(left: Path, trouble: str, way_out: str, way_in: str) -> EditorError:
    """Return the error that says in which file the words are, and how to keep them."""
    hint = f"{way_out} To keep it in the journal: {way_in} < {shlex.quote(str(left))}. Then delete the file."
    return EditorError(f"{trouble} What you wrote is in {left}.", hint.lstrip())


def _changed_at(file: Path) -> int:
    return file.stat().st_mtime_ns


def _without_traces(name: str) -> list[str]:
    """Return the options by which Vim and Neovim keep no swap file, undo file, copy or history of a text.

    Args:
        name: The file name of the editor.
    """
    if not re.fullmatch(_VIM, name):
        return []
    # The second time, since the person's own settings are read in between.
    return ["-n", "-i", "NONE", "--cmd", f"set {_NO_TRACES}", "-c", f"set {_NO_TRACES}"]
