"""What is measured, what it is compared with, and what the design asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus import COMMONEST, RARE
from homes import PROGRAMS, Home, environment
from timing import MODES, PIPED, TERMINAL, Arm

BARE = "bare"
SLOW = 100_000  # From so many entries on, jrnl takes seconds, so it gets fewer rounds.
NOTE = "An ordinary evening, with the rain on the window."
_SLUG = "cultivating-self-compassion"
_FASTER_THAN_JRNL = {1_000: 2.5, 10_000: 5.5, 100_000: 45.0}
_SNIPPET = 20
READS = {"newest 10": (), "a rare word": ("search", RARE), "the commonest word": ("search", COMMONEST)}
ADD = "one added"


@dataclass(frozen=True, slots=True)
class Target:
    """A bound, by mode where modes differ. `at_least` turns it from a ceiling into a floor."""

    bounds: Mapping[str, float]
    at_least: bool = False

    def met(self, mode: str, value: float) -> bool:
        """Whether a ratio keeps to the bound."""
        return value >= self.bounds[mode] if self.at_least else value <= self.bounds[mode]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: the time of `over` divided by that of `under`."""

    work: str
    over: str
    under: str
    target: Target | None = None


@dataclass(slots=True)
class Table:
    """Rows under a heading; `ratio` says what is divided by what."""

    heading: str
    ratio: str
    rows: list[Row] = field(default_factory=list)


def at_most(piped: float, terminal: float | None = None) -> Target:
    """Return a ceiling."""
    return Target({PIPED: piped, TERMINAL: terminal or piped})


def at_least(bound: float | None) -> Target | None:
    """Return a floor, or None where there is none."""
    return Target(dict.fromkeys(MODES, bound), at_least=True) if bound else None


def bare_arm(python: Path, home: Path) -> Arm:
    """Return the yardstick: the interpreter alone. It is short, so it is run often."""
    return Arm(BARE, (str(python), "-c", "pass"), environment(home), repeats=5)


def start_arms(command: str, version: str, home: Path, outlines: Path, folders: Path) -> list[Arm]:
    """Return the commands that don't read the journal."""
    env = environment(home)
    completion = {
        "_RESILIFY_COMPLETE": "complete_bash",
        "COMP_WORDS": f"resilify start {_SLUG[:4]}",
        "COMP_CWORD": "2",
    }
    listing = (command, "list")
    last = f"program-{PROGRAMS - 1}"
    return [
        Arm("--version", (command, "--version"), env, (version,)),
        Arm("--help", (command, "--help"), env, ("journal", "help-now")),
        Arm("completion of a slug", (command,), env | completion, (_SLUG,)),
        Arm("list", listing, env, (_SLUG,)),
        Arm("list, outlines", listing, environment(outlines), (_SLUG, "program-0", last)),
        Arm("list, folders", listing, environment(folders), (_SLUG, "program-0", last)),
    ]


def read_arms(command: str, jrnl: str | None, size: int, home: Home, slow_pairs: int) -> list[Arm]:
    """Return the commands that read a journal of `size` entries, and jrnl's beside them."""
    env = environment(home.path)
    newest = tuple(text[:_SNIPPET] for text in home.newest)
    shows = {"newest 10": newest, "a rare word": (home.rare[:_SNIPPET],), "the commonest word": newest}
    arms = [
        Arm(f"{name} @{size}", (command, "journal", *words), env, shows[name])
        for name, words in READS.items()
    ]
    if jrnl and home.journal:
        rounds = slow_pairs if size >= SLOW else None
        for name, words in READS.items():
            wanted = ("-contains", words[-1]) if words else ()
            asked = (jrnl, *wanted, "-n", "10")
            arms.append(Arm(f"jrnl {name} @{size}", asked, env, shows[name], rounds))
    return arms


def add_arms(command: str, jrnl: str | None, size: int, home: Home, slow_pairs: int) -> list[Arm]:
    """Return the commands that add an entry."""
    env = environment(home.path)
    arms = [Arm(f"{ADD} @{size}", (command, "journal", "add", NOTE), env, ("Kept as",))]
    if jrnl and home.journal:
        rounds = slow_pairs if size >= SLOW else None
        arms.append(Arm(f"jrnl {ADD} @{size}", (jrnl, NOTE), env, (), rounds))
    return arms


def tables(sizes: Sequence[int], jrnl_sizes: Sequence[int]) -> list[Table]:
    """Return the tables of ratios."""
    return [
        _against_bare(sizes),
        _against_jrnl(jrnl_sizes),
        _growth(sizes),
        Table(
            "A thousand programs",
            "`list` with them ÷ `list` with the bundled ones alone",
            [
                Row("list, 1,000 outlines of one file", "list, outlines", "list", at_most(1.3)),
                Row("list, 1,000 folders of nine files", "list, folders", "list", at_most(1.3)),
            ],
        ),
    ]


def _against_bare(sizes: Sequence[int]) -> Table:
    ceiling = at_most(7.5)
    rows = [Row(name, name, BARE, ceiling) for name in ("--version", "completion of a slug", "--help")]
    # In a terminal it draws a Rich table.
    rows.append(Row("list", "list", BARE, at_most(7.5, 11)))
    for name in READS:
        rows += [Row(f"{name}, of {size:,}", f"{name} @{size}", BARE, ceiling) for size in sizes]
    rows += [Row(f"{ADD}, to {size:,}", f"{ADD} @{size}", BARE) for size in sizes]
    return Table("Start-up", "resilify ÷ bare `python -c pass`", rows)


def _against_jrnl(sizes: Sequence[int]) -> Table:
    rows = []
    for name in (*READS, ADD):
        for size in sizes:
            target = None if name == "the commonest word" else at_least(_FASTER_THAN_JRNL.get(size))
            rows.append(Row(f"{name}, {size:,}", f"jrnl {name} @{size}", f"{name} @{size}", target))
    return Table("Against jrnl", "jrnl ÷ resilify: how many times faster", rows)


def _growth(sizes: Sequence[int]) -> Table:
    small, large = sizes[0], sizes[-1]
    rows = [
        Row(f"{name}, {large:,} ÷ {small:,}", f"{name} @{large}", f"{name} @{small}", at_most(1.25))
        for name in ("newest 10", "a rare word", ADD)
        if large > small
    ]
    for size in sizes:
        over, under = f"the commonest word @{size}", f"a rare word @{size}"
        rows.append(Row(f"commonest word ÷ rare one, {size:,}", over, under, at_most(2)))
    return Table("Growth", "resilify ÷ resilify", rows)
