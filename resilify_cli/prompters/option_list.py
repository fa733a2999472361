"""What the lists of options share: their choices, and the one that stands for own words."""

from __future__ import annotations

from dataclasses import dataclass

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl

from resilify_cli.activities.questions import ChoiceOption
from resilify_cli.safe import safe_line

OTHER = "\0own words"
_NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
_OWN_LABEL = "Something else, in my own words"


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
    every = [(option.label, option.id) for option in options] + ([(_OWN_LABEL, OTHER)] if other else [])
    return [
        questionary.Choice(safe_line(label), value=value, checked=value in (ticked or ()))
        for label, value in every
    ]


def list_control(asked: questionary.Question) -> InquirerControl:
    """Return the part of a list question that knows what is marked."""
    controls = (window.content for window in asked.application.layout.find_all_windows())
    return next(control for control in controls if isinstance(control, InquirerControl))


def letter_keys(control: InquirerControl, bindings: KeyBindings) -> None:
    """Let a letter go to the next option that begins with it, and a digit to the option of that number."""

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


def toggle_mark(control: InquirerControl) -> None:
    """Mark the option that is pointed at, or take its mark away."""
    value = control.get_pointed_at().value
    if value in control.selected_options:
        control.selected_options.remove(value)
    else:
        control.selected_options.append(value)
