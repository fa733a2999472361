"""Shows a text that is typed, wrapped between words, and moves in it by the rows that are seen.

prompt_toolkit breaks a long line wherever the row is full, amid a word, moves up and down by whole
lines, and takes as long for a key as the line is long. Here only the rows on the screen are drawn.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.controls import BufferControl, GetLinePrefixCallable, UIContent
from prompt_toolkit.layout.screen import Char
from prompt_toolkit.utils import get_cwidth

_NARROWEST = 2


class WrappedText(BufferControl):
    """A buffer's text in rows, as wide as its window."""

    def __init__(self, buffer: Buffer) -> None:
        super().__init__(buffer)
        self._text: str | None = None
        self._columns = 0
        # Where each row begins in the text, and which rows a line of it has been wrapped into.
        self._starts: list[int] = [0]
        self._wrapped: dict[str, list[int]] = {}
        self._wanted_column: int | None = None
        self._left_at = -1

    def _lay_out(self, columns: int) -> None:
        """Find the rows of the text; lines that have not changed are not wrapped again."""
        text = self.buffer.text
        if columns == self._columns and text is self._text:
            return
        known = self._wrapped if columns == self._columns else {}
        self._text, self._columns, self._wrapped, self._starts = text, columns, {}, []
        at = 0
        for line in text.split("\n"):
            rows = known.get(line) or self._wrapped.get(line) or row_starts(line, columns - 1)
            self._wrapped[line] = rows
            self._starts += [at + start for start in rows]
            at += len(line) + 1

    def preferred_height(
        self,
        width: int,
        max_available_height: int,
        wrap_lines: bool,
        get_line_prefix: GetLinePrefixCallable | None,
    ) -> int | None:
        """Return how many rows the text has."""
        self._lay_out(width)
        return min(len(self._starts), max_available_height)

    def create_content(self, width: int, height: int, preview_search: bool = False) -> UIContent:
        """Return the rows, of which prompt_toolkit asks for those in sight."""
        self._lay_out(width)
        row, column = self._row_and_offset(self.buffer.cursor_position)
        return UIContent(self._draw_row, len(self._starts), Point(x=column, y=row))

    def _row_and_offset(self, at: int) -> tuple[int, int]:
        """Return the row of a place in the text, and how many characters of the row stand before it."""
        row = bisect_right(self._starts, at) - 1
        return row, at - self._starts[row]

    def _row_end(self, row: int) -> int:
        """Return where the characters of a row end, without a line feed."""
        if row + 1 == len(self._starts):
            return len(self.buffer.text)
        end = self._starts[row + 1]
        return end - 1 if self.buffer.text[end - 1] == "\n" else end

    def _draw_row(self, row: int) -> StyleAndTextTuples:
        text, start, end = self.buffer.text, self._starts[row], self._row_end(row)
        selection = self.buffer.selection_state
        if selection is None:
            return [("", text[start:end]), ("", " ")]
        places = sorted((selection.original_cursor_position, self.buffer.cursor_position))
        first, last = (min(max(place, start), end) for place in places)
        selected = ("class:selected-text", text[first:last])
        return [("", text[start:first]), selected, ("", text[last:end]), ("", " ")]

    def move_rows(self, rows: int) -> None:
        """Move the cursor up or down by rows, to the column where it was before it passed shorter ones.

        Down in the last row goes to its end.
        """
        self._lay_out(self._columns or 80)
        row, before = self._row_and_offset(self.buffer.cursor_position)
        if self._left_at != self.buffer.cursor_position or self._wanted_column is None:
            start = self._starts[row]
            self._wanted_column = _width(self.buffer.text[start : start + before])
        to = max(0, min(len(self._starts) - 1, row + rows))
        if rows > 0 and to == row:
            self.move_in_row(to_end=True)
            return
        start, end = self._starts[to], self._row_end(to)
        # The end of a row that the next one follows is the beginning of that.
        if end and to + 1 < len(self._starts) and end == self._starts[to + 1]:
            end -= 1
        at = start
        left = self._wanted_column
        while at < end and (left := left - _width(self.buffer.text[at])) >= 0:
            at += 1
        self.buffer.cursor_position = self._left_at = at

    def move_in_row(self, *, to_end: bool) -> None:
        """Move the cursor to the beginning or the end of its row."""
        self._lay_out(self._columns or 80)
        row, _ = self._row_and_offset(self.buffer.cursor_position)
        end = self._row_end(row)
        if row + 1 < len(self._starts) and end == self._starts[row + 1]:
            end -= 1
        self.buffer.cursor_position = end if to_end else self._starts[row]

    def add_row_keys(self, keys: KeyBindings) -> None:
        """Let Up, Down, Home and End move by the rows that are seen."""
        for key, rows in ((Keys.Up, -1), (Keys.ControlP, -1), (Keys.Down, 1), (Keys.ControlN, 1)):
            self._bind(keys, key, rows)
        keys.add(Keys.Home)(lambda event: self.move_in_row(to_end=False))
        keys.add(Keys.End)(lambda event: self.move_in_row(to_end=True))

    def _bind(self, keys: KeyBindings, key: Keys, rows: int) -> None:
        keys.add(key)(lambda event: self.move_rows(rows))


def row_starts(line: str, columns: int) -> list[int]:
    """Return where the rows of a line begin: between words, or within one that is longer than a row.

    Args:
        line: One line of a text.
        columns: How wide its words may reach; a space behind them may stand a column further.
    """
    columns = max(_NARROWEST, columns)
    if line.isascii() and line.isprintable():
        return _even_starts(line, columns)
    ends = list(accumulate(_width(character) for character in line))
    starts = [0]
    while (before := ends[starts[-1] - 1] if starts[-1] else 0) + columns < (ends[-1] if ends else 0):
        start = starts[-1]
        fits = bisect_right(ends, before + columns)
        space = line.rfind(" ", start, fits + 1) + 1
        starts.append(space if space > start else max(fits, start + 1))
    return starts


def _even_starts(line: str, columns: int) -> list[int]:
    """Return where the rows begin of a line of which every character takes one column."""
    starts = [0]
    while len(line) - starts[-1] > columns:
        start = starts[-1]
        space = line.rfind(" ", start, start + columns + 1) + 1
        starts.append(space if space > start else start + columns)
    return starts


def _width(text: str) -> int:
    """Return how many columns prompt_toolkit draws a text in."""
    return sum(get_cwidth(Char.display_mappings.get(character, character)) for character in text)
