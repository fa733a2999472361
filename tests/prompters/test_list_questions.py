"""Lists on the screen: one option, or any number, with own words."""

from __future__ import annotations

import re

import pytest

from resilify_cli.activities.questions import (
    Answer,
    ChoiceOption,
    MarkdownBlock,
    Move,
    MultipleChoice,
    SingleChoice,
)
from resilify_cli.theme import THEMES
from tests.prompters.full_screen.person import Person, person

_BODY = (MarkdownBlock("Which of these do you feel?"),)
_WORDS = (
    "sad",
    "tired",
    "lonely",
    "bored",
    "empty",
    "hurt",
    "anxious",
    "angry",
    "restless",
    "happy",
    "kind",
    "calm",
)
_OPTIONS = tuple(ChoiceOption(word, word) for word in _WORDS)
_ONE = SingleChoice(body=_BODY, options=_OPTIONS, other=True)
_CLOSED = SingleChoice(body=_BODY, options=_OPTIONS)
_MANY = MultipleChoice(body=_BODY, options=_OPTIONS, other=True)


async def _marks_two(she: Person) -> None:
    await she.press("space", "down", "down", "space")


def test_marks_and_the_pointer_are_shapes() -> None:
    """What is marked has an x, what is pointed at a pointer; the count is told."""

    async def acts(she: Person) -> None:
        await _marks_two(she)
        assert {"     [x] sad", "     [ ] tired", "   › [x] lonely"} <= {*she.rows}
        assert "2 marked" in she.text
        await she.press("enter")

    with person(theme=THEMES["calm"]) as she:
        assert she.ask(_MANY, acts) == Answer(["sad", "lonely"])
        assert she.drafts[-1] == ["sad", "lonely"]


def test_options_are_marked_with_the_arrow_keys_alone() -> None:
    """Right marks as Space does, for a hand that stays on the arrows and Enter."""
    with person() as she:
        assert she.ask(_MANY, None, "\x1b[C", "down", "\x1b[C", "enter") == Answer(["sad", "tired"])


def test_marks_are_colours_too_unless_there_are_none() -> None:
    """The accent of the theme is on what is marked."""

    async def acts(she: Person) -> None:
        await _marks_two(she)
        await she.press("enter")

    with person(theme=THEMES["calm"]) as she:
        she.ask(_MANY, acts)
        assert re.search(r"\x1b\[0;35m[^\x1b]*\[x\] sad", she.raw)
    with person(theme=THEMES["calm"].without_color()) as she:
        she.ask(_MANY, acts)
        assert "35m" not in she.raw


def test_a_long_list_says_how_much_there_is_beyond() -> None:
    """At 40x10 the pointer is always seen, with how many options are above and below."""

    async def acts(she: Person) -> None:
        assert "› sad" in she.text
        assert "↓ " in she.text
        below = next(row for row in she.rows if "↓" in row and "more" in row)
        shown = [word for word in _WORDS if any(row.endswith(f" {word}") for row in she.rows)]
        assert int(below.split()[1]) == 13 - len(shown)
        await she.press("end")
        assert "› Something else" in she.text
        assert "↑ " in she.text
        await she.press("home", "down")
        assert "› tired" in she.text
        await she.press("enter")

    with person(columns=40, rows=10) as she:
        assert she.ask(_ONE, acts) == Answer("tired")


def test_letters_filter_the_list() -> None:
    """What is typed stands below, and narrows the list."""

    async def acts(she: Person) -> None:
        await she.press("an")
        assert all(words in she.text for words in ("/an", "anxious", "angry"))
        assert "lonely" not in she.text
        await she.press("enter")

    with person() as she:
        assert she.ask(_CLOSED, acts) == Answer("anxious")


def test_nothing_found_is_told_and_chosen_by_no_key() -> None:
    """Enter chooses nothing until a letter less finds something again."""

    async def acts(she: Person) -> None:
        await she.press("anxx", "enter")
        assert "Nothing here has that." in she.text
        await she.press("backspace", "backspace", "enter")

    with person() as she:
        assert she.ask(_CLOSED, acts) == Answer("anxious")


@pytest.mark.parametrize(("keys", "chosen"), [(("j", "j", "k"), "tired"), (("/ki",), "kind")])
def test_some_letters_move_and_a_slash_begins_a_filter(keys: tuple[str, ...], chosen: str) -> None:
    """As in other programs of the terminal."""
    with person() as she:
        assert she.ask(_CLOSED, None, *keys, "enter") == Answer(chosen)


def test_only_what_can_be_read_goes_to_the_filter() -> None:
    """A key that is nothing here, or one Backspace too many, types no sign; Esc ends the filter at once."""
    options = SingleChoice(body=_BODY, options=_OPTIONS)

    async def acts(she: Person) -> None:
        await she.press("\x07", "backspace", "an", "\x07")
        assert " /an" in she.rows
        await she.press("backspace", "backspace", "backspace")
        assert not any(row.startswith(" /") for row in she.rows)
        await she.press("xx", "escape")
        assert "Nothing here" not in she.text
        assert "lonely" in she.text
        await she.press("enter")

    with person() as she:
        assert she.ask(options, acts) == Answer("anxious")


def test_own_words_are_written_beside_the_list() -> None:
    """The list stays to be seen while own words are written; they come back into it, marked."""

    async def acts(she: Person) -> None:
        await she.press("space", "end", "space")
        assert "In my own words  ›" in she.text
        assert "[x] sad" in she.text
        await she.press("heavy?")
        assert "heavy?" in she.text
        await she.press("enter")
        assert "[x] In my own words: heavy?" in she.text
        await she.press("enter")

    with person() as she:
        assert she.ask(_MANY, acts) == Answer(["sad", "heavy?"])


@pytest.mark.parametrize("back", ["page up", "escape"])
def test_own_words_are_no_trap(back: str) -> None:
    """Page Up and Esc lead back to the list, with what was written; a second Enter answers."""

    async def acts(she: Person) -> None:
        await she.press("end", "enter", "half a wo", back)
        assert "› In my own words: half a wo" in she.text
        await she.press("enter", "rd", "enter")

    with person(columns=40, rows=10) as she:
        assert she.ask(_ONE, acts) == Answer("half a word")


def test_own_words_that_are_left_are_kept() -> None:
    """Whoever leaves amid own words finds them as a draft, with what was marked."""
    with person() as she:
        assert she.ask(_MANY, None, "space", "end", "space", "hea", "ctrl-c") is Move.LEAVE
        assert she.drafts[-1] == ["sad", "hea"]
        assert she.ask(_ONE, None, "end", "enter", "hea", "ctrl-c") is Move.LEAVE
        assert she.drafts[-1:] == ["hea"]


def test_earlier_answers_are_offered() -> None:
    """Options and own words of before are marked, and Enter keeps them."""
    many = MultipleChoice(options=_OPTIONS, other=True, default=("sad", "heavy"))

    async def acts(she: Person) -> None:
        assert "[x] In my own words: heavy" in she.text
        await she.press("enter")

    with person() as she:
        assert she.ask(many, acts) == Answer(["sad", "heavy"])
        assert she.ask(SingleChoice(options=_OPTIONS, default="hurt"), None, "enter") == Answer("hurt")


def test_a_number_chooses_where_it_is_said() -> None:
    """With numbers before the options a digit answers; elsewhere it points."""
    numbered = SingleChoice(options=_OPTIONS[:3], by_key=True)
    with person() as she:
        assert she.ask(numbered, None, "2") == Answer("tired")
        assert she.ask(_ONE, None, "3", "enter") == Answer("lonely")


def test_a_resize_keeps_the_pointer_and_the_marks() -> None:
    """From 80x24 to 40x10 and back, what is pointed at stays in sight, and what is marked stays so."""

    async def acts(she: Person) -> None:
        await she.press("space", *["down"] * 10)
        await she.resize(40, 10)
        assert "› [ ] kind" in she.text
        assert "1 marked" in she.text
        await she.resize(80, 24)
        assert "› [ ] kind" in she.text
        assert "[x] sad" in she.text
        await she.press("enter")

    with person() as she:
        assert she.ask(_MANY, acts) == Answer(["sad"])
