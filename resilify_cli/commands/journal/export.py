"""`resilify journal export`: the journal as files, to keep or to use elsewhere."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.own_files import refuse_own_file
from resilify_cli.command_line.journal_filters import (
    From,
    OfKind,
    OfProgram,
    OfSession,
    On,
    To,
    WithTags,
    read_filter,
)
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.command_line.output import Output, resolve_output
from resilify_cli.console import print_json, print_message, print_warning
from resilify_cli.errors import StoreError, UsageError
from resilify_cli.safe import safe, safe_line
from resilify_cli.terminal.progress import progress
from resilify_cli.unlocking.age_passphrase import SUFFIX, AgePassphraseFile, new_age_passphrase

if TYPE_CHECKING:
    from resilify_cli.exchange.format import ExportFormat
    from resilify_cli.store.database import Database
    from resilify_cli.store.journal import Filter

app = command_app()
_NOT_ENCRYPTED = "What you wrote is in there for anyone who opens it: it is not encrypted."
_ENCRYPTED = "Only its passphrase opens it: resilify journal import FILE, or age --decrypt FILE"


def _format_names() -> list[str]:
    from resilify_cli.exchange.formats.registry import export_formats

    return list(export_formats())


@app.command()
def export(
    output: Output = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="json (everything), markdown, txt, jrnl, jrnl-json, dayone or csv (numbers).",
            autocompletion=_format_names,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Write a file that only a passphrase opens, in age's format.")
    ] = False,
    passphrase_file: AgePassphraseFile = None,
    program: OfProgram = None,
    session: OfSession = None,
    kind: OfKind = None,
    tags: WithTags = None,
    since: From = None,
    until: To = None,
    old_until: Annotated[str | None, typer.Option("--until", hidden=True)] = None,
    day: On = None,
    as_json: AsJson = False,
) -> None:
    """Take what you wrote with you, in a format you choose."""
    ctx = app_context()
    to, until = resolve_output(output, until, ctx.date_context())
    if old_until is not None:
        print_warning("--until is called --to now, as in the journal. This still works for a while.")
    wanted = read_filter(ctx, program, session, kind, tags, (since, until or old_until, day))
    if to != "-":
        refuse_own_file(ctx, Path(os.path.expanduser(to)))
    chosen = _format(form, to.removesuffix(SUFFIX) if encrypt else to)
    if chosen.complete and any(wanted):
        raise UsageError(
            f"The format {chosen.name} holds everything, so nothing of it can be chosen.",
            "Choose another one: --format markdown",
        )
    passphrase = new_age_passphrase(to, passphrase_file, chosen, force=force) if encrypt else None
    count = _write(ctx, chosen, wanted, to, force, passphrase)
    if to == "-":
        print_message(f"{_count_text(count, chosen)} written.")
    elif as_json:
        print_json({"schema_version": SCHEMA_VERSION, "format": chosen.name, "path": to, "count": count})
    else:
        print_message(f"{_count_text(count, chosen)} written to {safe_line(to)}.")
        print_message(_NOT_ENCRYPTED if passphrase is None else _ENCRYPTED)


def _format(name: str | None, to: str) -> "ExportFormat":
    """Return the format that was named, or the one that the target's name speaks of."""
    from resilify_cli.exchange.format import FolderExportFormat
    from resilify_cli.exchange.formats.registry import export_formats

    known = export_formats()
    if name is not None and name not in known:
        raise UsageError(f"There is no format {name!r}.", f"There are: {', '.join(known)}.")
    if name is not None:
        chosen = known[name]
    else:
        suffix = "" if to == "-" else Path(to).suffix.lower()
        by_suffix = {form.suffix: form for form in reversed(known.values()) if form.suffix}
        folder = to.endswith(os.sep) or (to != "-" and os.path.isdir(to))
        if suffix and not folder and suffix not in by_suffix:
            raise UsageError(
                f"What {suffix[:20]!r} at the end of the name means is not known here.",
                f"End it in {', '.join(by_suffix)}, or choose one: --format {known['json'].name}",
            )
        chosen = known["markdown"] if folder else by_suffix.get(suffix, known["json"])
    if to == "-" and isinstance(chosen, FolderExportFormat):
        raise UsageError(
            f"The format {chosen.name} makes a folder of files, which standard output can't take.",
            "Name a folder, or choose --format txt.",
        )
    return chosen


def _write(
    ctx: AppContext, chosen: "ExportFormat", wanted: "Filter", to: str, force: bool, passphrase: str | None
) -> int:
    import gc

    from resilify_cli.exchange.exporting.export import expected_count, run_export

    store = ctx.stores.open_existing(newer=True)
    if store is None:
        raise UsageError("The journal is still empty, so there is nothing to export.")
    gc.enable()
    with store, _noting_newer_store(store.database):
        total = expected_count(store.database, chosen, wanted)
        target_of = _target(to) if passphrase is None else _sealed_target(to, passphrase, force=force)
        with progress(ctx.prompters, "Writing", total) as tick, target_of as target:
            return run_export(store.database, chosen, wanted, target, force=force, on_progress=tick)


@contextmanager
def _noting_newer_store(database: "Database") -> Iterator[None]:
    """Say of a store that a newer resilify made what can't be known of it here."""
    if not database.newer:
        yield
        return
    try:
        yield
    except StoreError as error:
        raise StoreError(
            f"The store at {database.path} was made by a newer resilify, and this one can't read it."
            " Nothing was changed.",
            "Update resilify: pip install --upgrade resilify-cli",
        ) from error
    print_warning("A newer resilify made this store. What only that one knows may not be in the export.")


@contextmanager
def _sealed_target(to: str, passphrase: str, *, force: bool) -> Iterator[TextIO]:
    """Give a stream in memory; what was written to it goes out encrypted."""
    from resilify_cli.atomic_files import atomic_write
    from resilify_cli.exchange.containers.age import encrypt

    # Nothing readable ever reaches the disk.
    stream = io.StringIO(newline="")
    yield stream
    text = encrypt(stream.getvalue(), passphrase)
    if to == "-":
        sys.stdout.write(text)
        return
    with atomic_write(Path(os.path.expanduser(to)), force=force) as file:
        file.write(text)


@contextmanager
def _target(to: str) -> Iterator[Path | TextIO]:
    """Give the path that is named, or standard output: in UTF-8, with line ends as they are.

    In a terminal, what is written is made safe to show.
    """
    if to != "-":
        yield Path(os.path.expanduser(to))
        return
    wrapper = _SafeWriter if sys.stdout.isatty() else io.TextIOWrapper
    stream = wrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()


class _SafeWriter(io.TextIOWrapper):
    def write(self, text: str) -> int:
        return super().write(safe(text))


def _count_text(count: int, chosen: "ExportFormat") -> str:
    thing = "row" if chosen.name == "csv" else "entry"
    plural = {"row": "rows", "entry": "entries"}[thing]
    return f"{count:,} {thing if count == 1 else plural}"
