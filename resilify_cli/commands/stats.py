"""`resilify stats`: what is in a program, in figures for its author."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.app.author_programs import find_author_program
from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, ProgramName, command_app
from resilify_cli.console import print_json, terminal_width
from resilify_cli.safe import safe
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.authoring.statistics import ProgramStatistics, SessionStatistics

app = command_app()
# The columns that the table takes.
_TABLE_WIDTH = 58


@app.command()
def stats(program: ProgramName, as_json: AsJson = False) -> None:
    """Count what is in a program: steps, screens, minutes, words, reading grade, kinds, sources.

    Screens are those of the longest way. A lesson, an activity and the notes before an exercise count one
    each; what has fields counts them; a short lesson right before an activity counts with it. Words are those
    of all ways. The grade is that of Flesch and Kincaid, and needs the authoring extra.
    """
    from resilify_cli.authoring.statistics import count_program

    ctx = app_context()
    found = count_program(find_author_program(ctx, program))
    if as_json:
        print_json(_statistics_data(found))
    else:
        print_paged([safe(line) for line in _statistics_lines(found)], os.environ)


def _statistics_lines(found: "ProgramStatistics") -> Iterator[str]:
    from textwrap import wrap

    width = terminal_width()
    is_narrow = width < _TABLE_WIDTH
    if not is_narrow:
        yield from _table_lines(found)
    for one in found.sessions:
        yield from wrap(f"{one.number:>2}  {one.session.title}", width, subsequent_indent="    ")
        figures = [_figures_line(one)] if is_narrow else []
        cited = [f"cites {', '.join(one.cited)}"] if one.cited else []
        for text in (*figures, _kinds_text(one), *cited):
            yield from wrap(text, width, initial_indent="    ", subsequent_indent="    ")
    if found.never_cited:
        yield ""
        never = f"Never cited, and not marked as further reading: {', '.join(found.never_cited)}"
        yield from wrap(never, width)


def _table_lines(found: "ProgramStatistics") -> Iterator[str]:
    yield "    steps  screens  minutes      words  grade  citations"
    for one in found.sessions:
        grade = "" if one.grade is None else f"{one.grade:g}"
        yield (
            f"{one.number:>2}  {len(one.session.steps):>5}  {one.screens:>7}  {_minutes_text(one):<11}  "
            f"{one.words:>5}  {grade:>5}  {one.citations:>9}"
        )
    yield ""


def _figures_line(one: "SessionStatistics") -> str:
    """Return the figures of a session as a line, for a terminal that is too narrow for the table."""
    grade = "" if one.grade is None else f", grade {one.grade:g}"
    return (
        f"{len(one.session.steps)} steps, {one.screens} screens, {_minutes_text(one)} min, {one.words} words"
        f"{grade}, citations: {one.citations}"
    )


def _minutes_text(one: "SessionStatistics") -> str:
    return f"{one.shortest:g}–{one.longest:g}" if one.shortest < one.longest else f"{one.longest:g}"


def _kinds_text(one: "SessionStatistics") -> str:
    kinds = sorted(one.kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(kind if number == 1 else f"{number} {kind}" for kind, number in kinds)


def _statistics_data(found: "ProgramStatistics") -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "sessions": [
            {
                "number": one.number,
                "id": one.session.id,
                "title": one.session.title,
                "steps": len(one.session.steps),
                "screens": one.screens,
                "longest_minutes": one.longest,
                "shortest_minutes": one.shortest,
                "said_minutes": one.session.minutes,
                "words": one.words,
                "grade": one.grade,
                "kinds": one.kinds,
                "citations": one.citations,
                "cited": list(one.cited),
            }
            for one in found.sessions
        ],
        "never_cited": list(found.never_cited),
    }
