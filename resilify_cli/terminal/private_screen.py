"""Leaves nothing on the screen, nor in what can be scrolled back to, for whoever looks next.

What a command shows is cleared only once the person has read it and pressed Enter. Whoever leaves by Ctrl-C,
or is ended by a signal, wants it gone at once.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TextIO

# To the top left, the screen, and what was scrolled out of it.
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_ENTER_TO_CLEAR = "Press Enter to clear the screen. "
_ENTER_ONCE_COPIED = "When you have copied them, press Enter. The screen is cleared then. "


class _Requests:
    """Whether to clear the screen, as asked for by an option, a setting, and the command itself.

    `terminal` is the kind of terminal, as the environment names it. Every command loads this plain class.
    """

    def __init__(self) -> None:
        self.terminal = "dumb"
        self.by_option: bool | None = None
        self.by_setting = False
        self.keep = False

    @property
    def cleared(self) -> bool:
        wanted = self.by_setting if self.by_option is None else self.by_option
        return wanted and not self.keep


_requests = _Requests()


def read_terminal_kind(environment: Mapping[str, str]) -> None:
    """Take from the environment variables what kind of terminal it is; a dumb one is never cleared."""
    _requests.terminal = environment.get("TERM", "dumb")


def clear_by_option(wanted: bool) -> None:
    """Have the terminal cleared when the command ends, or not, whatever the settings say."""
    _requests.by_option = wanted


def clear_by_setting() -> None:
    """Have the terminal cleared when the command ends, unless the command line says otherwise."""
    _requests.by_setting = True


def keep_on_screen() -> None:
    """Let stay what the command shows, whatever was asked for: it may be needed."""
    _requests.keep = True


def clear_screen_on_exit(*, to_read: bool) -> None:
    """Clear the terminal, if that was asked for.

    Args:
        to_read: whether the person is to read first what stands there, and go on by Enter.
    """
    if not _requests.cleared or not _can_clear():
        return
    try:
        if to_read and not _wait_for_enter(f"\n{_ENTER_TO_CLEAR}"):
            return
    finally:
        # Also where a signal ends the waiting.
        if _requests.cleared:
            clear_screen()


def wait_until_copied() -> None:
    """Let the person copy what stands there before it is cleared; where nobody can be asked, it stays."""
    if _requests.cleared and _can_clear():
        _wait_for_enter(_ENTER_ONCE_COPIED)


def clear_screen() -> None:
    """Clear the terminal that results are written to, and its scrollback; where there is none, do nothing."""
    if _can_clear():
        sys.stdout.flush()
        sys.stdout.write(_CLEAR)
        sys.stdout.flush()


def _can_clear() -> bool:
    # With results in a pipe the terminal is another program's, such as a pager's or a shell's that completes.
    return sys.stdout.isatty() and _requests.terminal != "dumb"


def _wait_for_enter(words: str) -> bool:
    """Return once Enter was pressed; False, and nothing is cleared from then on, if nobody can be asked."""
    with _keyboard() as keyboard:
        if keyboard is None:
            keep_on_screen()
            return False
        _flush_typed_ahead(keyboard)
        sys.stdout.write(words)
        sys.stdout.flush()
        with suppress(KeyboardInterrupt):
            keyboard.readline()
    return True


@contextmanager
def _keyboard() -> Iterator[TextIO | None]:
    """Give the terminal's keyboard, also where standard input is something else; None if there is none."""
    if sys.stdin.isatty():
        yield sys.stdin
        return
    try:
        keyboard = open("/dev/tty", encoding="utf-8", errors="replace")  # noqa: SIM115  # closed below
    except OSError:
        yield None
        return
    with keyboard:
        yield keyboard


def _flush_typed_ahead(keyboard: TextIO) -> None:
    """Drop keys pressed before the question, as by a second Ctrl-D: they are no answer to it."""
    if sys.platform == "win32":
        return
    import termios

    with suppress(termios.error):
        termios.tcflush(keyboard, termios.TCIFLUSH)
