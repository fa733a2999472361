from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.store.stamps import new_id

_MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 30), timezones=st.just(UTC))


@settings(max_examples=60, deadline=None)
@given(_MOMENTS, st.integers(1, 10**6))
def test_ids_sort_by_time(at: datetime, later: int) -> None:
    """An id made a millisecond or more after another sorts after it; all are 28 characters long."""
    first, second = new_id(at), new_id(at + timedelta(milliseconds=later))
    assert first < second
    assert len(first) == len(second) == 28
