"""Draws charts as lines of text, without color.

The one place that uses plotext, and only once there is a line to draw: importing it takes as long as the
rest of a command together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from resilify_cli.insight.charts import BarChart, Insight, LineChart, Marker
from resilify_cli.insight.phrases import format_number
from resilify_cli.safe import safe_line
from resilify_cli.text_width import display_width, truncate

# Nine rows, so that quarters of a scale fall on a row of their own.
_ROWS = 9
_AXIS_ROWS = 2
# A point gets a dot of its own where the dots stay apart.
_DOT_COLUMNS = 3
_DATE_COLUMNS, _MOST_DATES = 14, 4
# Beyond it, a day of the month alone would not say which year is meant.
_YEAR = 366
_NARROWEST_BAR, _WIDEST_BAR = 8, 32
_FULL, _EMPTY = "━", "╌"
_GAP = "  "


def draw_text_chart(insight: Insight, width: int) -> list[str]:
    """Return a chart as lines of at most `width` columns, at least 18; none for other insights."""
    if isinstance(insight, LineChart):
        return _draw_line(insight, width)
    return _draw_bars(insight, width) if isinstance(insight, BarChart) else []


class _Frame(NamedTuple):
    """The layout of a plot: its first and last day as ordinals, the columns left of it, and all columns."""

    first: int
    last: int
    margin: int
    width: int

    @property
    def columns(self) -> int:
        """How many columns the days have."""
        return self.width - self.margin

    def column(self, day: date) -> int:
        """Return the column of a day."""
        share = (day.toordinal() - self.first) / (self.last - self.first)
        return self.margin + round(share * (self.columns - 1))


def _draw_line(line: LineChart, width: int) -> list[str]:
    ticks = _value_ticks(line.low, line.high)
    told = [
        *(point.day.toordinal() for point in line.points),
        *(marker.day.toordinal() for marker in line.markers),
    ]
    # The numbers beside the axis, and the axis. It needs a length, also where all is on one day.
    margin = max(len(tick) for tick in ticks.values()) + 1
    frame = _Frame(min(told), max(*told, min(told) + 1), margin, width)
    return [*_plot(line, frame, ticks), *_marker_lines(line.markers, frame)]


def _plot(line: LineChart, frame: _Frame, ticks: Mapping[float, str]) -> list[str]:
    import plotext

    # plotext has one figure, and cuts it to the terminal unless it is told not to.
    plotext.terminal.limit(False, False)
    figure = plotext.figure.clear()
    figure.plot_size(frame.width, _ROWS + _AXIS_ROWS)
    figure.axes(False, side=1)
    figure.axes(True, side=0)
    figure.ruler("y").lim(line.low, line.high)
    figure.ruler("y").ticks(list(ticks), list(ticks.values()))
    dates = _date_ticks(frame)
    figure.ruler("x").lim(frame.first, frame.last)
    figure.ruler("x").ticks(list(dates), list(dates.values()))
    days = [point.day.toordinal() for point in line.points]
    values = [point.value for point in line.points]
    figure.draw(figure.signal(days, values, marker="braille").lines())
    if len(set(days)) * _DOT_COLUMNS <= frame.columns:
        figure.draw(figure.signal(days, values, marker="●"))
    return [row.rstrip() for row in figure.build().string(True).rstrip("\n").split("\n")]


def _value_ticks(low: float, high: float) -> dict[float, str]:
    """Return the places and labels beside the axis: quarters or halves of the scale, if they are whole."""
    for parts in (4, 2):
        if not (high - low) % parts and low == int(low):
            return {
                low + (high - low) * at / parts: f"{low + (high - low) * at / parts:g}"
                for at in range(parts + 1)
            }
    return {low: f"{low:g}", high: f"{high:g}"}


def _date_ticks(frame: _Frame) -> dict[int, str]:
    """Return the places and labels under the axis, from the first day to the last."""
    days = frame.last - frame.first
    steps = max(1, min(frame.columns // _DATE_COLUMNS, _MOST_DATES, days))
    places = [frame.first + days * at // steps for at in range(steps + 1)]
    told = "{0:%b} {0.year}" if days > _YEAR else "{0.day} {0:%b}"
    return {place: told.format(date.fromordinal(place)) for place in places}


def _marker_lines(markers: Sequence[Marker], frame: _Frame) -> list[str]:
    """Return the symbols of the markers at their days, and a legend; one without room is left out."""
    row = ""
    for marker in markers:
        column, symbol = frame.column(marker.day), safe_line(marker.symbol)
        if (not row or column > display_width(row)) and column + display_width(symbol) <= frame.width:
            row = f"{row}{' ' * (column - display_width(row))}{symbol}"
    return [row, truncate(f"{'':{frame.margin}}(sessions finished)", frame.width)] if row else []


def _draw_bars(bars: BarChart, width: int) -> list[str]:
    whole = all(bar.value == int(bar.value) for bar in bars.bars)
    labels = [safe_line(bar.label) for bar in bars.bars]
    numbers = [
        f"{bar.value:.0f}" if whole else format_number(bar.value, bars.low, bars.high) for bar in bars.bars
    ]
    notes = [safe_line(bar.note) for bar in bars.bars]
    ends = [
        f"{_GAP}{value:>{_longest_width(numbers)}}{_GAP}{note}".rstrip()
        for value, note in zip(numbers, notes, strict=True)
    ]
    shares = [(bar.value - bars.low) / ((bars.high - bars.low) or 1) for bar in bars.bars]
    margin = _longest_width(labels) + len(_GAP)
    if margin + _NARROWEST_BAR + _longest_width(ends) <= width:
        columns = min(_WIDEST_BAR, width - margin - _longest_width(ends))
        starts = [f"{label}{' ' * (margin - display_width(label))}" for label in labels]
    else:
        # Where a label leaves no room for its bar, it stands above it.
        columns = min(_WIDEST_BAR, width - len(_GAP) - _longest_width(ends))
        starts = [f"{truncate(label, width)}\n{_GAP}" for label in labels]
    rows = zip(starts, shares, ends, strict=True)
    return [
        line for start, share, end in rows for line in f"{start}{_draw_bar(share, columns)}{end}".split("\n")
    ]


def _draw_bar(share: float, columns: int) -> str:
    full = round(max(0.0, min(1.0, share)) * columns)
    return f"{_FULL * full}{_EMPTY * (columns - full)}"


def _longest_width(texts: Sequence[str]) -> int:
    return max(map(display_width, texts), default=0)
