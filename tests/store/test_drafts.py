from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.store.database import Database
from resilify_cli.store.drafts import JournalDrafts
from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.vault.erasing.rows import erase, find_entry_target
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock


def test_a_draft_replaces_the_one_before(store: Store, enrollment: Enrollment) -> None:
    """There is one draft for an activity: what was typed last."""
    for text in ("h", "ha", "half"):
        store.drafts.save(enrollment, "moment", False, text)
    assert store.drafts.find(enrollment, "moment", False) == "half"
    assert len(store.database.rows("SELECT * FROM drafts")) == 1


@pytest.mark.parametrize("practice", [False, True])
def test_practice_has_its_own_draft(store: Store, enrollment: Enrollment, practice: bool) -> None:
    """What is typed in practice and in the session is kept, and dropped, each on its own."""
    store.drafts.save(enrollment, "moment", False, "session")
    store.drafts.save(enrollment, "moment", True, "practice")
    store.drafts.drop(enrollment, "moment", practice)
    assert store.drafts.find(enrollment, "moment", practice) is None
    assert store.drafts.find(enrollment, "moment", not practice) == ("session" if practice else "practice")


def test_drafts_belong_to_their_pass(store: Store, enrollment: Enrollment) -> None:
    """A program that is taken again does not bring back an old draft."""
    store.drafts.save(enrollment, "moment", False, "old")
    again = store.enrollments.begin("key", "slug", "A program", "")
    assert store.drafts.find(again, "moment", False) is None


def test_drafts_are_not_in_the_journal(store: Store, enrollment: Enrollment) -> None:
    """What is only typed is found by no search."""
    store.drafts.save(enrollment, "moment", False, "unfinished")
    assert store.journal.page(Filter(), 10, 0, "unfinished").entries == ()


def test_typing_does_not_wait_long_for_another_program(store: Store, enrollment: Enrollment) -> None:
    """While a person types, a draft gives up on a locked store at once, and all else waits as before."""
    waits: list[str] = []
    store.database.connection.set_trace_callback(
        lambda statement: waits.append(statement) if "busy_timeout" in statement else None
    )
    store.drafts.save(enrollment, "a", False, "x", while_typing=True)
    assert waits == ["PRAGMA busy_timeout = 200", "PRAGMA busy_timeout = 10000"]


@pytest.mark.parametrize("place", ["note", "checkin", "0123456789ab0123456789abcdef"])
def test_a_draft_outside_a_program_is_one_for_its_place(store: Store, place: str) -> None:
    """The newest draft of a place takes the older one's, stands apart from the others, and can be dropped."""
    store.journal_drafts.save("elsewhere", "other")
    for text in ("h", "half\ud800"):
        store.journal_drafts.save(place, text)
    assert store.journal_drafts.find(place) == "half\ufffd"
    store.journal_drafts.drop(place)
    assert store.journal_drafts.find(place) is None
    assert store.journal_drafts.find("elsewhere") == "other"


def test_drafts_outside_a_program_are_not_in_the_journal(store: Store) -> None:
    """A half-typed note is found by no search."""
    store.journal_drafts.save("note", "unfinished")
    assert store.journal.page(Filter(), 10, 0, "unfinished").entries == ()


def test_typing_a_note_does_not_wait_long_either(store: Store) -> None:
    """A draft of a note, too, gives up on a locked store at once while a person types."""
    waits: list[str] = []
    store.database.connection.set_trace_callback(
        lambda statement: waits.append(statement) if "busy_timeout" in statement else None
    )
    store.journal_drafts.save("note", "x", while_typing=True)
    assert waits == ["PRAGMA busy_timeout = 200", "PRAGMA busy_timeout = 10000"]


@pytest.fixture
def other(home: Path, store: Store, clock: FixedClock) -> Iterator[Store]:
    """The same store, opened by another window."""
    with open_store(home / "resilify.db", clock) as other:
        yield other


def test_two_windows_that_write_in_one_place_keep_both(store: Store, other: Store) -> None:
    """What one window types is not in the way of the other, and each drops its own."""
    for number in range(3):
        store.journal_drafts.save("note", f"one {number}")
        other.journal_drafts.save("note", f"two {number}")
    assert store.journal_drafts.find("note") == "one 2"
    assert other.journal_drafts.find("note") == "two 2"
    other.journal_drafts.drop("note")
    assert store.journal_drafts.find("note") == "one 2"
    store.journal_drafts.drop("note")
    assert store.journal_drafts.find("note") is None


def test_a_draft_that_is_left_is_offered_when_the_first_is_done(
    store: Store, other: Store, home: Path, clock: FixedClock
) -> None:
    """What the second window left is found by the next one, once the place has no draft of its own."""
    store.journal_drafts.save("note", "one")
    other.journal_drafts.save("note", "two")
    with open_store(home / "resilify.db", clock) as third:
        assert third.journal_drafts.find("note") == "one"
        third.journal_drafts.drop("note")
        assert third.journal_drafts.find("note") == "two"
        third.journal_drafts.save("note", "two, and more")
    with open_store(home / "resilify.db", clock) as fourth:
        assert fourth.journal_drafts.find("note") == "two, and more"
        fourth.journal_drafts.drop("note")
    assert store.database.rows("SELECT * FROM journal_drafts") == []


def test_a_draft_that_another_window_went_on_with_is_not_written_over(store: Store, other: Store) -> None:
    """Who found a draft and changed it wrote in its place; who wrote it first gets a place beside that."""
    store.journal_drafts.save("note", "one")
    assert other.journal_drafts.find("note") == "one"
    other.journal_drafts.save("note", "two")
    assert not store.journal_drafts.is_kept("note")
    store.journal_drafts.save("note", "one")
    assert store.journal_drafts.is_kept("note")
    assert other.journal_drafts.is_kept("note")
    other.journal_drafts.drop("note")
    assert store.journal_drafts.find("note") == "one"


def test_two_windows_in_a_session_keep_both(store: Store, other: Store, enrollment: Enrollment) -> None:
    """An activity that is answered in two windows has two drafts, apart from those of practice."""
    store.drafts.save(enrollment, "moment", False, "one")
    other.drafts.save(enrollment, "moment", False, "two")
    other.drafts.save(enrollment, "moment", True, "practice")
    assert store.drafts.find(enrollment, "moment", False) == "one"
    store.drafts.drop(enrollment, "moment", False)
    assert store.drafts.find(enrollment, "moment", False) == "two"
    assert store.drafts.find(enrollment, "moment", True) == "practice"


def test_what_could_not_be_saved_is_not_kept(store: Store) -> None:
    """After a failure a draft is not said to be kept, though an older one is there; the next try is told."""
    drafts = store.journal_drafts
    assert not drafts.is_kept("note")
    drafts.save("note", "some words")
    store.database.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError):
        drafts.save("note", "some words and more")
    assert not drafts.is_kept("note")
    store.database.connection.execute("PRAGMA query_only = OFF")
    drafts.save("note", "some words and more")
    assert drafts.is_kept("note")
    assert len(store.database.rows("SELECT * FROM journal_drafts")) == 1


def test_a_draft_of_which_nothing_is_left_goes(store: Store, other: Store) -> None:
    """Saved empty, a draft is no row any more; one that another window went on with meanwhile stays."""
    store.journal_drafts.save("note", "one")
    store.journal_drafts.save("note", "")
    assert store.database.rows("SELECT * FROM journal_drafts") == []
    assert not store.journal_drafts.is_kept("note")
    store.journal_drafts.save("note", "one")
    other.journal_drafts.find("note")
    other.journal_drafts.save("note", "one, and more")
    store.journal_drafts.save("note", "")
    assert other.journal_drafts.find("note") == "one, and more"


class CutOff(Database):
    """A database whose next writing of a draft is interrupted just after it came to be."""

    cuts = True

    @contextmanager
    def lock_timeout(self, seconds: float) -> Iterator[None]:
        with super().lock_timeout(seconds):
            yield
        if self.cuts:
            self.cuts = False
            raise KeyboardInterrupt


def test_a_writing_that_is_cut_off_leads_to_no_second_draft(store: Store, clock: FixedClock) -> None:
    """Where it is not known whether a draft came to be, the next one is in its place."""
    database = CutOff(store.database.connection, store.database.path, clock, writable=True)
    drafts = JournalDrafts(database)
    with pytest.raises(KeyboardInterrupt):
        drafts.save("note", "some words")
    drafts.save("note", "some words and more")
    rows = database.rows("SELECT content FROM journal_drafts")
    assert [row["content"] for row in rows] == ["some words and more"]


@pytest.mark.parametrize("way", ["erase", "empty the trash"])
def test_drafts_beside_that_of_an_entry_go_with_it(store: Store, other: Store, way: str) -> None:
    """What is half changed of an entry in two windows goes when the entry is gone for good."""
    entry_id = store.notes.add("a day")
    store.journal_drafts.save(entry_id, "one")
    other.journal_drafts.save(entry_id, "two")
    store.journal_drafts.save("note", "of its own")
    if way == "erase":
        erase(store.database, find_entry_target(store.database, entry_id[12:19]))
    else:
        store.trash.put(store.journal.find(entry_id))
        store.trash.empty()
    assert [row["place"] for row in store.database.rows("SELECT place FROM journal_drafts")] == ["note"]
