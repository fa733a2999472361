"""What it costs to sync a journal with a folder: to begin, to join, each time, and over ten years."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench import Bench, tell
from cases import Row, Table, at_most
from homes import Home, copied_home, environment, new_home
from reads import NEWEST
from report import met, plain_table, ratio_tables
from stores import journal_of, rows_kept
from timing import MODES, PIPED, Arm, WrongOutputError, cost, measure, run

_LARGE = 100_000
_JOIN_RATE, _JOIN_MEMORY = 5_000, 200.0
_TEN, _YEARS = 10, 3_650
_SIMULATION = Path(__file__).parent.with_name("syncing.py")
_NOTHING, _JOURNAL = "sync, nothing new", "journal"


def measured(bench: Bench) -> Iterator[str]:
    """Measure, and yield the tables."""
    home = copied_home(bench.folder, bench.home(bench.sizes[-1]), None)
    folder = bench.folder / "synced"
    columns = ("Work", "Entries", "Seconds", "Entries a second", "Target", "Peak, MiB", "Target", "Met")
    yield from plain_table("The first sync", columns, _beginning(bench, home, folder))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    yield f"The folder has {size / home.store.stat().st_size:.2f} of the store's size."
    yield ""
    shown = tuple(words for _, words in home.found[NEWEST.name])
    env = environment(home.path)
    arms = [
        Arm(_NOTHING, (bench.command, "sync"), env, ("nothing new",)),
        Arm(_JOURNAL, (bench.command, "journal", *NEWEST.words), env, shown),
    ]
    times = {mode: [measure(arms, bench.rounds.pairs, mode)] for mode in MODES}
    table = Table("Nothing new", "`sync` ÷ `journal`", [Row(_NOTHING, _NOTHING, _JOURNAL, at_most(1.5))])
    yield from ratio_tables([table], times)
    yield from plain_table("Ten new entries", ("Work", "Seconds", "Peak, MiB"), _ten(bench, home))
    days = ("After days", "Files", "KiB", "Of the store", "Milliseconds a day, both machines")
    yield from plain_table("Ten years of daily use", days, _growth(bench))


def _beginning(bench: Bench, home: Home, folder: Path) -> Iterator[Sequence[str]]:
    secret = bench.folder / "sync-passphrase"
    secret.write_text("a kettle sings to the rain\n", "utf-8")
    folder.mkdir()
    other = replace(home, path=new_home(bench.folder / "joined"))
    given = (str(folder), "--folder-passphrase-file", str(secret), "--name", "machine")
    for name, place, words in (("sync init", home, ("init", "--yes")), ("sync join", other, ("join",))):
        tell(name)
        arm = Arm(name, (bench.command, "sync", *words, *given), environment(place.path))
        took = cost(arm, str(bench.resilify.python))
        count = rows_kept(place.store)
        rate = count / took.seconds
        kept = met(rate >= _JOIN_RATE and took.peak <= _JOIN_MEMORY) if home.entries >= _LARGE else "–"
        figures = (f"{took.seconds:.2f}", f"{rate:,.0f}", f"≥ {_JOIN_RATE:,}", f"{took.peak:.1f}")
        yield [name, f"{count:,}", *figures, f"≤ {_JOIN_MEMORY:g}", kept]
    if journal_of(home.store, 1) != journal_of(other.store, 1):
        raise WrongOutputError("sync join: the other machine has other entries")
    # What came in has told this machine of the other one.
    run(Arm("sync", (bench.command, "sync"), environment(home.path)), PIPED)


def _ten(bench: Bench, home: Home) -> Iterator[Sequence[str]]:
    env = environment(home.path)
    for _ in range(bench.rounds.exchanges):
        for number in range(_TEN):
            run(Arm("add", (bench.command, "journal", "add", f"An evening, number {number}."), env), PIPED)
        arm = Arm("sync, ten new entries", (bench.command, "sync"), env, (f"{_TEN} sent",))
        took = cost(arm, str(bench.resilify.python))
        yield [arm.name, f"{took.seconds:.2f}", f"{took.peak:.1f}"]


def _growth(bench: Bench) -> Iterator[Sequence[str]]:
    tell(f"syncing for {_YEARS:,} days")
    home = new_home(bench.folder / "years")
    command = [str(bench.resilify.python), str(_SIMULATION), str(_YEARS), str(home)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment(home))
    before = 0
    for year in json.loads(done.stdout):
        days = year["day"] - before
        before = year["day"]
        share = year["bytes"] / year["store"]
        taken = f"{year['seconds'] / days * 1000:.1f}"
        yield [f"{year['day']:,}", str(year["files"]), f"{year['bytes'] / 1024:,.0f}", f"{share:.2f}", taken]
