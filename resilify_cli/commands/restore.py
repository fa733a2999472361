"""`resilify restore`: back to a copy of the store; the present one is set aside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.completions import complete_copy
from resilify_cli.command_line.options import DryRun, Plain, Yes, command_app
from resilify_cli.console import print_message
from resilify_cli.dates.parsing import parse_day
from resilify_cli.days import in_zone
from resilify_cli.errors import StoreError, UsageError
from resilify_cli.file_access import make_private_folder
from resilify_cli.terminal.confirmation import Confirmation

if TYPE_CHECKING:
    from resilify_cli.vault.copies.copying import StoreContents

app = command_app()


@app.command()
def restore(
    what: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DAY",
            autocompletion=complete_copy,
            help="A copy, or the day it was made: yesterday, 2026-11-03.",
        ),
    ],
    yes: Yes = False,
    dry_run: DryRun = False,
    plain: Plain = None,
) -> None:
    """Go back to a copy of your store. The store as it is now is set aside, and stays."""
    ctx = app_context()
    ctx.stores.check_owner()
    copy = _find_copy(ctx, what)
    from resilify_cli.store.sqlite_file import is_journal
    from resilify_cli.vault.copies.restoring import check_copy, restore_store
    from resilify_cli.vault.encryption.detection import is_plain

    key = ctx.copy_keys()
    contents = check_copy(copy, ctx.paths.store, key(copy))
    # What is private stays so, whatever it is brought back from.
    seal = key.store_key() if key(copy) is None else None
    asked = _restore_confirmation(copy, contents, ctx.zone, sealed=seal is not None)
    if not asked.is_confirmed(ctx.prompters, yes=yes, dry_run=dry_run, plain=plain):
        return
    store = ctx.paths.store
    with _key_file_put(ctx, copy, key.key_file_of(copy)):
        aside = restore_store(copy, store, ctx.now(), key=key(copy), present_key=key(store), seal=seal)
    print_message(f"Your store is what it was in {copy}: {_entries_text(contents)}.{contents.altered_remark}")
    if seal is not None:
        print_message("It is encrypted as before. The copy is not: whoever has that file can read it.")
    if aside and is_journal(aside):
        print_message(
            "Of the one that is gone, the end of what was written to it was still there. It is set aside:"
        )
        print_message(f"  {aside}")
    elif aside:
        print_message(f"The one from before is set aside, and was not changed: {aside}")
        if is_plain(aside) and not is_plain(store):
            print_message("That file is not encrypted: whoever has it can read it. You can delete it.")


def _find_copy(ctx: AppContext, what: str) -> Path:
    """Return the copy that is meant: a file of that name, or the newest one of a day."""
    path = Path(what)
    if path.exists():
        return path
    here = ctx.date_context()
    try:
        day = parse_day(what, here)
    except UsageError as error:
        if path.suffix or os.sep in what:
            return path
        raise UsageError(
            f"{what[:40]!r} is no file that is there, and no day.", "To see the copies: resilify backup list"
        ) from error
    from resilify_cli.vault.copies.backups import Backups

    copy = Backups(ctx.paths.backups).of_day(day, here.starts_at)
    if copy is None:
        raise StoreError(f"There is no copy of {day}.", "To see the copies: resilify backup list")
    return copy.path


def _restore_confirmation(
    copy: Path, contents: "StoreContents", zone: tzinfo, *, sealed: bool
) -> Confirmation:
    from resilify_cli.vault.copies.backups import read_backup

    known = read_backup(copy)
    made = known.at if known else in_zone(datetime.fromtimestamp(copy.stat().st_mtime, UTC), zone)
    facts = [
        "What you wrote since is not in the copy.",
        "Your store as it is now is set aside, not deleted.",
        "If resilify is open in another window, close it first.",
    ]
    if contents.altered:
        facts.append(f"{contents.altered} of the texts in the copy are not as they were written.")
    if sealed:
        facts.append("The copy is not encrypted. Your store stays encrypted, with its passphrase.")
    return Confirmation(
        heading="Restore",
        question=f"Go back to the copy of {made:%Y-%m-%d %H:%M}, with {_entries_text(contents)}?",
        undone="Your store is as it was.",
        facts=tuple(facts),
    )


def _entries_text(contents: "StoreContents") -> str:
    return "one entry" if contents.entries == 1 else f"{contents.entries:,} entries"


@contextmanager
def _key_file_put(ctx: AppContext, copy: Path, of_copy: Path | None) -> Iterator[None]:
    """Put the key file of an encrypted copy beside the store, where there is none yet.

    It comes before the store itself: a key file alone does no harm, and an encrypted store alone opens never.
    It goes again if the copy does not become the store.
    """
    from resilify_cli.store.database import file_identity
    from resilify_cli.vault.keys.key_file import read_key_file

    store = ctx.paths.store
    of_store = ctx.paths.vault.key_file
    if of_copy is None or of_store.exists():
        if of_copy is not None and read_key_file(of_copy).id != read_key_file(of_store).id:
            raise StoreError(
                f"{copy} has another key than your store. Nothing was changed.",
                "To open it by itself, set RESILIFY_HOME to an empty folder and restore it there.",
            )
        yield
        return
    make_private_folder(store.parent)
    before = file_identity(store)
    read_key_file(of_copy).write(of_store)
    try:
        yield
    except BaseException:
        # Once the copy is in the store's place, nothing else opens that.
        if file_identity(store) == before:
            with suppress(OSError):
                of_store.unlink()
        raise
