"""When something was done last is found by its kind, whatever day it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from resilify_cli.store.done_query import FOR_GOOD, ReadRows, last_done, plain_rows
from resilify_cli.store.enrollments import StepState
from resilify_cli.store.stamps import milliseconds
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.store.conftest import response

KINDS = ("session", "practice", "checkin", "log")


@pytest.fixture
def rows(home: Path, store: Store) -> Iterator[ReadRows]:
    with plain_rows(str(home / "resilify.db")) as found:
        yield found


def done(rows: ReadRows, clock: FixedClock) -> dict[str, bool]:
    """Return which kinds were done in the last hour."""
    now = milliseconds(clock.time)
    return {about: last_done(rows, about, now - 3_600_000, now) is not None for about in KINDS}


def only(*kinds: str) -> dict[str, bool]:
    return {about: about in kinds for about in KINDS}


def test_each_kind_is_told_from_the_others(rows: ReadRows, store: Store, clock: FixedClock) -> None:
    """A step of a session, an exercise on its own, a row of a log, a check-in; a note is none of them."""
    store.notes.add("a note")
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    assert done(rows, clock) == only()
    store.entries.answer(enrollment, response("tired"))
    assert done(rows, clock) == only()
    clock.time += timedelta(hours=2)
    store.enrollments.mark_step(enrollment, "one", "a-step", StepState.SKIPPED)
    assert done(rows, clock) == only("session")
    clock.time += timedelta(hours=2)
    store.entries.answer(enrollment, response("calm", practice=True))
    assert done(rows, clock) == only("practice")
    clock.time += timedelta(hours=2)
    store.entries.answer(enrollment, response("calm", practice=True, activity_kind="log"))
    assert done(rows, clock) == only("log")


def test_what_was_deleted_was_not_done(rows: ReadRows, store: Store, clock: FixedClock) -> None:
    """The time is that of the writing, to the millisecond."""
    entry_id = store.notes.add("a note")
    assert done(rows, clock) == only()
    sql = "UPDATE entries SET kind = 'checkin' WHERE id = ?"
    with store.transaction() as connection:
        connection.execute(sql, (entry_id,))
    now = milliseconds(clock.time)
    assert last_done(rows, "checkin", 0, now) == int(entry_id[:12], 16)
    assert last_done(rows, "checkin", 0, int(entry_id[:12], 16) - 1) is None
    with store.transaction() as connection:
        connection.execute("UPDATE entries SET deleted_at = 1 WHERE id = ?", (entry_id,))
    assert last_done(rows, "checkin", 0, now) is None


def test_without_a_session_to_go_on_with_it_is_done_for_good(rows: ReadRows, store: Store) -> None:
    """Finished or put down; while another is under way, and before anything is begun, it is not."""
    assert last_done(rows, "session", 0, 1) is None
    first = store.enrollments.begin("key", "slug", "A program", "")
    store.enrollments.finish(first)
    assert last_done(rows, "session", 0, 1) == FOR_GOOD
    second = store.enrollments.begin("other", "other", "Another", "")
    assert last_done(rows, "session", 0, 1) is None
    store.enrollments.pause(second)
    assert last_done(rows, "session", 0, 1) == FOR_GOOD


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """It can't be read, and that is all."""
    with pytest.raises(Exception, match="unable to open"), plain_rows(str(tmp_path / "no#thing")):
        pass
    assert list(tmp_path.iterdir()) == []
