"""`resilify journal import`: what was written elsewhere, or kept from before, into the journal."""

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.commands.journal.age_passphrase import AgePassphraseFile, opened_age
from resilify_cli.commands.options import SCHEMA_VERSION, AsJson, one_command
from resilify_cli.commands.progress import progress
from resilify_cli.commands.surroundings import Surroundings, now, surroundings
from resilify_cli.console import out, out_json, talk
from resilify_cli.errors import UsageError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.exchange.incoming import Account
    from resilify_cli.store.database import Database

app = one_command()


def _names() -> list[str]:
    from resilify_cli.exchange.bring import readable

    return list(readable())


@app.command(name="import")
def import_(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="The file or folder to read; - is standard input.")
    ],
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="json, markdown, txt, jrnl, jrnl-json or dayone; seen from the file if left out.",
            autocompletion=_names,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would come in, and change nothing.")
    ] = False,
    passphrase_file: AgePassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring entries in. Those that are here already are known again, and stay as they are."""
    around = surroundings()
    name, account = _bring(around, path, form, dry_run, passphrase_file)
    if as_json:
        out_json(_data(name, account, dry_run))
    else:
        for problem in account.problems:
            talk(safe_line(f"{path}:{problem.place}: {problem.wrong}"))
        if (more := account.problem_count - len(account.problems)) > 0:
            talk(f"... and {more:,} more.")
        out(_summary(account, dry_run))
    if account.nothing_read:
        raise typer.Exit(1)


def _bring(
    around: Surroundings, path: str, form: str | None, dry_run: bool, passphrase_file: Path | None
) -> "tuple[str, Account]":
    import gc

    from resilify_cli.exchange.bring import bring, readable, recognized
    from resilify_cli.exchange.source import Source

    if form is not None and form not in readable():
        raise UsageError(f"The format {form!r} can't be imported.", f"There are: {', '.join(readable())}.")
    if path == "-" and sys.stdin.isatty():
        raise UsageError("There is nothing on standard input.", "Name a file or a folder.")
    gc.enable()
    with Source(path, sys.stdin.buffer if path == "-" else None) as found:
        source = opened_age(found, passphrase_file)
        chosen = readable()[form] if form is not None else recognized(source)
        with (
            closing(_database(around, dry_run)) as database,
            progress(around, "Reading", source.size()) as source.tick,
        ):
            return chosen.name, bring(database, chosen, source, dry_run=dry_run)


def _database(around: Surroundings, dry_run: bool) -> "Database":
    """Return the store's; to look only, where there is no store, one that is never kept."""
    if dry_run and not around.paths.store.exists():
        from resilify_cli.store.opening import passing_database

        return passing_database(around.paths.store, now)
    return around.store().database


def _summary(account: "Account", dry_run: bool) -> str:
    from resilify_cli.store.travel.merge import Outcome

    counts = account.entries
    parts = [
        ("Would come in" if dry_run else "Came in", counts[Outcome.NEW]),
        ("Changed", counts[Outcome.CHANGED]),
        ("Known already", counts[Outcome.KNOWN]),
        ("Not readable", account.problem_count),
    ]
    said = " ".join(f"{name}: {count:,}." for name, count in parts if count or name != "Changed")
    if others := account.others[Outcome.NEW] + account.others[Outcome.CHANGED]:
        said += f" Besides entries (progress, drafts, words): {others:,}."
    return f"{said} Nothing was changed." if dry_run else said


def _data(name: str, account: "Account", dry_run: bool) -> dict[str, object]:
    from resilify_cli.store.travel.merge import Outcome

    def count(outcome: Outcome) -> dict[str, int]:
        return {"entries": account.entries[outcome], "others": account.others[outcome]}

    return {
        "schema_version": SCHEMA_VERSION,
        "format": name,
        "dry_run": dry_run,
        "came_in": count(Outcome.NEW),
        "changed": count(Outcome.CHANGED),
        "known": count(Outcome.KNOWN),
        "not_readable": account.problem_count,
        "problems": [{"place": problem.place, "wrong": problem.wrong} for problem in account.problems],
    }
