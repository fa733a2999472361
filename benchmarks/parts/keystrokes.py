"""How long a key takes to be seen in a session, and an Enter to the next screen, in a pseudo-terminal."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from bench import Bench, tell
from homes import environment
from report import met, plain_table

_ECHO, _NEXT_SCREEN = 20.0, 15.0
_TYPING = Path(__file__).parent.with_name("keystrokes.py")
_KINDS = {
    "one line": "a letter at the end of 50,000 in one line",
    "many lines": "a letter at the end of 50,000 in many lines",
    "middle": "a letter in the middle of 50,000",
    "next screen": "Enter, to the next question",
}


def measured(bench: Bench) -> Iterator[str]:
    """Measure, and yield the table."""
    columns = ("Key", "Times", "Median, ms", "p99, ms", "Target", "Met")
    yield from plain_table("From a key to the screen", columns, _rows(bench))
    yield ""


def _rows(bench: Bench) -> Iterator[Sequence[str]]:
    tell("typing")
    command = [str(bench.resilify.python), str(_TYPING), str(bench.rounds.answers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment(bench.folder))
    times: dict[str, list[float]] = json.loads(done.stdout)
    for kind, key in _KINDS.items():
        late = quantiles(times[kind], n=100, method="inclusive")[98]
        figures = (f"{median(times[kind]):.2f}", f"{late:.2f}")
        target = _NEXT_SCREEN if kind == "next screen" else _ECHO
        yield [key, str(len(times[kind])), *figures, f"p99 ≤ {target:g}", met(late <= target)]
