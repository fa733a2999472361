from __future__ import annotations

from datetime import timedelta

import pytest

from resilify_cli.store.enrollments import Enrollment, StepState
from resilify_cli.store.store import Store
from tests.conftest import FixedClock


def _latest(store: Store) -> Enrollment:
    found = store.enrollments.latest("key")
    assert found
    return found


def test_the_newest_pass_is_the_one_to_go_on_with(store: Store, enrollment: Enrollment) -> None:
    """A program taken again goes on with its newest pass, whichever was touched last."""
    again = store.enrollments.begin("key", "slug", "A program", "")
    store.enrollments.move(enrollment, "first", "#one")
    assert _latest(store).id == again.id
    assert [one.id for one in store.enrollments.all()] == [enrollment.id, again.id]


def test_a_pass_is_bound_to_the_key_of_its_program(store: Store, enrollment: Enrollment) -> None:
    """A program that got another name or place keeps its pass, and another program has none."""
    store.enrollments.rename(enrollment, "new-slug", "New title", "/new/place")
    found = _latest(store)
    assert (found.id, found.slug, found.title, found.path) == (
        enrollment.id,
        "new-slug",
        "New title",
        "/new/place",
    )
    assert store.enrollments.latest("new-slug") is None


def test_the_place_is_the_last_one_noted(store: Store, enrollment: Enrollment) -> None:
    """The place to go on from is the session and step noted last."""
    store.enrollments.move(enrollment, "first", "#one")
    store.enrollments.move(enrollment, "second", "moment")
    assert (_latest(store).session_id, _latest(store).step_id) == ("second", "moment")


def test_a_step_has_one_state(store: Store, enrollment: Enrollment) -> None:
    """A step that was skipped and then done is done, in its own session alone."""
    store.enrollments.mark_step(enrollment, "first", "#one", StepState.SKIPPED)
    store.enrollments.mark_step(enrollment, "first", "#one", StepState.DONE)
    store.enrollments.mark_step(enrollment, "second", "#one", StepState.SKIPPED)
    assert store.enrollments.step_states(enrollment, "first") == {"#one": StepState.DONE}
    assert store.enrollments.step_states(enrollment, "second") == {"#one": StepState.SKIPPED}


@pytest.mark.parametrize("how", ["mark", "move"])
def test_a_session_is_met_once_it_is_begun(store: Store, enrollment: Enrollment, how: str) -> None:
    """A session counts as begun from its first step on, done or only entered."""
    assert store.enrollments.begun_sessions(_latest(store)) == set()
    if how == "mark":
        store.enrollments.mark_step(enrollment, "first", "#one", StepState.DONE)
    else:
        store.enrollments.move(enrollment, "first", "#one")
    assert store.enrollments.begun_sessions(_latest(store)) == {"first"}


def test_a_session_finished_twice_is_finished_last(store: Store, enrollment: Enrollment) -> None:
    """Of a session taken twice the later end is told."""
    store.enrollments.finish_session(enrollment, "first")
    before = store.enrollments.finished_sessions(enrollment)["first"]
    store.enrollments.finish_session(enrollment, "first")
    assert store.enrollments.finished_sessions(enrollment)["first"] > before


def test_a_program_finished_again_under_a_clock_set_back_keeps_its_later_end(
    store: Store, enrollment: Enrollment, clock: FixedClock
) -> None:
    """Other machines, which know of that one, go by the later end too."""
    store.enrollments.finish(enrollment)
    before = _latest(store).finished_at
    clock.time -= timedelta(days=2)
    store.enrollments.finish(enrollment)
    assert _latest(store).finished_at == before


def test_a_finished_program_says_when(store: Store, enrollment: Enrollment) -> None:
    """A pass has no end until it is noted."""
    assert _latest(store).finished_at is None
    store.enrollments.finish(enrollment)
    assert _latest(store).finished_at


def test_a_pass_begun_by_a_clock_that_was_ahead_comes_last(store: Store, clock: FixedClock) -> None:
    """It hides no pass that is begun after the clock was put right, and is told of."""
    clock.time += timedelta(days=3_000)
    ahead = store.enrollments.begin("key", "slug", "Title", "")
    clock.time -= timedelta(days=3_000)
    assert store.enrollments.latest("key") == ahead
    now = store.enrollments.begin("key", "slug", "Title", "")
    assert store.enrollments.latest("key") == now
    assert [enrollment.id for enrollment in store.enrollments.all()] == [now.id, ahead.id]
    assert store.enrollments.has_later_enrollment(now)
    assert not store.enrollments.has_later_enrollment(ahead)
