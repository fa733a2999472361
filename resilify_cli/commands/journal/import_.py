"""`resilify journal import`: what was written elsewhere, or kept from before, into the journal."""

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import AsJson, Plain, Yes, command_app
from resilify_cli.console import print_json, print_line, print_message
from resilify_cli.errors import UsageError
from resilify_cli.import_dialog.confirmation import MergeConfirmation
from resilify_cli.import_dialog.moods import ask_moods
from resilify_cli.import_dialog.options import import_options
from resilify_cli.import_dialog.summary import (
    as_data,
    change_lines,
    guessed_lines,
    left_out,
    nothing_came,
    problem_lines,
    summary,
)
from resilify_cli.safe import safe_line
from resilify_cli.terminal.progress import progress
from resilify_cli.unlocking.age_passphrase import AgePassphraseFile, opened_age

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.importing.summary import ImportSummary
    from resilify_cli.store.database import Database

app = command_app()
# More than all that waits at once, and few enough to take little memory.
_OBJECTS = 50_000
_COMPLETE = "It is made by: resilify journal export --output FILE.json"


def _format_names() -> list[str]:
    from resilify_cli.exchange.formats.registry import import_formats

    return list(import_formats())


@app.command(name="import")
def import_(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The file or folder to read; - is standard input.")
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="Such as json, markdown, jrnl, dayone or daylio; seen from the file if left out.",
            autocompletion=_format_names,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would come in, and change nothing.")
    ] = False,
    date_format: Annotated[
        str | None,
        typer.Option(
            "--date-format",
            metavar="FORMAT",
            help="How its dates are written: day-first, month-first, or a pattern such as %d.%m.%Y.",
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="The day of entries that tell none.")
    ] = None,
    mood: Annotated[
        list[str] | None,
        typer.Option(
            "--mood", metavar="WORD=N", help="What a word for a mood means, from 1 to 5; can be repeated."
        ),
    ] = None,
    split: Annotated[
        bool, typer.Option("--split", help="Make an entry of each day that a file has a heading for.")
    ] = False,
    mine: Annotated[
        bool,
        typer.Option(
            "--mine", help="It is a complete export of your own other store: merge the two, the later wins."
        ),
    ] = False,
    yes: Yes = False,
    plain: Plain = None,
    passphrase_file: AgePassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring entries in. Those that are here already are known again, and stay as they are."""
    from resilify_cli.exchange.transfer.merge import MergeOutcome

    ctx = app_context()
    options = replace(import_options(ctx, date_format, date, mood or (), split=split), mine=mine)
    ask = not (as_json or dry_run or yes or path == "-")
    asking = MergeConfirmation(ctx, yes=yes or not sys.stdin.isatty(), plain=plain)
    name, account, there = _import(
        ctx, path, form, options, dry_run, passphrase_file, asking, ask=ask, plain=plain
    )
    if as_json:
        print_json({**as_data(name, account, dry_run=dry_run), "found": there})
    else:
        for line in _summary_lines(path, account, dry_run):
            print_message(safe_line(line))
        print_line(summary(account, dry_run=dry_run))
        if account.entries[MergeOutcome.NEW] and not dry_run:
            print_message("To take what came in back: resilify undo")
    if there and not account.problem_count:
        print_message(safe_line(nothing_came(path, account, there)))
    if there or (account.problem_count and account.is_empty):
        raise typer.Exit(1)


def _summary_lines(path: str, account: "ImportSummary", dry_run: bool) -> list[str]:
    told = problem_lines(path, account)
    return told + change_lines(path, account) + guessed_lines(path, account) if dry_run else told


def _import(
    ctx: AppContext,
    path: str,
    form: str | None,
    options: "ImportOptions",
    dry_run: bool,
    passphrase_file: Path | None,
    asking: MergeConfirmation,
    *,
    ask: bool,
    plain: bool | None,
) -> "tuple[str, ImportSummary, str]":
    """Return the format's name, the account, and what is there if nothing of it was kept."""
    import gc

    from resilify_cli.exchange.containers.describe import describe_contents
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.formats.registry import import_formats
    from resilify_cli.exchange.importing.run_import import detect_format, run_import

    if form is not None and form not in import_formats():
        raise UsageError(
            f"The format {form!r} can't be imported.", f"There are: {', '.join(import_formats())}."
        )
    if path == "-" and sys.stdin.isatty():
        raise UsageError("There is nothing on standard input.", "Name a file or a folder.")
    # Entries that wait to be written pass the usual threshold again and again. To look through them for what
    # nothing uses any more took up to a third of an import.
    gc.set_threshold(_OBJECTS)
    gc.enable()
    with ImportSource(path, sys.stdin.buffer if path == "-" else None) as found:
        source = opened_age(found, passphrase_file)
        chosen = import_formats()[form] if form is not None else detect_format(source)
        if options.mine and not chosen.complete:
            raise UsageError("--mine is for a complete export.", _COMPLETE)
        if ask and source is found:
            options = ask_moods(ctx, chosen, path, options, plain=plain)
        with closing(_open_database(ctx, dry_run)) as database:
            if chosen.complete and not dry_run and not asking.prepare(database, chosen, source, options):
                # It was asked, and the answer was no.
                raise typer.Exit
            with progress(ctx.prompters, "Reading", source.size()) as source.on_progress:
                account = run_import(database, chosen, source, options, dry_run=dry_run)
        # The export of an empty store is whole, and has nothing in it.
        failed = account.is_empty and not chosen.complete
        return chosen.name, account, (describe_contents(source) or left_out(account)) if failed else ""


def _open_database(ctx: AppContext, dry_run: bool) -> "Database":
    """Return the store's; to look only, where there is no store, one that is never kept."""
    if dry_run and not ctx.paths.store.exists():
        from resilify_cli.vault.opening.creating import in_memory_database

        return in_memory_database(ctx.paths.store, ctx.now)
    return ctx.stores.open_for_writing().database
