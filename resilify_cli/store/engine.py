"""Opens SQLite files, plain by the standard library and encrypted by SQLCipher, and translates errors.

The two modules have the same shape, and classes of their own.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resilify_cli.errors import StoreError, StoreReadOnlyError
from resilify_cli.store.sqlite_file import journal_of

WAIT_SECONDS = 10.0
KEY_BYTES = 32
_CIPHER = "sqlcipher3.dbapi2"
_PLAIN = "sqlite3"
_READ_ONLY = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")

if TYPE_CHECKING:
    import sqlite3

    # SQLCipher's have the same methods.
    Connection = sqlite3.Connection
    Row = sqlite3.Row
else:
    # A store needs one of the two modules, and which is known late; to load both takes its time.
    Connection = Row = Any


def connect(
    path: Path | None, *, writable: bool = True, key: bytes | None = None, damaged: bool = False
) -> Connection:
    """Open a database file that exists, or a database in memory.

    Args:
        path: The file, or None for a database in memory.
        writable: Whether it is opened for writing.
        key: The 32 bytes that an encrypted file is opened with.
        damaged: Whether to open the file even where its end is missing or its schema makes no sense.

    Raises:
        StoreError: SQLCipher is needed and not installed.
    """
    return _open(_load_sqlite() if key is None else _load_sqlcipher(), path, writable, key, damaged)


def sqlite_version(key: bytes | None) -> str:
    """Return the version of the SQLite that opens the store."""
    with closing(connect(None, key=key)) as connection:
        return str(connection.execute("SELECT sqlite_version()").fetchone()[0])


def connect_cipher(path: Path, key: bytes | None) -> Connection:
    """Open a database file by SQLCipher, which also opens a plain one, and copies between the two kinds.

    Args:
        path: The file.
        key: The 32 bytes that an encrypted file is opened with; None for a plain one.

    Raises:
        StoreError: SQLCipher is not installed.
    """
    return _open(_load_sqlcipher(), path, True, key)


def _open(
    module: Any, path: Path | None, writable: bool, key: bytes | None, damaged: bool = False
) -> Connection:
    # What was cut off while it was written has to be put right before it can be read.
    unended = path is not None and journal_of(path).exists()
    mode = "rw" if writable or unended else "ro"
    name = f"{path.absolute().as_uri()}?mode={mode}" if path else ":memory:"
    connection: Connection = module.connect(name, uri=True, isolation_level=None, timeout=WAIT_SECONDS)
    connection.row_factory = module.Row
    try:
        _set_up(connection, writable, key, damaged)
    except BaseException:
        # Its file would stay open for as long as somebody looks at the error.
        connection.close()
        raise
    return connection


def _set_up(connection: Connection, writable: bool, key: bytes | None, damaged: bool) -> None:
    if key is not None:
        # The key comes first; SQLCipher would else tell a wrong one on standard error by itself.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if damaged:
        connection.execute("PRAGMA writable_schema = ON")
    if not writable:
        connection.execute("PRAGMA query_only = ON")
    if damaged or not writable:
        # It may be a file from anywhere, whose views and indexes are not to call functions that do more than
        # compute. The triggers of a store that is written to need its search index, which counts as such.
        connection.execute("PRAGMA trusted_schema = OFF")
    # What is deleted is overwritten in the file, whatever the default of this SQLite is.
    pragmas = ("foreign_keys = ON", "synchronous = EXTRA", "temp_store = MEMORY", "secure_delete = ON")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    # One flipped bit would else keep all that is read together with it from being read.
    connection.text_factory = decode_lenient


def use_large_cache(connection: Connection) -> None:
    """Keep 64 MiB of the file in memory, where much of it is written or checked.

    With little memory, each page that an index needs again is read anew, and of an encrypted file decrypted.
    """
    connection.execute("PRAGMA cache_size = -65536")


def decode_lenient(data: bytes) -> str:
    """Decode text from the file, with U+FFFD for what is no UTF-8; the row's hash tells of the damage."""
    return data.decode("utf-8", "replace")


def check_encryption_installed() -> None:
    """Check that encrypted stores can be made and opened here.

    Raises:
        StoreError: A package for it is not installed.
    """
    _load_sqlcipher()
    try:
        import cryptography  # noqa: F401  # only whether it is there
    except ImportError as error:
        raise _not_installed_error() from error


def database_errors() -> tuple[type[Exception], ...]:
    """Return the base classes of errors of the database modules that are loaded, for an `except` clause.

    A module that is loaded later is not among them; so call it in the clause itself.
    """
    # SQLite quotes from a damaged file in its messages, and Python can't always decode those.
    return (*_error_classes("DatabaseError"), UnicodeDecodeError)


@contextmanager
def ignore_database_errors() -> Iterator[None]:
    """Open a context in which errors of a database are ignored, also of one that is opened only inside."""
    try:
        yield
    except database_errors():
        pass


def integrity_errors() -> tuple[type[Exception], ...]:
    """Return the error classes for rows that a constraint refuses, for an `except` clause."""
    return _error_classes("IntegrityError")


def sqlite_error_name(error: BaseException) -> str:
    """Return SQLite's name for an error, such as `SQLITE_FULL`, or an empty string."""
    if isinstance(error, UnicodeDecodeError) or str(error).startswith("Could not decode to UTF-8"):
        return "SQLITE_CORRUPT"
    name = str(getattr(error, "sqlite_errorname", ""))
    return _LOST.get(str(error), name) if name == "SQLITE_ERROR" else name


# What goes wrong while SQLCipher copies a whole store has lost its name on the way; its words are left.
_LOST = {"database or disk is full": "SQLITE_FULL", "disk I/O error": "SQLITE_IOERR"}


def _error_classes(name: str) -> tuple[type[Exception], ...]:
    # A module that is not loaded has raised none.
    return tuple(getattr(sys.modules[module], name) for module in (_PLAIN, _CIPHER) if module in sys.modules)


def _load_sqlite() -> Any:
    import sqlite3

    _adapt_quickly(sqlite3)
    return sqlite3


def _load_sqlcipher() -> Any:
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise _not_installed_error() from error
    _adapt_quickly(dbapi2)
    return dbapi2


def _adapt_quickly(module: Any) -> None:
    """Let None and bytes be given to SQLite as they are.

    Python 3.11 does so in the end, but asks each for an adapter of its own first, by errors that nobody sees.
    That takes half of the time in which the values of a row are handed over.
    """
    if sys.version_info >= (3, 12):
        return
    module.register_adapter(type(None), {}.get)
    module.register_adapter(bytes, bytes)


def _not_installed_error() -> StoreError:
    return StoreError(
        "What encrypts and opens encrypted stores is not installed.",
        "To install it: pip install 'resilify-cli[encryption]'",
    )


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Open a context that turns SQLite's errors into ours, without any of the person's text.

    Raises:
        StoreError: A database error occurred inside. An integrity error is raised as it is.
    """
    try:
        yield
    except integrity_errors():
        raise
    except database_errors() as error:
        name = sqlite_error_name(error)
        if name.startswith(_READ_ONLY):
            raise StoreReadOnlyError(
                f"The store at {path} can't be written.",
                "Check the rights of the file and its folder.",
            ) from error
        if name.startswith(_NOT_LOCKED) and not _can_lock(path.parent):
            raise StoreError(
                f"The store at {path} is in a place without file locks, and can't be kept safe there.",
                "Move its folder to another disk, and set RESILIFY_HOME to it.",
            ) from error
        wrong, right = _WORDS.get(
            next((start for start in _WORDS if name.startswith(start)), ""),
            (f"could not be used ({name or 'unknown error'})", "Try again in a moment."),
        )
        raise StoreError(f"The store at {path} {wrong}.", right) from error


def _can_lock(folder: Path) -> bool:
    """Return whether files in a folder can be locked: some shares refuse it to each as if it were taken."""
    try:
        import fcntl
        import tempfile

        with tempfile.TemporaryFile(dir=folder) as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError) as error:
        return getattr(error, "errno", None) not in _NO_LOCKS
    return True


_NOT_LOCKED = ("SQLITE_BUSY", "SQLITE_IOERR_LOCK", "SQLITE_IOERR_RDLOCK", "SQLITE_IOERR_UNLOCK")
_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
_WORDS = {
    # A statement of ours is in order, so it is a value in a row that can't be worked with.
    "SQLITE_ERROR": ("has something in it that can't be right", "To see what can be done: resilify doctor"),
    "SQLITE_FULL": ("can't grow: the disk is full", "Make some room, then try again."),
    "SQLITE_IOERR": ("can't be read or written: the disk reports an error", "Check the disk."),
    "SQLITE_BUSY": ("is in use by another program", "Close the other one, then try again."),
    "SQLITE_CORRUPT": (
        "is damaged",
        "Keep the file as it is, and put a copy of your store in its place.",
    ),
    "SQLITE_NOTADB": (
        "is damaged",
        "Keep the file as it is, and put a copy of your store in its place.",
    ),
}
