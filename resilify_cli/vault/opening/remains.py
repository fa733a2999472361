"""Tells a store that is gone, and of which something is left, from one that was never begun."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from resilify_cli.errors import StoreError
from resilify_cli.vault.layout import VaultLayout


class Remains(NamedTuple):
    """What is left where no store is, in a sentence, and what can be done."""

    what: str
    remedy: str


def check_not_gone(store: Path) -> None:
    """Check that no store was here before, of which something is left.

    Begun anew beside it, a new store would in time take the place of its backups.

    Raises:
        StoreError: There is no store, and something is left of one.
    """
    left = find_remains(store)
    # Looked for once more: another process makes its store first, and then all else.
    if left is not None and not os.path.lexists(store):
        raise StoreError(f"{left.what} Nothing was changed.", left.remedy)


def find_remains(store: Path) -> Remains | None:
    """Return the files left of a store that is gone; None where there is a store, or never was one."""
    if os.path.lexists(store) or not store.parent.is_dir():
        return None
    from resilify_cli.vault.copies.backups import Backups
    from resilify_cli.vault.keys.key_copies import key_copies

    layout = VaultLayout(store)
    gone = f"The store at {store} is gone, and"
    copies, aside = Backups(layout.backups).all(), layout.set_aside_stores()
    if newest := [*(copy.path for copy in copies), *aside][:1]:
        what = "copies of it are" if copies else "one that was set aside is"
        back = f"To go back to the newest: resilify restore {quote(str(newest[0]))}"
        return Remains(f"{gone} {what} still there.", f"{back}\n{_ANEW} move what is left elsewhere first.")
    if layout.key_file.exists() or key_copies(store):
        return Remains(f"{gone} its key file is still there.", f"{_BACK}\n{_ANEW} move that file away.")
    if layout.journal.exists():
        # SQLite would take it for the new store's, and write what is in it over that.
        what = f"the end of what was written to it is still in {layout.journal.name}."
        return Remains(
            f"{gone} {what}", f"Put the store back beside it. {_BACK}\n{_ANEW} move that file away."
        )
    return None


_ANEW = "To begin anew instead,"
_BACK = "To bring back a copy that you have: resilify restore FILE"
