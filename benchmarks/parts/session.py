"""How long a person waits in a session, from within: on the smallest store and on the largest."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from bench import Bench, tell
from homes import copied_home, environment
from report import met, plain_table

_STEP_TARGET = 10.0
_STEPS = {
    "answer": "from an answer to the next question",
    "page": "from a page read to the next",
    "draft": "a draft saved",
}
_WALKING = Path(__file__).parent.with_name("walking.py")


def measured(bench: Bench) -> Iterator[str]:
    """Measure, and yield the table."""
    columns = ("Work", "Times", "Median, ms", "p99, ms", "Ours: median", "Ours: p99", "Target", "Met")
    yield from plain_table("In a session", columns, _rows(bench))
    yield "Ours is what remains when SQLite does not wait for the disk."
    yield ""


def _rows(bench: Bench) -> Iterator[Sequence[str]]:
    for size in bench.ends:
        home = copied_home(bench.folder, bench.home(size), None)
        tell(f"walking over {size:,} entries")
        synced = _walk(bench, home.path)
        unsynced = _walk(bench, home.path, "--unsynced")
        for kind, work in _STEPS.items():
            yield [f"{work}, {size:,}", *_step(synced[kind], unsynced[kind])]
        fsync = synced["fsync"]
        middle, late = f"{median(fsync):.2f}", f"{_late(fsync):.2f}"
        yield ["(one fsync of 4 KiB, to compare)", str(len(fsync)), middle, late, *"––––"]


def _step(durable: Sequence[float], ours: Sequence[float]) -> list[str]:
    """Return the cells of one row, and whose the fault is if the target is missed."""
    late = _late(durable)
    verdict = met(late <= _STEP_TARGET)
    if late > _STEP_TARGET and _late(ours) <= _STEP_TARGET:
        verdict += " (the disk; ours: yes)"
    figures = [f"{figure:.2f}" for figure in (median(durable), late, median(ours), _late(ours))]
    return [str(len(durable)), *figures, f"p99 ≤ {_STEP_TARGET:g}", verdict]


def _late(values: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[98]


def _walk(bench: Bench, home: Path, *flags: str) -> dict[str, list[float]]:
    command = [str(bench.resilify.python), str(_WALKING), str(home), str(bench.rounds.answers), *flags]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment(home))
    times: dict[str, list[float]] = json.loads(done.stdout)
    return times
