"""`resilify check`: everything that is wrong with a program, at once."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_line
from resilify_cli.errors import ProgramNotFoundError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.activities.problem import Problem
    from resilify_cli.content.catalog import Catalog

app = command_app()


@app.command()
def check(
    program: Annotated[
        str, typer.Argument(metavar="PROGRAM", help="A program's name, file or folder, or a session's file.")
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Hold it to the rules for a program that is published.")
    ] = False,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="ORIGINAL", help="Tell what a translation lacks beside this one."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(metavar="OLD", help="Compare it with an earlier edition: a folder, or a git revision."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a program: each problem as file:line: what is wrong; what would be right."""
    from resilify_cli.checks.checker import check_program

    ctx = app_context()
    catalog = ctx.programs.catalog()
    path = _find(program, catalog)
    # Of two programs with one slug, `programs` has the second alone.
    first = [one for one, _ in catalog.overridden]
    installed = [*catalog.programs, *catalog.broken, *first]
    problems = check_program(path, strict=strict, installed=installed)
    if against is not None:
        from resilify_cli.checks.translation import compare_translation

        problems = sorted({*problems, *compare_translation(path, _find(against, catalog))})
    if since is not None:
        problems = [*problems, *_edition_changes(path, since)]
    if as_json:
        found = [
            {
                "path": str(p.path),
                "line": p.line,
                "wrong": p.wrong,
                "right": p.right,
                "level": p.level.value,
            }
            for p in problems
        ]
        print_json({"schema_version": SCHEMA_VERSION, "sound": not problems, "problems": found})
    elif problems:
        lines = []
        for problem in problems:
            right = f"; {problem.right}" if problem.right else ""
            lines.append(safe_line(f"{problem.path}:{problem.line}: {problem.wrong}{right}"))
        print_paged(lines, os.environ)
    else:
        print_line(f"{safe_line(str(path))} is sound.")
    if problems:
        raise typer.Exit(1)


def _edition_changes(path: Path, since: str) -> "list[Problem]":
    """Return what in a program takes answers or progress of an earlier edition from their place."""
    from resilify_cli.app.earlier_edition import earlier_edition
    from resilify_cli.checks.edition_changes import find_edition_changes
    from resilify_cli.content.loader import read_program

    new = read_program(path).program
    with earlier_edition(path, since) as earlier:
        old = read_program(earlier).program
        if old is None:
            raise UsageError(
                f"There is no program that can be read in {since!r}.",
                "Name the folder of the earlier edition.",
            )
        return find_edition_changes(old, new) if new is not None else []


def _find(name: str, catalog: "Catalog") -> Path:
    """Return the path of the program that `start` would take; of a path that leads nowhere, that is told.

    Raises:
        ProgramNotFoundError: No program has this name.
    """
    from resilify_cli.content.catalog import find_program

    path = os.path.expanduser(name)
    try:
        return find_program(path, catalog)
    except ProgramNotFoundError:
        if os.sep in path or path.endswith(".md"):
            return Path(path)
        raise
