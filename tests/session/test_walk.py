from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.session.walk import State, Walk, resume

_STEPS = st.lists(st.sampled_from("abcdefgh"), min_size=1, unique=True)
_MOVES = st.lists(st.sampled_from(["next", "back", "over"]), max_size=30)


def _moved(walk: Walk, moves: Sequence[str], data: st.DataObject) -> list[Walk]:
    """Every walk on the way, until it is finished."""
    walks = [walk]
    for move in moves:
        if walk.state is not State.UNDER_WAY:
            break
        walk = (
            walk.with_steps(data.draw(st.permutations("abcdefgh"))[:5])
            if move == "over"
            else getattr(walk, move)()
        )
        walks.append(walk)
    return walks


@settings(max_examples=60, deadline=None)
@given(_STEPS, _MOVES, st.data())
def test_a_walk_is_at_one_of_its_steps_until_it_is_finished(
    steps: list[str], moves: list[str], data: st.DataObject
) -> None:
    """Whatever the moves, a walk under way is at one of its steps, and a finished one at none."""
    for walk in _moved(resume(steps, {}, ""), moves, data):
        assert (walk.at in walk.steps) == (walk.state is State.UNDER_WAY)
        assert (walk.at == "") == (walk.state is State.FINISHED)


@settings(max_examples=50, deadline=None)
@given(_STEPS, _MOVES, st.data())
def test_back_undoes_next(steps: list[str], moves: list[str], data: st.DataObject) -> None:
    """Going on and back again leads to the same step, unless that was the end."""
    walk = _moved(resume(steps, {}, ""), moves, data)[-1]
    if walk.next().state is State.UNDER_WAY:
        assert walk.next().back().at == walk.at


@settings(max_examples=50, deadline=None)
@given(_STEPS, _MOVES, st.data())
def test_leaving_keeps_the_place(steps: list[str], moves: list[str], data: st.DataObject) -> None:
    """A walk that was left goes on at the step where it was left, with what was met."""
    walk = _moved(resume(steps, {}, ""), moves, data)[-1]
    if walk.state is State.UNDER_WAY:
        left = walk.leave()
        again = resume(left.steps, dict.fromkeys(left.met), left.at)
        assert left.state is State.LEFT
        assert (again.at, again.number, again.state) == (walk.at, walk.number, State.UNDER_WAY)


@settings(max_examples=60, deadline=None)
@given(_STEPS, _MOVES, st.data())
def test_other_steps_never_bring_back_what_was_met(
    steps: list[str], moves: list[str], data: st.DataObject
) -> None:
    """If the present step is taken out, the walk goes on at one that was neither met nor passed."""
    walk = _moved(resume(steps, {}, ""), moves, data)[-1]
    if walk.state is State.UNDER_WAY:
        others = [step for step in data.draw(st.permutations("abcdefgh")) if step != walk.at]
        after = walk.with_steps(others[:4])
        assert after.at not in walk.met | set(walk.steps[: walk.number])
        # What lies ahead in the new order comes in that order.
        open_steps = [s for s in others[:4] if s not in walk.met | set(walk.steps[: walk.number])]
        assert after.at == (open_steps[0] if open_steps else "")


@settings(max_examples=50, deadline=None)
@given(_STEPS, st.data())
def test_other_steps_keep_the_place_if_it_is_among_them(steps: list[str], data: st.DataObject) -> None:
    """Steps that come, go or change their order elsewhere leave the walk where it is."""
    walk = resume(steps, {}, data.draw(st.sampled_from(steps)))
    others = data.draw(st.permutations([*steps, "new"]))
    assert walk.with_steps(others).at == walk.at
    assert walk.with_steps(others).steps == tuple(others)


def test_next_goes_through_all_steps() -> None:
    """Going on and on meets each step once, in order, and then is finished."""
    walk, seen = resume(list("abc"), {}, ""), []
    while walk.state is State.UNDER_WAY:
        seen.append((walk.at, walk.number))
        walk = walk.next()
    assert seen == [("a", 1), ("b", 2), ("c", 3)]
    assert walk.met == {"a", "b", "c"}


def test_back_stays_at_the_first_step() -> None:
    """There is nothing before the first step."""
    walk = resume(list("abc"), {}, "")
    assert not walk.can_go_back
    assert walk.back() == walk
    assert walk.next().can_go_back


@pytest.mark.parametrize(
    ("met", "place", "at"),
    [
        ("", "", "a"),
        ("", "b", "b"),
        ("ab", "gone", "c"),
        ("ac", "gone", "b"),
        ("abc", "", "a"),
        ("abc", "c", "c"),
    ],
)
def test_a_walk_is_taken_up_at_its_place(met: str, place: str, at: str) -> None:
    """A walk goes on at its place, else at the first step not met, else at the first of all."""
    assert resume(list("abc"), dict.fromkeys(met), place).at == at


def test_a_session_without_steps_is_finished() -> None:
    """Where there is no step to show, there is no walk."""
    assert resume([], {}, "gone").state is State.FINISHED
