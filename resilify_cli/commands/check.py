"""`resilify check`: everything that is wrong with a program, at once."""

import os
from pathlib import Path
from typing import Annotated

import typer

from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_line
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

app = command_app()


@app.command()
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A program's file or folder.")],
    strict: Annotated[
        bool, typer.Option("--strict", help="Hold it to the rules for a program that is published.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check a program: each problem as file:line: what is wrong; what would be right."""
    from resilify_cli.checks.checker import check_program

    problems = check_program(path, strict=strict)
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
