"""Makes a scratch file for a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from resilify_cli.atomic_files import removed_at_end, scratch_file
from resilify_cli.store.sqlite_file import journal_of


@contextmanager
def scratch_database(folder: Path) -> Iterator[Path]:
    """Make an empty scratch file, and remove it and its rollback journal at the end of the context.

    Raises:
        OSError: It can't be made.
    """
    with scratch_file(folder) as path, removed_at_end(journal_of(path)):
        yield path
