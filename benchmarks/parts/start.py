"""How quick the commands start that don't read the journal, also beside a thousand programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench import Bench
from cases import BARE, Row, Table, at_most, bare_arm
from homes import PROGRAMS, copied_home, environment, home_of_folders, home_of_outlines
from report import bare_times, met, plain_table, ratio_tables
from timing import MODES, TERMINAL, Arm, compare, measure

_SLUG = "cultivating-self-compassion"
_FIRST_SCREEN = 15.0


def measured(bench: Bench) -> Iterator[str]:
    """Measure, and yield the tables."""
    home = bench.home(bench.sizes[0])
    outlines = home_of_outlines(bench.folder, home)
    folders = home_of_folders(bench.folder, home, bench.resilify, PROGRAMS)
    eleven = home_of_folders(bench.folder, home, bench.resilify, 10)
    arms = [bare_arm(bench.resilify.python, home.path), *_arms(bench, home.path, outlines, folders, eleven)]
    times = {mode: [measure(arms, bench.rounds.pairs, mode)] for mode in MODES}
    yield bare_times(times)
    yield ""
    yield from ratio_tables(_tables(), times)
    yield from _first_screens(bench)


def _arms(bench: Bench, home: Path, outlines: Path, folders: Path, eleven: Path) -> list[Arm]:
    env = environment(home)
    command = bench.command
    completion = {
        "_RESILIFY_COMPLETE": "complete_bash",
        "COMP_WORDS": f"resilify start {_SLUG[:4]}",
        "COMP_CWORD": "2",
    }
    listing = (command, "list")
    last = f"program-{PROGRAMS - 1}"
    return [
        Arm("--version", (command, "--version"), env, (bench.resilify.versions["resilify"],)),
        Arm("--line", (command, "--line"), env, (": ",)),
        Arm("home", (command,), env, ("resilify help-now",)),
        Arm("--help", (command, "--help"), env, ("journal", "help-now")),
        Arm("completion of a slug", (command,), env | completion, (_SLUG,)),
        Arm("list", listing, env, (_SLUG,)),
        Arm("list, outlines", listing, environment(outlines), (_SLUG, "program-0", last)),
        Arm("list, eleven", listing, environment(eleven), (_SLUG, "program-0", "program-9")),
        Arm("list, folders", listing, environment(folders), (_SLUG, "program-0", last)),
    ]


def _first_screens(bench: Bench) -> Iterator[str]:
    """Measure `start` until its first screen stands in the terminal, in a home of its own."""
    home = copied_home(bench.folder, bench.home(bench.sizes[0]), None).path
    start = Arm("start", (bench.command, "start", _SLUG), environment(home), until="save and leave")
    times = measure([bare_arm(bench.resilify.python, home), start], bench.rounds.pairs, TERMINAL)
    found = compare(times, "start", BARE)
    figures = (f"{found.middle:.1f} ({found.low:.1f}–{found.high:.1f})", f"≤ {_FIRST_SCREEN:g}")
    row = ("start, to its first screen", str(found.pairs), *figures, met(found.middle <= _FIRST_SCREEN))
    columns = ("Work", "Pairs", "Terminal ÷ bare", "Target", "Met")
    yield from plain_table("A session begins", columns, [row])


def _tables() -> list[Table]:
    ceiling = at_most(7.5)
    rows = [Row(name, name, BARE, ceiling) for name in ("--version", "completion of a slug", "--help")]
    rows += [Row("--line", "--line", BARE, at_most(2.5)), Row("resilify alone", "home", BARE, at_most(11))]
    # In a terminal it draws a Rich table.
    rows.append(Row("list", "list", BARE, at_most(6.1, 11)))
    return [
        Table("Start-up", "resilify ÷ bare `python -c pass`", rows),
        Table(
            "Many programs",
            "`list` with them ÷ `list` with the bundled ones alone",
            [
                Row("list, 10 folders of nine files", "list, eleven", "list", at_most(1.05)),
                Row("list, 1,000 outlines of one file", "list, outlines", "list", at_most(1.3)),
                Row("list, 1,000 folders of nine files", "list, folders", "list", at_most(1.3)),
            ],
        ),
    ]
