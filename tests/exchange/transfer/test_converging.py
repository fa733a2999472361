"""Stores of one person come to say the same, and lose no words, in whatever order they are merged."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.transfer.histories import (
    ACTS,
    Person,
    add,
    answer,
    entry_states,
    exported,
    has_words,
    held,
    histories,
    imported,
    other_states,
    person_with,
    used_words,
)

offsets = st.lists(st.integers(-26, 26), min_size=3, max_size=5)
_QUIET: list[HealthCheck] = [HealthCheck.too_slow, HealthCheck.data_too_large]


def live(person: Person, history: list[tuple[Any, ...]]) -> None:
    """Let a history happen; a merge never takes words that were not erased."""
    count = len(person.stores)
    for kind, *rest in history:
        if kind >= 0:
            where, which = rest
            ACTS[kind](person, person.stores[where % count], which)
            continue
        source, target = person.stores[rest[0] % count], person.stores[rest[1] % count]
        there = [entry_id for entry_id in person.words if has_words(target, entry_id)]
        before = {entry_id: held(target, entry_id) for entry_id in there}
        imported(exported(source), target, one_of=rest[2])
        for entry_id, texts in before.items():
            assert entry_id in person.erased or texts <= held(target, entry_id)


def bring_together(person: Person, seed: int) -> None:
    """Merge every store into every other, in some order, some of it twice or in part."""
    random = Random(seed)
    for part in (2, 1, 1, 1):
        pairs = list(permutations(person.stores, 2))
        random.shuffle(pairs)
        for source, target in pairs:
            records = exported(source)
            imported(records, target, one_of=part)
            if random.random() < 0.2:
                imported(records, target)


def check_same(person: Person, *, told_again: bool = True) -> None:
    """All stores say the same, but for what was cleared from the trash of one alone.

    Unless everything is told again, that does not come back there as an earlier version either, nor does an
    own word for check-ins that went with the last one that had it; and as long as it lies in a trash, it may
    say the words there that were known last.
    """
    first, *others = person.stores
    for other in others:
        ours, theirs = other_states(first), other_states(other)
        if not told_again:
            used = used_words(first) & used_words(other)
            for states in (ours, theirs):
                states["words"] = [row for row in states["words"] if row["word"] in used]
        assert ours == theirs
        ours, theirs = entry_states(first), entry_states(other)
        assert ours.keys() == theirs.keys()
        for entry_id in ours:
            (state, here), (their_state, there) = ours[entry_id], theirs[entry_id]
            assert state == their_state
            if here is None or there is None:
                continue
            if entry_id in person.cleared and not told_again:
                assert here["in_trash"] == there["in_trash"]
                if here["in_trash"]:
                    continue
                here, there = ({**one, "versions": None} for one in (here, there))
            assert here == there


def check_words(person: Person, before: dict[str, set[str]], *, told_again: bool = True) -> None:
    """What any store had is in every store that has the entry, or was erased on purpose.

    Unless all is told again, an earlier version of what was cleared from one trash is in another store.
    """
    for entry_id, texts in before.items():
        with_it = [store for store in person.stores if has_words(store, entry_id)]
        if entry_id in person.erased:
            assert not with_it
            continue
        assert with_it or not texts
        if entry_id in person.cleared and not told_again:
            assert texts <= set().union(*(held(store, entry_id) for store in with_it))
            continue
        for store in with_it:
            assert texts <= held(store, entry_id)


def converge(hours: list[int], history: list[tuple[Any, ...]], seed: int) -> None:
    person = person_with(hours)
    # What all of them have, so that they can be at odds about it.
    for act in (add, add, answer):
        act(person, person.stores[0], 0)
    for store in person.stores[1:]:
        imported(exported(person.stores[0]), store)
    live(person, history)
    before = {
        entry_id: set().union(*(held(s, entry_id) for s in person.stores if has_words(s, entry_id)))
        for entry_id in person.words
    }
    bring_together(person, seed)
    check_same(person)
    check_words(person, before)
    for store in person.stores:
        store.database.close()


@settings(deadline=None, max_examples=5, suppress_health_check=_QUIET)
@given(offsets, histories, st.integers(0, 1 << 30))
def test_stores_come_to_say_the_same(hours: list[int], history: list[tuple[Any, ...]], seed: int) -> None:
    """Whatever was done in three to five stores whose clocks are a day apart, in the end they are alike."""
    converge(hours, history, seed)


@pytest.mark.slow
@settings(deadline=None, max_examples=400, suppress_health_check=_QUIET)
@given(offsets, histories, st.integers(0, 1 << 30))
def test_stores_come_to_say_the_same_over_many_histories(
    hours: list[int], history: list[tuple[Any, ...]], seed: int
) -> None:
    """The same, some hundred times."""
    converge(hours, history, seed)
