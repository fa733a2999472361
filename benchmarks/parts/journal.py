"""What it costs to read the journal and to add to it: with its size, and beside jrnl on the same text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from bench import Bench
from cases import BARE, Row, Table, at_least, at_most, at_size, bare_arm, growth, named_size
from homes import Home, copied_home, environment
from reads import BESIDE_JRNL, COMMON_WORD, NEWEST, RARE_WORD, READS, Read
from report import bare_times, met, plain_table, ratio_tables
from timing import MODES, PIPED, Arm, Times, WrongOutputError, cost, measure, run

_SLOW = 100_000  # From so many entries on, jrnl takes seconds, so it gets fewer rounds.
_MEMORY_TARGET = 30.0
_FASTER_THAN_JRNL = {1_000: 2.5, 10_000: 5.5, 100_000: 45.0}
_NOTE = "An ordinary evening, with the rain on the window."
_ADD = "one added"
_CHECKIN = "a check-in added"
_CHECKIN_WORDS = ("--mood", "3", "--feeling", "tired", "--activity", "work", "--note", _NOTE)
_ADDED = ("Kept as",)


def measured(bench: Bench) -> Iterator[str]:
    """Measure, and yield the tables. What adds comes last and has stores of its own."""
    homes = {size: bench.home(size) for size in bench.sizes}
    for home in homes.values():
        _check_found(bench, home)
    copies = {size: copied_home(bench.folder, home, _version(bench)) for size, home in homes.items()}
    bare = bare_arm(bench.resilify.python, homes[bench.sizes[0]].path)
    reading = [bare, *(arm for home in homes.values() for arm in _read_arms(bench, home))]
    adding = [bare, *(arm for home in copies.values() for arm in _add_arms(bench, home))]

    times: dict[str, list[Times]] = {mode: [] for mode in MODES}
    for arms in (reading, adding):
        for mode in MODES:
            times[mode].append(measure(arms, bench.rounds.pairs, mode))
    memory = _memory([*reading, *adding[1:]], str(bench.resilify.python))
    for home in copies.values():
        _check_added(bench, home)
    yield bare_times(times)
    yield ""
    yield from ratio_tables(_tables(bench.sizes), times)
    yield from ratio_tables([_against_jrnl([s for s in homes if _beside_jrnl(bench, homes[s])])], times)
    yield from plain_table("Memory, piped", ("Work", "Peak, MiB", "Target", "Met"), memory)


def _version(bench: Bench) -> str | None:
    return bench.jrnl.version if bench.jrnl else None


def _beside_jrnl(bench: Bench, home: Home) -> bool:
    return bench.jrnl is not None and home.journal is not None


def _words(bench: Bench, home: Home, read: Read) -> tuple[str, ...]:
    return (bench.command, "journal", *(word.format(today=home.today) for word in read.words))


def _jrnl_rounds(bench: Bench, home: Home) -> int | None:
    return bench.rounds.slow_pairs if home.entries >= _SLOW else None


def _read_arms(bench: Bench, home: Home) -> Iterator[Arm]:
    """Yield the commands that read a journal, and jrnl's beside them."""
    env = environment(home.path)
    for read in READS:
        shows = tuple(snippet for _, snippet in home.found[read.name])
        yield Arm(at_size(read.name, home.entries), _words(bench, home, read), env, shows)
        if bench.jrnl and read.jrnl and _beside_jrnl(bench, home):
            name = at_size(f"jrnl {read.name}", home.entries)
            yield Arm(name, (bench.jrnl.command, *read.jrnl), env, shows, _jrnl_rounds(bench, home))


def _add_arms(bench: Bench, home: Home) -> Iterator[Arm]:
    """Yield the commands that add an entry."""
    env = environment(home.path)
    size = home.entries
    yield Arm(at_size(_ADD, size), (bench.command, "journal", "add", _NOTE), env, _ADDED)
    yield Arm(at_size(_CHECKIN, size), (bench.command, "checkin", *_CHECKIN_WORDS), env, _ADDED)
    if bench.jrnl and _beside_jrnl(bench, home):
        rounds = _jrnl_rounds(bench, home)
        yield Arm(at_size(f"jrnl {_ADD}", size), (bench.jrnl.command, _NOTE), env, (), rounds)


def _tables(sizes: Sequence[int]) -> list[Table]:
    small, large = sizes[0], sizes[-1]
    beside_bare = [
        Row(f"{read.name}, of {size:,}", at_size(read.name, size), BARE, at_most(5.8, 7.5))
        for read in READS
        for size in (sizes if read in BESIDE_JRNL else (large,))
    ]
    beside_bare += [
        Row(f"{name}, to {size:,}", at_size(name, size), BARE) for name in (_ADD, _CHECKIN) for size in sizes
    ]
    grown = growth([*(read.name for read in READS), _ADD, _CHECKIN], small, large, at_most(1.25))
    for size in sizes:
        over, under = at_size(COMMON_WORD.name, size), at_size(RARE_WORD.name, size)
        grown.append(Row(f"commonest word ÷ rare one, {size:,}", over, under, at_most(2)))
    return [
        Table("The journal beside bare Python", "resilify ÷ bare `python -c pass`", beside_bare),
        Table("Growth of the journal", "resilify ÷ resilify", grown),
    ]


def _against_jrnl(sizes: Sequence[int]) -> Table:
    rows = []
    for name in (NEWEST.name, RARE_WORD.name, COMMON_WORD.name, _ADD):
        for size in sizes:
            target = None if name == COMMON_WORD.name else at_least(_FASTER_THAN_JRNL.get(size))
            over, under = at_size(f"jrnl {name}", size), at_size(name, size)
            rows.append(Row(f"{name}, {size:,}", over, under, target))
    return Table("Against jrnl", "jrnl ÷ resilify: how many times faster", rows)


def _memory(arms: Sequence[Arm], python: str) -> Iterator[list[str]]:
    """Yield rows of the most memory held: our commands against the target, jrnl's for comparison."""
    for arm in arms:
        ours = "@" in arm.name and not arm.name.startswith("jrnl")
        peak = median(cost(arm, python).peak for _ in range(3 if ours else 1))
        target, kept = (f"≤ {_MEMORY_TARGET:g}", met(peak <= _MEMORY_TARGET)) if ours else ("–", "–")
        yield [named_size(arm.name), f"{peak:.1f}", target, kept]


def _check_found(bench: Bench, home: Home) -> None:
    """Compare all that is found, word for word, with what was written.

    Raises:
        WrongOutputError: something else is found.
    """
    env = environment(home.path)
    for read in READS:
        wanted = [text for text, _ in home.found[read.name]]
        ours = Arm(read.name, (*_words(bench, home, read), "--json"), env)
        data = json.loads(run(ours, PIPED)[1])
        days = data.get("days", [data])
        _same(read.name, [entry["text"] for day in days for entry in day["entries"]], wanted)
        if bench.jrnl and read.jrnl and _beside_jrnl(bench, home):
            theirs = Arm(f"jrnl {read.name}", (bench.jrnl.command, *read.jrnl, "--format", "json"), env)
            output = run(theirs, PIPED)[1]
            # What it says on standard error comes before or after the JSON.
            found = json.loads(output[output.index("{") : output.rindex("}") + 1])["entries"]
            texts = [f"{entry['title']} {entry['body']}" for entry in reversed(found)]
            _same(theirs.name, texts, wanted)


def _check_added(bench: Bench, home: Home) -> None:
    """See that what was added is there, and nothing was lost meanwhile.

    Raises:
        WrongOutputError: it is not.
    """
    env = environment(home.path)
    for name, kind in ((_ADD, "note"), (_CHECKIN, "checkin")):
        ours = Arm(name, (bench.command, "journal", "--kind", kind, "--limit", "1", "--json"), env)
        newest = json.loads(run(ours, PIPED)[1])["entries"][0]
        checkin: Mapping[str, object] = newest["checkin"] or {}
        said = str(checkin.get("note", newest["text"]))
        parts = [checkin.get(part) for part in ("mood", "feelings", "activities")] if checkin else None
        if said != _NOTE or parts not in (None, [3, ["tired"], ["work"]]):
            raise WrongOutputError(f"{name}: found {newest!r}")
    if bench.jrnl and _beside_jrnl(bench, home):
        run(Arm(f"jrnl {_ADD}", (bench.jrnl.command, "-n", "1"), env, (_NOTE,)), PIPED)


def _same(name: str, found: Sequence[str], wanted: Sequence[str]) -> None:
    """Compare texts by their words: jrnl lays out white space in its own way."""
    if [text.split() for text in found] != [text.split() for text in wanted]:
        raise WrongOutputError(f"{name}: found {found!r}, wanted {wanted!r}")
