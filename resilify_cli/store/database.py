"""One open store file: transactions over it, and what is read from it.

A rollback journal with `synchronous=EXTRA` keeps one file on disk at rest and every commit durable.
Every write takes the lock at its beginning (`BEGIN IMMEDIATE`), so that two programs at once wait for
each other instead of failing half way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from resilify_cli.errors import ErasedMeanwhileError, StoreError, StoreReadOnlyError
from resilify_cli.store.engine import (
    WAIT_SECONDS,
    Connection,
    Row,
    ignore_database_errors,
    translate_errors,
    use_large_cache,
)

Clock = Callable[[], datetime]


class Database:
    """One open store file.

    Attributes:
        connection: The SQLite connection, in autocommit mode.
        path: The store's file.
        clock: Gives the time, aware of its zone, for every row written.
        writable: Whether it may be written to.
        key: The 32 bytes that an encrypted store is opened with; None for a plain one.
        newer: Whether a newer resilify made it, so that parts of it may not be known here.
        unexpectedly_plain: Whether it is plain, and a key file lies beside it. It is only read then.
        not_upgraded: Why the file is still of an earlier version. What is read is a copy in memory then.
    """

    def __init__(
        self,
        connection: Connection,
        path: Path,
        clock: Clock,
        writable: bool,
        key: bytes | None = None,
        newer: bool = False,
        unexpectedly_plain: bool = False,
        not_upgraded: StoreError | None = None,
    ) -> None:
        self.connection = connection
        self.path = path
        self.clock = clock
        self.writable = writable
        self.key = key
        self.newer = newer
        self.unexpectedly_plain = unexpectedly_plain
        self.not_upgraded = not_upgraded
        # Called once, before the first write: it keeps a copy of the store as it is.
        self.before_first_write: Callable[[Database], None] | None = None
        # Called once, before it is closed, if anything was written.
        self.after_writing: Callable[[Database], None] | None = None
        self._depth = 0
        self._file = file_identity(path)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a context whose writes are committed together at its end, or with those of an outer one.

        Raises:
            StoreReadOnlyError: The store may only be read.
            StoreError: The writes did not happen: the disk is full, the file is locked, ...
        """
        self.begin_writing()
        if self._depth:
            yield self.connection
            return
        self._depth += 1
        try:
            with self._translate_errors():
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    self.check_same_file()
                    yield self.connection
                    self.connection.execute("COMMIT")
                except BaseException:
                    with ignore_database_errors():
                        self.connection.execute("ROLLBACK")
                    raise
        finally:
            self._depth -= 1

    def begin_writing(self) -> None:
        """Get ready to write: what is to come before the first write is done now.

        Raises:
            StoreReadOnlyError: the store can be read only.
        """
        self.check_writable()
        prepare, self.before_first_write = self.before_first_write, None
        if prepare is not None:
            prepare(self)

    def check_writable(self) -> None:
        """Raise a `StoreReadOnlyError` if the store can be read only."""
        if self.unexpectedly_plain:
            raise unexpectedly_plain_error(self.path)
        if self.not_upgraded is not None:
            raise self.not_upgraded
        if not self.writable:
            raise StoreReadOnlyError(
                f"The store at {self.path} can be read, but not written.",
                "Check the rights of the file and its folder.",
            )

    def check_same_file(self) -> None:
        """Check that the file that was opened is still at `path`; what is written to it would be lost.

        Raises:
            ErasedMeanwhileError: No file is at `path` any more.
            StoreError: Another file is at `path` now.
        """
        there = file_identity(self.path)
        if there is None and self._file is not None:
            raise ErasedMeanwhileError(
                f"The store at {self.path} was erased or moved while it was open. Nothing was written."
            )
        if there != self._file:
            raise StoreError(
                f"The store at {self.path} was encrypted, brought back or moved while it was open.",
                "Nothing was written. Call the command again.",
            )

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """Turn SQLite's errors into ours; a file that is not at `path` any more is not called damaged."""
        try:
            with translate_errors(self.path):
                yield
        except ErasedMeanwhileError:
            raise
        except StoreError:
            self.check_same_file()
            raise

    @contextmanager
    def lock_timeout(self, seconds: float) -> Iterator[None]:
        """Wait at most this many seconds for another program's lock on the store, inside the context."""
        self.connection.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(WAIT_SECONDS * 1000)}")

    @contextmanager
    def large_cache(self) -> Iterator[None]:
        """Keep 64 MiB of the file in memory inside the context, for a transaction that writes much of it.

        With little memory, each page that an index needs again would be written, synced and read anew.
        """
        use_large_cache(self.connection)
        try:
            yield
        finally:
            with ignore_database_errors():
                self.connection.execute("PRAGMA cache_size = -2000")

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return the rows of a query.

        Args:
            sql: The query, with `?` or `:name` for each parameter.
            parameters: The values, in their order or by name.

        Raises:
            StoreError: the file is damaged or locked.
        """
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except Exception:
            # Nearly all queries succeed, and a merge makes many: only one that fails pays for the context.
            with self._translate_errors():
                raise

    def stream(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, where they are too many to hold.

        Raises:
            StoreError: the file is damaged or locked.
        """
        with self._translate_errors():
            # `yield from` would close the cursor of one that is not read to its end, perhaps after the file.
            for row in self.connection.execute(sql, parameters):  # noqa: UP028
                yield row

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Open a context in which everything is read as it was at one moment."""
        with self._translate_errors():
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            with ignore_database_errors():
                self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        tell, self.after_writing = self.after_writing, None
        try:
            if tell is not None and self.connection.total_changes:
                tell(self)
        finally:
            self.connection.close()


def unexpectedly_plain_error(path: Path) -> StoreReadOnlyError:
    """Return the error for writing to a plain store that lies beside a key file."""
    return StoreReadOnlyError(
        f"The store at {path} is not encrypted, but its key file is beside it: another file may have been put"
        " in the place of your encrypted store. Nothing is written to it.",
        "To look at your copies: resilify backup list. To go back to one: resilify restore DAY\n"
        "If it is yours, to encrypt it: resilify encrypt. To keep it plain: resilify decrypt",
    )


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return the device and inode numbers of the file at a path, or None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
