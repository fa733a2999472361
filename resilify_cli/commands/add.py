"""`resilify add`: a program from a file, a folder, a .zip or a wheel, into one's own programs."""

import os
from collections.abc import Iterator
from difflib import get_close_matches
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
    from resilify_cli.exchange.programs.package import ProgramPackage

app = command_app()
_MOST_NAMED = 10


@app.command()
def add(
    source: Annotated[
        str, typer.Argument(metavar="FILE|FOLDER", help="A program's folder or file, a .zip, or a wheel.")
    ],
    yes: Yes = False,
    plain: Plain = None,
) -> None:
    """Add a program that you were given. It is read, checked and shown first; nothing in it is run."""
    from resilify_cli.exchange.programs.package import read_packages

    ctx = app_context()
    # Unlike `Path.exists`, this raises nothing for a name that is too long.
    if not os.path.exists(source):
        if os.path.islink(source):
            raise UsageError(f"{source!r} is a link that leads nowhere.", "Name the file itself.")
        raise UsageError(f"There is no file or folder {source!r}.", _way_to_it(source))
    packages = read_packages(source)
    if len(packages) > 1:
        print_message(f"There are {len(packages)} programs in it. You are asked about each.")
    for package in packages:
        _add(ctx, package, yes=yes, plain=plain)


def _way_to_it(source: str) -> str:
    """Return the hint for a file that is not there."""
    path = Path(source)
    if not path.suffix and len(path.parts) == 1:
        return "To write in your journal: resilify journal add"
    try:
        names = [one.name for one in path.absolute().parent.iterdir()]
    except OSError:
        return "Its folder is not there either. Look where your browser put it."
    near = get_close_matches(path.name, names, 1)
    if near:
        return f"There is {safe_line(near[0])!r} in that folder."
    return "Look where it was put, such as in your folder of downloads, and name it with that folder."


def _add(ctx: AppContext, package: "ProgramPackage", *, yes: bool, plain: bool | None) -> None:
    """Show one program, and put it among the person's own if they want that."""
    from resilify_cli.exchange.programs.installing import install, uninstall, unpacked
    from resilify_cli.exchange.programs.package import read_package

    with unpacked(package, ctx.paths.programs) as new:
        target = new.place_in(ctx.paths.programs)
        there = _edition_there(ctx, new.program, target)
        if there is not None and read_package(there.path).digest == package.digest:
            print_message("It is there already, as it is in this file. Nothing was changed.")
            return
        asked = Confirmation(
            heading="Add a program",
            question="Add it to your programs?" if there is None else "Put it in the place of that edition?",
            facts=tuple(map(safe_line, _fact_lines(ctx, new.program, package, there))),
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


def _fact_lines(
    ctx: AppContext, program: "Program", package: "ProgramPackage", there: "ProgramSummary | None"
) -> Iterator[str]:
    count = len(program.sessions)
    sessions = f"{count} sessions" if count > 1 else "one session"
    yield f"{program.title}: {sessions}, {program.minutes:.0f} minutes in all."
    authors = ", ".join(program.authors) or "nobody who is named"
    yield f"By {authors}. Version: {program.version or 'not said'}."
    yield f"Review: {program.reviewed or 'not said'}."
    yield f"License: {program.license or 'not said'}. Language: {program.language or 'en'}."
    yield f"SHA-256 of its files: {package.digest}."
    if there is not None:
        yield from _change_lines(program, package, there)
        return
    bundled = {card.slug: card for card in ctx.programs.catalog().programs if not _is_own(ctx, card)}
    if program.slug in bundled:
        title = bundled[program.slug].title
        yield f"It has the name of {title}, which comes with resilify, and stands in for it."


def _change_lines(program: "Program", package: "ProgramPackage", there: "ProgramSummary") -> Iterator[str]:
    """Yield what changes for whoever has the edition that is there, and which of its files are replaced."""
    from resilify_cli.checks.edition_changes import find_edition_changes
    from resilify_cli.content.loader import read_program
    from resilify_cli.exchange.programs.package import read_package

    files = read_package(there.path).files
    for about, names in (
        (
            "Files that are replaced",
            [one for one in files if package.files.get(one, files[one]) != files[one]],
        ),
        ("Files that come new", [one for one in package.files if one not in files]),
        ("Files that go", [one for one in files if one not in package.files]),
    ):
        if names:
            yield f"{about}: {_name_list(sorted(names))}."
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
    lost = [
        problem.wrong
        for problem in find_edition_changes(before, program)
        if "version is still" not in problem.wrong
    ]
    if lost:
        yield f"What you may lose your place by: {'; '.join(lost[:_MOST_NAMED])}."


def _name_list(names: list[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
