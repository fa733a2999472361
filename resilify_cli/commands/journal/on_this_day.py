"""`resilify journal on-this-day`: what was written on this date before."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_message
from resilify_cli.dates.lengths import subtract
from resilify_cli.days import Days
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.store import Store

_MOST_A_DAY = 100
app = command_app()


@app.command("on-this-day")
def on_this_day(
    day: Annotated[str | None, typer.Option("--on", help="Look back from this day, not from today.")] = None,
    as_json: AsJson = False,
) -> None:
    """Look back: at this date in earlier years, and at a week and a month ago."""
    ctx = app_context()
    today = ctx.today
    if day is not None:
        from resilify_cli.dates.parsing import parse_day

        today = parse_day(day, ctx.date_context())
    store = ctx.stores.open_existing()
    found = []
    if store is not None:
        with store:
            found = _without_private(ctx, store, list(_find_entries(store, today, ctx.settings.day_start)))
    if as_json:
        from resilify_cli.journal_view.entry_json import entry_json

        days = [
            {
                "ago": ago,
                "day": there.isoformat(),
                "entries": [entry_json(entry, ctx.settings.day_start) for entry in entries],
            }
            for ago, there, entries in found
        ]
        print_json({"schema_version": SCHEMA_VERSION, "days": days})
    elif not found:
        print_message(
            "Nothing was written on this day before: not a week ago, a month ago or in earlier years."
        )
    else:
        print_paged(list(_entry_lines(found, ctx)), ctx.environment)


_Found = tuple[str, date, "tuple[Entry, ...]"]


def _find_entries(store: "Store", today: date, starts_at: timedelta) -> Iterator[_Found]:
    from resilify_cli.store.journal import Filter

    for ago, day in _days_to_show(store, today, starts_at):
        wanted = Filter(days=Days(day, day, starts_at))
        if entries := store.journal.page(wanted, _MOST_A_DAY).entries:
            yield ago, day, entries


def _without_private(ctx: AppContext, store: "Store", found: list[_Found]) -> list[_Found]:
    """Leave out what a program keeps private: nobody asked for it by name here."""
    if not any(entry.enrollment_id for _, _, entries in found for entry in entries):
        return found
    from resilify_cli.insight.private_answers import private_answers

    private = private_answers(store, ctx.programs.begun(store))
    days = [
        (ago, day, tuple(one for one in entries if (one.enrollment_id, one.activity_id) not in private))
        for ago, day, entries in found
    ]
    return [one for one in days if one[2]]


def _days_to_show(store: "Store", today: date, starts_at: timedelta) -> Iterator[tuple[str, date]]:
    yield "a week ago", today - timedelta(days=7)
    yield "a month ago", subtract(today, 1, "m")
    oldest = store.journal.oldest()
    first = oldest.day(starts_at).year if oldest else today.year
    for year in range(today.year - 1, first - 1, -1):
        ago = "a year ago" if year == today.year - 1 else f"{today.year - year} years ago"
        try:
            yield ago, today.replace(year=year)
        except ValueError:
            # 29 February is not in every year.
            continue


def _entry_lines(found: list[_Found], ctx: AppContext) -> Iterator[str]:
    for ago, day, entries in found:
        head = f"{ago[0].upper()}{ago[1:]}: {day_text(day)}"
        yield from (ctx.theme.paint(head, "strong"), "")
        for entry in reversed(entries):
            yield from (*ctx.entry_layout.lines(entry, whole=False), "")
