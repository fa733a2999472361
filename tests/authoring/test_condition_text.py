"""Conditions, written as their authors write them."""

from __future__ import annotations

import pytest

from resilify_cli.activities.condition import read_condition
from resilify_cli.authoring.condition_text import condition_source


@pytest.mark.parametrize(
    "source",
    [
        "way is writing",
        "way is not writing",
        "way answered",
        "way not answered",
        "log.sting above 60",
        "log.sting-now fell by 10 from log.sting",
        "way is a and not (b above 3 or c not answered)",
        "(a answered or b answered) and c below 2.5",
        "a answered or b answered and c answered",
        'way is "this and that"',
    ],
)
def test_a_condition_reads_as_it_was_written(source: str) -> None:
    """What is told of a hidden step can be found in its file, and means the same."""
    condition = read_condition(source)
    assert condition is not None
    assert condition_source(condition) == source
    assert read_condition(condition_source(condition)) == condition
