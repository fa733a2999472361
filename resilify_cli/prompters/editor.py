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
from time import monotonic

from resilify_cli.decoding import LENIENT
from resilify_cli.errors import ResilifyError
from resilify_cli.owned import make_private_folder
from resilify_cli.prompters.child_process import run

_VIM = r"n?vim(\.\w+)?(\.exe)?"
_NO_TRACES = "noswapfile noundofile nobackup nowritebackup"
_USUAL = "nano" if os.name == "posix" else "notepad"
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
    """The editor could not be used."""


@dataclass(frozen=True, slots=True)
class Editor:
    """The editor that `environment` names, with its files in `folder`.

    `ended` holds the signal by which the command was to end while the editor ran, if there was one: the
    editor was told to end, and whoever called it does so too, once the words are kept. `about_files` is what
    has to be said of a file that stays in the folder. `clock` counts seconds.
    """

    folder: Path
    environment: Mapping[str, str]
    ended: list[int] = field(default_factory=list)
    about_files: str = ""
    clock: Callable[[], float] = monotonic

    def edit(self, text: str, keep: Callable[[str], bool], way_in: str = "resilify journal add -") -> str:
        """Return the text as it was left in the editor, once it was offered to `keep`.

        Its file goes when `keep` says that the text is kept: until then it may be all there is of it.
        It stays too where a window of the editor may be open. `way_in` is the command that takes a text in.

        Raises:
            EditorError: the editor is not there or went wrong, it came back at once with nothing changed, or
                `keep` raised a `ResilifyError`. What was written is then in a file, which the message names.
        """
        command = self.environment.get("VISUAL") or self.environment.get("EDITOR") or _USUAL
        path = self._write(text)
        self.ended.clear()
        began = self.clock()
        try:
            words = shlex.split(command)
            code = run([*words, *_without_traces(words[0]), str(path)], self.ended)
        except (OSError, ValueError, IndexError) as error:
            self._remove(path)
            raise EditorError(
                f"The editor {command!r} could not be started.", "Set VISUAL to one that you have."
            ) from error
        at_once, whole = self.clock() - began < _AT_ONCE_SECONDS, code == 0
        left = self._newest(path)
        try:
            edited = left.read_text("utf-8", errors=LENIENT)
        except OSError as error:
            raise EditorError(
                f"The editor {command!r} left no file behind; your words are as before."
            ) from error
        window = not _is_in_terminal(words)
        if edited == text and window and ((whole and at_once) or code in _INTERRUPTED):
            came_back = "came back at once" if whole else "stopped early"
            raise self._still_open(f"The editor {command!r} {came_back}", words[0], path, way_in)
        if not whole and edited == text:
            self._remove(path)
            raise EditorError(f"The editor {command!r} stopped early; your words are as before.")
        if not whole and not self.ended:
            raise _named(left, f"The editor {command!r} stopped early.", "", way_in)
        if edited.endswith("\n") and not text.endswith("\n"):
            # Editors end a file with a line feed of their own.
            edited = edited[:-1]
        try:
            kept = keep(edited)
        except ResilifyError as error:
            raise _named(left, error.message, error.hint, way_in) from error
        if kept:
            self._remove(path)
        return edited

    def _still_open(self, trouble: str, name: str, left: Path, way_in: str) -> EditorError:
        """Return the error that says where the words go that are saved in a window from now on."""
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


def _named(left: Path, trouble: str, way_out: str, way_in: str) -> EditorError:
    """Return the error that says where the words are after a trouble."""
    hint = f"{way_out} To keep it in the journal: {way_in} < {shlex.quote(str(left))}. Then delete the file."
    return EditorError(f"{trouble} What you wrote is in {left}.", hint.lstrip())


def _changed(file: Path) -> int:
    return file.stat().st_mtime_ns


def _is_in_terminal(words: list[str]) -> bool:
    """Return whether a command is an editor that is open in the terminal, and ends with its command."""
    name = Path(words[0]).name
    if re.match("[egm]v", name) or {"-g", "--remote"} & set(words):
        return False
    return any(re.fullmatch(_IN_TERMINAL, known) for known in (name, _real(words[0])))


def _real(name: str) -> str:
    """Return the file name of a program, behind all links; empty if it isn't there."""
    found = shutil.which(name)
    return Path(os.path.realpath(found)).name if found else ""


def _without_traces(name: str) -> list[str]:
    """Return the options by which Vim and Neovim keep no swap file, undo file, copy or history of a text."""
    if not re.fullmatch(_VIM, _real(name)):
        return []
    # The second time, since the person's own settings are read in between.
    return ["-n", "-i", "NONE", "--cmd", f"set {_NO_TRACES}", "-c", f"set {_NO_TRACES}"]
