"""Keeps two syncs of one store from running at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from resilify_cli.atomic_files import make_private_file
from resilify_cli.errors import ResilifyError, StoreError
from resilify_cli.store.engine import connect, sqlite_error_name, translate_errors

_NO_DATABASE = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


class SyncRunningError(ResilifyError):
    """Another sync of this store is under way."""


@contextmanager
def sync_lock(path: Path, *, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the lock inside the context. However a process ends, the lock goes with it.

    The lock is that of SQLite on an empty database, which works wherever the store does.

    Args:
        path: The lock file, which is made if it is not there.
        wait_seconds: For how long to wait for another process that holds it.

    Raises:
        SyncRunningError: Another process holds it.
        StoreError: It can't be made.
    """
    try:
        with suppress(FileExistsError):
            make_private_file(path)
        with translate_errors(path):
            connection = connect(path)
    except OSError as error:
        raise StoreError(f"{path} can't be made: {error.strerror}.") from error
    except StoreError as error:
        if not sqlite_error_name(error.__cause__ or error).startswith(_NO_DATABASE):
            raise
        raise StoreError(
            f"The lock file {path} can't be used.",
            "Nothing of yours is in it: move it away, and call the command again.",
        ) from error
    try:
        connection.execute(f"PRAGMA busy_timeout = {round(wait_seconds * 1000)}")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except Exception as error:
            raise SyncRunningError(
                "Another sync of this journal is under way.", "Wait a moment, and call it again."
            ) from error
        yield
    finally:
        connection.close()
