"""The random id of a store, by which merging tells stores apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resilify_cli.store.altered_rows import table_names

if TYPE_CHECKING:
    from resilify_cli.store.engine import Connection


def device_id(connection: Connection) -> str:
    """Return the store's id: 16 hex digits, or an empty string in a store from before there were ids."""
    found = connection.execute("SELECT id FROM device").fetchone()
    return str(found[0]) if found else ""


def renew_device_id(connection: Connection) -> None:
    """Give the store a new id: two stores with one id, such as a store and its copy, can't be merged."""
    if "device" in table_names(connection):
        connection.execute("UPDATE device SET id = lower(hex(randomblob(8)))")
