"""A real pseudo-terminal with a screen that can be read: pexpect runs the command, pyte draws it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pexpect
import pyte

from tests.command_server import ENVIRONMENT
from tests.offline import OFFLINE
from tests.read_programs import give_cache
from tests.terminal.forked_spawn import ForkedSpawn

KEYS = {
    "enter": "\r",
    "space": " ",
    "down": "\x1b[B",
    "up": "\x1b[A",
    "left": "\x1b[D",
    "right": "\x1b[C",
    "shift-left": "\x1b[1;2D",
    "shift-right": "\x1b[1;2C",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "escape": "\x1b",
    "page up": "\x1b[5~",
    "page down": "\x1b[6~",
    "ctrl-c": "\x03",
    "ctrl-d": "\x04",
    "ctrl-g": "\x07",
    "ctrl-o": "\x0f",
    "escape enter": "\x1b\r",
}


class _Screen(pyte.Screen):
    """A screen that answers when it is asked for its cursor, as terminals do."""

    answer: Callable[[str], Any] = staticmethod(lambda data: None)

    def __init__(self, columns: int, lines: int) -> None:
        self._shown: list[str] = []
        super().__init__(columns, lines)

    def text(self) -> str:
        """Return its lines. Only those that changed are read anew, for tests look at each change."""
        shown = self._shown
        shown[self.lines :] = [""] * (self.lines - len(shown))
        for row in self.dirty:
            if row < self.lines:
                shown[row] = self._read_line(self.buffer[row]) if row in self.buffer else ""
        self.dirty.clear()
        return "\n".join(shown)

    def _read_line(self, line: Mapping[int, pyte.screens.Char]) -> str:
        # The place after a wide letter is empty.
        return "".join(line[column].data for column in range(self.columns)).rstrip()

    def write_process_input(self, data: str) -> None:
        self.answer(data)


class Terminal:
    """One run of the command in a pseudo-terminal."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 30,
        through: str = "",
        at: str = "",
        before: Sequence[str] = (),
        own_python: bool = False,
        **env: str,
    ) -> None:
        """Start the command.

        `through` is what a shell adds to its line, such as `| cat`; `before` is a command that runs it. With
        `at`, the computer's clock stands at that time. The command is a fork of one that has loaded all,
        unless it shall have a Python of its own.
        """
        give_cache(home, *arguments)
        self.raw = b""
        self._home = home
        self.screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        module = ["tests.commands.set_clock", at] if at else ["resilify_cli"]
        command = [*before, sys.executable, "-m", *module, *arguments]
        if through:
            command = ["sh", "-c", f'"$@" {through}', "sh", *command]
        forked = not (own_python or through or before)
        self._child: pexpect.spawn[bytes] = (ForkedSpawn if forked else pexpect.spawn)(
            command[0],
            command[1:],
            dimensions=(rows, columns),
            use_poll=True,
            cwd=Path(__file__).parents[2] if at else None,
            env={
                "RESILIFY_HOME": str(home),
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "TZ": ENVIRONMENT["TZ"],
                "TERM": "xterm-256color",
                # A test of a pager names one; the others see all at once.
                "PAGER": "",
                **OFFLINE,
                **env,
            },
            timeout=30,
        )
        self._child.delaybeforesend = None
        # Who reads to the end knows that the command is over, and need not wait for it.
        self._child.ptyproc.delayafterclose = 0.01  # type: ignore[attr-defined]  # the stubs lack it
        self.screen.answer = self._child.send

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        return self.screen.text()

    def wait_for(self, *words: str, timeout: float = 90) -> Terminal:
        """Read until all the words stand on the screen."""
        end = time.monotonic() + timeout
        while missing := [word for word in words if word not in (text := self.text)]:
            if not self._read() or time.monotonic() > end:
                break
        assert not missing, f"not on the screen: {words}\n{text}"
        return self

    def press(self, *keys: str) -> Terminal:
        """Press keys by name, or type text."""
        for key in keys:
            self._child.send(KEYS.get(key, key))
        return self

    def pour(self, text: str) -> Terminal:
        """Send a text of any length, as a paste comes: as fast as it is taken, reading what is drawn."""
        data = text.encode()
        descriptor = self._child.fileno()
        os.set_blocking(descriptor, False)
        while data:
            readable, writable, _ = select.select([descriptor], [descriptor], [], 30)
            assert readable or writable, "nothing was taken for half a minute"
            if readable:
                self._read()
            if writable:
                with contextlib.suppress(BlockingIOError):
                    data = data[os.write(descriptor, data[:65536]) :]
        os.set_blocking(descriptor, True)
        return self

    def resize(self, columns: int, rows: int) -> Terminal:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        self._child.setwinsize(rows, columns)
        return self

    def fill(self, letter: str) -> Terminal:
        """Fill the screen with a letter: where it stays, the command has drawn nothing since."""
        self.screen.dirty.update(range(self.screen.lines))
        for row in range(self.screen.lines):
            for column in range(self.screen.columns):
                self.screen.buffer[row][column] = self.screen.default_char._replace(data=letter)
        return self

    def kill(self) -> None:
        """Kill the command as nothing can survive."""
        self._child.kill(signal.SIGKILL)
        self.exit_code()

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Ask the command to end, as a system that shuts down does if not said otherwise, and wait for it."""
        self._child.kill(how)
        self.exit_code()

    def close(self) -> None:
        """Close the terminal's window, and wait until the command has ended."""
        self._child.ptyproc.fileobj.close()  # type: ignore[attr-defined]  # the stubs lack it
        end = time.monotonic() + 20
        while self._child.isalive():
            assert time.monotonic() < end, "the command goes on without its window"
            time.sleep(0.05)

    def exit_code(self) -> int | None:
        """Read to the end and return the exit code, or None if a signal ended it."""
        while self._read():
            pass
        # Its last words are read before it has ended; who closes the window on it by then would kill it.
        end = time.monotonic() + 30
        while self._child.isalive() and time.monotonic() < end:
            time.sleep(0.005)
        self._child.close()
        return self._child.exitstatus

    def wait_until(self, holds: Callable[[], bool], timeout: float = 90) -> Terminal:
        """Let the command run on until something holds, such as that a draft is on the disk."""
        end = time.monotonic() + timeout
        while not holds():
            assert time.monotonic() < end, f"it does not come to hold\n{self.text}"
            self._read(0.05)
        return self

    def wait_for_draft(self, words: str) -> Terminal:
        """Wait until what was typed is on the disk as a draft."""
        return self.wait_until(lambda: words in _drafts(self._home / "resilify.db"))

    def wait_until_hidden(self) -> Terminal:
        """Wait until the terminal itself echoes nothing: from then on keys are the command's alone."""
        return self.wait_until(lambda: not self._child.getecho())

    def settle(self, seconds: float) -> Terminal:
        """Let the command run on; for what must not happen, or at some moment or other."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._read(0.05)
        return self

    def _read(self, timeout: float = 1.0) -> bool:
        try:
            data = self._child.read_nonblocking(65536, timeout)
        except pexpect.TIMEOUT:
            return self._child.isalive()
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True


def _drafts(store: Path) -> str:
    """Return the drafts in a store as they are on the disk."""
    if not store.exists():
        return ""
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        named = [name for (name,) in tables if name.endswith("drafts")]
        # A name from the schema, of letters alone.
        return repr([connection.execute(f"SELECT * FROM {name}").fetchall() for name in named])
