"""Has new stores copied from one that is made once: all steps of the schema take longer than most tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cache
from threading import get_ident

from resilify_cli.store.device import renew_device_id
from resilify_cli.store.engine import Connection, connect
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.schema_check import columns_by_table, has_expected_schema
from resilify_cli.store.sqlite_file import APPLICATION_ID
from resilify_cli.vault.opening import creating
from resilify_cli.vault.salvage import schema_pages, writer


def copy_new_stores() -> None:
    """Make each new store of this process, from now on, a copy with an id of its own."""
    for module in (creating, writer, schema_pages):
        vars(module)["migrate"] = _migrate
    # What the schema shall be is kept from here on, also for the forks of this process.
    has_expected_schema(_made_by_all_steps(get_ident()))
    columns_by_table()


def _migrate(connection: Connection, version: int, migrations: Sequence[Sequence[str]]) -> None:
    """Do what `migrate` does."""
    if version or migrations is not MIGRATIONS or not isinstance(connection, sqlite3.Connection):
        # An encrypted store can't be copied from a plain one.
        return migrate(connection, version, migrations)
    _made_by_all_steps(get_ident()).backup(connection)
    renew_device_id(connection)


@cache
def _made_by_all_steps(thread: int) -> Connection:
    """Return a store in memory, one for each thread: a connection is of use in its own alone."""
    connection = connect(None)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate(connection, 0, MIGRATIONS)
    return connection
