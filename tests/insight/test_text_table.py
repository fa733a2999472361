"""A table fits the terminal: in columns, or row by row."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.insight.charts import DataTable, TableRow
from resilify_cli.insight.text_table import draw_table
from resilify_cli.text_width import display_width

_DAY = date(2026, 11, 3)
_NIGHTS = DataTable(
    "log:a:nights", "Nights", "2 rows.", ("Out", "Asleep"),
    (TableRow(_DAY, ("23:40", "6 h 20 min")), TableRow(date(2026, 11, 14), ("", "7 h"))),
)  # fmt: skip


def test_columns_where_they_fit() -> None:
    """Below their headings, with empty cells left empty."""
    assert draw_table(_NIGHTS, 40) == [
        "Day          Out    Asleep",
        "3 Nov 2026   23:40  6 h 20 min",
        "14 Nov 2026         7 h",
    ]


def test_rows_where_they_do_not() -> None:
    """Each cell with its heading, where it is narrow or heard; nothing for an empty one."""
    told = ["3 Nov 2026", "  Out: 23:40", "  Asleep: 6 h 20 min", "", "14 Nov 2026", "  Asleep: 7 h"]
    assert draw_table(_NIGHTS, 20) == told
    assert draw_table(_NIGHTS, 80, in_words=True) == told


@given(st.lists(st.text(max_size=60), min_size=2, max_size=2), st.integers(24, 80))
def test_no_line_is_too_wide(cells: list[str], width: int) -> None:
    """Whatever somebody wrote."""
    table = DataTable("k", "t", "d", ("One", "Two"), (TableRow(_DAY, tuple(cells)),))
    assert all(display_width(line) <= width for line in draw_table(table, width))
