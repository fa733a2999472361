"""Tells by its bytes whether a file is a plain store or an encrypted one."""

from __future__ import annotations

import os
from pathlib import Path

from resilify_cli.store.sqlite_file import APPLICATION_ID, HEADER_BYTES, MAGIC, application_id, is_journal
from resilify_cli.vault.layout import VaultLayout

_SAMPLE_BYTES = 1 << 16
_SMALLEST_PAGE = 512
_ASCII = bytes(range(128))


def begins_plain(path: Path) -> bool:
    """Return whether a file begins as a plain database does.

    Raises:
        OSError: It can't be read.
    """
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def is_plain(path: Path) -> bool:
    """Return whether a plain database is at `path`; False if nothing is there, or it can't be read."""
    try:
        return path.is_file() and begins_plain(path)
    except OSError:
        return False


def looks_encrypted(path: Path) -> bool:
    """Return whether a file's bytes are as mixed as those of an encrypted store.

    A plain store, also one whose beginning is damaged, has many zeros in it; a text has few bytes over 127,
    or, in another alphabet, few below; and a file of another kind is seldom made of whole pages.
    """
    try:
        if not path.is_file():
            return False
        with open(path, "rb") as file:
            begin = file.read(_SAMPLE_BYTES)
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return False
    high = len(begin.translate(None, _ASCII))
    is_mixed = begin.count(0) * 64 < len(begin) and len(begin) < 3 * high < 2 * len(begin)
    return size > 0 and size % _SMALLEST_PAGE == 0 and is_mixed


def encrypted_copies(store: Path) -> list[Path]:
    """Return the copies of a store that need a key, as far as their first bytes tell."""
    copies = VaultLayout(store).copies()
    return [path for path in copies if path.stat().st_size and not begins_plain(path)]


def readable_without_key(store: Path) -> list[Path]:
    """Return the files beside an encrypted store and among its backups that can be read without a key."""
    layout = VaultLayout(store)
    return [path for path in layout.visible_files() if _is_readable(path, layout)]


def _is_readable(path: Path, layout: VaultLayout) -> bool:
    """Return whether a file is a plain store of ours, by whatever name, or has our name and begins so."""
    try:
        with open(path, "rb") as file:
            header = file.read(HEADER_BYTES)
    except OSError:
        return False
    if not layout.has_store_name(path):
        return header.startswith(MAGIC) and application_id(header) == APPLICATION_ID
    return header.startswith(MAGIC) or is_journal(path)
