"""Measures resilify beside bare Python and jrnl, and prints Markdown tables. See README.md here.

python benchmarks/run.py --sizes 1000 10000 100000 --only journal
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import report
from bench import Bench, Jrnl, Rounds, tell
from installed import install_jrnl, install_resilify, jrnl_version
from parts import exchange, insights, journal, keeping, keystrokes, session, start, sync, unlocking

_PARTS = {
    "start": start.measured,
    "journal": journal.measured,
    "insights": insights.measured,
    "exchange": exchange.measured,
    "session": session.measured,
    "keystrokes": keystrokes.measured,
    "unlocking": unlocking.measured,
    "keeping": keeping.measured,
    "sync": sync.measured,
}


def main() -> None:
    """Install, then let each part fill, check and measure; print as it goes."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="resilify-bench-", dir=options.work) as made:
        for line in _measured(options, Path(made)):
            print(line, flush=True)


def _measured(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    bench = _bench(options, folder)
    jrnl = bench.jrnl.version if bench.jrnl else None
    yield from report.machine(bench.resilify.versions, jrnl, folder)
    for name, measured in _PARTS.items():
        if name in options.only:
            tell(name)
            yield f"## {name.capitalize()}"
            yield ""
            yield from measured(bench)
    yield f"Load {report.load()} after."


def _bench(options: argparse.Namespace, folder: Path) -> Bench:
    resilify = install_resilify(folder, options.wheel)
    jrnl = None
    if not options.no_jrnl:
        command = options.jrnl or install_jrnl(folder)
        jrnl = Jrnl(str(command), jrnl_version(command))
    rounds = Rounds(options.pairs, options.slow_pairs, options.exchanges, options.answers)
    return Bench(folder, tuple(sorted(options.sizes)), rounds, resilify, jrnl)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure resilify beside bare Python and jrnl.")
    parser.add_argument(
        "--only", nargs="+", choices=_PARTS, default=list(_PARTS), metavar="PART", help=", ".join(_PARTS)
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--pairs", type=int, default=15, help="rounds, each with every command once")
    parser.add_argument("--slow-pairs", type=int, default=5, help="rounds for jrnl from 100,000 entries on")
    parser.add_argument("--exchanges", type=int, default=2, help="how often to export and import")
    parser.add_argument("--answers", type=int, default=600, help="answers to time in a session")
    parser.add_argument("--wheel", type=Path, help="a wheel to measure, instead of building one")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--jrnl", type=Path, help="an installed jrnl, instead of installing one")
    which.add_argument("--no-jrnl", action="store_true", help="leave jrnl out")
    parser.add_argument("--work", type=Path, help="where to put the stores; their file system is measured")
    return parser.parse_args()


if __name__ == "__main__":
    main()
