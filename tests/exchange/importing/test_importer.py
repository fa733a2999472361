"""What is told of an import of one's own other store."""

from __future__ import annotations

import pytest

from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.exchange.conftest import read, written
from tests.stores_in_memory import store_in_memory


@pytest.mark.parametrize(("slugs", "told"), [(["one"], "One pass"), (["one", "two"], "2 passes")])
def test_passes_that_became_one_are_told(clock: FixedClock, slugs: list[str], told: str) -> None:
    """A program that was begun in both stores is gone through once."""
    here, there = (Store(store_in_memory(name, clock)) for name in ("here", "there"))
    for store in (here, there):
        for slug in slugs:
            store.enrollments.begin(f"{slug}-key", slug, "Title", "")
    (remark,) = read(here.database, written(there.database), mine=True).remarks
    assert remark.message.startswith(f"{told} through the same program")
    assert len(here.enrollments.all()) == len(slugs)
