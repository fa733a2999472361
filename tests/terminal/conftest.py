"""Fixtures for runs in a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.terminal import Terminal


@pytest.fixture
def terminal(home: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the command in a terminal; what is still running at the end is killed."""
    started: list[Terminal] = []

    def start(*arguments: str, **how: Any) -> Terminal:
        started.append(Terminal(home, *arguments, **how))
        return started[-1]

    yield start
    for one in started:
        if one._child.isalive():
            one.kill()


@pytest.fixture
def every_kind() -> str:
    """The path of a small program that has every activity kind."""
    return str(Path(__file__).parent.parent / "data" / "every-kind")
