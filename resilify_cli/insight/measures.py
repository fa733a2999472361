"""A program's measures and check-ups over time, with the sessions that were finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from resilify_cli.activities.change import compare
from resilify_cli.days import day_of
from resilify_cli.insight.passes import Passes
from resilify_cli.insight.pictures import Line, Mark, Picture, Point, Remark
from resilify_cli.insight.wording import count, day_name, listed, number
from resilify_cli.store.entry_rows import local_time
from resilify_cli.store.series import Measured, Span
from resilify_cli.store.store import Store

# As many readings as a sentence can hold; of more it tells the first, last, lowest and highest.
MOST_TOLD = 4
# The sessions of one pass through a program; of more it tells the last.
MOST_MARKS = 8


def measures_over_time(store: Store, passes: Passes, span: Span) -> Iterator[Picture]:
    """Yield a line for each measure that the program took."""
    found = store.series.measures(span, passes.ids)
    marks = sessions_finished(store, passes, span) if found else ()
    for measure, readings in found.items():
        yield _picture(passes, measure, readings, marks)


def sessions_finished(store: Store, passes: Passes, span: Span) -> tuple[Mark, ...]:
    """Return a mark for each session finished in the span, oldest first."""
    marks = []
    for enrollment in passes.enrollments:
        for session_id, finished_at in store.enrollments.finished_sessions(enrollment).items():
            # The zone of that day is not kept; this computer's is the best guess.
            at = local_time(finished_at, 0).astimezone()
            day = day_of(at, span.starts_at)
            if span.since is None or day >= span.since:
                marks.append(_mark(passes, session_id, day))
    return tuple(sorted(marks, key=lambda mark: (mark.day, mark.label)))


def _mark(passes: Passes, session_id: str, day: date) -> Mark:
    place = passes.program.session_number(session_id) if passes.program else None
    return Mark(day, f"session {place}", str(place)) if place else Mark(day, f"session {session_id}")


def _picture(passes: Passes, measure: str, every: Sequence[Measured], marks: tuple[Mark, ...]) -> Picture:
    low, high = every[-1].reading.low, every[-1].reading.high
    readings = [one for one in every if (one.reading.low, one.reading.high) == (low, high)]
    key = f"measure:{passes.slug}:{measure}"
    title = f"{measure[:1].upper()}{measure[1:]}"
    says = f"{title} in {passes.title}, from {low:g} to {high:g}: "
    if len(readings) == 1:
        says += f"{_told(readings[0])}. Too little to say yet: a change needs a second number."
        return Remark(key, title, says)
    says += f"{_sequence(readings)} Compared with the first, the last is {_change(readings)}."
    if len(readings) < len(every):
        left = len(every) - len(readings)
        says += f" {count(left, 'number')} from another scale {'is' if left == 1 else 'are'} left out."
    if marks:
        says += f" Sessions finished: {_finished(marks)}."
    points = tuple(Point(one.day, one.reading.value) for one in readings)
    return Line(key, title, says, points, low, high, marks)


def _finished(marks: Sequence[Mark]) -> str:
    told = [f"{mark.label.removeprefix('session ')} on {day_name(mark.day)}" for mark in marks[-MOST_MARKS:]]
    earlier = len(marks) - len(told)
    return f"{earlier} earlier, then {listed(told)}" if earlier else listed(told)


def _sequence(readings: Sequence[Measured]) -> str:
    if len(readings) <= MOST_TOLD:
        return f"{listed([_told(one) for one in readings])}."
    lowest = min(readings, key=lambda one: one.reading.value)
    highest = max(readings, key=lambda one: one.reading.value)
    return (
        f"{len(readings)} numbers. The first was {_told(readings[0])}, the last {_told(readings[-1])},"
        f" the lowest {_told(lowest)}, the highest {_told(highest)}."
    )


def _told(one: Measured) -> str:
    reading = one.reading
    return f"{number(reading.value, reading.low, reading.high)} on {day_name(one.day)}"


def _change(readings: Sequence[Measured]) -> str:
    return compare(readings[0].reading, readings[-1].reading)
