"""What a log holds, by day: its numbers, times, choices and sums, and no words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.insight.charts import DataTable, Remark
from resilify_cli.insight.logs import log_tables
from resilify_cli.insight.program_history import ProgramHistory
from resilify_cli.store.store import Store
from tests.insight.conftest import ALL

Answer = Callable[..., str]
_BODY = """## One

:::{log} nights
:name: sleep diary
:sum: asleep = woke - out
How was it?
- Lights out: When? {#out .time}
- Woke: When? {#woke .time}
- Place: Where? {#place .choice options="home | elsewhere"}
- Day: Which? {#day .date}
- Thoughts: What was it? {#thoughts}
:::

:::{log} words
What was it?
- Thoughts: What was it? {#thoughts}
:::

:::{log} hidden
:private: yes
How was it?
- Calm: How calm? {#calm .0-10}
:::
"""


@pytest.fixture
def program(full_program: Callable[..., Path]) -> Program:
    return load_program(full_program(_BODY))


def _table(store: Store, history: ProgramHistory) -> DataTable:
    (table,) = log_tables(store, history, ALL)
    assert isinstance(table, DataTable)
    return table


def test_a_row_stands_under_its_day(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """With the sums that can be worked out; words are in no cell, and a hole stays empty."""
    answer("nights", "23:30", "6:30", "home", "2026-11-19", "SECRET", ago=2, practice=True)
    answer("nights", "0:10", "", "elsewhere", "", "", ago=1, practice=True)
    table = _table(store, history)
    assert table.columns == ("Lights out", "Woke", "Place", "Day", "Asleep")
    assert [(row.day, row.cells) for row in table.rows] == [
        (date(2026, 11, 19), ("23:30", "6:30", "home", "2026-11-19", "7 h")),
        (date(2026, 11, 20), ("0:10", "", "elsewhere", "", "")),
    ]
    assert table.description == ("2 rows, 19 November 2026 to 20 November 2026. Asleep: 7 h, in one row.")
    assert "SECRET" not in str(table)


def test_words_in_the_place_of_a_number_are_not_told(
    store: Store, history: ProgramHistory, answer: Answer
) -> None:
    """That there are some is."""
    answer("nights", "SECRET", "SECRET", "SECRET", "SECRET", "SECRET")
    assert _table(store, history).rows[0].cells == ("in words",) * 4


def test_only_the_newest_rows_are_shown(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """All of them are counted."""
    for ago in range(40, 0, -1):
        answer("nights", "23:00", "6:00", ago=ago, practice=True)
    table = _table(store, history)
    assert (len(table.rows), table.rows[-1].day) == (31, date(2026, 11, 20))
    assert table.description.startswith(
        "40 rows, 12 October 2026 to 20 November 2026. The newest 31 are shown."
    )
    assert "7 h on average of 40 rows" in table.description


def test_private_logs_and_words_alone(store: Store, history: ProgramHistory, answer: Answer) -> None:
    """A log of words is counted; one that is private is not even that."""
    answer("hidden", 3)
    assert list(log_tables(store, history, ALL)) == []
    answer("words", "SECRET")
    (remark,) = log_tables(store, history, ALL)
    assert isinstance(remark, Remark)
    assert remark.description == "1 row of 21 November 2026. It holds words alone."
