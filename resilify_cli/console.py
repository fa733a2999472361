"""The two places to write to: results to standard output, talk to standard error.

Light output (`out`, `talk`) costs no import of Rich, so that reading the journal stays quick. `rich_console`
makes the console for tables and Markdown, with markup, emoji codes and live links turned off.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from resilify_cli.decoding import LENIENT, decode_text
from resilify_cli.safe import safe

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 76
NARROWEST = 20
_STYLES = {"bold": "1", "dim": "2", "found": "1;4"}


def out(text: str = "") -> None:
    """Write a line of result."""
    sys.stdout.write(f"{text}\n")


# What was said and a screen that is drawn anew would take away before it could be read.
_unread: list[str] = []


def talk(text: str = "") -> None:
    """Write a line of talk, made safe to show. Where nobody can be told, all the rest goes on the same."""
    _unread.append(safe(text))
    try:
        sys.stderr.write(f"{safe(text)}\n")
    except OSError:
        let_go(sys.stderr)


def take_unread() -> list[str]:
    """Return the lines of talk since this was called last, for whoever clears the screen to show again."""
    lines = _unread.copy()
    _unread.clear()
    return lines


def let_go(stream: TextIO) -> None:
    """Send what is written to a stream nowhere, now that it takes no more.

    What it still holds would fail once more at the end of Python, and change the exit code.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def page_out(lines: Sequence[str], environment: Mapping[str, str]) -> None:
    """Write lines of result; in a terminal that they don't fit, through `$PAGER` if it is set."""
    pager = environment.get("PAGER", "").strip()
    rows = shutil.get_terminal_size((WIDEST, 24)).lines
    if pager and sys.stdout.isatty() and environment.get("TERM") != "dumb" and len(lines) >= rows:
        if _is_paged(pager, lines, environment):
            return
        talk(f"The pager {pager!r} could not be started.")
    for line in lines:
        out(line)


def _is_paged(pager: str, lines: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Show lines in a pager, whose alone Ctrl-C is then, and return whether it could be started."""
    import shlex
    import signal
    import subprocess

    sys.stdout.flush()
    heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = subprocess.Popen(
            shlex.split(pager),
            stdin=subprocess.PIPE,
            encoding=sys.stdout.encoding,
            errors="replace",
            env=_of_pager(environment),
            # What we ignore a child would ignore too, so it is told to heed it again.
            preexec_fn=None if sys.platform == "win32" else _heed_interrupts,  # noqa: PLW1509  # no lock
        )
        try:
            child.communicate("\n".join(lines) + "\n")
        except BaseException:
            # We are to end: nothing is left behind that reads the terminal.
            child.terminate()
            raise
    except (OSError, ValueError, IndexError):
        return False
    finally:
        signal.signal(signal.SIGINT, heeded)
    # A shell that was to start it tells so.
    return child.returncode not in {126, 127}


def _heed_interrupts() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _of_pager(environment: Mapping[str, str]) -> dict[str, str]:
    """Return a pager's environment: styles are shown as such, and words that are searched leave no trace."""
    less = environment.get("LESS")
    return {
        # As git has it.
        "LV": "-c",
        **environment,
        "LESS": "FRX" if less is None else f"-R {less}",
        "LESSHISTFILE": "-",
    }


def out_json(data: object) -> None:
    """Write data as JSON; keys keep their order, and only ASCII is used, which every terminal takes."""
    import json

    out(json.dumps(data, indent=2))


def styled(text: str, style: str, environment: Mapping[str, str]) -> str:
    """Return `text` in bold, dim, or as `found`, where standard output is a terminal that shows it."""
    if not is_styled(sys.stdout, environment):
        return text
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def is_styled(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Return whether a stream is a terminal that takes styles, and nobody asked for none."""
    return stream.isatty() and environment.get("TERM") != "dumb" and not environment.get("NO_COLOR")


def width() -> int:
    """Return how many columns to use: those of the terminal, at most `WIDEST`."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def rich_console(environment: Mapping[str, str], *, plain: bool = False) -> Console:
    """Return a Rich console on standard output; a `plain` one writes no escape byte at all."""
    from rich.console import Console

    class Quiet(Console):
        """A console that leaves it to `cli.main` what to do when nobody reads any more."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    coloured = not plain and is_styled(sys.stdout, environment)
    return Quiet(
        file=sys.stdout,
        width=width(),
        force_terminal=False if plain else None,
        color_system="auto" if coloured else None,
        no_color=not coloured,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        soft_wrap=False,
        _environ=environment,
    )


def steady_streams() -> None:
    """Show or read a stand-in for what a stream's encoding does not have, instead of ending the program.

    A stream that was closed is one that nothing comes from and that takes everything. So no file of ours
    gets its number, and with it what is meant for the terminal.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # it stays open
    for stream, errors in ((sys.stdin, LENIENT), (sys.stdout, "replace"), (sys.stderr, "replace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors=errors)


def piped_text() -> str:
    """Return all that comes on standard input, whatever encoding it is in, with line feeds as line ends."""
    return decode_text(sys.stdin.buffer.read()).replace("\r\n", "\n").replace("\r", "\n")
