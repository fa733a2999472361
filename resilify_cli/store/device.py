"""The random name by which a store is known to those that it is merged with."""

from __future__ import annotations

from resilify_cli.store.altered_rows import table_names
from resilify_cli.store.engine import Connection


def device_id(connection: Connection) -> str:
    """Return the store's name."""
    found = connection.execute("SELECT id FROM device").fetchone()
    return str(found[0]) if found else ""


def renew_device_id(connection: Connection) -> None:
    """Give the store another name: where a copy of it goes on, two of one name could not be told apart.

    A store from before there were names gets one with its upgrade.
    """
    if "device" in table_names(connection):
        connection.execute("UPDATE device SET id = lower(hex(randomblob(8)))")
