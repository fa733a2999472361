"""All ways through the conditions of a program."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from resilify_cli.activities.scale import Scale, ScaleItem, ScoreRule, Scoring
from resilify_cli.authoring.all_ways import AllWays, walk_all_ways
from resilify_cli.authoring.given_answers import GivenAnswers
from resilify_cli.authoring.trial_walk import walk_program
from resilify_cli.authoring.ways import numbers_with_score
from resilify_cli.content.loader import load_program
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.stores_in_memory import store_in_memory

Write = Callable[..., Path]


def walked(folder: Path, clock: FixedClock) -> AllWays:
    program = load_program(folder)
    return walk_all_ways(
        program,
        lambda given: walk_program(program, given, lambda now: Store(store_in_memory("w", now)), clock()),
    )


def test_a_step_that_hangs_on_a_step_that_hangs_on_another_is_found(
    full_program: Write, clock: FixedClock
) -> None:
    """Conditions that hang together are tried together: a number that only one choice asks for."""
    body = (
        ":::{choose} way\nHow?\n- A {#a}\n- B {#b}\n:::\n"
        ":::{rate} sting\n:when: way is b\nHow much?\n:::\n"
        ":::{note} calm\n:when: sting above 7\nWhat calms?\n:::\n"
    )
    found = walked(full_program(body), clock)
    assert (found.never_shown, found.crashes, found.is_cut) == ((), (), False)
    assert (found.sessions[0].ways, found.sessions[0].shortest, found.sessions[0].longest) == (3, 0.5, 2.0)


def test_what_another_program_would_show_is_not_missed(full_program: Write, clock: FixedClock) -> None:
    """A recall of another program is shown only to a person who has done that one, and no walk has."""
    body = ":::{note} calm\nWhat calms?\n:::\n:::{recall} line\n:program: other\n:::\n"
    assert walked(full_program(body), clock).never_shown == ()


def test_a_score_a_field_and_a_change_are_reached(full_program: Write, clock: FixedClock) -> None:
    """A check-up's score, a record's field and a fallen number are answered so that each condition holds."""
    body = (
        ":::{checkup} week\nHow?\n- Kind {#kind}\n- Harsh {#harsh .reversed}\n:::\n"
        ":::{record} rec\nWhat?\n- Before: How much? {#before .0-100}\n"
        "- After: How much? {#after .0-100}\n:::\n"
        ":::{note} low\n:when: week below 2.5\nLow?\n:::\n"
        ":::{note} fell\n:when: rec.after fell by 40 from rec.before\nFell?\n:::\n"
        ":::{note} both\n:when: rec.before above 60 and not (week below 4)\nBoth?\n:::\n"
    )
    assert walked(full_program(body), clock).never_shown == ()


@pytest.mark.parametrize("rule", list(ScoreRule))
@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_a_score_is_come_near_to_whatever_the_rule(rule: ScoreRule, share: float) -> None:
    """Made-up numbers, those of reversed items among them, have about the score that is asked for."""
    items = [ScaleItem(f"i{n}", "x", 1, 5, reversed=n == 1, subscale="ab"[n % 2]) for n in range(4)]
    scale = Scale(tuple(items), Scoring(rule))
    wanted = scale.range.low + share * (scale.range.high - scale.range.low)
    found = scale.score(list(numbers_with_score(scale, wanted).values()))
    assert found is not None
    assert abs(found - wanted) <= (scale.range.high - scale.range.low) / 16


def test_what_no_way_shows_is_told_with_its_line_and_condition(
    full_program: Write, clock: FixedClock
) -> None:
    """A condition that contradicts itself is found by walking."""
    body = (
        ":::{choose} way\nHow?\n- A {#a}\n- B {#b}\n:::\n"
        ":::{note} never\n:when: way is a and way is b\nWhat?\n:::\n"
    )
    folder = full_program(body)
    lines = list(walked(folder, clock).lines())
    assert lines == [
        "1. Session 1: 1 way, 0.5 min",
        f"{folder}/sessions/1.md:12: never is shown on no way: when way is a and way is b",
    ]


def test_more_ways_than_are_walked_are_told(full_program: Write, clock: FixedClock) -> None:
    """What was left out is said, never hidden."""
    options = "".join(f"- {n} {{#o{n}}}\n" for n in range(5))
    asks = "".join(f":::{{choose}} s{n}\nWhich?\n{options}:::\n" for n in range(3))
    notes = "".join(
        f":::{{note}} n{a}{b}{c}\n:when: s0 is o{a} and s1 is o{b} and s2 is o{c}\nWhat?\n:::\n"
        for a, b, c in product(range(5), repeat=3)
    )
    program = load_program(full_program(asks + notes))
    # Each walk takes most of a second, and what they show is not looked at here.
    one_walk = walk_program(program, GivenAnswers(), lambda now: Store(store_in_memory("w", now)), clock())
    found = walk_all_ways(program, lambda _: one_walk)
    assert found.is_cut
    assert list(found.lines())[-1].startswith("There are more ways than the 102 that were walked")
