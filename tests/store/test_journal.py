from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from resilify_cli.days import Days
from resilify_cli.errors import EntryNotFoundError
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.store.conftest import response


@pytest.fixture
def filled(store: Store, enrollment: Enrollment) -> Store:
    """A store with two notes and three answers, from two programs and two sessions."""
    other = store.enrollments.begin("other-key", "other", "Another program", "")
    store.notes.add("note one")
    store.entries.answer(enrollment, response("one", session_id="first", activity_id="a"))
    store.entries.answer(enrollment, response("two", session_id="second", activity_id="b"))
    store.entries.answer(other, response("other one", session_id="first", activity_id="a"))
    store.notes.add("note two")
    return store


def _texts(store: Store, wanted: Filter, words: str = "") -> list[str]:
    return [entry.text for entry in store.journal.page(wanted, 100, 0, words).entries]


def test_newest_first(filled: Store) -> None:
    """The journal begins with what was written last."""
    assert _texts(filled, Filter()) == ["note two", "other one", "two", "one", "note one"]


@pytest.mark.parametrize("words", ["", "note"])
def test_pages_hold_every_entry_once(store: Store, words: str) -> None:
    """Page after page tells every entry exactly once, and only the last says that there are no more."""
    for number in range(7):
        store.notes.add(f"note {number}")
    pages = [store.journal.page(Filter(), 3, offset, words) for offset in (0, 3, 6)]
    assert [[entry.text[-1] for entry in page.entries] for page in pages] == [list("654"), list("321"), ["0"]]
    assert [page.more for page in pages] == [True, True, False]
    assert not store.journal.page(Filter(), 7, 0, words).more


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter(program="slug"), ["two", "one"]),
        (Filter(program="key"), ["two", "one"]),
        (Filter(session="first"), ["other one", "one"]),
        (Filter(program="other", session="first"), ["other one"]),
        (Filter(program="nobody"), []),
        (Filter(kind="note"), ["note two", "note one"]),
        (Filter(kind="response", session="first"), ["other one", "one"]),
        (Filter(kind="note", program="slug"), []),
        (Filter(kind="checkin"), []),
        (Filter(labels=(("tag", "one"),)), []),
    ],
)
def test_filters_leave_out_the_rest(filled: Store, wanted: Filter, expected: list[str]) -> None:
    """A program's slug or key and a session's id each leave only their own entries."""
    assert _texts(filled, wanted) == expected


def test_filters_go_with_words(filled: Store) -> None:
    """Words are looked for among what the filters leave."""
    assert _texts(filled, Filter(session="first"), "one") == ["other one", "one"]
    assert _texts(filled, Filter(program="slug"), "one") == ["one"]


@pytest.mark.parametrize("words", ["", "day"])
def test_a_span_of_days_has_its_first_and_its_last(store: Store, clock: FixedClock, words: str) -> None:
    """Both ends are included to the millisecond, and the moments before and after are not."""
    clock.step = timedelta(0)
    moment = timedelta(milliseconds=1)
    first = clock.time.replace(hour=4, minute=0)
    for text, at in (
        ("the day before", first - moment),
        ("first day", first),
        ("last day", first + timedelta(days=2) - moment),
        ("the day after", first + timedelta(days=2)),
    ):
        clock.time = at
        store.notes.add(text)
    days = Days(first.date(), first.date() + timedelta(days=1), timedelta(hours=4))
    assert _texts(store, Filter(days=days), words) == ["last day", "first day"]


def test_an_entry_tells_the_time_of_its_own_place(store: Store, clock: FixedClock) -> None:
    """An entry's time is told in the zone that it was written in."""
    clock.step = timedelta(0)
    entry = store.journal.find(store.notes.add("here"))
    assert entry.at == clock.time
    assert entry.at.utcoffset() == timedelta(hours=1)
    assert store.journal.newest() == entry


def test_an_entry_is_read_without_marks_where_nothing_is_searched(filled: Store) -> None:
    """Four empty texts more for each entry would take a fifth of the time in which all are read."""
    asked: list[str] = []
    filled.database.connection.set_trace_callback(asked.append)
    assert len(list(filled.journal.oldest_first(Filter()))) == 5
    assert _texts(filled, Filter()) != _texts(filled, Filter(), "note")
    marked = ["marked_text" in statement for statement in asked if statement.startswith("SELECT e.seq")]
    assert marked == [False, False, True]


def test_an_empty_journal_has_no_ends(store: Store) -> None:
    """Where nothing was written there is neither a newest nor an oldest entry."""
    assert store.journal.newest() is None
    assert store.journal.oldest() is None


def test_the_oldest_is_the_first_day_that_is_told_of(store: Store, clock: FixedClock) -> None:
    """The oldest entry is the one about the earliest time, whenever it was written."""
    store.notes.add("now")
    early = clock.time - timedelta(days=400)
    store.notes.add("long ago", early)
    oldest = store.journal.oldest()
    assert oldest is not None
    assert oldest.at == early
    store.trash.put(store.journal.page(Filter(days=Days(last=early.date())), 1).entries[0])
    assert store.journal.oldest() == store.journal.newest() != oldest


@pytest.mark.parametrize(
    "name",
    [
        lambda entry: entry.id,
        lambda entry: entry.id.upper(),
        lambda entry: entry.handle,
        lambda entry: entry.id[12:],
    ],
    ids=["id", "upper-case", "handle", "whole-tail"],
)
def test_an_entry_is_found_by_its_names(filled: Store, name: Callable[..., str]) -> None:
    """An entry is found by its id and by its handle, in any case of letters."""
    entry = filled.journal.page(Filter(), 1).entries[0]
    assert filled.journal.find(name(entry)).text == "note two"


def test_a_name_that_fits_more_than_one_says_which(store: Store) -> None:
    """A beginning that several entries share is refused, with longer ones to choose from."""
    for number in range(17):
        store.notes.add(f"note {number}")
    handles = [entry.handle for entry in store.journal.page(Filter(), 100).entries]
    shared = next(h[0] for h in handles if sum(other[0] == h[0] for other in handles) > 1)
    with pytest.raises(EntryNotFoundError, match="More than one") as caught:
        store.journal.find(shared)
    assert any(handle in caught.value.hint for handle in handles if handle.startswith(shared))


@pytest.mark.parametrize("name", ["", "no", "0000000", "%", "a" * 29, "' OR 1", "²"])
def test_a_name_of_nothing_is_told(filled: Store, name: str) -> None:
    """What names no entry is told, with where the ids are to be seen."""
    with pytest.raises(EntryNotFoundError) as caught:
        filled.journal.find(name)
    assert "resilify journal" in caught.value.hint
