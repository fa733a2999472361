"""Measures how long a key takes to be seen. Runs in the Python that resilify is installed in.

    python keystrokes.py KEYS

Types KEYS letters into a text of 50,000 characters in a pseudo-terminal, in one long line and in many lines,
at the end and in the middle, and answers KEYS questions. Prints as JSON how many milliseconds passed from
each key to what it draws: under `one line`, `many lines`, `middle`, and `next screen` for an Enter.
"""

from __future__ import annotations

import json
import os
import pty
import select
import struct
import sys
import tempfile
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import ioctl
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from resilify_cli.activities.questions import AnswerValue

_LETTERS = 50_000
_WORDS = "I forgot a birthday, and was hard on myself for days. "
_CTRL_C = b"\x03"
_PATIENCE = 30.0


def main() -> None:
    """Measure, and print what was found."""
    keys = int(sys.argv[1])
    room = _LETTERS - 2 * keys
    one_line = (_WORDS * (room // len(_WORDS) + 1))[:room]
    many_lines = one_line.replace("days. I", "days.\nI")
    times = {
        "one line": _typing(one_line, b"", keys),
        "many lines": _typing(many_lines, b"", keys),
        "middle": _typing(one_line, b"\x1b[A" * 200, keys),
        "next screen": _answering(keys),
    }
    print(json.dumps(times))


def _typing(text: str, before: bytes, keys: int) -> list[float]:
    from resilify_cli.activities.questions import TextQuestion

    with _child(lambda ask: ask(TextQuestion(default=text))) as terminal:
        _read_until(terminal, b"Ctrl-D")
        for at in range(0, len(before), 30):
            os.write(terminal, before[at : at + 30])
            _quiet(terminal)
        _quiet(terminal)
        times = [_milliseconds(terminal, b"x", b"x") for _ in range(keys)]
        os.write(terminal, _CTRL_C)
    return times


def _answering(keys: int) -> list[float]:
    from resilify_cli.activities.questions import LineQuestion, MarkdownBlock

    def ask_all(ask: Callable[..., object]) -> None:
        for number in range(keys + 1):
            ask(LineQuestion(body=(MarkdownBlock(f"Question {number} of them?"),), optional=True))

    with _child(ask_all) as terminal:
        _read_until(terminal, b"Question")
        _quiet(terminal)
        times = []
        for number in range(1, keys + 1):
            times.append(_milliseconds(terminal, b"\r", str(number)[-1].encode()))
            _quiet(terminal)
        os.write(terminal, _CTRL_C)
    return times


def _milliseconds(terminal: int, key: bytes, drawn: bytes) -> float:
    """Return how long a key takes until what it draws is there."""
    begun = perf_counter()
    os.write(terminal, key)
    _read_until(terminal, drawn)
    return (perf_counter() - begun) * 1000


def _read_until(terminal: int, wanted: bytes) -> None:
    seen = b""
    while wanted not in seen:
        ready, _, _ = select.select([terminal], [], [], _PATIENCE)
        if not ready:
            raise TimeoutError(f"{wanted!r} was not drawn")
        seen += os.read(terminal, 65536)


def _quiet(terminal: int) -> None:
    """Read until nothing more is drawn."""
    while select.select([terminal], [], [], 0.03)[0]:
        os.read(terminal, 65536)


@contextmanager
def _child(asks: Callable[[Callable[..., object]], object]) -> Iterator[int]:
    """Ask in a process of its own, in a pseudo-terminal of 80 by 24, and give that."""
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            _ask_here(asks)
        finally:
            os._exit(0)
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield terminal
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def _ask_here(asks: Callable[[Callable[..., object]], object]) -> None:
    import gc

    # As the command does, until a session is begun.
    gc.disable()
    from resilify_cli.app.context import app_context
    from resilify_cli.prompters.protocol import Screen

    screen = Screen("A program", "A session", "Session 1 of 2", heading="One small thing")
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(TERM="xterm-256color", RESILIFY_HOME=folder)
        draft = Path(folder) / "draft"
        with app_context().prompters.open(plain=False) as prompter:
            asks(lambda question: prompter.ask(question, screen, partial(_write_draft, draft)))


def _write_draft(draft: Path, typed: AnswerValue) -> None:
    draft.write_text(str(typed), "utf-8")


if __name__ == "__main__":
    main()
