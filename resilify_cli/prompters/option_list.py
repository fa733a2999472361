"""Lists of options in a terminal: their choices, their keys, and how they are run."""

from __future__ import annotations

from dataclasses import dataclass

import questionary
from prompt_toolkit.filters import Always
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension, FormattedTextControl, HSplit, Layout, Window
from questionary.prompts.common import InquirerControl

from resilify_cli.activities.questions import Answer, ChoiceOption, Move, Reply
from resilify_cli.prompters.key_bindings import NoteRequest, footer
from resilify_cli.safe import safe_line

# The value of the option that stands for own words.
OTHER = "\0own words"
_NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
_OTHER_LABEL = "Something else, in my own words"


@dataclass(slots=True)
class OtherAnswer:
    """The words behind "something else", as they are typed."""

    words: str


def option_ids(options: tuple[ChoiceOption, ...]) -> set[str]:
    """Return the ids of options."""
    return {option.id for option in options}


def list_choices(
    options: tuple[ChoiceOption, ...], other: bool, ticked: set[str] | None = None
) -> list[questionary.Choice]:
    """Return options as questionary's choices, with one for own words last if `other`."""
    every = [(option.label, option.id) for option in options] + ([(_OTHER_LABEL, OTHER)] if other else [])
    return [
        questionary.Choice(safe_line(label), value=value, checked=value in (ticked or ()))
        for label, value in every
    ]


def list_control(asked: questionary.Question) -> InquirerControl:
    """Return the control of a list question, which knows what is pointed at and what is marked."""
    controls = (window.content for window in asked.application.layout.find_all_windows())
    return next(control for control in controls if isinstance(control, InquirerControl))


def letter_keys(control: InquirerControl, bindings: KeyBindings) -> None:
    """Let a letter move to the next option that begins with it, and a digit to the option of that number."""

    @bindings.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        at, choices = control.pointed_at, control.choices
        letter = event.data.lower()
        for place in (*range(at + 1, len(choices)), *range(at)):
            if letter and str(choices[place].title).lower().startswith(letter):
                control.pointed_at = place
                return
        # Only ASCII digits: others are numbers to Python too.
        if letter in _NUMBERS[: len(choices)]:
            control.pointed_at = _NUMBERS.index(letter)

    # questionary binds these letters to marking and moving.
    for letter in "aijk":
        bindings.add(letter, eager=True)(_)


def number_keys(control: InquirerControl, bindings: KeyBindings) -> None:
    """Let a digit choose the option of that number at once."""
    for number, choice in zip(_NUMBERS, control.choices, strict=False):

        @bindings.add(number, eager=True)
        def _(event: KeyPressEvent, value: object = choice.value) -> None:
            event.app.exit(result=value)


def search_keys(control: InquirerControl, bindings: KeyBindings) -> None:
    """Let letters of any alphabet narrow the list; questionary's own filter takes ASCII ones only."""

    @bindings.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            control.search_filter = (control.search_filter or "") + event.data
            control.pointed_at = 0


def toggle_mark(control: InquirerControl) -> None:
    """Mark the option that is pointed at, or take its mark away."""
    value = control.get_pointed_at().value
    if value in control.selected_options:
        control.selected_options.remove(value)
    else:
        control.selected_options.append(value)


def run_list(
    asked: questionary.Question, keys: tuple[str, ...], rows: int | None = None
) -> Reply | NoteRequest:
    """Run one of questionary's questions, with the line of keys below it.

    Args:
        asked: The question, such as a list.
        keys: Each key with its meaning; see `footer_lines`.
        rows: The most rows that a list takes; None for as many as it has.
    """
    application = asked.application
    for window in application.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            window.wrap_lines = Always()
            window.height = Dimension(max=rows) if rows else None
    line = Window(FormattedTextControl(footer(keys)), dont_extend_height=True)
    application.layout = Layout(HSplit([application.layout.container, Window(height=1), line]))
    reply = asked.unsafe_ask()
    return reply if isinstance(reply, Answer | Move | NoteRequest) else Answer(reply)
