"""Looks at the copies of the store: whether each is sound, and whether there is a recent one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.days import in_zone
from resilify_cli.errors import StoreError
from resilify_cli.vault.copies.copying import read_contents
from resilify_cli.vault.encryption.detection import begins_plain
from resilify_cli.vault.health.finding import Finding, Topic, format_count

if TYPE_CHECKING:
    from resilify_cli.vault.copies.backups import Backup

_USELESS = "Others are not touched by that. This one can be deleted."
_LOCKED = "Others are not touched by that. It is damaged, or encrypted with a key that is not here."
# One is made at the first change of a day, so this much without one tells that something hinders it.
_LONGEST = timedelta(days=2)


def copies_findings(
    copies: Sequence[Backup],
    store: Path,
    key_of: Callable[[Path], bytes | None],
    now: datetime,
    zone: tzinfo,
) -> Iterator[Finding]:
    """Yield what is wrong with the backups.

    Args:
        copies: The backups, the newest one that is not of the future first.
        store: The store's file.
        key_of: Gives the key of a file; None for a plain one.
        now: The time on the wall, as backups have it in their names.
        zone: The zone of that wall.
    """
    store_key = key_of(store) if store.exists() else None
    for copy in copies:
        try:
            contents = read_contents(copy.path, key_of(copy.path), thorough=True)
        except StoreError:
            what = f"The copy of {copy.at:%Y-%m-%d %H:%M} can't be used: {copy.path}"
            yield Finding(Topic.COPIES, what, _USELESS if begins_plain(copy.path) else _LOCKED)
            continue
        if contents.altered:
            texts = format_count(contents.altered, "text that is", "texts that are")
            what = f"The copy of {copy.at:%Y-%m-%d %H:%M} has {texts} not as written: {copy.path}"
            yield Finding(
                Topic.COPIES, what, "All else in it is whole. Once there is a newer one, you can delete it."
            )
        if store_key is not None and begins_plain(copy.path):
            what = f"Your store is encrypted, and this copy of it is not: {copy.path}"
            yield Finding(Topic.COPIES, what, "To encrypt it too: resilify encrypt")
    if copies and store.exists():
        # By a clock that was ahead, or is behind now, it was written later than now.
        written = min(
            in_zone(datetime.fromtimestamp(store.stat().st_mtime, UTC), zone).replace(tzinfo=None), now
        )
        yield from _age_findings(copies[0], written)


def _age_findings(newest: Backup, written: datetime) -> Iterator[Finding]:
    if written - newest.at > _LONGEST:
        yield Finding(
            Topic.COPIES,
            f"The newest copy is of {newest.at:%Y-%m-%d}, and you have written since.",
            "One is made when you next write. Look whether there is room; or: resilify backup FILE",
        )
