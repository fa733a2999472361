"""What `resilify log` shows: which logs there are, and the rows of one."""

from collections.abc import Sequence
from datetime import time
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext
from resilify_cli.command_line.options import SCHEMA_VERSION
from resilify_cli.console import print_json, print_message, terminal_width
from resilify_cli.days import clock_of
from resilify_cli.errors import ResilifyError
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.safe import safe, safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.session.logs import FoundLog, LogRow

_INDENT, _GAP = "       ", " · "


def no_log() -> ResilifyError:
    """Return the error for a person who has no log."""
    return ResilifyError(
        "There is no log yet: logs come with sessions of programs that have one.",
        "To begin a session: resilify start",
    )


def one_word(found: "FoundLog") -> str:
    """Return the name of a log if it is one word, else its id."""
    name = found.log.name.lower()
    return name if name.isalnum() and name.isascii() else found.log.id


def command_for(found: "FoundLog") -> str:
    """Return the command that fills a log."""
    return f"resilify log {one_word(found)}"


def count_rows(rows: "Sequence[LogRow]") -> str:
    """Return how many rows there are, with the noun."""
    return "1 row" if len(rows) == 1 else f"{len(rows):,} rows"


def show_list(ctx: AppContext, logs: "Sequence[tuple[FoundLog, list[LogRow]]]", *, as_json: bool) -> None:
    """Write which logs there are, each with its rows counted.

    Raises:
        ResilifyError: there is none, and this is for a person to read.
    """
    if as_json:
        found = [{**_log_data(one), "rows": len(rows)} for one, rows in logs]
        print_json({"schema_version": SCHEMA_VERSION, "logs": found})
        return
    if not logs:
        raise no_log()
    lines = []
    for one, own in logs:
        newest = f", the newest of {day_text(own[-1].day)}" if own else ""
        lines.append(ctx.theme.paint(safe_line(one.log.name), "strong"))
        lines.append(f"  {safe_line(one.program.title)}: {count_rows(own) if own else 'no row yet'}{newest}")
        lines.append(f"  To fill it: {command_for(one)}")
        lines.append("")
    print_paged(
        [*lines, "For a day before: --date yesterday. To see what is in one: --show"], ctx.environment
    )


def show_rows(ctx: AppContext, found: "FoundLog", rows: "Sequence[LogRow]", *, as_json: bool) -> None:
    """Write what is in a log, by day or by the field that it is shown by, and its sums over all rows."""
    from resilify_cli.insight.logs import sums_over_rows

    sums = sums_over_rows(found.log, [row.values for row in rows])
    if as_json:
        over_rows = {one.label: one.description for one in sums}
        data = {"log": _log_data(found), "rows": [_row_data(found, row) for row in rows], "sums": over_rows}
        print_json({"schema_version": SCHEMA_VERSION, **data})
        return
    if not rows:
        print_message(f"There is nothing in it yet. To fill it: {command_for(found)}")
        return
    title = f"{found.log.name} ({found.program.title}): {count_rows(rows)}"
    lines = [ctx.theme.paint(safe_line(title), "strong"), ""]
    for heading, group in _grouped_rows(found, rows).items():
        lines.append(ctx.theme.paint(safe_line(heading), "strong"))
        for row in group:
            lines += _row_lines(ctx, row, with_day=bool(found.log.by))
        lines.append("")
    lines += [safe_line(one.description) for one in sums]
    print_paged(lines, ctx.environment)
    print_message("To change a row: resilify journal edit ID")


def _grouped_rows(found: "FoundLog", rows: "Sequence[LogRow]") -> "dict[str, list[LogRow]]":
    """Return the rows by their headings: days, the newest first, or what the field says, the most first."""
    if not found.log.by:
        days: dict[str, list[LogRow]] = {}
        for row in sorted(rows, key=lambda row: row.day, reverse=True):
            days.setdefault(day_text(row.day), []).append(row)
        return days
    label = next(field.label for field in found.log.fields if field.id == found.log.by)
    said: dict[str, list[LogRow]] = {}
    for row in rows:
        said.setdefault(found.log.group_of(row.values), []).append(row)
    most_first = sorted(said.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0].casefold()))
    return {f"{label}: {words or 'left empty'} ({count_rows(group)})": group for words, group in most_first}


def _row_lines(ctx: AppContext, row: "LogRow", *, with_day: bool) -> list[str]:
    """Return a row as lines: when, its id, and what it says."""
    from resilify_cli.store.entry import handle_of

    # Midnight is what a day without a time is kept as.
    timeless = row.at.date() == row.day and row.at.time() == time()
    clock = "" if timeless else clock_of(row.at, row.day)
    when = ", ".join(part for part in (day_text(row.day), clock) if part) if with_day else f"{clock:5}"
    head = ctx.theme.paint(f"{when}  {handle_of(row.entry_id)}", "muted")
    return [head, *_joined_lines(safe(row.text).split("\n"), terminal_width())]


def _joined_lines(parts: Sequence[str], columns: int) -> list[str]:
    """Return short parts beside each other on one line, as far as there is room, and long ones wrapped."""
    from resilify_cli.text_width import display_width, wrap

    lines: list[str] = []
    for part in parts:
        if lines and display_width(lines[-1]) + len(_GAP) + display_width(part) <= columns:
            lines[-1] += f"{_GAP}{part}"
        else:
            lines += wrap(part, columns, indent=_INDENT)
    return lines


def _log_data(found: "FoundLog") -> dict[str, object]:
    return {
        "id": found.log.id,
        "name": found.log.name,
        "program": found.program.title,
        "slug": found.program.slug,
        "session": found.session.title,
        "by": found.log.by or "day",
        "fields": [
            {"id": field.id, "label": field.label, "type": field.type.value, "unit": field.unit or None}
            for field in found.log.fields
        ],
    }


def _row_data(found: "FoundLog", row: "LogRow") -> dict[str, object]:
    ids = [field.id for field in found.log.fields]
    sums = {
        label: {"value": round(quantity.value, 6), "unit": quantity.unit.value}
        for label, quantity in found.log.sums_of(row.values)
    }
    return {
        "id": row.entry_id,
        "at": row.at.isoformat(timespec="seconds"),
        "day": row.day.isoformat(),
        "in_session": row.in_session,
        "values": dict(zip(ids, row.values, strict=False)),
        "sums": sums,
        "text": row.text,
    }
