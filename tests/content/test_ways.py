"""The ways through a session."""

from __future__ import annotations

import pytest

from resilify_cli.content.shape import too_intense
from resilify_cli.content.ways import most
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
    assert most(program.sessions[0], program, lambda one: one.minutes) == longest


def test_a_choice_between_two_intense_exercises_is_one() -> None:
    """Two intense exercises of which a person meets only one are allowed."""
    one = INTENSE.replace(":intense: yes", ":intense: yes\n:when: way is one")
    two = one.replace("way is one", "way is two").replace("{#another}", "{#third}")
    alone = program_of(CHOICE + one + two)
    twice = program_of(CHOICE + one + two.replace("way is two", "way is not two"))
    assert list(too_intense(alone)) == []
    assert len(list(too_intense(twice))) == 1
