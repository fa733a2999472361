"""A rating on the screen: a dot on a labelled line."""

from __future__ import annotations

import pytest

from resilify_cli.activities.questions import (
    Answer,
    ChoiceOption,
    MarkdownBlock,
    Move,
    ScaleQuestion,
    SingleChoice,
)
from resilify_cli.theme import THEMES
from tests.prompters.full_screen.person import Person, person

_BODY = (MarkdownBlock("How hard was it?"),)
_TEN = ScaleQuestion(body=_BODY, low=0, high=10, low_label="not at all", high_label="as hard as can be")
_HUNDRED = ScaleQuestion(body=_BODY, low=0, high=100, low_label="not true", high_label="completely true")
_MOODS = ("very low", "low", "okay", "good", "very good")
_MOOD = SingleChoice(
    options=tuple(ChoiceOption(str(at), word) for at, word in enumerate(_MOODS, 1)), as_scale=True
)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10)])
def test_the_scale_shows_its_ends_and_its_middle(columns: int, rows: int) -> None:
    """In words and numbers, in a small window too."""

    async def acts(she: Person) -> None:
        assert all(words in she.text for words in ("not true", "completely true", "nothing chosen yet"))
        assert any(row.split() == ["0", "50", "100"] for row in she.rows)
        assert max(map(len, she.rows)) <= columns
        await she.press("7", "0", "enter")

    with person(columns=columns, rows=rows) as she:
        assert she.ask(_HUNDRED, acts) == Answer(70)


def test_nothing_is_chosen_before_a_key_is_pressed() -> None:
    """Enter then says what is asked for; the dot comes with the first digit."""

    async def acts(she: Person) -> None:
        await she.press("enter")
        assert "●" not in she.text
        assert "A number from 0 to 100" in she.text
        await she.press("7", "0")
        assert "●" in she.text
        await she.press("enter")

    with person() as she:
        assert she.ask(_HUNDRED, acts) == Answer(70)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("right",), 5),
        (("left",), 5),
        (("right", "right", "up"), 7),
        (("right", "left", "down"), 3),
        (("end",), 10),
        (("home", "right"), 1),
        (("shift-right", "shift-right"), 10),
        (("1", "0"), 10),
        (("x", "7", "y"), 7),
        (("7", "backspace", "3"), 3),
    ],
)
def test_arrows_and_digits_move_the_dot(keys: tuple[str, ...], value: int) -> None:
    """The first arrow puts the dot into the middle; then each moves it, and letters change nothing."""
    with person() as she:
        assert she.ask(_TEN, None, *keys, "enter") == Answer(value)


def test_an_earlier_answer_is_shown_as_it_is() -> None:
    """Whoever changes an answer finds the dot on it, and Enter keeps it."""

    async def acts(she: Person) -> None:
        assert "●" in she.text
        await she.press("enter")

    question = ScaleQuestion(low=0, high=10, default=4)
    with person() as she:
        assert she.ask(question, acts) == Answer(4)


def test_a_number_is_kept_when_one_leaves() -> None:
    """What was chosen and not sent is a draft; what was not touched is none."""
    with person() as she:
        assert she.ask(_TEN, None, "7", "ctrl-c") is Move.LEAVE
        assert she.drafts == [7]
        assert she.ask(_TEN, None, "page down") is Move.SKIP
        assert she.drafts == [7]


def test_a_mood_is_a_point_on_a_scale() -> None:
    """Its number chooses it, its word stands above the dot, and nothing is chosen beforehand."""

    async def acts(she: Person) -> None:
        assert "●" not in she.text
        assert "very low" in she.text
        assert "very good" in she.text
        await she.press("4")
        assert "4 good" in she.text
        await she.press("left")
        assert "3 okay" in she.text
        await she.press("enter")

    with person(columns=40, rows=10) as she:
        assert she.ask(_MOOD, acts) == Answer("3")


@pytest.mark.parametrize("theme", THEMES)
def test_the_dot_is_there_without_colour(theme: str) -> None:
    """The dot is a shape of its own in every theme."""

    async def acts(she: Person) -> None:
        await she.press("8")
        assert sum(row.count("●") for row in she.rows) == 1
        assert she.rows[-1].strip().startswith("Enter done")
        await she.press("enter")

    with person(theme=THEMES[theme]) as she:
        she.ask(_TEN, acts)
        assert ("\x1b[0;35" in she.raw or ";35" in she.raw) is (theme == "calm")
