"""Writes a report as one HTML page: readable as it is, without a network, a script or another file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.content.markdown import plain_text
from resilify_cli.days import clock_of
from resilify_cli.insight.charts import BarChart, LineChart, MoodCalendar
from resilify_cli.insight.mood_calendar import calendar_svg
from resilify_cli.insight.phrases import counted, day_name, format_number
from resilify_cli.insight.svg_chart import line_chart_svg
from resilify_cli.safe import safe, safe_line

if TYPE_CHECKING:
    from datetime import timedelta

    from markupsafe import Markup

    from resilify_cli.insight.report import Report
    from resilify_cli.store.entry import Entry

_TEMPLATES = Path(__file__).with_name("templates")
# A drawing for a screen or a sheet of paper, and one for a phone, on which the first one's words would
# be too small to read. In pixels.
_SIZES = {"wide": (660, 290), "narrow": (360, 270)}


def render_page(report: Report, name: str, starts_at: timedelta) -> str:
    """Return the page as HTML.

    Args:
        report: What is on it.
        name: Whose it is, or empty.
        starts_at: How long after midnight a day begins.
    """
    from resilify_cli.pages.environment import page_templates

    templates = page_templates(_TEMPLATES)
    # What is free text passes one of the first two; the rest are words of ours.
    templates.filters |= {
        "clean": safe,
        "line": safe_line,
        "words": plain_text,
        "number": _number,
        "day": day_name,
        "clock": _clock,
        "place": _source_line,
        "bar_length": _length,
        "drawings": _drawings,
        "calendar": _calendar,
    }
    templates.tests |= {"line_chart": _is_line_chart, "bar_chart": _is_bar_chart, "calendar": _is_calendar}
    return templates.get_template("report.html").render(report=report, name=name, starts_at=starts_at)


def describe_contents(report: Report) -> str:
    """Return the sentence that says what is in the report and what is not."""
    parts = (
        f"progress in {counted(len(report.enrollments), 'program')}" if report.enrollments else "no progress",
        _count(len(report.plans), "plan"),
        _count(len(report.insights), "measure"),
        _entries(report),
    )
    return f"In it: {', '.join(parts)}."


def _entries(report: Report) -> str:
    """Return how many entries there are; plans are entries too, so without others there are no other ones."""
    if report.plans and not report.entries:
        return "no other journal entries"
    return _count(len(report.entries), "journal entry", "journal entries")


def _count(how_many: int, one: str, several: str = "") -> str:
    return counted(how_many, one, several) if how_many else f"no {several or f'{one}s'}"


def _source_line(entry: Entry) -> str:
    """Return the line that says where an entry comes from, whether it was changed, and if it is damaged."""
    parts = (
        safe_line(entry.program),
        safe_line(entry.session),
        {"note": "note", "checkin": "check-in"}.get(entry.kind, ""),
        entry.occasion,
        "changed since" if entry.edited else "",
        "" if entry.intact else "not as it was written: the file may be damaged",
    )
    return " · ".join(part for part in parts if part)


def _drawings(line: LineChart, index: int) -> list[tuple[str, Markup]]:
    """Return the drawings of a line, each with the name of its size."""
    from markupsafe import Markup

    return [
        (size, Markup(line_chart_svg(line, f"chart-{index}-{size}", width, height)))
        for size, (width, height) in _SIZES.items()
    ]


def _calendar(calendar: MoodCalendar, index: int) -> Markup:
    from markupsafe import Markup

    return Markup(calendar_svg(calendar, f"chart-{index}"))


def _number(value: float, insight: LineChart | BarChart) -> str:
    """Return a number of a picture as its sentence has it: counts are whole."""
    values = [one.value for one in (insight.points if isinstance(insight, LineChart) else insight.bars)]
    whole = all(one == int(one) for one in values)
    return f"{value:.0f}" if whole else format_number(value, insight.low, insight.high)


def _clock(entry: Entry, starts_at: timedelta) -> str:
    """Return the time of day to tell behind the day, if the entry has one."""
    return "" if entry.timeless else f", {clock_of(entry.at, entry.day(starts_at))}"


def _length(value: float, bars: BarChart) -> float:
    """Return how much of the scale a bar fills, in percent."""
    length = bars.high - bars.low
    return max(0.0, min(100.0, round(100 * (value - bars.low) / length, 1))) if length else 0.0


def _is_line_chart(insight: object) -> bool:
    return isinstance(insight, LineChart)


def _is_bar_chart(insight: object) -> bool:
    return isinstance(insight, BarChart)


def _is_calendar(insight: object) -> bool:
    return isinstance(insight, MoodCalendar)
