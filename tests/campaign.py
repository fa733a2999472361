"""How many of the attacks of the slow tests are made, and the summary of what they found.

A plug-in of pytest, named in `tests/conftest.py`. With `--campaign` every place is attacked.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

Tell = Callable[[str, int, int], None]
_KEY = "campaign"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--campaign", action="store_true", help="attack at every place, not at some of them")


@pytest.fixture
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether all attacks are made; otherwise a part of them, for the time that `.ci/run` has."""
    return bool(request.config.getoption("--campaign"))


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Note what was attacked, how often, and how many times something was lost, for the summary."""

    def note(what: str, attacks: int, lost: int) -> None:
        record_property(_KEY, (what, attacks, lost))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    rows = [
        value
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for key, value in getattr(report, "user_properties", ())
        if key == _KEY
    ]
    if not rows:
        return
    terminalreporter.section("attacks")
    for what, attacks, lost in rows:
        terminalreporter.write_line(f"{attacks:6,} {what}: {f'{lost} LOST' if lost else 'nothing lost'}")
    terminalreporter.write_line(
        f"{sum(row[1] for row in rows):6,} in all, {sum(row[2] for row in rows)} lost"
    )
