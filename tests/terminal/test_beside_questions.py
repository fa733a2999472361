"""What can be read beside a question, and a timer, in a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
_BODY = """## One

:::{reflect} thought
:example: Kian asked how a lock knows the number. I could tell him.
What is on your mind?
:::

:::{select} helps
:example: A walk
What helps?
- A walk {#walk}
- Music {#music}
:::

:::{rate} light
:example: A 3, since the bus came
How light is it?
:::
"""
_TIMER = """## One

:::{timer} five
:minutes: 5
:bell: yes
:example: I put a cup away.
Five minutes with the task.
:::
"""


def _begin(terminal: Start, program: Path, **how: object) -> Terminal:
    run = terminal("start", str(program), **how).wait_for("self-help for adults").press("enter")
    return run.wait_for("Enter begin", "Anything can be").press("enter")


def test_an_example_is_read_and_what_was_typed_is_there(
    terminal: Start, full_program: Callable[..., Path]
) -> None:
    """In a text, a list with marks and a number, also at 40 columns; without it no key is named."""
    run = _begin(terminal, full_program(_BODY), columns=40, rows=24)
    run.wait_for("What is on your mind?", "F1 keys").press("half a thou").wait_for("half a thou")
    run.press("ctrl-g").wait_for("How one answer looks:", "Kian asked how a lock", "go back")
    assert "Ctrl-G" not in run.text
    run.press("enter").wait_for("What is on your mind?", "half a thou").press("ght", "ctrl-d")
    run.wait_for("What helps?").press("down", "space").wait_for("[x] Music")
    run.press("ctrl-g").wait_for("A walk", "go back").press("page up").wait_for("[x] Music")
    run.press("enter").wait_for("How light is it?").press("7", "ctrl-g").wait_for("since the bus came")
    run.press("enter").wait_for("How light is it?", "7").press("enter").wait_for("That was all of it.")
    run.press("ctrl-g").wait_for("half a thought").press("enter", "ctrl-c")
    edit = terminal("journal", "edit", "last").wait_for("What helps?", "Ctrl-G example")
    edit.press("ctrl-g").wait_for("How one answer looks").press("enter").wait_for("[x] Music")


def test_what_is_typed_while_an_example_is_read_goes_into_the_question(
    terminal: Start, full_program: Callable[..., Path]
) -> None:
    """It is behind what was typed before; a paste too."""
    run = _begin(terminal, full_program(_BODY)).wait_for("What is on your mind?").press("half a ")
    run.wait_for("half a").press("ctrl-g").wait_for("Kian asked", "Enter go back").press("thought")
    run.wait_for("What is on your mind?", "half a thought").press("ctrl-g").wait_for("Kian asked")
    run.press("down").press("\x1b[200~, and more\x1b[201~").wait_for(
        "What is on your mind?", "half a thought, and more"
    )


def test_a_stray_key_writes_nothing_where_there_is_only_to_read(
    terminal: Start, full_program: Callable[..., Path]
) -> None:
    """Letters and pastes on a screen of words are not shown as if they were an answer."""
    run = terminal("start", str(full_program(_BODY))).wait_for("self-help", "Enter begin")
    run.press("xyz", "\x1b[200~a paste\x1b[201~", "enter").wait_for("Anything can be skipped")
    assert b"xyz" not in run.raw
    assert b"a paste" not in run.raw


def test_own_words_stay_while_an_example_is_read(terminal: Start, full_program: Callable[..., Path]) -> None:
    """In a list, whichever option is pointed at; without any there is nothing in their place."""
    options = "- Left {#left}\n- Right {#right}"
    body = f"## One\n\n:::{{choose}} way\n:example: A walk\n:other: yes\nWhich way?\n{options}\n:::\n"
    run = _begin(terminal, full_program(body)).wait_for("Which way?").press("down", "down", "ctrl-g")
    run.wait_for("A walk", "Enter go back").press("enter").wait_for("Which way?", "Something else")
    run.press("enter").wait_for("In my own words")
    assert "own words" not in run.text.partition("In my own words")[2]
    run.press("straight on").wait_for("straight on").press("page up").wait_for("words: straight on").press(
        "down"
    )
    run.press("ctrl-g").wait_for("A walk", "Enter go back").press("enter").wait_for("words: straight on")
    run.press("end", "enter").wait_for("In my own words", "straight on")


def test_a_timer_goes_on_without_the_terminal(terminal: Start, full_program: Callable[..., Path]) -> None:
    """Whoever closes it sees later what is left, and that it is over."""
    folder = full_program(_TIMER)
    run = _begin(terminal, folder).wait_for("5 minutes", "Enter begin").press("enter")
    run.wait_for("min left", "It goes on if you close the terminal.")
    run.press("ctrl-g").wait_for("I put a cup away.").press("enter").wait_for("min left").press("ctrl-c")
    assert run.exit_code() == 130
    again = terminal("continue", columns=40).wait_for("Five minutes with the task.", "min left")
    again.press("page down").wait_for("That was all of it.")


def test_a_time_that_is_none_is_told_once(terminal: Start, full_program: Callable[..., Path]) -> None:
    """What was typed stays, and can be mended, or kept with Enter."""
    fields = "- Out: When? {#out .time}\n- Up: When? {#up .time}"
    row = f"## One\n\n:::{{log}} sleep\n:example: Out: 23:10\nA night.\n{fields}\n:::\n"
    run = _begin(terminal, full_program(row), columns=40).wait_for("Out: When?").press("25:00", "enter")
    run.wait_for("25:00", "does not read as a time", "more to keep it as it is.").press(
        "\x7f\x7f\x7f\x7f3:40", "enter"
    )
    run.wait_for("Up: When?", "23:40").press("late", "enter").wait_for("does not read as a time")
    run.press("ctrl-g").wait_for("Out: 23:10").press("enter").wait_for("Up: When?", "late").press("enter")
    run.wait_for("That was all of it.").press("ctrl-g").wait_for("Up: late")
