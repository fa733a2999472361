from __future__ import annotations

import pytest

from resilify_cli.store.enrollments import Enrollment
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store


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
