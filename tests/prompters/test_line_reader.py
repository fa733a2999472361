from __future__ import annotations

import io
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from resilify_cli.prompters.line_reader import PipeReader, TerminalReader, open_reader
from resilify_cli.prompters.raw_terminal import raw_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind is a thing of Unix")


class Keyboard:
    """A terminal that a test types into, and the reader at its other end."""

    def __init__(self) -> None:
        import pty

        self.master, slave = pty.openpty()
        self.slave = os.fdopen(slave, encoding="utf-8", newline="")
        self.echo = io.StringIO()
        self.reader = TerminalReader(self.slave, self.echo)
        self.drafts: list[str] = []
        self.over = False
        self.given_up = False

    def read(self, typed: str | bytes, at_pause: Callable[[str], None] = lambda _: None) -> str | None:
        """Read a line while `typed` is typed, once the terminal has given up its line mode.

        `at_pause` is called with what is there of the line when the typing has stopped for a moment.
        """

        def keep(line: str) -> None:
            assert self.given_up, "the terminal is still in line mode"
            self.drafts.append(line)
            at_pause(line)

        typing = threading.Thread(target=self._type, args=(typed,))
        typing.start()
        try:
            return self.reader.read(keep)
        finally:
            self.over = True
            typing.join()
            self.over = False

    def _type(self, typed: str | bytes) -> None:
        while self.line_mode():
            if self.over:
                return
        self.given_up = True
        left = typed.encode() if isinstance(typed, str) else typed
        while left:
            left = left[os.write(self.master, left[:1003]) :]

    def line_mode(self) -> bool:
        import termios

        return bool(termios.tcgetattr(self.slave.fileno())[3] & termios.ICANON)

    def close(self) -> None:
        self.slave.close()
        os.close(self.master)


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    keyboard = Keyboard()
    yield keyboard
    keyboard.close()


def test_a_long_line_arrives_whole(keyboard: Keyboard) -> None:
    """A line of 20,000 characters, of which line mode would keep 4,095, arrives whole and is shown."""
    line = "".join("a日é🙂"[number % 4] for number in range(20_000))
    assert keyboard.read(line + "\n") == line
    assert keyboard.echo.getvalue() == line + "\n"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a word\n", "a word"),
        ("a word\r", "a word"),
        ("wrod\x7f\x7f\x7ford\n", "word"),
        ("ab\x08c\n", "ac"),
        ("\x7f\x7fa\n", "a"),
        ("all of it\x15new\n", "new"),
        ("one two  \x17three\n", "one three"),
        ("one\x17\x17two\n", "two"),
        ("日本\x7f🙂é\n", "日🙂é"),
        ("a\tb\n", "a\tb"),
        ("a\x1b[Ab\x00\n", "ab"),
        ("hello\x1b[D\x1b[DX\n", "helXlo"),
        ("hello\x1bOD\x1bODX\x1bOCY\n", "helXlYo"),
        ("llo\x1b[Hhe\x1b[F!\n", "hello!"),
        ("llo\x1b[1~he\x1b[4~!\n", "hello!"),
        ("llo\x01he\x05!\n", "hello!"),
        ("xhello\x01\x1b[3~\n", "hello"),
        ("hexllo\x1b[D\x1b[D\x1b[D\x7f\n", "hello"),
        ("helloxyz\x02\x02\x02\x0b\n", "hello"),
        ("hello\x1b[D\x1b[D\x15\n", "lo"),
        ("one two\x1b[D\x1b[D\x17\n", "one wo"),
        ("日本\x1b[D語\n", "日語本"),
        ("a\x1b[D\x1b[D\x1b[D\x1b[C\x1b[C\x1b[Cb\n", "ab"),
        ("a\x1b[200~pasted\x1b[201~b\n", "apastedb"),
        ("a\x1b[1;5Db\x1b[11~\x1b[?1;2c\x1b[M\n", "ba"),
        ("a\x1b]0;title\x07b\x1bb\x1bPq\x1b\\c\n", "abc"),
        ("a\x1b\n", "a"),
        ("a\x1b[\n", "a"),
        ("a\x1b[1\x1b[Db\n", "ba"),
        ("no [D] no [x] and O\n", "no [D] no [x] and O"),
        ("half\x04 more\n", "half more"),
        ("\n", ""),
        (b"a\xffb\n", "a\ufffdb"),
    ],
)
def test_a_line_can_be_edited(keyboard: Keyboard, typed: str | bytes, line: str) -> None:
    """Backspace, Ctrl-U and Ctrl-W rub out, characters of any width are one, and others do nothing."""
    assert keyboard.read(typed) == line
    assert "\x1b" not in keyboard.echo.getvalue()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ab\x7f\n", "ab\b \b\n"),
        ("日\x7f\n", "日\b \b\b \b\n"),
        ("ab\x15\n", "ab\b \b\b \b\n"),
    ],
)
def test_what_is_rubbed_out_leaves_the_screen(keyboard: Keyboard, typed: str, shown: str) -> None:
    """As many columns are cleared as the character took."""
    keyboard.read(typed)
    assert keyboard.echo.getvalue() == shown


def test_ctrl_d_at_an_empty_line_is_the_end(keyboard: Keyboard) -> None:
    """Ctrl-D where nothing is typed ends the input, and what was rubbed out is no draft."""
    assert keyboard.read("\x04") is None
    assert keyboard.read("ab\x7f\x7f\x04") is None
    assert keyboard.drafts[-1] == ""


def test_lines_that_come_at_once_are_read_one_by_one(keyboard: Keyboard) -> None:
    """Of a text that was pasted each line is a line, and none is lost."""
    assert keyboard.read("one\ntwo\nthr") == "one"
    assert keyboard.reader.read(lambda _: None) == "two"
    assert keyboard.read("ee\n") == "three"


def test_what_is_typed_is_kept_at_a_pause(keyboard: Keyboard) -> None:
    """When the typing stops for a moment, what is there of the line is a draft."""
    assert keyboard.read("half a", lambda _: keyboard._type(" line\n")) == "half a line"
    assert keyboard.drafts[0] == "half a"


def test_steady_typing_is_kept_too(keyboard: Keyboard) -> None:
    """Whoever types on and on has what they typed kept within a second all the same."""

    def type_on() -> None:
        for character in "on and on\n":
            time.sleep(0.1)
            keyboard._type(character)

    typing = threading.Thread(target=type_on)
    typing.start()
    assert keyboard.reader.read(keyboard.drafts.append) == "on and on"
    typing.join()
    assert keyboard.drafts
    assert "on and on".startswith(keyboard.drafts[0])


def test_waiting_keeps_nothing(keyboard: Keyboard) -> None:
    """While nothing is typed, nothing is kept over and over."""
    typing = threading.Timer(1.2, keyboard._type, ("\n",))
    typing.start()
    assert keyboard.reader.read(keyboard.drafts.append) == ""
    typing.join()
    assert keyboard.drafts == []


def end_command(number: int, frame: object) -> None:
    """End the command, as the handler of a signal does."""
    raise SystemExit(128 + number)


@pytest.mark.parametrize("name", ["SIGINT", "SIGQUIT", "SIGTERM"])
def test_a_signal_keeps_what_was_typed(keyboard: Keyboard, name: str) -> None:
    """One in the middle of a line, as by Ctrl-C, leaves the line as a draft, and the terminal as it was."""
    number = signal.Signals[name]

    def press(_: str) -> None:
        if len(keyboard.drafts) == 1:
            signal.raise_signal(number)

    before = signal.getsignal(number) if name == "SIGINT" else signal.signal(number, end_command)
    try:
        with pytest.raises(KeyboardInterrupt if name == "SIGINT" else SystemExit):
            keyboard.read("half", press)
    finally:
        signal.signal(number, before)
    assert keyboard.drafts == ["half", "half"]
    assert keyboard.line_mode()


def test_line_mode_comes_back(keyboard: Keyboard) -> None:
    """After a line the terminal is in the mode that it was in before."""
    import termios

    before = termios.tcgetattr(keyboard.slave.fileno())
    keyboard.read("a\n")
    assert termios.tcgetattr(keyboard.slave.fileno()) == before


def test_a_terminal_that_goes_away_is_the_end(keyboard: Keyboard) -> None:
    """When the terminal is closed the input is at its end, and what was typed is a draft."""
    drafts: list[str] = []

    def keep(line: str) -> None:
        drafts.append(line)
        if len(drafts) == 1:
            os.close(keyboard.master)
            keyboard.master = os.open(os.devnull, os.O_RDONLY)

    typing = threading.Thread(target=keyboard._type, args=("half",))
    typing.start()
    assert keyboard.reader.read(keep) is None
    typing.join()
    assert drafts == ["half", "half"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\ntwo\n", ["one", "two", None]),
        ("one\r\n\r\ntwo", ["one", "", "two", None]),
        ("", [None]),
        (" spaces \n", [" spaces ", None]),
    ],
)
def test_a_pipe_gives_its_lines(text: str, lines: list[str | None]) -> None:
    """A pipe's lines come without their ends, the last one too if it has none."""
    reader = PipeReader(io.StringIO(text, newline=""))
    none: Callable[[str], None] = lambda _: None  # noqa: E731
    assert [reader.read(none) for _ in lines] == lines


def test_the_reader_fits_the_stream(keyboard: Keyboard) -> None:
    """A terminal is read by character, anything else by line."""
    assert isinstance(open_reader(keyboard.slave, keyboard.echo), TerminalReader)
    assert isinstance(open_reader(io.StringIO(), io.StringIO()), PipeReader)


def test_ctrl_backslash_pressed_before_the_line_ends_the_command(keyboard: Keyboard) -> None:
    """It is no signal while the terminal is raw, as between two questions; the next one makes it one."""
    before = signal.signal(signal.SIGQUIT, end_command)
    try:
        with raw_terminal(keyboard.slave):
            os.write(keyboard.master, b"half\x1c\n")
            select.select([keyboard.slave], [], [])
            with pytest.raises(SystemExit):
                keyboard.reader.read(lambda _: None)
    finally:
        signal.signal(signal.SIGQUIT, before)


def test_a_signal_that_takes_away_what_was_typed_is_heeded_at_once(
    keyboard: Keyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may come when a key is seen and not read yet: then there is nothing to wait for."""
    seen: list[int] = []

    def see_then_lose(*watched: object) -> tuple[list[int], list[int], list[int]]:
        if seen:
            # As the handler of a signal does, which Python calls between two steps of its own.
            raise KeyboardInterrupt
        seen.append(keyboard.slave.fileno())
        return seen, [], []

    def give_up(number: int, frame: object) -> None:
        raise AssertionError("it waits for another key")

    monkeypatch.setattr("resilify_cli.prompters.line_reader.select.select", see_then_lose)
    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(10)
    try:
        with pytest.raises(KeyboardInterrupt):
            keyboard.reader.read(lambda _: None)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
