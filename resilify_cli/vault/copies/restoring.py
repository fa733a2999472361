"""Restores the store from a copy."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path

from resilify_cli.errors import StoreError
from resilify_cli.file_access import make_private_folder
from resilify_cli.store.device import renew_device_id
from resilify_cli.store.engine import connect
from resilify_cli.store.schema_check import has_expected_schema
from resilify_cli.store.sqlite_file import APPLICATION_ID, SCHEMA_VERSION
from resilify_cli.vault.copies.copying import StoreContents, copy_into, read_contents, translate_copy_errors
from resilify_cli.vault.copies.replacing import replace_store
from resilify_cli.vault.encryption.converting import fill_encrypted
from resilify_cli.vault.scratch import scratch_database


def check_copy(copy: Path, store: Path, key: bytes | None) -> StoreContents:
    """Check that a copy can take the store's place, and return what is in it.

    Raises:
        StoreError: It is damaged, has tables or triggers that are not ours, was made by a newer resilify,
            or is the store itself.
    """
    if copy.exists() and store.exists() and copy.samefile(store):
        raise StoreError(f"{copy} is your store itself.", "To see its copies: resilify backup list")
    if not copy.is_file():
        raise StoreError(f"{copy} is no file.", "To see the copies: resilify backup list")
    if not copy.stat().st_size:
        raise StoreError(f"{copy} has no content.", "To see the copies: resilify backup list")
    _check_schema(copy, key)
    contents = read_contents(copy, key, thorough=True)
    if contents.version > SCHEMA_VERSION:
        raise StoreError(
            f"{copy} was made by a newer resilify.", "Update resilify: pip install --upgrade resilify-cli"
        )
    return contents


def restore_store(
    copy: Path,
    store: Path,
    at: datetime,
    *,
    key: bytes | None,
    present_key: bytes | None,
    seal: bytes | None = None,
) -> Path | None:
    """Put what a copy holds in the store's place. The copy itself stays as it is.

    Args:
        copy: The copy.
        store: The store's place.
        at: Now, in local time.
        key: The key that opens the copy; None for a plain one.
        present_key: The key that opens the present store.
        seal: The key by which what a plain copy holds is encrypted on the way.

    Returns:
        Where the present store was set aside; None if there was none.

    Raises:
        StoreError: It can't be done. The present store is as it was.
    """
    check_copy(copy, store, key)
    try:
        make_private_folder(store.parent)
        with scratch_database(store.parent) as new:
            with translate_copy_errors(copy):
                if key is None and seal is not None:
                    _encrypt_into(copy, new, seal)
                else:
                    _fill_store(copy, new, key)
                _renew_id(new, seal if key is None else key)
            return replace_store(new, store, at, present_key)
    except OSError as error:
        raise StoreError(
            f"The copy could not be brought back: {error.strerror or 'unknown error'}. Nothing was changed.",
            "Look whether there is room on the disk, and whether the folder can be written.",
        ) from error


def _check_schema(copy: Path, key: bytes | None) -> None:
    """Refuse a file in which something would run once it is the store: foreign triggers or views.

    What is no store at all, or a newer one, is for the others to tell.
    """
    with translate_copy_errors(copy), closing(connect(copy, writable=False, key=key)) as connection:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if ours and version <= SCHEMA_VERSION and not has_expected_schema(connection):
            raise StoreError(
                f"{copy} has tables, triggers or views that are not those of resilify. Nothing was changed.",
                "If it is a store of yours that was damaged, put it in a folder of its own, and there:"
                " resilify doctor --repair",
            )


def _renew_id(new: Path, key: bytes | None) -> None:
    """Let what is brought back be a store of its own: the one it was copied from may go on elsewhere."""
    times = new.stat()
    with closing(connect(new, key=key)) as connection:
        renew_device_id(connection)
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))


def _fill_store(copy: Path, new: Path, key: bytes | None) -> None:
    source = connect(copy, writable=False, key=key)
    try:
        copy_into(source, copy, new, key)
    finally:
        source.close()


def _encrypt_into(copy: Path, new: Path, key: bytes) -> None:
    fill_encrypted(copy, new, key)
    times = copy.stat()
    # As a copy of a store has it: by this it is told whether that changed since.
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
