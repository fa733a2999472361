"""The page on the author's bench is held to what the commands do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from resilify_cli.command_line.command_table import COMMANDS
from tests.authoring.test_trial_walk import Trial
from tests.conftest import FixedClock

PAGE = (Path(__file__).parents[2] / "docs" / "authoring-tools.md").read_text("utf-8")
FIRST = """:::{reflect} hard-moment
What?
:::
:::{rate} sting
:max: 100
How much?
:::
:::{select} feeds
Which?
- A walk {#walk}
- Music {#music}
:::
:::{record} critic-log
:rows: 3
When?
- Trigger: What? {#trigger}
- Sting: How much? {#sting .0-100}
:::
:::{list} ladder
:number: fear {0-100}
:pick: one
Which?
:::
:::{plan} plan-1
One thing.
:::
"""
SECOND = """## Reading {#reading}
You wrote {critic-log.trigger|something}: a late reply, or a typo.

:::{follow-up} plan-1
How did it go?
:::
:::{choose} way
How?
- In writing {#writing}
- In pictures {#pictures-way}
:::
:::{write} kind-letter
:when: way is writing
Write.
:::
:::{note} pictures
:when: way is pictures-way
Which?
:::
"""


def test_the_answers_of_the_page_fit_a_program_with_those_ids(
    full_program: Callable[..., Path], clock: FixedClock
) -> None:
    """Each form of an answer that the page shows is taken, and its expectations are met."""
    found = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    assert Trial(full_program(FIRST, SECOND), clock).wrong(found[1]) == []


def test_the_page_names_commands_that_there_are() -> None:
    """Every command on it is one of resilify's."""
    named = set(re.findall(r"resilify (\w+)", PAGE))
    assert {"new", "preview", "print", "stats", "try"} <= named <= COMMANDS.keys()
