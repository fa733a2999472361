"""Checks that a store, its key file and what was set aside are all encrypted, or all plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from resilify_cli.vault.encryption.detection import is_plain
from resilify_cli.vault.health.finding import Finding, Topic
from resilify_cli.vault.layout import VaultLayout


def encryption_findings(store: Path, aside: Sequence[Path]) -> Iterator[Finding]:
    """Yield what can be read without the key beside an encrypted store. Backups are checked on their own."""
    if not VaultLayout(store).key_file.exists():
        return
    if is_plain(store):
        yield Finding(
            Topic.FILE,
            f"Your store is not encrypted, and a key file lies beside it: {VaultLayout(store).key_file}",
            "To encrypt the store: resilify encrypt. To have it plain, without a key file: resilify decrypt",
        )
        return
    for path in aside:
        if is_plain(path):
            yield Finding(
                Topic.COPIES,
                f"Your store is encrypted, and one that was set aside is not: {path}",
                "You can delete it. To keep it and encrypt it too: resilify encrypt",
            )
