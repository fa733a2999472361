"""The step of the schema that keeps what a store knows of its sync folders.

As every step it is frozen: what is to change comes as a step of its own.
"""

from __future__ import annotations

# What the store knows of the folders that it is synced with. Of this store alone; see `sync.state`.
SYNC: tuple[str, ...] = (
    """CREATE TABLE sync_folders (
        id TEXT PRIMARY KEY,
        path TEXT NOT NULL,
        device TEXT NOT NULL,
        name TEXT NOT NULL,
        keys TEXT NOT NULL,
        number INTEGER NOT NULL DEFAULT 0,
        last_hash TEXT NOT NULL DEFAULT '',
        sent_entries INTEGER NOT NULL DEFAULT 0,
        sent_enrollments INTEGER NOT NULL DEFAULT 0,
        rewritten_entries INTEGER NOT NULL DEFAULT 0,
        rewritten_enrollments INTEGER NOT NULL DEFAULT 0,
        pending TEXT NOT NULL DEFAULT '',
        uses_git INTEGER NOT NULL DEFAULT 0,
        synced_at INTEGER NOT NULL DEFAULT 0
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sync_segments (
        folder TEXT NOT NULL,
        device TEXT NOT NULL,
        number INTEGER NOT NULL,
        hash TEXT NOT NULL,
        snapshot INTEGER NOT NULL,
        PRIMARY KEY (folder, device, number, hash)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sync_devices (
        folder TEXT NOT NULL,
        device TEXT NOT NULL,
        name TEXT NOT NULL,
        seen_at INTEGER NOT NULL,
        PRIMARY KEY (folder, device)
    ) STRICT, WITHOUT ROWID""",
    # The records that this device has written there; of own words for check-ins also what they were.
    """CREATE TABLE sync_sent (
        folder TEXT NOT NULL,
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (folder, kind, key)
    ) STRICT, WITHOUT ROWID""",
)
