"""Conditions that can never hold are told with their line."""

from __future__ import annotations

import pytest

from resilify_cli.content.condition_checks import impossible_conditions
from tests.content.small_programs import program_of

_ASKED = """## One {#one}

:::{choose} way
Which?
- Words {#words}
- Pictures {#pictures}
:::

:::{rate} sting
How much?
:::

:::{note} word
One word?
:::

:::{record} log
Note it.
- Sting: How much? {#sting .0-100}
- Where: Where? {#where .choice options="bed | sofa"}
:::

:::{checkup} week
This week ...
- I rested. {#rested}
- I rushed. {#rushed .reversed}
:::

"""


def found(condition: str) -> list[tuple[str, str]]:
    program = program_of(f"{_ASKED}:::{{note}} last\n:when: {condition}\nAnd?\n:::\n")
    return [(problem.wrong, problem.right) for problem in impossible_conditions(program)]


@pytest.mark.parametrize(
    ("condition", "wrong", "right"),
    [
        ("way is wrds", "'way' has no option 'wrds'", "did you mean 'words'?"),
        ("log.stng above 3", "'log' has no part 'stng'", "did you mean 'sting'?"),
        ("log.where is floor", "'log' has no option 'floor'", "one of: bed, sofa"),
        ("sting above 10", "'sting' can't be above 10", "it goes from 0 to 10"),
        ("sting below 0", "'sting' can't be below 0", "it goes from 0 to 10"),
        ("week above 5", "'week' can't be above 5", "it goes from 1 to 5"),
        (
            "log.sting fell by 101 from log.sting",
            "'log.sting' can't be lower by 101",
            "it goes from 0 to 100",
        ),
        (
            "word above 3",
            "'word' is no number",
            "ask whether it is answered, or name a part that is a number",
        ),
    ],
)
def test_a_condition_that_can_never_hold_is_told(condition: str, wrong: str, right: str) -> None:
    """An unknown part or option, a number beyond its scale, and words that are no number."""
    assert found(condition)[0] == (wrong, right)


@pytest.mark.parametrize(
    "condition",
    [
        "way is words and not (sting above 9 or sting not answered)",
        "log.where is bed",
        "week below 2.5",
        "word is anything",
        "log.sting fell by 10 from log.sting",
        "nothing answered",
    ],
)
def test_a_condition_that_can_hold_is_none(condition: str) -> None:
    """Own words can be anything, and an activity that is not there is told elsewhere."""
    assert found(condition) == []
