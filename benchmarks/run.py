"""Measures resilify beside bare Python and jrnl, and prints Markdown tables. See README.md here.

python benchmarks/run.py --sizes 1000 10000 100000
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles

import cases
import checks
import report
from homes import Home, environment, filled_home, home_of_folders, home_of_outlines
from installed import Installed, install_jrnl, install_resilify, jrnl_version
from timing import MODES, Arm, Times, measure, peak_memory

_LARGEST_JRNL = 100_000
_MEMORY_TARGET = 30.0
_STEP_TARGET = 10.0
_STEPS = {
    "answer": "from an answer to the next question",
    "page": "from a page read to the next",
    "draft": "a draft saved",
}
_WALKING = Path(__file__).with_name("walking.py")


def main() -> None:
    """Install, fill, check, measure, print."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="resilify-bench-", dir=options.work) as made:
        for line in _measured(options, Path(made)):
            print(line, flush=True)


def _measured(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    load_before = os.getloadavg()[0]
    resilify = install_resilify(folder, options.wheel)
    jrnl = None if options.no_jrnl else options.jrnl or install_jrnl(folder)
    version = jrnl_version(jrnl) if jrnl else None
    homes = {}
    for size in options.sizes:
        _tell(f"filling {size:,} entries")
        homes[size] = filled_home(folder, size, resilify, version if size <= _LARGEST_JRNL else None)
    command, other = str(resilify.command), str(jrnl) if jrnl else None
    for home in homes.values():
        checks.check_found(command, other, home)

    reading, adding = _arms(options, folder, resilify, other, homes)
    measured: dict[str, list[Times]] = {mode: [measure(reading, options.pairs, mode)] for mode in MODES}
    memory = _memory([*reading, *adding[1:]], resilify)
    for mode in MODES:
        measured[mode].append(measure(adding, options.pairs, mode))
    for home in homes.values():
        checks.check_added(command, other, home)

    load = f"{load_before:.1f} before, {os.getloadavg()[0]:.1f} after"
    yield from report.machine(resilify.versions, version, folder, load)
    yield report.bare_times(measured)
    yield ""
    for table in cases.tables(options.sizes, [size for size in homes if homes[size].journal]):
        if table.rows:
            yield from report.ratio_table(table, measured)
    columns = ("Work", "Peak, MiB", "Target", "Met")
    yield from report.plain_table("Memory, piped", columns, memory)
    yield from _walks(options, resilify, homes)


def _arms(
    options: argparse.Namespace,
    folder: Path,
    resilify: Installed,
    jrnl: str | None,
    homes: Mapping[int, Home],
) -> tuple[list[Arm], list[Arm]]:
    """Return what reads, and what adds: apart, so that what is read stays as it was checked."""
    command = str(resilify.command)
    smallest = homes[options.sizes[0]]
    bare = cases.bare_arm(resilify.python, smallest.path)
    outlines = home_of_outlines(folder, smallest)
    folders = home_of_folders(folder, smallest, resilify)
    version = resilify.versions["resilify"]
    reading = [bare, *cases.start_arms(command, version, smallest.path, outlines, folders)]
    adding = [bare]
    for size, home in homes.items():
        reading += cases.read_arms(command, jrnl, size, home, options.slow_pairs)
        adding += cases.add_arms(command, jrnl, size, home, options.slow_pairs)
    return reading, adding


def _memory(arms: Sequence[Arm], resilify: Installed) -> list[list[str]]:
    """Return rows of the most memory held: our commands against the target, jrnl's for comparison."""
    rows = []
    for arm in arms:
        if "@" not in arm.name and arm.name not in (cases.BARE, "list"):
            continue
        peak = median(peak_memory(arm, str(resilify.python)) for _ in range(1 if arm.rounds else 3))
        aimed_at = "@" in arm.name and not arm.name.startswith("jrnl")
        verdict = report.met(peak <= _MEMORY_TARGET) if aimed_at else "–"
        name, _, size = arm.name.partition(" @")
        work = f"{name}, {int(size):,}" if size else name
        rows.append([work, f"{peak:.1f}", f"≤ {_MEMORY_TARGET:g}" if aimed_at else "–", verdict])
    return rows


def _walks(options: argparse.Namespace, resilify: Installed, homes: Mapping[int, Home]) -> Iterator[str]:
    """Measure a session from within, on the smallest and the largest store."""
    rows = []
    for size in sorted({options.sizes[0], options.sizes[-1]}):
        _tell(f"walking over {size:,} entries")
        synced = _walk(resilify, homes[size].path, options.answers)
        unsynced = _walk(resilify, homes[size].path, options.answers, "--unsynced")
        for kind, work in _STEPS.items():
            rows.append([f"{work}, {size:,}", *_step(synced[kind], unsynced[kind])])
        fsync = synced["fsync"]
        middle, late = median(fsync), _late(fsync)
        rows.append(
            ["(one fsync of 4 KiB, to compare)", str(len(fsync)), f"{middle:.2f}", f"{late:.2f}", *"––––"]
        )
    columns = ("Work", "Times", "Median, ms", "p99, ms", "Ours: median", "Ours: p99", "Target", "Met")
    yield from report.plain_table("In a session", columns, rows)
    yield "Ours is what remains when SQLite does not wait for the disk."


def _step(durable: Sequence[float], ours: Sequence[float]) -> list[str]:
    """Return the cells of one row, and whose the fault is if the target is missed."""
    late = _late(durable)
    verdict = report.met(late <= _STEP_TARGET)
    if late > _STEP_TARGET and _late(ours) <= _STEP_TARGET:
        verdict += " (the disk; ours: yes)"
    figures = [f"{figure:.2f}" for figure in (median(durable), late, median(ours), _late(ours))]
    return [str(len(durable)), *figures, f"p99 ≤ {_STEP_TARGET:g}", verdict]


def _late(values: Sequence[float]) -> float:
    """Return the 99th percentile."""
    return quantiles(values, n=100, method="inclusive")[98]


def _walk(resilify: Installed, home: Path, answers: int, *flags: str) -> dict[str, list[float]]:
    command = [str(resilify.python), str(_WALKING), str(home), str(answers), *flags]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment(home))
    times: dict[str, list[float]] = json.loads(done.stdout)
    return times


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure resilify beside bare Python and jrnl.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--pairs", type=int, default=15, help="rounds, each with every command once")
    parser.add_argument("--slow-pairs", type=int, default=5, help="rounds for jrnl from 100,000 entries on")
    parser.add_argument("--answers", type=int, default=600, help="answers to time in a session")
    parser.add_argument("--wheel", type=Path, help="a wheel to measure, instead of building one")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--jrnl", type=Path, help="an installed jrnl, instead of installing one")
    which.add_argument("--no-jrnl", action="store_true", help="leave jrnl out")
    parser.add_argument("--work", type=Path, help="where to put the stores; their file system is measured")
    options = parser.parse_args()
    options.sizes.sort()
    return options


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    main()
