"""What is told after a check-up."""

from __future__ import annotations

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.activities.checkup_result import KINDER, draw_score, suggest_help
from resilify_cli.activities.questions import Aside, Drawing


def _score(value: float) -> Reading:
    return Reading("week", value, 1, 5)


def test_which_way_is_kinder_is_said_once() -> None:
    """It stands with the first score, and with no later one."""
    assert Aside(KINDER["higher"]) in draw_score(_score(3), (), "higher")
    assert len(draw_score(_score(3), [_score(2)], "higher")) == 1
    assert len(draw_score(_score(3), (), "")) == 1


def test_the_picture_is_over_time() -> None:
    """Each earlier score has a bar, up to the first and the five newest, and numbers are rounded alike."""
    (drawing,) = draw_score(_score(3.25), [_score(1.5), _score(2), _score(4)], "higher")
    assert isinstance(drawing, Drawing)
    assert [line.split()[-1] for line in drawing.lines] == ["1.5", "2", "4", "3.2"]
    assert [line.split()[0] for line in drawing.lines][::3] == ["first", "now"]
    (many,) = draw_score(_score(3), [_score(2)] * 20, "")
    assert isinstance(many, Drawing)
    assert len(many.lines) == 7


@pytest.mark.parametrize(
    ("value", "kinder", "is_told"),
    [(2, "higher", True), (2.1, "higher", False), (4, "lower", True), (3.9, "lower", False), (1, "", False)],
)
def test_a_score_at_the_hard_end_names_help(value: float, kinder: str, is_told: bool) -> None:
    """Somebody to turn to is named, and no label; where the author says no way, nothing is."""
    told = str(suggest_help(_score(value), kinder))
    assert ("help-now" in told) == is_told
    assert not any(label in told for label in ("severe", "mild", "moderate"))
