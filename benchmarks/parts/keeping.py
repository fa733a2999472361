"""What it costs to check, to copy and to encrypt the whole store, beside copying and hashing its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench import Bench
from cases import at_most
from homes import Home, copied_home, environment
from report import met, plain_table
from timing import PIPED, Arm, Cost, cost

_TARGET = at_most(2)
_COPYING = """
import hashlib, os, sys
digest = hashlib.sha256()
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    while part := source.read(1 << 20):
        digest.update(part)
        target.write(part)
    target.flush()
    os.fsync(target.fileno())
"""


def measured(bench: Bench) -> Iterator[str]:
    """Measure on copies of the largest store, one command after the other, and yield the table."""
    home = bench.home(bench.sizes[-1])
    found: dict[str, list[Cost]] = {}
    for _ in range(bench.rounds.exchanges):
        for arm in _arms(bench, copied_home(bench.folder, home, None)):
            found.setdefault(arm.name, []).append(cost(arm, str(bench.resilify.python)))
    columns = ("Work", "Entries", "Seconds", "÷ copying", "Target", "Met", "Peak, MiB")
    yield from plain_table("The whole store", columns, _rows(found, home))


def _arms(bench: Bench, home: Home) -> Iterator[Arm]:
    """Yield what is done to a home, in this order: at the end it is encrypted."""
    secret = bench.folder / "kept-passphrase"
    secret.write_text("a kettle sings to the rain\n", "utf-8")
    env = environment(home.path) | {"RESILIFY_PASSPHRASE_FILE": str(secret)}
    copy = str(home.path / "copied")
    yield Arm("copying", (str(bench.resilify.python), "-c", _COPYING, str(home.store), copy), env)
    yield Arm("doctor", (bench.command, "doctor"), env, ("is whole",))
    yield Arm("backup", (bench.command, "backup", str(home.path / "backup.db")), env)
    yield Arm("encrypt", (bench.command, "encrypt", "--yes"), env)
    yield Arm("doctor, encrypted", (bench.command, "doctor"), env, ("is whole",))


def _rows(found: dict[str, list[Cost]], home: Home) -> Iterator[Sequence[str]]:
    yardstick = [one.seconds for one in found["copying"]]
    for name, taken in found.items():
        ratio = median(one.seconds / bare for one, bare in zip(taken, yardstick, strict=True))
        seconds = f"{median(one.seconds for one in taken):.2f}"
        bound = _TARGET.bounds[PIPED]
        aimed_at = (f"≤ {bound:g}", met(_TARGET.met(PIPED, ratio))) if name != "copying" else ("–", "–")
        peak = f"{max(one.peak for one in taken):.1f}"
        yield [name, f"{home.entries:,}", seconds, f"{ratio:.1f}", *aimed_at, peak]
