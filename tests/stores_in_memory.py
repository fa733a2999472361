"""Stores in memory, which are closed when the test that made them is over."""

from __future__ import annotations

from pathlib import Path

from resilify_cli.store.database import Clock, Database
from resilify_cli.vault.opening.databases import in_memory_database

_OPEN: list[Database] = []


def store_in_memory(name: str, clock: Clock) -> Database:
    """Return an empty store in memory that calls itself `name`."""
    _OPEN.append(in_memory_database(Path(name), clock))
    return _OPEN[-1]


def close_all() -> None:
    """Close the stores that were made since the last call."""
    while _OPEN:
        _OPEN.pop().close()
