"""The state of a list of options."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from resilify_cli.prompters.choice_list import OTHER, ChoiceList, ListRow

WORDS = ("sad", "tired", "lonely", "kind", "Über", "at ease", "joyful")
ROWS = tuple(ListRow(word, word) for word in WORDS)
OWN = ListRow(OTHER, "Something else, in my own words")
LISTS = st.builds(
    lambda labels, many, own: ChoiceList(
        (*(ListRow(str(at), label) for at, label in enumerate(labels)), *((OWN,) if own else ())), many=many
    ),
    st.lists(st.text(max_size=8), min_size=1, max_size=30),
    st.booleans(),
    st.booleans(),
)
KEYS = st.one_of(
    st.sampled_from(["up", "down", "home", "end", "mark", "erase", "all", "j", "k", "/", "3"]),
    st.characters(),
)


def press(choices: ChoiceList, key: str) -> None:
    """Press a key of a list, by its name or as a character."""
    match key:
        case "up" | "down":
            choices.move(1 if key == "down" else -1)
        case "home" | "end":
            choices.move_to_end(last=key == "end")
        case "mark":
            choices.toggle()
        case "erase":
            choices.erase()
        case "all":
            choices.end_filter()
        case _:
            choices.type(key)


@given(LISTS, st.lists(KEYS))
def test_the_pointer_is_on_what_is_shown(choices: ChoiceList, keys: list[str]) -> None:
    """Whatever is pressed, an option that is shown is pointed at, unless none is."""
    for key in keys:
        press(choices, key)
        assert (choices.at >= 0) is bool(choices.shown)


@given(LISTS, st.lists(KEYS), st.data())
def test_narrowing_costs_no_mark(choices: ChoiceList, keys: list[str], data: st.DataObject) -> None:
    """What is marked stays so until its mark is taken away, whether it is shown or not."""
    choices.many = True
    choices.marks = {data.draw(st.sampled_from(choices.rows)).id}
    before = set(choices.marks)
    for key in keys:
        if key != "mark":
            press(choices, key)
    assert choices.marks == before
    assert choices.marked_count == 1


@given(LISTS, st.lists(KEYS))
def test_marking_twice_is_not_marking(choices: ChoiceList, keys: list[str]) -> None:
    """A second mark takes the first away; a list for one has none."""
    for key in keys:
        press(choices, key)
    before = set(choices.marks)
    choices.toggle()
    assert (choices.marks != before) is (choices.many and choices.at >= 0)
    choices.toggle()
    assert choices.marks == before


@given(LISTS, st.lists(KEYS), st.integers(3, 12), st.data())
def test_the_window_has_the_pointer_and_fits(
    choices: ChoiceList, keys: list[str], rows: int, data: st.DataObject
) -> None:
    """After any keys the pointer is in the window, and the window with its marks in the rows there are."""
    for key in keys:
        press(choices, key)
        heights = [data.draw(st.integers(1, rows - 2)) for _ in choices.shown]
        window = choices.window(heights, rows)
        assume(heights)
        assert choices.at in window
        marks = bool(window.start) + (window.stop < len(heights))
        assert sum(heights[at] for at in window) + marks <= rows


def test_the_window_moves_no_more_than_it_has_to() -> None:
    """The list scrolls when the pointer leaves the window, and by as little as brings it back."""
    choices = ChoiceList(tuple(ListRow(str(at), str(at)) for at in range(20)))
    assert choices.window([1] * 20, 6) == range(5)
    choices.move(4)
    assert choices.window([1] * 20, 6) == range(5)
    choices.move(1)
    assert choices.window([1] * 20, 6) == range(2, 6)
    choices.move_to_end(last=True)
    assert choices.window([1] * 20, 6) == range(15, 20)
    choices.move(-4)
    assert choices.window([1] * 20, 6) == range(15, 20)
    choices.move_to_end(last=False)
    assert choices.window([1] * 20, 6) == range(5)
    assert choices.window([1] * 20, 20) == range(20)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ti", ["tired"]),
        ("ON", ["lonely"]),
        ("üb", ["Über"]),
        ("at e", ["at ease"]),
        ("/k", ["kind"]),
        ("/j", ["joyful"]),
        ("xx", []),
    ],
)
def test_typing_narrows_the_list(typed: str, shown: list[str]) -> None:
    """Letters of any case and alphabet narrow it; with / before them, also j and k."""
    choices = ChoiceList(ROWS)
    for character in typed:
        choices.type(character)
    assert [row.id for row in choices.shown] == shown
    choices.end_filter()
    assert choices.shown == list(ROWS)


def test_j_and_k_move_until_something_is_typed() -> None:
    """They move down and up as in other lists, and are letters in the filter."""
    choices = ChoiceList(ROWS)
    for character in "jjk":
        choices.type(character)
    assert choices.pointer == "tired"
    for character in "/jo":
        choices.type(character)
    assert choices.pointer == "joyful"


def test_own_words_stay_in_a_list_that_is_narrowed() -> None:
    """The option for own words is there whatever is typed, and pointed at only where nothing else has it."""
    choices = ChoiceList((*ROWS, OWN))
    for character in "tir":
        choices.type(character)
    assert ([row.id for row in choices.shown], choices.pointer) == (["tired", OTHER], "tired")
    for character in "xx":
        choices.type(character)
    assert ([row.id for row in choices.shown], choices.pointer) == ([OTHER], OTHER)
    choices.erase()
    choices.erase()
    assert choices.pointer == "tired"


def test_a_number_points_at_its_option() -> None:
    """The third option is reached by 3, and a number beyond the list changes nothing."""
    choices = ChoiceList(ROWS)
    choices.type("3")
    assert choices.pointer == "lonely"
    choices.type("9")
    assert choices.pointer == "lonely"
