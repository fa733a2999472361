"""`resilify insights`: how things went over time, drawn and told."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.completions import complete_program
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, Plain, command_app
from resilify_cli.console import (
    WIDEST,
    print_json,
    print_message,
    stdout_is_terminal,
    terminal_width,
)
from resilify_cli.errors import UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged
from resilify_cli.text_width import wrap

if TYPE_CHECKING:
    from resilify_cli.insight.charts import Insight
    from resilify_cli.theme import Role

_INDENT = "  "

app = command_app()


@app.command()
def insights(
    last: Annotated[
        str | None,
        typer.Option(help="Only the last days, weeks, months, years: 30d, 8w, 6m, 1y; or from a day on."),
    ] = None,
    program: Annotated[
        str | None, typer.Option(help="Only what belongs to this program.", autocompletion=complete_program)
    ] = None,
    calendar: Annotated[
        bool, typer.Option("--calendar", help="The year in small squares by mood, and nothing else.")
    ] = False,
    plain: Plain = None,
    as_json: AsJson = False,
) -> None:
    """See how things went over time: in pictures, each with a sentence that says the same."""
    ctx = app_context()
    today, since = ctx.today, None
    if last is not None:
        from resilify_cli.dates.parsing import parse_days

        since = min(parse_days(last, ctx.date_context()).first, today)
    if calendar and (last is not None or program is not None):
        raise UsageError("--calendar shows the whole year, so it goes without --last and --program.")
    found = _calendar(ctx, today) if calendar else _insights(ctx, today, since, program)
    if as_json:
        print_json(_insights_data(found, today, since))
    elif not found:
        print_message(_empty_message(last, program))
    else:
        # Nobody looks at a drawing in a pipe, unless it was asked for.
        in_words = ctx.prompters.is_plain(plain) or (plain is None and not stdout_is_terminal())
        print_paged(list(_insight_lines(found, ctx, today, since, plain=in_words)), ctx.environment)


def _calendar(ctx: AppContext, today: date) -> "list[Insight]":
    store = ctx.stores.open_existing()
    if store is None:
        return []
    from resilify_cli.insight.mood_calendar import calendar_start, mood_calendar
    from resilify_cli.store.series import DaySpan

    with store:
        moods = store.series.moods(DaySpan(today, calendar_start(today), ctx.settings.day_start, ctx.zone))
    found = mood_calendar(moods, today)
    return [] if found is None else [found]


def _insights(ctx: AppContext, today: date, since: date | None, program: str | None) -> "list[Insight]":
    store = ctx.stores.open_existing()
    if store is None:
        if program is not None:
            ctx.programs.find(program)
        return []
    from resilify_cli.insight.overview import all_insights
    from resilify_cli.store.series import DaySpan

    with store:
        only = ctx.programs.key_of(store, program) if program is not None else None
        programs = ctx.programs.begun(store, only)
        return all_insights(store, programs, DaySpan(today, since, ctx.settings.day_start, ctx.zone), only)


def _insight_lines(
    found: "Sequence[Insight]", ctx: AppContext, today: date, since: date | None, *, plain: bool
) -> Iterator[str]:
    from resilify_cli.insight.phrases import day_name

    span = f"From {day_name(since)} to {day_name(today)}" if since else f"All days up to {day_name(today)}"
    yield from _wrapped_lines(span, "muted", ctx, plain=plain)
    for insight in found:
        yield from ("", *_wrapped_lines(insight.title, "strong", ctx, plain=plain), "")
        yield from _chart_lines(insight, plain=plain)
        yield from _wrapped(insight.description)
    yield ""
    yield from _wrapped("These are your own notes in numbers. They are not a test, and no judgment of you.")


def _wrapped_lines(text: str, role: "Role", ctx: AppContext, *, plain: bool) -> Iterator[str]:
    for line in _wrapped(text):
        yield line if plain else ctx.theme.paint(line, role)


def _chart_lines(insight: "Insight", *, plain: bool) -> Iterator[str]:
    from resilify_cli.insight.charts import DataTable, MoodCalendar

    width = min(terminal_width(), WIDEST) - len(_INDENT)
    if isinstance(insight, MoodCalendar):
        from resilify_cli.insight.mood_calendar import draw_calendar

        lines = draw_calendar(insight, width, ascii_only=plain)
    elif isinstance(insight, DataTable):
        from resilify_cli.insight.text_table import draw_table

        lines = draw_table(insight, width, in_words=plain)
    elif plain:
        return
    else:
        from resilify_cli.insight.text_chart import draw_text_chart

        lines = draw_text_chart(insight, width)
    yield from (f"{_INDENT}{line}".rstrip() for line in lines)
    if lines:
        yield ""


def _wrapped(text: str) -> list[str]:
    return wrap(safe_line(text), terminal_width(), at_hyphens=False)


def _insights_data(found: "Sequence[Insight]", today: date, since: date | None) -> dict[str, object]:
    from resilify_cli.insight.chart_data import insight_data

    return {
        "schema_version": SCHEMA_VERSION,
        "from": since.isoformat() if since else None,
        "to": today.isoformat(),
        "pictures": [insight_data(insight) for insight in found],
    }


def _empty_message(last: str | None, program: str | None) -> str:
    if last is not None:
        return "There is nothing from these days yet. To see all days, leave out --last."
    if program is not None:
        return "There is nothing to show for this program yet. To begin it, or go on: resilify start"
    return (
        "There is nothing to show yet, and that is fine. Pictures grow from check-ins and programs.\n"
        "To note how you are: resilify checkin. To begin a program: resilify start"
    )
