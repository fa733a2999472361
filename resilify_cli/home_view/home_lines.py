"""The lines that `resilify` alone shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.checkin.word_lists import MOODS
from resilify_cli.safe import safe, safe_line
from resilify_cli.settings import QUIET, WORDS
from resilify_cli.store.entry import handle_of
from resilify_cli.text_width import display_width, wrap

if TYPE_CHECKING:
    from resilify_cli.home_view.home_state import HomeState, ProgramPlace, TrackedItem

_WIDEST_BAR = 24
WAYS = (
    ("Check in:", "resilify checkin"),
    ("Write:", "resilify journal add"),
    ("Practice:", "resilify practice"),
    ("Hard day:", "resilify page"),
    ("In a crisis:", "resilify help-now"),
)


def greeting(hour: int) -> str:
    """Return the greeting for an hour of the day."""
    if 5 <= hour < 12:
        return "Good morning"
    if 12 <= hour < 18:
        return "Good afternoon"
    return "Good evening" if 18 <= hour < 23 else "Hello"


class HomeLine(NamedTuple):
    """A line: its text, the command that it ends with, if any, and whether it is a title."""

    text: str
    command: str = ""
    is_title: bool = False


def home_lines(state: HomeState, view: str, width: int, *, drawn: bool) -> Iterator[tuple[str, bool]]:
    """Yield the lines below the greeting, each with whether it is a title.

    Args:
        state: What there is to tell.
        view: How much of it may be seen, as the setting `home` says.
        width: How many columns there are.
        drawn: Whether progress is drawn as a bar, too.
    """
    lines = [
        *_program_lines(state, view, width, drawn=drawn),
        *_open_lines(state, view),
        *_checkin_lines(state, view),
        *_page_lines(state, view),
    ]
    for line in lines:
        yield from ((text, line.is_title) for text in _fit(line, width))
    yield from ((f"{label:<14}{command}", False) for label, command in WAYS)


def _fit(line: HomeLine, width: int) -> list[str]:
    """Return a line as lines that fit; a command stays on one, so that it can be copied."""
    words = line.text.lstrip()
    indent = line.text[: len(line.text) - len(words)]
    whole = f"{line.text} {line.command}".rstrip()
    if display_width(whole) <= width:
        return [whole]
    lines = wrap(words, width, indent=indent, at_hyphens=False)
    return [*lines, f"{indent}  {line.command}"] if line.command else lines


def _program_lines(state: HomeState, view: str, width: int, *, drawn: bool) -> Iterator[HomeLine]:
    program = state.program
    if program is None:
        if state.been_through:
            done = "a program" if view == QUIET else safe_line(state.been_through)
            yield HomeLine(f"You have been through {done}.")
        else:
            yield HomeLine("No program is under way.")
        yield HomeLine("To choose one:", "resilify start")
    elif not program.sessions:
        title = "A program" if view == QUIET else safe_line(program.title)
        yield HomeLine(f"{title} is under way, but it is not where it was.")
    else:
        if view != QUIET:
            yield HomeLine(safe_line(program.title), is_title=True)
        yield HomeLine(_progress_text(program, width, drawn=drawn))
        yield HomeLine("")
        yield from _next_lines(program, view)
    yield HomeLine("")


def _progress_text(program: ProgramPlace, width: int, *, drawn: bool) -> str:
    told = f"{program.finished} of {program.sessions} session{'s' * (program.sessions != 1)}"
    bar = min(_WIDEST_BAR, width - len(told) - 2)
    if not drawn or bar < program.sessions:
        return told
    full = round(bar * program.finished / program.sessions)
    return f"{'━' * full}{'╌' * (bar - full)}  {told}"


def _next_lines(program: ProgramPlace, view: str) -> Iterator[HomeLine]:
    if program.next is None:
        return
    if view == QUIET:
        yield HomeLine(
            "In the middle of a session." if program.in_the_middle else "The next session is there."
        )
    else:
        lead = "In the middle of" if program.in_the_middle else "Next"
        yield HomeLine(f"{lead}: {safe_line(program.next)}")
    if program.next_sitting and view == WORDS:
        yield HomeLine(f"You meant to go on: {safe_line(program.next_sitting)}")
    yield HomeLine("To go on:", "resilify continue")


def _open_lines(state: HomeState, view: str) -> Iterator[HomeLine]:
    if not state.open:
        return
    yield HomeLine("Still open:")
    for tracked in state.open:
        yield from _item_lines(tracked, view)
    yield HomeLine("")


def _item_lines(tracked: TrackedItem, view: str) -> Iterator[HomeLine]:
    from resilify_cli.activities.follow_up_answer import LOG, PLAN

    item, command = tracked
    yield HomeLine(f"  {safe_line(item.describe(with_session=view != QUIET))}")
    if item.kind == LOG:
        yield HomeLine("    To fill it:", safe_line(command))
        return
    if view == WORDS:
        yield from (HomeLine(f"    {line}") for line in safe(item.words).splitlines() if line.strip())
    elif item.kind == PLAN:
        yield HomeLine("    To see it:", f"resilify journal show {handle_of(item.entry_id)}")
    yield HomeLine("    To say how it went:", safe_line(command))


def _checkin_lines(state: HomeState, view: str) -> Iterator[HomeLine]:
    told = []
    if state.half_done_checkin:
        told.append(HomeLine("A check-in is half done. To finish it:", "resilify checkin"))
    elif state.checked_in:
        told.append(HomeLine(f"Checked in today, at {state.checked_in:%H:%M}."))
    if state.mood and view != QUIET:
        mood, day = state.mood
        number = f"{mood} of {max(MOODS)}"
        words = f"{MOODS[mood]} ({number})" if view == WORDS else number
        told.append(HomeLine(f"Last mood: {words}, {_day_text(day, state.today)}"))
    if state.last_entry and not state.checked_in:
        told.append(HomeLine(f"You last wrote in your journal {_day_text(state.last_entry, state.today)}."))
    yield from (*told, HomeLine("")) if told else ()


def _page_lines(state: HomeState, view: str) -> Iterator[HomeLine]:
    if state.page_of is None or view == QUIET:
        return
    when = _day_text(state.page_of, state.today)
    yield HomeLine(f"Your page for hard days was last changed {when}. Are its numbers still right?")
    yield HomeLine("To see it: resilify page. To change it:", "resilify page edit")
    yield HomeLine("")


def _day_text(day: date, today: date | None) -> str:
    return "today" if day == today else f"on {day:%A} {day.day} {day:%B %Y}"
