"""A text that may be longer than its room on the screen: which of its lines are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from resilify_cli.prompters.full_screen.rich_lines import Line, is_blank


class ScrollText:
    """Lines that are scrolled by pages.

    Attributes:
        rows: How many rows of the screen it has, once it was laid out.
    """

    def __init__(self, draw: Callable[[int], Sequence[Line]], *, from_end: bool = False) -> None:
        """Make a text.

        Args:
            draw: Returns its lines for a width in columns.
            from_end: Whether its last lines are shown first, as beside an answer.
        """
        self._draw = draw
        self._from_end = from_end
        self._columns = 0
        self._top: int | None = None
        # Scrolled by a line it shows all that there is room for; by pages it ends with a paragraph.
        self._by_line = False
        # From where it was paged down, so that paging up leads back there.
        self._came_from: list[int] = []
        self.lines: list[Line] = []
        self.rows = 0

    def lay_out(self, columns: int) -> int:
        """Draw it for a width, and return how many lines it has. Where it was scrolled to stays in view."""
        if columns != self._columns:
            before = len(self.lines)
            self.lines = list(self._draw(columns))
            self._columns = columns
            self._came_from.clear()
            if self._top and before:
                self._top = round(self._top * len(self.lines) / before)
        return len(self.lines)

    @property
    def _last_top(self) -> int:
        return max(0, len(self.lines) - self.rows)

    @property
    def top(self) -> int:
        """The number of the first line that is shown, from 0."""
        if self._top is None:
            return self._last_top if self._from_end else 0
        return min(self._top, self._last_top)

    @property
    def above(self) -> int:
        """How many lines are above those that are shown."""
        return self.top

    @property
    def below(self) -> int:
        """How many lines are below those that are shown."""
        return len(self.lines) - self._end_line if self.top < self._last_top else 0

    @property
    def shown(self) -> list[Line]:
        """The lines that are shown now."""
        return self.lines[self.top : self._end_line]

    @property
    def _end_line(self) -> int:
        """The number of the line behind those that are shown: where a paragraph ends, if one does near."""
        end = self.top + self.rows
        if self.top >= self._last_top or self._by_line:
            return end
        return next((at for at in self._blanks_before(end)), end)

    def _blanks_before(self, end: int) -> Iterator[int]:
        """Yield the blank lines in the second half of the rows that end there, the last first."""
        return (at for at in range(end, end - (self.rows + 1) // 2, -1) if is_blank(self.lines[at]))

    def page_down(self) -> bool:
        """Show the next lines, from the beginning of a paragraph if one is near; False if there are none."""
        if not self.below:
            return False
        top = self.top
        self._came_from.append(top)
        if self.rows <= 1:
            self._top = top + 1
            return True
        end = top + self.rows
        self._top = min(next((at + 1 for at in self._blanks_before(end)), end - 1), self._last_top)
        self._by_line = False
        return True

    def page_up(self) -> bool:
        """Show the lines before; False if there are none."""
        if not self.above:
            return False
        self._by_line = False
        before = self._came_from.pop() if self._came_from else self.top
        self._top = before if before < self.top else max(0, self.top - max(1, self.rows - 1))
        return True

    def one_line(self, *, down: bool) -> bool:
        """Scroll by a line; False if there is none that way."""
        if not (self.below if down else self.above):
            return False
        self._top = self.top + (1 if down else -1)
        self._by_line = True
        return True

    @property
    def pages(self) -> tuple[int, int]:
        """Which page is shown, of how many, roughly: the last is reached when nothing is below."""
        size = max(1, self.rows - 1)
        every = 1 + -(-self._last_top // size)
        return (every if not self.below else min(every - 1, 1 + self.top // size)), every
