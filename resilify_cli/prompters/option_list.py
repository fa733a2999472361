"""A list of options on the screen, with a pointer that is moved and marks that are set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import UIContent, UIControl, Window
from prompt_toolkit.layout.controls import GetLinePrefixCallable

from resilify_cli.prompters.choice_list import OTHER, OTHER_LABEL, OWN_WORDS_LABEL, ChoiceList, ListRow
from resilify_cli.prompters.full_screen.key_hints import KeyHint
from resilify_cli.safe import safe_line
from resilify_cli.text_width import wrap

if TYPE_CHECKING:
    from resilify_cli.activities.questions import ChoiceOption

_MARGIN = "   "


class OptionList:
    """Options, one a row: which is pointed at, which are marked, and what they are filtered by.

    Attributes:
        state: What is pointed at, marked and shown.
        own_words_label: What stands before own words.
    """

    def __init__(
        self,
        options: Sequence[ChoiceOption],
        pointed_at: str | None = None,
        marked: Iterable[str] | None = None,
        other: str | None = None,
        translate: Callable[[str], str] = str,
    ) -> None:
        """Make a list.

        Args:
            options: Its options.
            pointed_at: The id of the option that is pointed at first; None for the first one.
            marked: The ids of those that are marked; None where none can be.
            other: The own words written so far, if the list has an option for them; else None.
            translate: Returns words of the frame in the language of what is asked.
        """
        self._translate = translate
        self.own_words_label = translate(OWN_WORDS_LABEL)
        rows = [ListRow(option.id, safe_line(option.label)) for option in options]
        if other is not None:
            label = f"{self.own_words_label}: {other}" if other else translate(OTHER_LABEL)
            rows.append(ListRow(OTHER, safe_line(label)))
        self.state = ChoiceList(tuple(rows), marked is not None, pointed_at or "", set(marked or ()))
        self.container = Window(_ListControl(self.state, translate, takes_keys=True))

    @property
    def pointed_at(self) -> str:
        """The id of the option that is pointed at; empty if none is shown."""
        return self.state.pointer if self.state.at >= 0 else ""

    def still_container(self) -> Window:
        """Return the list as it is, to stand beside something else that takes the keys."""
        return Window(_ListControl(self.state, self._translate, takes_keys=False))

    def add_moving_keys(self, keys: KeyBindings) -> None:
        """Let the arrows, Home and End move the pointer."""
        state = self.state
        for key, by in ((Keys.Up, -1), (Keys.ControlP, -1), (Keys.Down, 1), (Keys.ControlN, 1)):
            keys.add(key, eager=True)(lambda event, by=by: state.move(by))
        for key in (Keys.Home, Keys.End):
            keys.add(key, eager=True)(lambda event, key=key: state.move_to_end(last=key is Keys.End))

    def add_letter_keys(self, keys: KeyBindings) -> None:
        """Let letters filter the list, j and k move, and digits point; see `ChoiceList.type`."""
        filtering = Condition(lambda: self.state.is_filtering)
        keys.add(Keys.Any)(self._type)
        keys.add(Keys.BracketedPaste)(self._type)
        keys.add(Keys.Backspace, filter=filtering, eager=True)(lambda event: self.state.erase())
        keys.add(Keys.Escape, filter=filtering, eager=True)(lambda event: self.state.end_filter())

    def _type(self, event: KeyPressEvent) -> None:
        # A key that is nothing here, such as Ctrl-G, is a member of `Keys`; a character is none.
        pressed = event.key_sequence[-1].key
        if isinstance(pressed, Keys) and pressed is not Keys.BracketedPaste:
            return
        for character in safe_line(event.data)[:_LONGEST_FILTER]:
            self.state.type(character)

    def remarks(self) -> list[str]:
        """Return what the list is filtered by, and how many options are marked."""
        parts = [f"/{self.state.filter}"] if self.state.is_filtering else []
        marked = f"{self.state.marked_count} marked"
        parts += [self._translate(marked)] if self.state.marked_count else []
        return [" · ".join(parts)] if parts else []


class _ListControl(UIControl):
    """Draws a list: as many options as the rows allow, with a mark where there are more."""

    def __init__(self, state: ChoiceList, translate: Callable[[str], str], *, takes_keys: bool) -> None:
        self._state, self._translate, self._takes_keys = state, translate, takes_keys

    def is_focusable(self) -> bool:
        """Return whether keys may go to it."""
        return self._takes_keys

    def preferred_height(
        self,
        width: int,
        max_available_height: int,
        wrap_lines: bool,
        get_line_prefix: GetLinePrefixCallable | None,
    ) -> int:
        """Return how many rows all options take, so that the screen does not jump while they are filtered."""
        return sum(len(self._draw_row(row, width)) for row in self._state.rows)

    def create_content(self, width: int, height: int) -> UIContent:
        """Return the lines of the options that are shown."""
        lines = self._draw_lines(width, height)
        return UIContent(get_line=lines.__getitem__, line_count=len(lines), show_cursor=False)

    def _draw_lines(self, width: int, height: int) -> list[StyleAndTextTuples]:
        rows = [self._draw_row(row, width) for row in self._state.shown]
        if not rows:
            found_none = self._translate("Nothing here has that. Backspace takes a letter back.")
            return [[("class:muted", line)] for line in wrap(found_none, width, indent="     ")]
        window = self._state.window([len(row) for row in rows], height)
        lines = [line for at in window for line in rows[at]]
        above, below = window.start, len(rows) - window.stop
        # On very few rows the option that is pointed at counts more than that there are others.
        if above and height > 1:
            lines.insert(0, [("class:muted", f"     {self._translate(f'↑ {above} more')}")])
        if below and len(lines) < height:
            lines.append([("class:muted", f"     {self._translate(f'↓ {below} more')}")])
        return lines[:height]

    def _draw_row(self, row: ListRow, width: int) -> list[StyleAndTextTuples]:
        state = self._state
        is_pointed_at, is_marked = row.id == state.pointer, row.id in state.marks
        mark = ("[x] " if is_marked else "[ ] ") if state.many else ""
        before = f"{_MARGIN}{'›' if is_pointed_at else ' '} {mark}"
        first, *others = wrap(row.label, max(len(before) + 4, width), indent=" " * len(before)) or [""]
        style = "class:chosen" if is_pointed_at else ""
        label = style or ("class:accent" if is_marked else "")
        lines: list[StyleAndTextTuples] = [[(style or label, before), (label, first[len(before) :])]]
        for line in others:
            lines.append([(label, line)])
        return lines


def list_hints(*, marks: bool, options: int) -> list[KeyHint]:
    """Return how one moves in a list and filters it.

    Args:
        marks: Whether options are marked.
        options: How many there are; letters are told where there are many.
    """
    return [
        KeyHint("↑ ↓", "move"),
        KeyHint("letters or /", "filter", in_footer=options > _LONG),
        KeyHint("Home, End", "go to the first or last", in_footer=False),
        KeyHint("j, k", "move, until something is typed", in_footer=False),
        KeyHint("1 to 9", "go to that option", in_footer=False),
        KeyHint("Esc", "end the filter", in_footer=False),
        *([KeyHint("Space or →", "mark, and take a mark away", in_footer=False)] if marks else []),
    ]


_LONG = 9
_LONGEST_FILTER = 60
