"""`daylio`: the table (CSV) that Daylio exports, a row for each check-in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.folder import modified_at
from resilify_cli.exchange.containers.zip_file import is_zip, zip_names
from resilify_cli.exchange.entries.portable_entry import ImportProblem, ReadResult
from resilify_cli.exchange.format import MINUTE, ImportFormat
from resilify_cli.exchange.formats.daylio.table import (
    DaylioRow,
    is_daylio_table,
    row_to_entry,
    rows,
    unknown_moods,
)

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.import_options import ImportOptions


class Daylio(ImportFormat):
    """Check-ins with a mood, activities and a note; times of the clock on the wall, by the minute."""

    name = "daylio"
    description = "Daylio's table of check-ins"
    zoned = False
    resolution = MINUTE

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source is a table of Daylio, by its first line, or a backup, which is refused."""
        return not source.is_folder and (is_daylio_table(source.head) or _is_backup(source))

    def mood_words(self, source: ImportSource, options: ImportOptions) -> list[str]:
        """Return the words for moods that have no number yet, the most frequent ones first."""
        return unknown_moods(source, options.moods) if is_daylio_table(source.head) else []

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield the check-in of each row."""
        if _is_backup(source):
            raise ImportRefusedError(
                f"{source.name} is a backup of Daylio, which Daylio alone can read.",
                "Export a table there (More, Export Entries, CSV), and import that.",
            )
        date_order = options.date_order()
        modified = modified_at(source.path)
        for row in rows(source):
            if not isinstance(row, DaylioRow):
                yield row
                continue
            try:
                yield row_to_entry(row, date_order, options, modified)
            except ValueError:
                yield ImportProblem(f"{row.line}", "no entry can be of this time")


def _is_backup(source: ImportSource) -> bool:
    if source.is_folder or not is_zip(source.head):
        return False
    return any(name.lower().endswith(".daylio") for name in zip_names(source) or ())
