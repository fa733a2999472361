"""`resilify sync --set-aside`: a key in the folder that none of the person's machines made."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from resilify_cli.console import print_message
from resilify_cli.errors import UsageError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resilify_cli.sync.state import FolderState


def set_aside(states: Sequence[FolderState], key: str) -> None:
    """Give the files of a key other names, so that nothing waits for it any more.

    Args:
        states: The folders; the key is looked for in each.
        key: Its name, as a sync tells it.

    Raises:
        UsageError: No folder has a key of this name, or it is one that is in use.
        SyncFolderError: Its files can't be given other names.
    """
    from resilify_cli.sync.folder import SyncFolder
    from resilify_cli.sync.names import KeyName

    # As a sync tells it, or its file.
    name = KeyName.parse(PurePath(key).stem)
    for state in states:
        folder = SyncFolder(state.path)
        if name is None or name not in folder.key_names():
            continue
        if name in state.keys.names:
            raise UsageError(f"The key {name} is one of yours, and in use. Nothing was changed.")
        moved = folder.set_aside_key(name)
        print_message(f"The key {name} is set aside: {safe_line(str(moved))}")
        return
    raise UsageError(f"No key in the folder is called {safe_line(key)[:40]!r}. Nothing was changed.")
