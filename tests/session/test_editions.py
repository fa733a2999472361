"""A pass goes on in another edition of its program."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.activities.follow_up_answer import PREFIX
from resilify_cli.activities.questions import MarkdownBlock
from resilify_cli.content.models import Program
from resilify_cli.session.editions import take_up_edition
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.store.enrollments import Enrollment, StepState
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store


def _edition(version: str, **renamed: str) -> Program:
    return Program("rest", "key", "Rest", Path("rest"), (), version=version, renamed=renamed)


def test_a_new_version_is_told_once(store: Store) -> None:
    """Where a pass went on with an earlier one; a first time, and the same again, tell nothing."""
    enrollment = store.enrollments.begin("key", "rest", "Rest", "")
    enrollment, told = take_up_edition(_edition("1.0"), enrollment, store)
    assert told is None
    enrollment, told = take_up_edition(_edition("1.1"), enrollment, store)
    assert told is not None
    assert isinstance(told.body[0], MarkdownBlock)
    assert "is now version 1.1; it was 1.0. Your place and your words are kept." in told.body[0].markdown
    found = store.enrollments.find(enrollment.id)
    assert found is not None
    assert take_up_edition(_edition("1.1"), found, store)[1] is None


_ANSWER = Response("one", "One", "word", "note", "Which?", "quiet", ("quiet",))
_RENAMED = _edition("1.1", one="first", word="a-word", about="what")


@pytest.fixture
def begun(store: Store) -> Enrollment:
    """A pass that stands in the middle of the earlier edition."""
    enrollment = store.enrollments.begin("key", "rest", "Rest", "")
    store.enrollments.mark_step(enrollment, "one", "word", StepState.DONE)
    store.enrollments.mark_step(enrollment, "one", "#about", StepState.DONE)
    store.enrollments.finish_session(enrollment, "one")
    store.enrollments.move(enrollment, "one", "#after-word")
    store.drafts.save(enrollment, "word", practice=False, content="{}")
    store.entries.answer(enrollment, _ANSWER)
    found = store.enrollments.find(enrollment.id)
    assert found is not None
    return found


def test_place_progress_and_drafts_come_under_new_ids(store: Store, begun: Enrollment) -> None:
    """What was renamed in the program is where the person left it."""
    taken_up, _ = take_up_edition(_RENAMED, begun, store)
    assert (taken_up.session_id, taken_up.step_id) == ("first", "#after-a-word")
    assert store.enrollments.find(begun.id) == taken_up._replace(updated_at=begun.updated_at)
    states = store.enrollments.step_states(taken_up, "first")
    assert states["a-word"] is states["#what"] is StepState.DONE
    assert "first" in store.enrollments.finished_sessions(taken_up)
    assert store.drafts.find(taken_up, "a-word", practice=False) == "{}"


def test_answers_of_both_ids_are_those_of_one_activity(store: Store, begun: Enrollment) -> None:
    """And so are the answers of what follows it up."""
    taken_up, _ = take_up_edition(_RENAMED, begun, store)
    history = StoredAnswerHistory(store, taken_up, _RENAMED)
    store.entries.answer(taken_up, _ANSWER._replace(activity_id="a-word", text="still", values=("still",)))
    assert [one.text for one in history.all("a-word")] == ["quiet", "still"]
    follow_up = Response("one", "One", f"{PREFIX}word", "follow-up", "How?", "done", ("done",))
    store.entries.answer(taken_up, follow_up)
    assert [one.text for one in history.all(f"{PREFIX}a-word")] == ["done"]


@pytest.mark.parametrize("old", ["low", "up", "follow"])
def test_the_follow_up_of_an_old_id_is_found_whatever_the_id_is(store: Store, old: str) -> None:
    """Also where the old id or the new one is a part of the word "follow-up"."""
    enrollment = store.enrollments.begin("key", "rest", "Rest", "")
    told = Response("one", "One", f"{PREFIX}{old}--two", "follow-up", "How?", "done", ("done",))
    store.entries.answer(enrollment, told)
    for new in ("mood", "w-up"):
        history = StoredAnswerHistory(store, enrollment, _edition("1.1", **{old: new}))
        assert [one.text for one in history.all(f"{PREFIX}{new}--two")] == ["done"]
