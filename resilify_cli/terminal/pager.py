"""Shows a long result in the pager that a person has set."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence

from resilify_cli.console import WIDEST, print_line, print_warning
from resilify_cli.variables import PAGER


def print_paged(lines: Sequence[str], environment: Mapping[str, str]) -> None:
    """Write lines of a result, through `$PAGER` if it is set and they don't fit the terminal.

    Args:
        lines: The lines, which have passed `safe`.
        environment: The environment variables; `RESILIFY_PAGER`, `PAGER`, `TERM` and
            `LESS` are read.
    """
    pager = environment.get(PAGER, environment.get("PAGER", "")).strip()
    rows = shutil.get_terminal_size((WIDEST, 24)).lines
    if pager and sys.stdout.isatty() and environment.get("TERM") != "dumb" and len(lines) >= rows:
        if _run_pager(pager, lines, environment):
            return
        print_warning(f"The pager {pager!r} could not be started.")
    for line in lines:
        print_line(line)


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
        "LESS": "FRX" if less is None else f"-R {less}",
        "LESSHISTFILE": "-",
    }
