"""The one range of times that an entry can be of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resilify_cli.errors import UsageError
from resilify_cli.store.entry_times import FIRST_TIME, LAST_TIME
from resilify_cli.store.store import Store


@pytest.mark.parametrize("year", [1690, 2249, 2300, 9998])
def test_a_time_that_no_entry_can_be_of_is_told_in_a_sentence(store: Store, year: int) -> None:
    """No row could be numbered by it."""
    with pytest.raises(UsageError, match="An entry can be of the years 1692 to 2247"):
        store.notes.add("words", datetime(year, 1, 1, tzinfo=UTC))


def test_every_time_in_it_can_be_kept(store: Store) -> None:
    """From its first to its last moment."""
    for at in (FIRST_TIME, LAST_TIME.replace(year=2248, month=9, day=1)):
        assert store.journal.find(store.notes.add("words", at)).at == at
