"""A program's measures and check-ups over time, with the sessions that were finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from resilify_cli.activities.reading_comparison import compare_readings
from resilify_cli.insight.charts import Insight, LineChart, Marker, Point, Remark
from resilify_cli.insight.phrases import counted, day_name, format_number, join_with_and

if TYPE_CHECKING:
    from resilify_cli.insight.program_history import ProgramHistory
    from resilify_cli.store.series import DaySpan, MeasureReading
    from resilify_cli.store.store import Store

# As many readings as a sentence can hold; of more it tells the first, last, lowest and highest.
MOST_TOLD = 4
# The sessions of one pass through a program; of more it tells the last.
MOST_MARKS = 8


def measures_over_time(store: Store, history: ProgramHistory, span: DaySpan) -> Iterator[Insight]:
    """Yield a line chart for each measure that the program took, or a remark if it was taken once.

    What private activities gave is left out.
    """
    found = store.series.measures(span, history.ids, history.private_ids)
    markers = sessions_finished(store, history, span) if found else ()
    for measure, readings in found.items():
        yield _make_insight(history, measure, readings, markers)


def sessions_finished(store: Store, history: ProgramHistory, span: DaySpan) -> tuple[Marker, ...]:
    """Return a marker for each session finished in the span, oldest first."""
    markers = []
    for session_id, finished_at in store.enrollments.sessions_finished_in(history.enrollments):
        # The zone of that day is not kept; the person's of today is the best guess.
        day = span.day_at(finished_at)
        if span.since is None or day >= span.since:
            markers.append(_make_marker(history, session_id, day))
    return tuple(sorted(markers, key=lambda marker: (marker.day, marker.label)))


def _make_marker(history: ProgramHistory, session_id: str, day: date) -> Marker:
    place = history.program.session_number(session_id) if history.program else None
    return Marker(day, f"session {place}", str(place)) if place else Marker(day, f"session {session_id}")


def _make_insight(
    history: ProgramHistory, measure: str, every: Sequence[MeasureReading], markers: tuple[Marker, ...]
) -> Insight:
    key, title = f"measure:{history.slug}:{measure}", f"{measure[:1].upper()}{measure[1:]}"
    return readings_over_time(key, title, history.title, every, markers)


def readings_over_time(
    key: str, title: str, where: str, every: Sequence[MeasureReading], markers: tuple[Marker, ...]
) -> Insight:
    """Return a line chart of readings, or a remark if there is one only.

    Args:
        key: Its name in JSON.
        title: Its heading.
        where: The title of the program that they are from.
        every: The readings, oldest first; those on another scale than the last are left out.
        markers: The sessions that were finished meanwhile.
    """
    low, high = every[-1].reading.low, every[-1].reading.high
    readings = [one for one in every if (one.reading.low, one.reading.high) == (low, high)]
    description = f"{title} in {where}, from {low:g} to {high:g}: "
    if len(readings) == 1:
        description += f"{_one_in_words(readings[0])}. Too little to say yet: a change needs a second number."
        return Remark(key, title, description)
    description += f"{_values_text(readings)} Compared with the first, the last is {_change_text(readings)}."
    if len(readings) < len(every):
        left = len(every) - len(readings)
        description += (
            f" {counted(left, 'number')} from another scale {'is' if left == 1 else 'are'} left out."
        )
    if markers:
        description += f" Sessions finished: {_finished_words(markers)}."
    points = tuple(Point(one.day, one.reading.value) for one in readings)
    return LineChart(key, title, description, points, low, high, markers)


def _finished_words(markers: Sequence[Marker]) -> str:
    told = [
        f"{marker.label.removeprefix('session ')} on {day_name(marker.day)}"
        for marker in markers[-MOST_MARKS:]
    ]
    earlier = len(markers) - len(told)
    return f"{earlier} earlier, then {join_with_and(told)}" if earlier else join_with_and(told)


def _values_text(readings: Sequence[MeasureReading]) -> str:
    if len(readings) <= MOST_TOLD:
        return f"{join_with_and([_one_in_words(one) for one in readings])}."
    lowest = min(readings, key=lambda one: one.reading.value)
    highest = max(readings, key=lambda one: one.reading.value)
    return (
        f"{len(readings):,} numbers. The first was {_one_in_words(readings[0])},"
        f" the last {_one_in_words(readings[-1])},"
        f" the lowest {_one_in_words(lowest)}, the highest {_one_in_words(highest)}."
    )


def _one_in_words(one: MeasureReading) -> str:
    reading = one.reading
    return f"{format_number(reading.value, reading.low, reading.high)} on {day_name(one.day)}"


def _change_text(readings: Sequence[MeasureReading]) -> str:
    return compare_readings(readings[0].reading, readings[-1].reading)
