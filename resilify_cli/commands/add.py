"""`resilify add`: a program from a file, a folder, a .zip or a wheel, into one's own programs."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import Plain, Yes, command_app
from resilify_cli.console import print_message
from resilify_cli.errors import ProgramRefusedError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.confirmation import Confirmation

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.content.program_summary import ProgramSummary

app = command_app()


@app.command()
def add(
    source: Annotated[
        str, typer.Argument(metavar="FILE|FOLDER", help="A program's folder or file, a .zip, or a wheel.")
    ],
    yes: Yes = False,
    plain: Plain = None,
) -> None:
    """Add a program that you were given. It is read, checked and shown first; nothing in it is run."""
    from resilify_cli.exchange.programs.installing import install, uninstall, unpacked
    from resilify_cli.exchange.programs.package import read_package

    ctx = app_context()
    if not Path(source).exists():
        raise UsageError(
            f"There is no file or folder {source!r}.", "To write in your journal: resilify journal add"
        )
    package = read_package(source)
    with unpacked(package, ctx.paths.programs) as new:
        target = new.place_in(ctx.paths.programs)
        there = _edition_there(ctx, new.program, target)
        if there is not None and read_package(there.path).digest == package.digest:
            print_message("It is there already, as it is in this file. Nothing was changed.")
            return
        asked = Confirmation(
            heading="Add a program",
            question="Add it to your programs?" if there is None else "Put it in the place of that edition?",
            facts=tuple(map(safe_line, _facts(ctx, new.program, package.digest, there))),
            undone="Nothing was added.",
        )
        if not asked.is_confirmed(ctx.prompters, yes=yes, plain=plain):
            return
        install(new, target)
        if there is not None and Path(there.path) != target:
            uninstall(Path(there.path))
    print_message(f"It is in your programs. To begin: resilify start {new.program.slug}")


def _edition_there(ctx: AppContext, program: "Program", target: Path) -> "ProgramSummary | None":
    """Return the edition of the program among the person's own.

    Raises:
        ProgramRefusedError: another program is in its place.
    """
    catalog = ctx.programs.catalog()
    own = [card for card in (*catalog.programs, *catalog.broken) if _is_own(ctx, card)]
    edition = next((card for card in own if not card.broken and card.key == program.key), None)
    if edition is not None and Path(edition.path) == target:
        return edition
    if target.exists() or target.is_symlink():
        raise ProgramRefusedError(
            f"Another program is at {target}.", f"To take that one out first: resilify remove {program.slug}"
        )
    return edition


def _is_own(ctx: AppContext, card: "ProgramSummary") -> bool:
    return Path(card.path).parent == ctx.paths.programs


def _facts(ctx: AppContext, program: "Program", digest: str, there: "ProgramSummary | None") -> Iterator[str]:
    count = len(program.sessions)
    sessions = f"{count} sessions" if count > 1 else "one session"
    yield f"{program.title}: {sessions}, {program.minutes:.0f} minutes in all."
    authors = ", ".join(program.authors) or "nobody who is named"
    yield f"By {authors}. Version: {program.version or 'not said'}."
    yield f"Review: {program.reviewed or 'not said'}."
    yield f"License: {program.license or 'not said'}. Language: {program.language or 'en'}."
    yield f"SHA-256 of its files: {digest}."
    if there is not None:
        yield from _changes(program, there)
        return
    bundled = {card.slug: card for card in ctx.programs.catalog().programs if not _is_own(ctx, card)}
    if program.slug in bundled:
        title = bundled[program.slug].title
        yield f"It has the name of {title}, which comes with resilify, and stands in for it."


def _changes(program: "Program", there: "ProgramSummary") -> Iterator[str]:
    """Yield what changes for whoever has the edition that is there."""
    from resilify_cli.content.loader import read_program

    before = read_program(Path(there.path)).program
    if before is None:
        return
    version = f"version {before.version}" if before.version else "the edition that is there"
    yield f"It takes the place of {version}. What you wrote in that one stays."
    old = {session.id: session.title for session in before.sessions}
    new = {session.id: session.title for session in program.sessions}
    for about, names in (
        ("New sessions", [new[name] for name in new if name not in old]),
        ("Sessions that are gone", [old[name] for name in old if name not in new]),
    ):
        if names:
            yield f"{about}: {', '.join(names)}."
    gone = [name for name in before.activities if name not in program.activities]
    came = [name for name in program.activities if name not in before.activities]
    if gone or came:
        yield f"Steps that ask something: {len(came)} more, {len(gone)} gone."
