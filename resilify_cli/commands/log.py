"""`resilify log`: a row of a log, such as a sleep diary, for now or for a day before."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import AsJson, Plain, command_app
from resilify_cli.commands.log_view import command_for, count_rows, no_log, one_word, show_list, show_rows
from resilify_cli.console import stdin_is_terminal
from resilify_cli.decoding import decode_argument
from resilify_cli.errors import LeftEarlyError, ResilifyError, UsageError
from resilify_cli.journal_editing.trash_purge import purge_expired_trash
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.session.logs import FoundLog, LogRow
    from resilify_cli.store.store import Store

app = command_app()


def _complete_log(incomplete: str) -> list[str]:
    """Return the logs that begin so, as one word each. Whatever goes wrong, a shell gets no words of it."""
    try:
        ctx = app_context()
        store = ctx.stores.open_unlocked()
        if store is None:
            return []
        with store:
            logs = _find_logs(ctx, store)
    except (ResilifyError, OSError):
        return []
    names = [one_word(found) for found in logs]
    return [name for name in names if name.startswith(incomplete.lower())]


@app.command()
def log(
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]", help="The log's name, or a part of it.", autocompletion=_complete_log
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option("--date", help="About another day or time: yesterday, last night, 2026-11-03 18:30."),
    ] = None,
    show: Annotated[bool, typer.Option("--show", "-s", help="Show what is in it.")] = False,
    as_json: AsJson = False,
    plain: Plain = None,
) -> None:
    """Fill a row of a log, such as a sleep diary. Without a name it says which logs there are."""
    ctx = app_context()
    wanted = " ".join(map(decode_argument, name or ()))
    fills = bool(wanted) and not (show or as_json)
    if date is not None and not fills:
        raise UsageError(
            "--date says what day a new row is about, so it needs a name, and no --show or --json.",
            "To see which logs there are: resilify log",
        )
    if fills:
        _fill_row(ctx, wanted, date, plain=plain)
        return
    store = ctx.stores.open_existing()
    if store is None:
        show_list(ctx, [], as_json=as_json)
        return
    with store:
        from resilify_cli.session.logs import log_rows

        logs = _find_logs(ctx, store)
        if wanted:
            found = _find_by_name(logs, wanted)
            show_rows(ctx, found, log_rows(store, found, ctx.settings.day_start), as_json=as_json)
            return
        listed = [(found, log_rows(store, found, ctx.settings.day_start)) for found in logs]
    show_list(ctx, listed, as_json=as_json)


def _find_logs(ctx: AppContext, store: "Store") -> "list[FoundLog]":
    from resilify_cli.session.logs import find_logs

    return find_logs(store, ctx.programs.begun(store))


def _fill_row(ctx: AppContext, wanted: str, date: str | None, *, plain: bool | None) -> None:
    from resilify_cli.dates.parsing import parse_entry_time
    from resilify_cli.session.draft import DraftDate

    when = parse_entry_time(date, ctx.date_context()) if date is not None else None
    store = ctx.stores.open_existing()
    if store is None:
        raise no_log()
    with store:
        found = _find_by_name(_find_logs(ctx, store), wanted)
        ctx.prompters.need_terminal(plain=plain)
        store.begin_writing()
        from resilify_cli.content.languages import find_language
        from resilify_cli.session.editions import carry_drafts
        from resilify_cli.session.localized_prompter import localized
        from resilify_cli.session.logs import fill_row, log_rows

        carry_drafts(found.program, found.enrollment, store)
        day_start = ctx.settings.day_start
        before = {row.entry_id for row in log_rows(store, found, day_start)}
        with ctx.prompters.open(plain=plain, animation=False) as opened:
            prompter = localized(opened, find_language(found.program.language))
            _begin_anew_in_a_pipe(store, found, prompter)
            done = fill_row(store, opened, found, day_start, DraftDate(ctx.now(), *(when or ())))
            rows = log_rows(store, found, day_start)
            new = next((row for row in rows if row.entry_id not in before), None)
            way_on = f"What you typed is kept. To go on: {command_for(found)}{_date_option(date)}"
            prompter.say(_kept_message(ctx, store, found, rows, new) if done else way_on)
        purge_expired_trash(store)
    if not done:
        raise LeftEarlyError("")


def _begin_anew_in_a_pipe(store: "Store", found: "FoundLog", prompter: "Prompter") -> None:
    """Leave a half-done row for later: the lines of a pipe are answers from the first question on."""
    if not stdin_is_terminal() and store.drafts.find(found.enrollment, found.log.id, True) is not None:
        store.drafts.begin_beside(found.enrollment, found.log.id, True)
        prompter.say(
            "A row that is half done stays as it is, to go on with in a terminal. This is a new one."
        )


def _date_option(date: str | None) -> str:
    return f" --date {shlex.quote(date)}" if date is not None else ""


def _kept_message(
    ctx: AppContext, store: "Store", found: "FoundLog", rows: "Sequence[LogRow]", new: "LogRow | None"
) -> str:
    if new is None:
        return "Left empty: nothing was written."
    kept = ctx.entry_layout.kept_line(store.journal.find(new.entry_id))
    return f"{kept} That makes {count_rows(rows)}. To see them: {command_for(found)} --show"


def _find_by_name(logs: "Sequence[FoundLog]", wanted: str) -> "FoundLog":
    """Return the log that is meant.

    Raises:
        ResilifyError: there is none, or there are several.
    """
    from resilify_cli.session.logs import match_log

    if not logs:
        raise no_log()
    found = match_log(logs, wanted)
    names = ", ".join(repr(safe_line(one.log.name)) for one in logs)
    if found is None:
        raise UsageError(f"There is no log {wanted[:40]!r} in the sessions so far.", f"There is: {names}.")
    word = wanted.strip().lower()
    several = [one for one in logs if word in one.log.name.lower()]
    exact = (found.log.name.lower(), *found.program.stored_ids(found.log.id))
    if word not in exact and len(several) > 1:
        names = ", ".join(repr(safe_line(one.log.name)) for one in several)
        raise UsageError(f"{wanted[:40]!r} can be one of several logs.", f"There is: {names}.")
    return found
