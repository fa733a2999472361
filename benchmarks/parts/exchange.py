"""How quick the journal goes out and comes back in, in every format, beside jrnl on the same text."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from bench import Bench, tell
from corpus import RARE
from formats import EVERYTHING, FORMATS, NUMBERS, Format, jrnl_entries
from homes import Home, environment, jrnl_journal, new_home
from report import met, plain_table
from stores import Entries, difference, journal_of, numbers_kept, rows_kept
from timing import PIPED, Arm, Cost, WrongOutputError, cost, run

_LARGE = 100_000  # In smaller stores the start of the command is most of the time.
# Entries a second; Markdown is a file for each.
_EXPORT_RATE, _IMPORT_RATE, _MARKDOWN_RATE = 5_000, 15_000, 10_000
_JRNL_SHARE = 0.8  # Of jrnl's own time to import the same text.
_MEMORY_TARGET = 200.0
_COLUMNS = ("Work", "Entries", "Runs", "Seconds", "Entries a second", "Target", "Peak, MiB", "Target", "Met")


@dataclass(frozen=True, slots=True)
class Job:
    """Something to run and to time. `prepare` clears the way, and `check` returns how many entries it took.

    `beside` is the name of the job of jrnl's that does the like. One of jrnl's is run once: it takes long.
    """

    name: str
    arm: Arm
    prepare: Callable[[], object]
    check: Callable[[], int]
    beside: str = ""
    ours: bool = True


def measured(bench: Bench) -> Iterator[str]:
    """Measure on the largest store, and yield the table. What every single run made is read and compared."""
    home = bench.home(bench.sizes[-1])
    out = bench.folder / "exported"
    out.mkdir()
    jobs = [*_our_jobs(bench, home, out), *_jrnl_jobs(bench, home, out)]
    costs: dict[str, list[Cost]] = {job.name: [] for job in jobs}
    counts: dict[str, int] = {}
    random = Random(1)
    for number in range(bench.rounds.exchanges):
        # In the first round in their order, since what comes in must have gone out before.
        order = random.sample(jobs, len(jobs)) if number else jobs
        for job in order:
            if number and not job.ours:
                continue
            tell(f"  {job.name}, round {number + 1} of {bench.rounds.exchanges}")
            job.prepare()
            costs[job.name].append(cost(job.arm, str(bench.resilify.python)))
            counts[job.name] = job.check()
    rows = [_row(job, counts[job.name], costs, home.entries >= _LARGE) for job in jobs]
    yield from plain_table("Out and in", (*_COLUMNS, "Times jrnl's speed"), rows)


def _our_jobs(bench: Bench, home: Home, out: Path) -> Iterator[Job]:
    for form in FORMATS:
        yield _exporting(bench, home, form, out / form.file)
    arriving = bench.folder / "arriving"
    for form in FORMATS:
        if form.can_import:
            yield _importing(bench, home, form, out / form.file, arriving)


def _exporting(bench: Bench, home: Home, form: Format, path: Path) -> Job:
    def check() -> int:
        wanted = {EVERYTHING: rows_kept, NUMBERS: numbers_kept}.get(form, lambda _: home.entries)(home.store)
        found = form.count(path)
        if found != wanted:
            raise WrongOutputError(f"export {form.name}: {found:,} entries where there should be {wanted:,}")
        return found

    command = (bench.command, "journal", "export", "--format", form.name, "--output", str(path))
    name = f"export {form.name}"
    beside = f"jrnl export {form.jrnl}" if form.jrnl else ""
    arm = Arm(name, command, environment(home.path))
    return Job(name, arm, lambda: _remove(path), check, beside)


def _importing(bench: Bench, home: Home, form: Format, path: Path, arriving: Path) -> Job:
    env = environment(arriving)
    store = arriving / home.store.name
    search = Arm("search", (bench.command, "journal", "search", RARE), env, (RARE,))
    here = journal_of(home.store, form.resolution) if form.resolution else None

    def check() -> int:
        run(search, PIPED)
        if form.resolution is None or here is None:
            wrong = difference(home.store, store)
        else:
            wrong = _compared(here, journal_of(store, form.resolution))
        if wrong:
            raise WrongOutputError(f"import {form.name}: {wrong}")
        return rows_kept(store)

    command = (bench.command, "journal", "import", str(path), "--format", form.name)
    name = f"import {form.name}"
    beside = "jrnl import" if form.name == "jrnl" else ""
    return Job(name, Arm(name, command, env), lambda: new_home(arriving), check, beside)


def _compared(here: Entries, there: Entries) -> str:
    """Return what differs, by how many and one time of each sort; empty if nothing does."""
    if here == there:
        return ""
    lost, strange = here - there, there - here
    examples = [min(one, default=None) for one in (lost, strange)]
    return f"{lost.total():,} entries are lost and {strange.total():,} are strange, such as {examples!r}"


def _jrnl_jobs(bench: Bench, home: Home, out: Path) -> Iterator[Job]:
    """Yield what jrnl can do of this, with the same text."""
    if bench.jrnl is None or home.journal is None:
        return
    journal, version = home.journal, bench.jrnl.version
    for name, form in (("text", FORMATS[1]), ("json", EVERYTHING)):
        path = out / f"from-jrnl.{name}"
        command = (bench.jrnl.command, "--format", name, "--file", str(path))
        arm = Arm(f"jrnl export {name}", command, environment(home.path))
        yield Job(arm.name, arm, _removing(path), _counting(arm.name, form.count, path, home), ours=False)

    other = bench.folder / "arriving-jrnl"

    def prepare() -> None:
        jrnl_journal(new_home(other), version).touch()

    importing = (bench.jrnl.command, "--import", "--file", str(journal))
    arm = Arm("jrnl import", importing, environment(other))
    check = _counting(arm.name, jrnl_entries, other / journal.name, home)
    yield Job(arm.name, arm, prepare, check, ours=False)


def _removing(path: Path) -> Callable[[], None]:
    return lambda: _remove(path)


def _counting(name: str, count: Callable[[Path], int], path: Path, home: Home) -> Callable[[], int]:
    def check() -> int:
        found = count(path)
        if found != home.entries:
            raise WrongOutputError(f"{name}: {found:,} entries where there should be {home.entries:,}")
        return found

    return check


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _rate_target(name: str) -> int:
    """Return how many entries a second a job is to take."""
    if not name.startswith("import"):
        return _EXPORT_RATE
    return _MARKDOWN_RATE if name.endswith("markdown") else _IMPORT_RATE


def _row(job: Job, count: int, costs: Mapping[str, Sequence[Cost]], is_large: bool) -> list[str]:
    taken = costs[job.name]
    seconds, peak = median(one.seconds for one in taken), max(one.peak for one in taken)
    rate = count / seconds
    figures = [job.name, f"{count:,}", str(len(taken)), f"{seconds:.2f}", f"{rate:,.0f}"]
    aimed_at = is_large and job.ours
    wanted = _rate_target(job.name)
    targets = (f"≥ {wanted:,}", f"≤ {_MEMORY_TARGET:g}") if aimed_at else ("–", "–")
    is_kept = rate >= wanted and peak <= _MEMORY_TARGET
    faster = "–"
    if theirs := costs.get(job.beside):
        times = median(one.seconds for one in theirs) / seconds
        faster = f"{times:.2f}"
        if job.beside == "jrnl import":
            faster += f" (≥ {1 / _JRNL_SHARE:g})"
            is_kept &= times >= 1 / _JRNL_SHARE
    kept = met(is_kept) if aimed_at else "–"
    return [*figures, targets[0], f"{peak:.1f}", targets[1], kept, faster]
