"""What `insights` costs over ten years and over ten weeks, and a report with and without the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import Bench, tell
from cases import BARE, Row, Table, at_most, at_size, bare_arm, growth
from corpus import RARE
from homes import daily_home, environment
from report import bare_times, met, plain_table, ratio_tables
from timing import MODES, PIPED, Arm, WrongOutputError, cost, measure, run

_WEEKS, _YEARS = 70, 3_650
_LARGE = 100_000
_SECONDS_PER_ENTRY = 3 / _LARGE
_MEMORY_TARGET = 80.0
_WAYS = {"insights": (), "insights --plain": ("--plain",), "insights --json": ("--json",)}
_REPORTS = {"report": (), "report --entries all": ("--entries", "all")}


def measured(bench: Bench) -> Iterator[str]:
    """Measure, and yield the tables."""
    arms: list[Arm] = []
    for days in (_WEEKS, _YEARS):
        tell(f"filling {days:,} days")
        home, expected = daily_home(bench.folder, days, bench.resilify)
        titles = _check(bench, home, expected)
        env = environment(home)
        arms += [
            Arm(at_size(name, days), (bench.command, "insights", *words), env, titles)
            for name, words in _WAYS.items()
        ]
    arms.append(bare_arm(bench.resilify.python, bench.folder))
    times = {mode: [measure(arms, bench.rounds.pairs, mode)] for mode in MODES}
    yield bare_times(times)
    yield ""
    yield from ratio_tables(_tables(), times)
    columns = ("Work", "Entries", "Seconds", "Target", "Peak, MiB", "Target", "Met", "Page, KiB")
    yield from plain_table("A page to keep, once", columns, _pages(bench))


def _tables() -> list[Table]:
    return [
        Table(
            "Insights",
            "over ten years of daily check-ins ÷ over ten weeks of them",
            growth(list(_WAYS), _WEEKS, _YEARS, at_most(1.1)),
        ),
        Table(
            "Insights beside bare Python",
            "resilify ÷ bare `python -c pass`",
            [
                Row(f"{name}, {days:,} days", at_size(name, days), BARE)
                for name in _WAYS
                for days in (_WEEKS, _YEARS)
            ],
        ),
    ]


def _check(bench: Bench, home: Path, expected: Any) -> tuple[str, ...]:
    """Compare the numbers in the pictures with what was written, and return the pictures' titles.

    Raises:
        WrongOutputError: they differ, or a picture is missing.
    """
    asked = Arm("insights --json", (bench.command, "insights", "--json"), environment(home))
    data = json.loads(run(asked, PIPED)[1])
    pictures = {picture["key"].partition(":")[0]: picture for picture in data["pictures"]}
    for key, right in _rules(expected).items():
        if key not in pictures or not right(pictures[key]):
            raise WrongOutputError(f"insights, {key}: {pictures.get(key)!r}, but written was {expected!r}")
    return tuple(picture["title"] for picture in data["pictures"])


def _rules(expected: Any) -> Mapping[str, Callable[[Any], bool]]:
    """Return what must hold for each picture."""
    days, mood = expected["days"], expected["moods"] / expected["days"]

    def moods(parts: Sequence[Any]) -> bool:
        counted = sum(part["days"] for part in parts)
        mean = sum(part["value"] * part["days"] for part in parts) / counted
        return bool(counted == days and abs(mean - mood) < 0.001)

    def activities(bars: Sequence[Any]) -> bool:
        counts = {bar["label"]: bar["days"] for bar in bars}
        named = {label: count for label, count in counts.items() if not label.startswith("without ")}
        return bool(named) and all(
            count == expected["activities"][label] and counts[f"without {label}"] == days - count
            for label, count in named.items()
        )

    return {
        "mood": lambda picture: moods(picture["points"]),
        "weekdays": lambda picture: moods(picture["bars"]),
        "feelings": lambda picture: (
            [bar["value"] for bar in picture["bars"]]
            == sorted(expected["feelings"].values(), reverse=True)[: len(picture["bars"])]
            and all(bar["value"] == expected["feelings"][bar["label"]] for bar in picture["bars"])
        ),
        "activities": lambda picture: activities(picture["bars"]),
        "measure": lambda picture: len(picture["points"]) in expected["readings"].values(),
        "practice": lambda picture: sum(bar["value"] for bar in picture["bars"]) == expected["practices"],
    }


def _pages(bench: Bench) -> Iterator[Sequence[str]]:
    for size in bench.ends:
        home = bench.home(size)
        for name, words in _REPORTS.items():
            page = home.path / "page.html"
            page.unlink(missing_ok=True)
            command = (bench.command, "report", "--output", str(page), *words)
            took = cost(Arm(name, command, environment(home.path)), str(bench.resilify.python))
            _check_page(page, whole=bool(words))
            length = f"{page.stat().st_size / 1024:,.0f}"
            seconds = _SECONDS_PER_ENTRY * max(size, _LARGE)
            kept = met(took.seconds <= seconds and took.peak <= _MEMORY_TARGET)
            figures = (f"{took.seconds:.2f}", f"≤ {seconds:g}", f"{took.peak:.1f}", f"≤ {_MEMORY_TARGET:g}")
            yield [name, f"{size:,}", *figures, kept, length]


def _check_page(page: Path, *, whole: bool) -> None:
    """See that it is a whole page, and holds the journal only where that was asked for."""
    text = page.read_text("utf-8")
    if "</html>" not in text or (RARE in text) is not whole:
        raise WrongOutputError(f"report: the page of {len(text):,} characters is not what it should be")
