"""Writes a report as one HTML page: readable as it is, without a network, a script or another file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.content.markdown import plain_text
from resilify_cli.days import clock_of
from resilify_cli.insight.charts import BarChart, DataTable, LineChart, MoodCalendar
from resilify_cli.insight.mood_calendar import calendar_svg
from resilify_cli.insight.phrases import counted, day_name, format_number, short_day
from resilify_cli.insight.svg_chart import line_chart_svg
from resilify_cli.safe import safe, safe_line

if TYPE_CHECKING:
    from datetime import timedelta

    from markupsafe import Markup

    from resilify_cli.insight.report import Report
    from resilify_cli.store.entry import Entry

# How many pieces of the template make up a part; an entry is nine at most.
_PIECES = 1_000
_TEMPLATES = Path(__file__).with_name("templates")
# A drawing for a screen or a sheet of paper, and one for a phone, on which the first one's words would
# be too small to read. In pixels.
_SIZES = {"wide": (660, 290), "narrow": (360, 270)}


def page_parts(report: Report, name: str, starts_at: timedelta) -> Iterator[str]:
    """Yield the page as HTML, part by part: of the entries, only a few are in memory at once.

    Args:
        report: What is on it. Its entries are read from the store on the way, if they lie there.
        name: Whose it is, or empty.
        starts_at: How long after midnight a day begins.
    """
    from resilify_cli.pages.environment import page_templates

    templates = page_templates(_TEMPLATES)
    # What is free text passes one of the first two; the rest are words of ours.
    templates.filters |= {
        "clean": safe,
        "line": safe_line,
        "question": _question_text,
        "numbers": _number_texts,
        "day": day_name,
        "short_day": short_day,
        "when": partial(_entry_time, starts_at=starts_at),
        "place": _source_line,
        "bar_length": _bar_length,
        "drawings": _line_drawings,
        "calendar": _calendar_drawing,
    }
    templates.tests |= {
        "line_chart": _is_line_chart,
        "bar_chart": _is_bar_chart,
        "calendar": _is_calendar,
        "table": _is_table,
    }
    pieces = templates.get_template("report.html").generate(report=report, name=name, starts_at=starts_at)
    # Jinja's own buffering looks at each piece, which takes longer than to join them.
    while part := tuple(islice(pieces, _PIECES)):
        yield "".join(part)


def describe_contents(report: Report) -> str:
    """Return the sentence that says what is in the report and what is not."""
    tests = sum(len(table.rows) for table in report.tests)
    parts = (
        f"progress in {counted(len(report.enrollments), 'program')}" if report.enrollments else "no progress",
        _count_text(len(report.plans), "plan"),
        *([f"{counted(tests, 'test')} of a guess"] if tests else []),
        _count_text(len(report.insights), "measure"),
        _entry_count(report),
    )
    return f"In it: {', '.join(parts)}."


def _entry_count(report: Report) -> str:
    """Return how many entries there are; plans are entries too, so without others there are no other ones."""
    if report.plans and not report.entries:
        return "no other journal entries"
    return _count_text(len(report.entries), "journal entry", "journal entries")


def _count_text(how_many: int, one: str, several: str = "") -> str:
    return counted(how_many, one, several) if how_many else f"no {several or f'{one}s'}"


def _source_line(entry: Entry) -> str:
    """Return the line that says where an entry comes from, whether it was changed, and if it is damaged."""
    return _joined_source(
        entry.program, entry.session, entry.kind, entry.occasion, entry.edited, entry.intact
    )


@lru_cache(maxsize=1_000)  # Most entries have the line of many others.
def _joined_source(program: str, session: str, kind: str, occasion: str, edited: bool, intact: bool) -> str:
    parts = (
        safe_line(program),
        safe_line(session),
        {"note": "note", "checkin": "check-in"}.get(kind, ""),
        occasion,
        "changed since" if edited else "",
        "" if intact else "not as it was written: the file may be damaged",
    )
    return " · ".join(part for part in parts if part)


@lru_cache(maxsize=1_000)  # A question is asked again and again.
def _question_text(prompt: str) -> str:
    """Return a question without its marks of Markdown."""
    return safe(plain_text(prompt).strip())


def _line_drawings(line: LineChart, index: int) -> list[tuple[str, Markup]]:
    """Return the drawings of a line, each with the name of its size."""
    from markupsafe import Markup

    return [
        (size, Markup(line_chart_svg(line, f"chart-{index}-{size}", width, height)))
        for size, (width, height) in _SIZES.items()
    ]


def _calendar_drawing(calendar: MoodCalendar, index: int) -> Markup:
    from markupsafe import Markup

    return Markup(calendar_svg(calendar, f"chart-{index}"))


def _number_texts(insight: LineChart | BarChart) -> list[str]:
    """Return the numbers of a picture as its sentence has them: counts are whole."""
    values = [one.value for one in (insight.points if isinstance(insight, LineChart) else insight.bars)]
    if all(value == int(value) for value in values):
        return [f"{value:.0f}" for value in values]
    return [format_number(value, insight.low, insight.high) for value in values]


def _entry_time(entry: Entry, starts_at: timedelta) -> str:
    """Return the day of an entry, and the time of day behind it, if it has one."""
    day = entry.day(starts_at)
    return _weekday_and_day(day) if entry.timeless else f"{_weekday_and_day(day)}, {clock_of(entry.at, day)}"


@lru_cache(maxsize=64)  # One day after the other, each with all its entries.
def _weekday_and_day(day: date) -> str:
    return f"{day:%A} {day_name(day)}"


def _bar_length(value: float, bars: BarChart) -> float:
    """Return how much of the scale a bar fills, in percent."""
    length = bars.high - bars.low
    return max(0.0, min(100.0, round(100 * (value - bars.low) / length, 1))) if length else 0.0


def _is_line_chart(insight: object) -> bool:
    return isinstance(insight, LineChart)


def _is_bar_chart(insight: object) -> bool:
    return isinstance(insight, BarChart)


def _is_calendar(insight: object) -> bool:
    return isinstance(insight, MoodCalendar)


def _is_table(insight: object) -> bool:
    return isinstance(insight, DataTable)
