"""Tells a failure that comes of a damaged row in the store from one that is a fault of ours."""

from __future__ import annotations

from contextlib import closing

from resilify_cli.app.store_opener import last_opened
from resilify_cli.errors import ResilifyError, StoreError


def find_damage() -> StoreError | None:
    """Return the error to tell if the store that was opened has a damaged row, or None if it is sound."""
    if not last_opened:
        return None
    from resilify_cli.store.engine import connect, ignore_database_errors
    from resilify_cli.vault.health.type_check import is_damaged

    ((path, key),) = last_opened
    damaged = True
    try:
        with ignore_database_errors(), closing(connect(path, writable=False, key=key)) as connection:
            damaged = is_damaged(connection)
    except (ResilifyError, OSError):
        return None
    if not damaged:
        return None
    return StoreError(
        f"Something in the store at {path} is damaged, and could not be read or written.",
        "To see what can be done: resilify doctor",
    )
