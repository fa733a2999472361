"""`resilify report`: a page to keep, or to take to a therapist."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.own_files import refuse_own_file
from resilify_cli.atomic_files import atomic_write, check_target
from resilify_cli.command_line.completions import complete_program
from resilify_cli.command_line.options import command_app
from resilify_cli.command_line.output import STDOUT, check_html_name, resolve_output
from resilify_cli.console import print_line, print_message
from resilify_cli.dates.parsing import parse_days
from resilify_cli.errors import ResilifyError, UsageError

if TYPE_CHECKING:
    from resilify_cli.insight.report import Report, ReportOptions
    from resilify_cli.store.store import Store

app = command_app()


@app.command()
def report(
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE.html", help="Where to write it; - for the output."),
    ] = None,
    old_output: Annotated[str | None, typer.Option("--to", hidden=True)] = None,
    entries: Annotated[
        Literal["none", "program", "all"],
        typer.Option(help="Of the journal: nothing, what you wrote in programs, or notes and check-ins too."),
    ] = "none",
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="Only from this day on: 2026-11-03, last month, 30d."),
    ] = None,
    program: Annotated[
        str | None, typer.Option(help="Only what belongs to this program.", autocompletion=complete_program)
    ] = None,
    name: Annotated[str, typer.Option(help="Whose it is, for the heading; else no name is in it.")] = "",
    no_progress: Annotated[bool, typer.Option("--no-progress", help="Leave out how far you are.")] = False,
    no_plans: Annotated[bool, typer.Option("--no-plans", help="Leave out your plans and tests.")] = False,
    no_measures: Annotated[
        bool, typer.Option("--no-measures", help="Leave out mood, feelings and other measures.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> None:
    """Write a page to keep, or to take to a therapist: one HTML file, with only what you choose.

    Without options: how far you are in your programs, your plans and your measures, and none of your
    journal. What is in the page is told when it is written.
    """
    if program and entries == "all":
        raise UsageError(
            "Notes and check-ins belong to no program, so --entries all does not go with --program.",
            "What you wrote in the program: --entries program",
        )
    ctx = app_context()
    to, _ = resolve_output(output, old_output, ctx.date_context())
    if to != STDOUT:
        refuse_own_file(ctx, Path(to))
        check_html_name(to, "A report")
        check_target(Path(to), force=force)
    from resilify_cli.insight.report import EntrySelection, ReportOptions
    from resilify_cli.insight.report_page import describe_contents

    chosen = ReportOptions(
        EntrySelection(entries), progress=not no_progress, plans=not no_plans, measures=not no_measures
    )
    store = ctx.stores.open_existing()
    if store is None:
        raise _no_entries_error()
    with store, store.database.snapshot():
        found = _build_report(ctx, store, chosen, since, program)
        _write_report(found, to, name, ctx.settings.day_start, force=force)
        contents = describe_contents(found)
    if to != STDOUT:
        print_message(f"Written: {to}")
    print_message(contents)
    if chosen.entries is EntrySelection.NONE:
        print_message("To put in what you wrote: --entries program, or --entries all.")
    print_message("It is not encrypted: whoever has the page can read it.")


def _build_report(
    ctx: AppContext, store: "Store", chosen: "ReportOptions", since: str | None, program: str | None
) -> "Report":
    from dataclasses import replace

    from resilify_cli.insight.report import build_report
    from resilify_cli.store.series import DaySpan

    here = ctx.date_context()
    first = parse_days(since, here).first if since is not None else None
    span = DaySpan(here.today, first, here.starts_at, ctx.zone)
    key = _program_key(ctx, store, program) if program is not None else None
    found = build_report(store, ctx.programs.begun(store, key), span, replace(chosen, program=key))
    if not found:
        raise _no_entries_error()
    return found


def _write_report(found: "Report", to: str, name: str, day_start: timedelta, *, force: bool) -> None:
    """Write the page part by part, as it is read."""
    from resilify_cli.insight.report_page import page_parts

    parts = page_parts(found, name, day_start)
    if to == STDOUT:
        for part in parts:
            # Only ASCII, which an output of any encoding takes; a browser shows the characters meant.
            sys.stdout.write(part.encode("ascii", "xmlcharrefreplace").decode())
        print_line()
    else:
        with atomic_write(Path(to), force=force) as file:
            file.writelines(parts)


def _program_key(ctx: AppContext, store: "Store", program: str) -> str:
    """Return the key of a program by its name; one that was begun need not be there any more."""
    for enrollment in store.enrollments.all():
        if program in (enrollment.slug, enrollment.program_key):
            return enrollment.program_key
    return ctx.programs.find(program)[0].key


def _no_entries_error() -> ResilifyError:
    return ResilifyError(
        "There is nothing to put on a page: nothing of what you chose is in the store.",
        "To begin: resilify start, or resilify checkin",
    )
