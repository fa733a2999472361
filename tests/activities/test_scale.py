"""How scales are scored: by the published facts about eight of them, with items made up for the test."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.answer_history import NumberRange
from resilify_cli.activities.questions import AnswerValue
from resilify_cli.activities.scale import Scale, ScaleItem, ScoreRule, Scoring


def _scale(
    count: int, ends: tuple[int, int], score: str, turned: Sequence[int] = (), **parts: Sequence[int]
) -> Scale:
    """Make a scale of `count` items, of which some are reversed, and some belong to named subscales."""
    scoring = Scoring.from_text(score)
    assert scoring is not None
    subscale_of = {number: name for name, numbers in parts.items() for number in numbers}
    items = tuple(
        ScaleItem(f"item-{n}", f"Made up {n}.", *ends, n in turned, subscale_of.get(n, ""))
        for n in range(1, count + 1)
    )
    return Scale(items, scoring)


_SELF_COMPASSION_SHORT = _scale(
    12, (1, 5), "mean", (1, 4, 8, 9, 11, 12),
    kindness=(2, 6), judgment=(11, 12), humanity=(5, 10), isolation=(4, 8), mindful=(3, 7), overdone=(1, 9),
)  # fmt: skip
_JUDGMENT, _ISOLATION, _OVERDONE = (1, 8, 11, 16, 21), (4, 13, 18, 25), (2, 6, 20, 24)
_SELF_COMPASSION = _scale(
    26, (1, 5), "mean of subscales", (*_JUDGMENT, *_ISOLATION, *_OVERDONE),
    kindness=(5, 12, 19, 23, 26), judgment=_JUDGMENT, humanity=(3, 7, 10, 15), isolation=_ISOLATION,
    mindful=(9, 14, 17, 22), overdone=_OVERDONE,
)  # fmt: skip
_WELL_BEING = _scale(5, (0, 5), "sum x 4")
_SELF_ESTEEM = _scale(10, (0, 3), "sum", (3, 5, 8, 9, 10))
_SELF_ESTEEM_REORDERED = _scale(10, (0, 3), "sum", (2, 5, 6, 8, 9))
_RESILIENCE = _scale(6, (1, 5), "mean", (2, 4, 6))
_NINE, _SEVEN = _scale(9, (0, 3), "sum"), _scale(7, (0, 3), "sum")
_POOL = _scale(10, (1, 5), "percentage", (6, 7, 8, 9, 10))


@pytest.mark.parametrize(
    ("scale", "values", "score"),
    [
        (_SELF_COMPASSION_SHORT, (1, 5, 5, 1, 5, 5, 5, 1, 1, 5, 1, 1), 5.0),
        (_SELF_COMPASSION_SHORT, (3,) * 12, 3.0),
        (_SELF_COMPASSION_SHORT, (5, 1, 1, 5, 1, 1, 1, 5, 5, 1, 5, 5), 1.0),
        # Five of kindness at 5, the rest in the middle: each subscale counts the same.
        (_SELF_COMPASSION, tuple(5 if n in (5, 12, 19, 23, 26) else 3 for n in range(1, 27)), 20 / 6),
        (_WELL_BEING, (0,) * 5, 0),
        (_WELL_BEING, (3, 3, 3, 2, 2), 52),
        (_WELL_BEING, (5,) * 5, 100),
        (_SELF_ESTEEM, (3, 3, 0, 3, 0, 3, 3, 0, 0, 0), 30),
        (_SELF_ESTEEM_REORDERED, (3, 0, 3, 3, 0, 0, 3, 0, 0, 3), 30),
        # The key of the other order, put on these answers.
        (_SELF_ESTEEM, (3, 0, 3, 3, 0, 0, 3, 0, 0, 3), 18),
        (_RESILIENCE, (5, 1, 5, 1, 5, 1), 5.0),
        (_RESILIENCE, (4, 2, 3, 2, 4, 3), 22 / 6),
        (_NINE, (3,) * 9, 27),
        (_SEVEN, (1, 1, 2, 0, 3, 0, 1), 8),
        (_POOL, (5,) * 5 + (1,) * 5, 100),
        (_POOL, (3,) * 10, 50),
    ],
)
def test_a_scale_is_scored_as_its_makers_say(scale: Scale, values: tuple[int, ...], score: float) -> None:
    """Which items are reversed, and mean, sum or sum by a factor, are as published."""
    assert scale.score(values) == pytest.approx(score)


@pytest.mark.parametrize(
    ("scale", "ends"),
    [
        (_SELF_COMPASSION_SHORT, (1, 5)),
        (_SELF_COMPASSION, (1, 5)),
        (_WELL_BEING, (0, 100)),
        (_SELF_ESTEEM, (0, 30)),
        (_NINE, (0, 27)),
        (_SEVEN, (0, 21)),
        (_POOL, (0, 100)),
    ],
)
def test_a_score_has_a_range(scale: Scale, ends: tuple[float, float]) -> None:
    """From the lowest to the highest score there can be."""
    assert scale.range == NumberRange(*ends, whole=False)


def test_a_subscale_is_scored_like_the_whole() -> None:
    """Its reversed items count from the other end there too."""
    parts = _SELF_COMPASSION_SHORT.subscales((1, 5, 5, 1, 4, 5, 5, 1, 1, 4, 2, 2))
    scores = {name: scale.score(values) for name, (scale, values) in parts.items()}
    assert scores == {
        "overdone": 5, "kindness": 5, "mindful": 5, "isolation": 5, "humanity": 4, "judgment": 4,
    }  # fmt: skip
    assert all(scale.range == NumberRange(1, 5, whole=False) for scale, _ in parts.values())


@pytest.mark.parametrize("values", [(), (3, 3), ("three",) * 6, (3, 3, 3, 3, 3, None), ([],) * 6])
def test_without_a_number_for_each_item_there_is_no_score(values: tuple[AnswerValue, ...]) -> None:
    """An answer to other items, or one that was damaged, has none."""
    assert _RESILIENCE.score(values) is None


@pytest.mark.parametrize("text", ["", "average", "sum x", "sum x 0", "mean x 4", "sum x 4 x 4", "sum x 1e9"])
def test_what_is_no_scoring_is_none(text: str) -> None:
    """Only the forms that are listed are read."""
    assert Scoring.from_text(text) is None


def test_a_factor_may_be_written_in_several_ways() -> None:
    """With the letter, the sign or a star."""
    written = {Scoring.from_text(text) for text in ("sum x 4", "Sum × 4", "sum*4", "sum  x  4.0")}
    assert written == {Scoring(ScoreRule.SUM, 4)}


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_a_score_lies_in_its_range(data: st.DataObject) -> None:
    """Whatever the items, their ranges and the answers."""
    ends = st.tuples(st.integers(-1000, 999), st.integers(1, 50)).map(lambda e: (e[0], e[0] + e[1]))
    same = data.draw(ends)
    rule = data.draw(st.sampled_from(ScoreRule))
    mixed = rule in (ScoreRule.SUM, ScoreRule.PERCENTAGE)
    items = tuple(
        ScaleItem(f"i{n}", "?", *(data.draw(ends) if mixed else same), data.draw(st.booleans()),
                  data.draw(st.sampled_from(["one", "two"])))
        for n in range(data.draw(st.integers(1, 6)))
    )  # fmt: skip
    scale = Scale(items, Scoring(rule, 2 if rule is ScoreRule.SUM else 1))
    score = scale.score([data.draw(st.integers(item.low, item.high)) for item in items])
    assert score is not None
    assert scale.range.low - 1e-6 <= score <= scale.range.high + 1e-6
