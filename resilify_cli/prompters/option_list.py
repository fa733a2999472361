"""A list of options on the screen, with a pointer that is moved and marks that are set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import questionary
from prompt_toolkit.filters import Always
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Window
from questionary.prompts.common import InquirerControl

from resilify_cli.activities.questions import ChoiceOption
from resilify_cli.safe import safe_line

# The value of the option that stands for own words.
OTHER = "\0own words"
OTHER_OPTION = ChoiceOption(OTHER, "Something else, in my own words")
_NUMBERS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")


class OptionList:
    """Options, one a row: which is pointed at, which are marked, and what they are filtered by."""

    def __init__(
        self,
        options: Sequence[ChoiceOption],
        pointed_at: str | None = None,
        marked: Iterable[str] | None = None,
    ) -> None:
        """Make a list.

        Args:
            options: Its options.
            pointed_at: The id of the option that is pointed at first; None for the first one.
            marked: The ids of those that are marked; None where none can be.
        """
        ticked = set(marked or ())
        choices = [
            questionary.Choice(safe_line(one.label), value=one.id, checked=one.id in ticked)
            for one in options
        ]
        self._control = InquirerControl(
            choices,
            pointer="  ›",
            use_indicator=marked is not None,
            initial_choice=pointed_at,
            focusable=True,
            show_cursor=False,
        )
        self.container = Window(self._control, wrap_lines=Always())

    @property
    def pointed_at(self) -> str:
        """The id of the option that is pointed at."""
        return str(self._control.get_pointed_at().value)

    @property
    def marked(self) -> list[str]:
        """The ids of the options that are marked."""
        return list(self._control.selected_options)

    def toggle_mark(self) -> None:
        """Mark the option that is pointed at, or take its mark away."""
        if self.pointed_at in self._control.selected_options:
            self._control.selected_options.remove(self.pointed_at)
        else:
            self._control.selected_options.append(self.pointed_at)

    def add_moving_keys(self, keys: KeyBindings) -> None:
        """Let the arrows move the pointer."""
        control = self._control
        for key in (Keys.Up, Keys.ControlP):
            keys.add(key, eager=True)(lambda event: control.select_previous())
        for key in (Keys.Down, Keys.ControlN):
            keys.add(key, eager=True)(lambda event: control.select_next())

    def add_letter_keys(self, keys: KeyBindings) -> None:
        """Let a letter move to the next option that begins with it, a digit to the option of that number."""

        @keys.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            at, choices = self._control.pointed_at, self._control.choices
            letter = event.data.lower()
            for place in (*range(at + 1, len(choices)), *range(at)):
                if letter and str(choices[place].title).lower().startswith(letter):
                    self._control.pointed_at = place
                    return
            # Only ASCII digits: others are numbers to Python too.
            if letter in _NUMBERS[: len(choices)]:
                self._control.pointed_at = _NUMBERS.index(letter)

    def add_number_keys(self, keys: KeyBindings, choose: Callable[[], None]) -> None:
        """Let a digit point at the option of that number, and call `choose`."""

        def bind(number: str, place: int) -> None:
            @keys.add(number, eager=True)
            def _(event: KeyPressEvent) -> None:
                self._control.pointed_at = place
                choose()

        for place, number in enumerate(_NUMBERS[: len(self._control.choices)]):
            bind(number, place)

    def add_filter_keys(self, keys: KeyBindings) -> None:
        """Let letters of any alphabet narrow the list; questionary's own filter takes ASCII ones only."""

        @keys.add(Keys.Any)
        def _(event: KeyPressEvent) -> None:
            if event.data.isprintable():
                self._control.search_filter = (self._control.search_filter or "") + event.data
                self._control.pointed_at = 0

        @keys.add(Keys.Backspace)
        def _(event: KeyPressEvent) -> None:
            self._control.remove_search_character()
            self._control.pointed_at = 0

    @property
    def filter(self) -> str:
        """What the list is filtered by; empty if it isn't."""
        return self._control.search_filter or ""
