"""Lays out a table as lines of text: in columns where they fit, else row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from resilify_cli.insight.phrases import short_day
from resilify_cli.safe import safe_line
from resilify_cli.text_width import display_width, wrap

if TYPE_CHECKING:
    from resilify_cli.insight.charts import DataTable, TableRow

_GAP = "  "
_DAY = "Day"


def draw_table(table: DataTable, width: int, *, in_words: bool = False) -> list[str]:
    """Return a table as lines of at most `width` columns.

    Args:
        table: The table.
        width: How many columns there are.
        in_words: Whether to tell it row by row in any case, for whoever hears it.
    """
    grid = [[_DAY, *table.columns], *([_day_text(row), *row.cells] for row in table.rows)]
    cells = [[safe_line(cell) for cell in line] for line in grid]
    widths = [max(display_width(line[at]) for line in cells) for at in range(len(cells[0]))]
    if not in_words and sum(widths) + len(_GAP) * (len(widths) - 1) <= width:
        return [_in_columns(line, widths) for line in cells]
    lines = [line for row in table.rows for line in (*_row_lines(table.columns, row, width), "")]
    return lines[:-1]


def _in_columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (room - display_width(cell)) for cell, room in zip(cells, widths, strict=True))
    return _GAP.join(padded).rstrip()


def _row_lines(columns: Sequence[str], row: TableRow, width: int) -> Iterator[str]:
    yield _day_text(row)
    for label, cell in zip(columns, row.cells, strict=True):
        if cell:
            said = f"{safe_line(label)}: {safe_line(cell)}"
            yield from wrap(said, width, at_hyphens=False, indent=_GAP, hanging_indent=2 * _GAP)


def _day_text(row: TableRow) -> str:
    return short_day(row.day)
