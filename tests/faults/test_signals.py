"""Signals and sizes: what was typed is kept, and the terminal is given back as it was."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from tests.faults.homes import contents, words_in
from tests.terminal.terminal import Terminal

_QUESTION = "What would you like to write down?"
_TYPED = "typed before it"


def _asked(home: Path, *how: str) -> Terminal:
    return Terminal(home, "journal", "add", *how).wait_for(_QUESTION).settle(0.3)


def _modes(terminal: Terminal) -> list[object]:
    return list(termios.tcgetattr(terminal._child.child_fd))


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture(params=[(), ("--plain",)], ids=["screen", "plain"])
def how(request: pytest.FixtureRequest) -> tuple[str, ...]:
    found: tuple[str, ...] = request.param
    return found


@pytest.mark.slow
@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda one: one.name)
def test_a_signal_in_the_middle_of_typing(
    which: signal.Signals, how: tuple[str, ...], tmp_path: Path
) -> None:
    """All that was typed is a draft, also what came just before; the terminal has its modes back."""
    terminal = Terminal(tmp_path / "home", "journal", "add", *how)
    before = _modes(terminal)
    terminal.wait_for(_QUESTION).settle(0.3).press(_TYPED).wait_for(_TYPED)
    terminal._child.kill(which)
    while terminal._read():
        pass
    assert _modes(terminal) == before
    assert terminal.exit_code() == 130
    assert _TYPED in words_in(contents(tmp_path))


@pytest.mark.slow
def test_hung_up_with_the_terminal_gone(how: tuple[str, ...], tmp_path: Path) -> None:
    """When the window is closed, what was typed is a draft."""
    _asked(tmp_path / "home", *how).press(_TYPED).wait_for(_TYPED).close()
    assert _TYPED in words_in(contents(tmp_path))


@pytest.mark.slow
def test_stopped_and_brought_back(how: tuple[str, ...], tmp_path: Path) -> None:
    """Stopped from outside and brought to the front again in a shell, the typing goes on."""
    shell = pexpect.spawn(
        "bash",
        ["--norc", "--noediting", "-i"],
        env={
            "RESILIFY_HOME": str(tmp_path / "home"),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "TERM": "xterm",
            "PS1": "READY ",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        },
        timeout=300,
        dimensions=(30, 80),
    )
    shell.delaybeforesend = None
    shell.expect("READY ")
    shell.sendline(
        f"cd '{tmp_path}' && stty -a > before; {sys.executable} -m resilify_cli journal add {' '.join(how)}"
    )
    shell.expect("What would you like")
    shell.expect("full stop.\r\n> " if how else "\u203a".encode())
    shell.send(_TYPED)
    # What is typed is drawn in pieces; it is on disk once the draft is.
    _until(lambda: _TYPED in words_in(contents(tmp_path)))
    (child,) = Path(f"/proc/{shell.pid}/task/{shell.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGTSTP)
    shell.expect("Stopped")
    shell.expect("READY ")
    shell.sendline("fg")
    shell.expect("resilify_cli")
    if not how:
        # Until the screen is drawn again the terminal is the shell's, to which Ctrl-D is an end of input.
        shell.expect("What would you like")
    shell.send(" and after it")
    shell.send("\r.\r" if how else "\x04")
    shell.expect("Kept as")
    shell.expect("READY ")
    shell.sendline("stty -a > after; cmp before after && echo THE SAME")
    shell.expect("\nTHE SAME|differ")
    assert "THE SAME" in str(shell.after)
    shell.close(force=True)
    assert f"{_TYPED} and after it" in words_in(contents(tmp_path))


@pytest.mark.slow
def test_a_window_without_room(how: tuple[str, ...], tmp_path: Path) -> None:
    """Made as small as can be and large again, the window shows what was typed, and all of it is kept."""
    terminal = _asked(tmp_path / "home", *how).press(_TYPED).wait_for(_TYPED)
    for rows, columns in ((1, 1), (2, 3), (1, 80), (30, 1), (30, 80)):
        terminal._child.setwinsize(rows, columns)
        terminal.settle(0.2).press(".").settle(0.2)
    terminal.press(*(("enter", ".", "enter") if how else ("ctrl-d",)))
    assert terminal.exit_code() == 0
    assert f"{_TYPED}....." in words_in(contents(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1, 1), (1, 80), (3, 10), (30, 1)])
def test_begun_in_a_window_without_room(size: tuple[int, int], tmp_path: Path) -> None:
    """A session in a window without room does not fail, and keeps what is typed blindly."""
    terminal = Terminal(tmp_path / "home", "journal", "add", rows=size[0], columns=size[1])
    terminal.settle(1.5).press(_TYPED).settle(1.5).press("ctrl-d")
    assert terminal.exit_code() == 0, terminal.raw
    assert _TYPED in words_in(contents(tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("term", ["dumb", "unknown", "", "vt100", "linux"])
def test_terminals_of_all_kinds(term: str, tmp_path: Path) -> None:
    """Whatever the terminal says it is, a note can be written in it."""
    terminal = Terminal(tmp_path / "home", "journal", "add", TERM=term).wait_for(_QUESTION).settle(0.5)
    plain = b"full stop" in terminal.raw
    terminal.press(_TYPED, *(("enter", ".", "enter") if plain else ("ctrl-d",)))
    assert terminal.exit_code() == 0, terminal.raw
    assert _TYPED in words_in(contents(tmp_path))
