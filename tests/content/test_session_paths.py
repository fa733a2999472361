"""The ways through a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from resilify_cli.content.session_paths import greatest_sum
from resilify_cli.content.structure_rules import (
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    repeated_intense_exercises,
    wrong_minutes,
)
from tests.content.small_programs import CHOICE, INTENSE, program_of


def step(name: str, minutes: int, when: str) -> str:
    return f":::{{note}} {name}\n:minutes: {minutes}\n:when: {when}\nA word?\n:::\n"


@pytest.mark.parametrize(
    ("conditions", "longest"),
    [
        (("way is one", "way is two"), 8),
        (("way is one", "way is not two"), 13),
        (("way is one", "way not answered"), 8),
        (("way is not one", "way is not two"), 13),
        (("pain above 5", "pain below 3"), 8),
        (("pain above 3", "pain below 5"), 13),
        (("pain above 10", "pain below 3"), 8),
        (("way is one", "pain above 5"), 13),
        (("feeds has one", "feeds has two"), 13),
    ],
)
def test_the_longest_way_is_one_that_a_person_can_take(conditions: tuple[str, str], longest: int) -> None:
    """Steps that exclude one another are not added up; those that go together are."""
    asked = CHOICE + ":::{rate} pain\n:minutes: 0\nHow much?\n:::\n"
    asked += CHOICE.replace("{choose} way", "{select} feeds")
    body = asked + step("a", 5, conditions[0]) + step("b", 8, conditions[1])
    program = program_of(body)
    assert greatest_sum(program.sessions[0], program, lambda one: one.minutes) == longest


def test_a_choice_between_two_intense_exercises_is_one() -> None:
    """Two intense exercises of which a person meets only one are allowed."""
    one = INTENSE.replace(":intense: yes", ":intense: yes\n:when: way is one")
    two = one.replace("way is one", "way is two").replace("{#another}", "{#third}")
    alone = program_of(CHOICE + one + two)
    twice = program_of(CHOICE + one + two.replace("way is two", "way is not two"))
    assert list(repeated_intense_exercises(alone)) == []
    assert len(list(repeated_intense_exercises(twice))) == 1


@pytest.mark.parametrize("minutes", [SHORTEST_MINUTES, LONGEST_MINUTES])
def test_a_session_may_be_just_as_short_or_long_as_said(minutes: int) -> None:
    """The shortest and the longest number of minutes are both allowed, one beyond is not."""
    beyond = minutes - 1 if minutes == SHORTEST_MINUTES else minutes + 1
    found = [
        list(wrong_minutes(replace(program, sessions=(replace(program.sessions[0], minutes=said),))))
        for said in (minutes, beyond)
        for program in [program_of(f":::{{note}} a\n:minutes: {said}\nA word?\n:::\n")]
    ]
    assert [len(problems) for problems in found] == [0, 1]


def test_minutes_may_differ_by_just_as_much_as_said() -> None:
    """A session that says 23 minutes and takes 20 is near enough; one that says 24 is not."""
    program = program_of(":::{note} a\n:minutes: 20\nA word?\n:::\n")
    said = [replace(program, sessions=(replace(program.sessions[0], minutes=n),)) for n in (23, 24)]
    assert [len(list(wrong_minutes(one))) for one in said] == [0, 1]


@pytest.mark.parametrize(
    ("conditions", "longest"),
    [
        (("way is not one", "way is not two"), 13),
        (("pain above 5", "pain below 6"), 8),
        (("pain above 4", "pain below 5"), 8),
        (("pain above 9", "pain above 9"), 13),
        (("pain below 1", "pain below 1"), 13),
    ],
)
def test_words_of_ones_own_and_numbers_beside_a_limit_are_ways_too(
    conditions: tuple[str, str], longest: int
) -> None:
    """A way by words of one's own is tried where they are allowed, and the number at each side of a limit."""
    asked = CHOICE.replace(":minutes: 0", ":minutes: 0\n:other: yes") + (
        ":::{rate} pain\n:minutes: 0\nHow much?\n:::\n"
    )
    program = program_of(asked + step("a", 5, conditions[0]) + step("b", 8, conditions[1]))
    assert greatest_sum(program.sessions[0], program, lambda one: one.minutes) == longest
