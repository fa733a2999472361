"""The layout of a screen: its header, a question, the place to answer, and the keys on its last row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Container, Dimension, FormattedTextControl, Window, to_container
from prompt_toolkit.layout.mouse_handlers import MouseHandlers
from prompt_toolkit.layout.screen import Screen, WritePosition

from resilify_cli.prompters.full_screen.rich_lines import Line, plain_lines
from resilify_cli.prompters.full_screen.scroll_text import ScrollText
from resilify_cli.text_width import wrap

if TYPE_CHECKING:
    from resilify_cli.prompters.full_screen.widget import Widget

# The widest that a text is drawn: longer rows are hard to read.
WIDEST = 76
NARROWEST = 20
_INDENT = "   "


class NoteView(NamedTuple):
    """Something to read beside a question: its name in the keys, what it is for, and how it is drawn."""

    name: str
    offer: str
    draw: Callable[[int], Sequence[Line]]


class View(NamedTuple):
    """What one question shows.

    Attributes:
        header: Returns the lines above, for a number of columns and the rows of the whole screen.
        body: Returns the lines of the question for a number of columns.
        widget: Where it is answered.
        notes: What can be read beside it.
        can_go_back: Whether there is a step before.
        translate: Returns words of the frame in the language of what is asked.
        leaving_saves: Whether what was answered is kept when one leaves.
    """

    header: Callable[[int, int], Sequence[Line]]
    body: Callable[[int], Sequence[Line]]
    widget: Widget
    notes: tuple[NoteView, ...] = ()
    can_go_back: bool = True
    translate: Callable[[str], str] = str
    leaving_saves: bool = True


class Rows(NamedTuple):
    """How the rows of a screen are divided, from above to below; a gap holds the marks for more lines."""

    header: int
    gap: int
    body: int
    second_gap: int
    answer: int
    filler: int
    remarks: int
    footer: int


def divide_rows(rows: int, *, header: int, body: int, answer: int, least_answer: int, remarks: int) -> Rows:
    """Divide the rows of a screen.

    The footer comes first, then the place to answer with the rows it needs to be of use, then the question,
    and the place to answer gets what is left. On a screen of very few rows the header goes.

    Args:
        rows: How many there are.
        header: How many lines the header has.
        body: How many lines the question has.
        answer: How many rows the place to answer would take; 0 if there is none.
        least_answer: How many it needs.
        remarks: How many lines stand above the footer.
    """
    left = rows - 1
    told = min(remarks, max(0, left - 2))
    left -= told
    least = min(answer, least_answer, max(1, left // 2)) if answer else 0
    shown = header if header + 1 + least + bool(body) <= left else 0
    gap = 1 if shown else 0
    left -= shown + gap
    # Below a text alone a row is kept for the mark that there is more, above the footer.
    second = 1 if left > least + 1 and body else 0
    left -= second
    body_rows = max(0, min(body, left - least))
    answer_rows = min(answer, left - body_rows)
    return Rows(shown, gap, body_rows, second, answer_rows, max(0, left - body_rows - answer_rows), told, 1)


class Frame(Container):
    """Draws a view over the whole screen.

    Attributes:
        text: The question's text.
        overlay: What is shown in place of the question and its answer, until it is read; None if nothing is.
    """

    def __init__(self, view: View, footer: Callable[[int], str]) -> None:
        self._view = view
        self._footer = footer
        self.text = ScrollText(view.body, from_end=view.widget.text_from_end)
        self.overlay: ScrollText | None = None
        given = view.widget.container
        self._answer = to_container(given) if given is not None else None
        self._nothing = Window(FormattedTextControl("", focusable=True, show_cursor=False))
        self._parts = {
            name: _window() for name in ("header", "gap", "body", "second_gap", "remarks", "footer")
        }

    @property
    def focused(self) -> Container:
        """What the keys go to first."""
        return self._answer if self._answer is not None and self.overlay is None else self._nothing

    @property
    def scrolled(self) -> ScrollText:
        """The text that Page Up and Page Down scroll."""
        return self.overlay or self.text

    def lay_out(self, columns: int, rows: int) -> Rows:
        """Divide the screen, and tell the text how many rows it has."""
        wide = max(NARROWEST, min(WIDEST, columns))
        header = self._view.header(wide, rows)
        text = self.scrolled
        lines = text.lay_out(wide)
        answer = 0
        if self._answer is not None and self.overlay is None:
            answer = max(1, self._answer.preferred_height(wide - 1, 10**6).preferred)
        translate = self._view.translate
        told = [translate(remark) for remark in self._view.widget.remarks()]
        remarks = [line for remark in told for line in wrap(remark, wide - 2, indent=" ")]
        divided = divide_rows(
            rows,
            header=len(header),
            body=lines,
            answer=answer,
            least_answer=self._view.widget.least_rows,
            remarks=len(remarks),
        )
        text.rows = divided.body
        divided = _give_marks_rows(divided, text)
        self._put("header", header)
        self._put("body", text.shown)
        self._put("gap", plain_lines([_INDENT + translate("↑ more")] if text.above else [], "class:keys"))
        below = [_INDENT + translate(f"↓ {text.below} more")] if text.below else []
        self._put("second_gap", plain_lines(below, "class:keys"))
        self._put("remarks", plain_lines(remarks, "class:keys"))
        self._put("footer", plain_lines([self._footer(columns)], "class:keys"))
        return divided

    def _put(self, name: str, lines: Sequence[Line]) -> None:
        control = self._parts[name].content
        assert isinstance(control, FormattedTextControl)
        text: StyleAndTextTuples = []
        for at, line in enumerate(lines):
            text += [("", "\n"), *line] if at else line
        control.text = text
        control.reset()

    def write_to_screen(
        self,
        screen: Screen,
        mouse_handlers: MouseHandlers,
        write_position: WritePosition,
        parent_style: str,
        erase_bg: bool,
        z_index: int | None,
    ) -> None:
        """Draw all parts, each on its rows."""
        columns = write_position.width
        divided = self.lay_out(columns, write_position.height)
        row = write_position.ypos
        for name, height in zip(Rows._fields, divided, strict=True):
            part = self._answer if name == "answer" else self._parts.get(name)
            if part is not None and height:
                # The answer is as wide as the prose, whose right margin is a column.
                width = columns if name == "footer" else min(columns, WIDEST)
                width -= name == "answer" and width > NARROWEST
                place = WritePosition(write_position.xpos, row, width, height)
                part.write_to_screen(screen, mouse_handlers, place, parent_style, erase_bg, z_index)
            row += height
        if self._answer is None or self.overlay is not None:
            nowhere = WritePosition(write_position.xpos, write_position.ypos, 0, 0)
            self._nothing.write_to_screen(screen, mouse_handlers, nowhere, parent_style, erase_bg, z_index)

    def reset(self) -> None:
        """Reset the parts."""
        for part in self.get_children():
            part.reset()

    def preferred_width(self, max_available_width: int) -> Dimension:
        """Take all columns."""
        return Dimension()

    def preferred_height(self, width: int, max_available_height: int) -> Dimension:
        """Take all rows."""
        return Dimension()

    def get_children(self) -> list[Container]:
        """Return the parts."""
        return [*([self._answer] if self._answer else []), self._nothing, *self._parts.values()]


def _give_marks_rows(rows: Rows, text: ScrollText) -> Rows:
    """Give the text the row of a mark that would stand for a single line: the line itself says more."""
    if rows.second_gap and text.below == 1:
        text.rows += 1
        rows = rows._replace(body=rows.body + 1, second_gap=0)
    if rows.gap and text.above == 1 and not text.below:
        text.rows += 1
        rows = rows._replace(body=rows.body + 1, gap=0)
    return rows


def _window() -> Window:
    return Window(FormattedTextControl("", show_cursor=False), always_hide_cursor=True)
