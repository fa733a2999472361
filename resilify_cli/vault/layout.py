"""Where the files of the data folder are."""

from __future__ import annotations

import os
from pathlib import Path


def key_path(store: Path) -> Path:
    """Return where the key file of an encrypted store is: beside it."""
    return store.with_suffix(".key")


def key_path_of_copy(copy: Path) -> Path:
    """Return where the key file of a copy is put: beside it, by the whole of its name and no other copy's."""
    return copy.with_name(f"{copy.name}.key")


def key_beside(copy: Path) -> Path | None:
    """Return the key file beside a copy, or beside a store that is taken for one, if there is any."""
    copies = (copy, Path(os.path.realpath(copy)))
    # Earlier versions gave that of a copy the name that a store's has.
    places = (name(path) for path in copies for name in (key_path_of_copy, key_path))
    return next((path for path in places if path.exists()), None)
