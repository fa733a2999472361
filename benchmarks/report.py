"""Writes the tables as Markdown, and says what they were measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cases import Row, Table
from timing import MODES, Spread, Times, compare, spread

Measured = Mapping[str, Sequence[Times]]


def machine(versions: Mapping[str, str], jrnl: str | None, work: Path) -> Iterator[str]:
    """Yield what a reader must know to read the figures."""
    yield f"- {versions['python']}, SQLite {versions['sqlite']}"
    yield f"- resilify {versions['resilify']} from its wheel, {jrnl or 'without jrnl'}"
    yield f"- {_processor()}, {os.cpu_count()} cores; {platform.system()} {platform.release()}"
    yield f"- {_file_system(work)} file system"
    yield f"- load {load()} before"
    yield ""


def load() -> str:
    """Return how many processes wanted to run lately."""
    return f"{os.getloadavg()[0]:.1f}"


def ratio_tables(tables: Iterable[Table], measured: Measured) -> Iterator[str]:
    """Yield tables of ratios; those without rows are left out."""
    for table in tables:
        if table.rows:
            yield from ratio_table(table, measured)


def ratio_table(table: Table, measured: Measured) -> Iterator[str]:
    """Yield a table of ratios: median and quartiles, piped and in a terminal."""
    yield f"### {table.heading}"
    yield ""
    yield f"{table.ratio}; median (quartiles)"
    yield ""
    yield f"| Work | Pairs | {' | '.join(name.capitalize() for name in MODES)} | Target | Met |"
    yield f"| --- | ---: |{' ---: |' * len(MODES)} --- | --- |"
    for row in table.rows:
        found = {mode: _compared(row, measured[mode]) for mode in MODES}
        pairs = min(one.pairs for one in found.values())
        cells = " | ".join(_ratio(one) for one in found.values())
        yield f"| {row.work} | {pairs} | {cells} | {_bound(row)} | {_verdict(row, found)} |"
    yield ""


def plain_table(heading: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table of figures that are no ratios."""
    yield f"### {heading}"
    yield ""
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def met(kept: bool) -> str:
    """Return the word for whether a target is met."""
    return "yes" if kept else "**no**"


def bare_times(measured: Measured) -> str:
    """Return what one stands for in the ratios to bare Python."""
    said = []
    for mode in MODES:
        seconds = [one for times in measured[mode] for one in times["bare"] if one is not None]
        one = spread(seconds)
        said.append(f"{mode} {one.middle * 1000:.1f} ms ({one.low * 1000:.1f}–{one.high * 1000:.1f})")
    return f"Bare `python -c pass`: {', '.join(said)}"


def _compared(row: Row, measured: Sequence[Times]) -> Spread:
    """Compare two arms in the batch that holds both."""
    times = next(times for times in measured if row.over in times and row.under in times)
    return compare(times, row.over, row.under)


def _ratio(one: Spread) -> str:
    digits = 2 if one.middle < 3 else 1
    return f"{one.middle:.{digits}f} ({one.low:.{digits}f}–{one.high:.{digits}f})"


def _bound(row: Row) -> str:
    if row.target is None:
        return "–"
    sign = "≥" if row.target.at_least else "≤"
    bounds = list(dict.fromkeys(row.target.bounds[mode] for mode in MODES))
    return f"{sign} {' / '.join(f'{bound:g}' for bound in bounds)}"


def _verdict(row: Row, found: Mapping[str, Spread]) -> str:
    if row.target is None:
        return "–"
    missed = [mode for mode in MODES if not row.target.met(mode, found[mode].middle)]
    if not missed:
        return met(True)
    return met(False) if len(missed) == len(MODES) else f"{met(False)} ({missed[0]})"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder is on, where the system tells."""
    try:
        lines = Path("/proc/mounts").read_text("utf-8").splitlines()
    except OSError:
        return "unknown"
    mounts = [line.split()[1:3] for line in lines]
    holding = [(len(point), kind) for point, kind in mounts if folder.is_relative_to(point)]
    return max(holding)[1] if holding else "unknown"
