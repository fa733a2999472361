"""`resilify backup`: a copy of the store where the person says, and the copies that are there."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.own_files import is_own_file, refuse_own_file
from resilify_cli.atomic_files import check_target, resolve_target
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_message
from resilify_cli.errors import FileNotWrittenError, ResilifyError, StoreError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.vault.copies.backups import Backup
    from resilify_cli.vault.copies.copying import StoreContents
    from resilify_cli.vault.keys.key_file import KeyFile

app = command_app()
_LIST = "list"


@app.command()
def backup(
    what: Annotated[
        str, typer.Argument(metavar="FILE|list", help="Where to put the copy; or list, for those there are.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Copy your whole store to a file, or list the copies that are made by themselves."""
    ctx = app_context()
    if what == _LIST:
        _list_copies(ctx, as_json)
    else:
        _copy(ctx, Path(what), force, as_json)


def _copy(ctx: AppContext, place: Path, force: bool, as_json: bool) -> None:
    refuse_own_file(ctx, place)
    place = resolve_target(place, force=force)
    store = ctx.stores.open_existing()
    if store is None:
        raise ResilifyError("There is no store to copy yet.", "To begin: resilify start")
    from resilify_cli.vault.copies.copying import copy_store

    with store:
        database = store.database
        key_file = _own_key_file(ctx, place, force=force) if database.key is not None else None
        with _put_beside(place, key_file):
            contents = copy_store(database.connection, database.path, place, database.key, force=force)
    if as_json:
        print_json({"schema_version": SCHEMA_VERSION, **_copy_data(place, contents)})
        return
    print_message(f"Copied to {place}: {_contents_text(contents)}. The copy was looked at, and is whole.")
    if contents.altered:
        print_message("Some texts are not as they were written, here and there. To see them: resilify doctor")
    if key_file is None:
        print_message("It is not encrypted: whoever has the file can read it.")
        return
    from resilify_cli.vault.layout import key_file_of_copy

    beside = key_file_of_copy(place)
    print_message(
        f"Its key file is beside it: {beside}. The passphrase that opens both is yours to remember."
    )


def _own_key_file(ctx: AppContext, place: Path, *, force: bool) -> "KeyFile":
    """Return the key file of the store, which may be put beside a copy at `place`.

    Raises:
        FileNotWrittenError: something else is there, if only the key file of another key. Nothing was done.
    """
    from resilify_cli.vault.keys.key_file import read_key_file
    from resilify_cli.vault.layout import key_file_of_copy
    from resilify_cli.vault.permissions import check_no_link

    ours, beside = read_key_file(ctx.paths.vault.key_file), key_file_of_copy(place)
    check_no_link(beside)
    check_target(beside, force=force)
    with suppress(StoreError):
        if not is_own_file(ctx, beside) and (not beside.exists() or read_key_file(beside).id == ours.id):
            return ours
    raise FileNotWrittenError(
        f"The key file of the copy goes to {beside}, and something else is there. Nothing was changed.",
        "Name another place.",
    )


@contextmanager
def _put_beside(place: Path, key_file: "KeyFile | None") -> Iterator[None]:
    """Put the key file of an encrypted copy, which never opens without it, beside the place of that.

    It comes first, and goes again if the copy does not come to be: alone it is of no use, and does no harm.
    """
    if key_file is None:
        yield
        return
    from resilify_cli.vault.layout import key_file_of_copy

    beside = key_file_of_copy(place)
    was_there = beside.exists()
    key_file.write(beside)
    try:
        yield
    except BaseException:
        if not was_there:
            with suppress(OSError):
                beside.unlink()
        raise


def _list_copies(ctx: AppContext, as_json: bool) -> None:
    from resilify_cli.vault.copies.backups import Backups

    ctx.stores.check_owner()
    copies = Backups(ctx.paths.backups).all()
    key = ctx.copy_keys()
    rows = [(copy, _contents(copy, key(copy.path))) for copy in copies]
    if as_json:
        data = [
            {
                **_copy_data(copy.path, contents),
                "made_at": copy.at.isoformat(),
                "before_version": copy.before,
                "sound": contents is not None,
            }
            for copy, contents in rows
        ]
        print_json({"schema_version": SCHEMA_VERSION, "folder": str(ctx.paths.backups), "copies": data})
        return
    if not rows:
        print_message("There are no copies yet. One is made by itself each day that you write something.")
        return
    lines = []
    for copy, contents in rows:
        about = ", from before an upgrade" if copy.before else ""
        about += (
            f", {contents.altered:,} of its texts not as written" if contents and contents.altered else ""
        )
        lines.append(
            f"{copy.at:%Y-%m-%d %H:%M}  {_size_text(copy.path):>8}  {_contents_text(contents)}{about}"
        )
    print_paged(lines, ctx.environment)
    print_message(f"They are in {safe_line(str(ctx.paths.backups))}. To go back to one: resilify restore DAY")


def _contents(copy: "Backup", key: bytes | None) -> "StoreContents | None":
    """Count the contents of a copy; None if it is not sound."""
    from resilify_cli.vault.copies.copying import read_contents

    try:
        return read_contents(copy.path, key, thorough=True)
    except StoreError:
        return None


def _contents_text(contents: "StoreContents | None") -> str:
    if contents is None:
        return "damaged"
    return "one entry" if contents.entries == 1 else f"{contents.entries:,} entries"


def _size_text(path: Path) -> str:
    size = path.stat().st_size / 1024
    return f"{size:,.0f} KB" if size < 10_000 else f"{size / 1024:,.0f} MB"


def _copy_data(path: Path, contents: "StoreContents | None") -> dict[str, object]:
    return {
        "path": str(path.absolute()),
        "size": path.stat().st_size,
        "version": contents.version if contents else None,
        "entries": contents.entries if contents else None,
        "altered_texts": contents.altered if contents else None,
    }
