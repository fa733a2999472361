"""Stores in memory, which are closed when the test that made them is over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from resilify_cli.store.database import Clock, Database
from resilify_cli.store.device import renew_device_id
from resilify_cli.store.engine import connect
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.creating import in_memory_database

_OPEN: list[Database] = []


def store_in_memory(name: str, clock: Clock) -> Database:
    """Return an empty store in memory that calls itself `name`, with an id of its own."""
    connection = connect(None)
    _empty_store().connection.backup(connection)
    # Where a test has seeded `os.urandom`, ids are the same at each run.
    connection.create_function("randomblob", 1, os.urandom)
    renew_device_id(connection)
    _OPEN.append(Database(connection, Path(name), clock, writable=True))
    return _OPEN[-1]


@contextmanager
def passing_store(clock: Clock) -> Iterator[Store]:
    """Give an empty store in memory for one of the examples that a property is tried with."""
    with closing(store_in_memory("passing", clock)) as database:
        yield Store(database)


@cache
def _empty_store() -> Database:
    """Return a store that the others are copies of: to run all steps of the schema takes long."""
    return in_memory_database(Path("empty"), lambda: datetime.now(UTC))


def close_all() -> None:
    """Close the stores that were made since the last call."""
    while _OPEN:
        _OPEN.pop().close()
