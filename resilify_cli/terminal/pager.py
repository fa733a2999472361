"""Shows a long result a screen at a time, in the pager that a person has set or else in Less."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence

from resilify_cli.console import WIDEST, print_unbroken, print_warning, result_width
from resilify_cli.text_width import break_lines
from resilify_cli.variables import PAGER, PLAIN, is_on

# What Less is told where nothing is set: to end by itself where all fits, show styles, and leave the screen
# as it is. Its last line says how to go on, for whoever has not met it before.
_LESS = "FRX-Ps?e(END) q leaves:Space goes on, q leaves.$"


def print_paged(lines: Sequence[str], environment: Mapping[str, str], *, always: bool = True) -> None:
    """Write lines of a result, a screen at a time where they don't fit the terminal.

    Args:
        lines: The lines, which have passed `safe`.
        environment: The environment variables; `RESILIFY_PAGER`, `PAGER`, `RESILIFY_PLAIN`, `TERM`, `PATH`
            and `LESS` are read.
        always: Whether to use a pager also where none is set.
    """
    width = result_width()
    lines = [part for line in lines for part in break_lines(line, width)]
    rows = shutil.get_terminal_size((WIDEST, 24)).lines
    if sys.stdout.isatty() and environment.get("TERM") != "dumb" and len(lines) >= rows:
        pager = find_pager(environment, always=always)
        if pager and _run_pager(pager, lines, environment):
            return
        if pager:
            print_warning(f"The pager {pager!r} could not be started.")
    for line in lines:
        print_unbroken(line)


def find_pager(environment: Mapping[str, str], *, always: bool = True) -> str:
    """Return the command of the pager to use; empty for none.

    It is that of `RESILIFY_PAGER`, or else of `PAGER`; either may be empty. Where neither is set it is Less,
    but not in plain lines, which are to be read from the first to the last.

    Args:
        environment: As in `print_paged`.
        always: As in `print_paged`.
    """
    for name in (PAGER, "PAGER"):
        if name in environment:
            return environment[name].strip()
    if not always or is_on(environment, PLAIN):
        return ""
    return shutil.which("less", path=environment.get("PATH")) or ""


def _run_pager(pager: str, lines: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Show lines in a pager, to which Ctrl-C goes meanwhile, and return whether it could be started."""
    import shlex
    import signal
    import subprocess

    sys.stdout.flush()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = subprocess.Popen(
            shlex.split(pager),
            stdin=subprocess.PIPE,
            encoding=sys.stdout.encoding,
            errors="replace",
            env=_pager_environment(environment),
            # A child inherits an ignored signal.
            preexec_fn=None if sys.platform == "win32" else _reset_interrupts,  # noqa: PLW1509  # no lock
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
        signal.signal(signal.SIGINT, before)
    # A shell that was to start it tells so.
    return child.returncode not in {126, 127}


def _reset_interrupts() -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _pager_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a pager that shows styles and keeps no history of what is searched for."""
    less = environment.get("LESS")
    return {
        # As git has it.
        "LV": "-c",
        **environment,
        "LESS": _LESS if less is None else f"-R {less}",
        "LESSHISTFILE": "-",
    }
