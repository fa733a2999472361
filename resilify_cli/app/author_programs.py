"""Finds a program for its author, who may not be done with it yet."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from resilify_cli.console import print_warning
from resilify_cli.errors import ProgramRefusedError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.app.context import AppContext
    from resilify_cli.content.models import Program


def find_author_program(ctx: AppContext, name: str) -> Program:
    """Find a program by its name or path, as far as it can be read; problems are told in a line.

    Raises:
        ProgramNotFoundError: There is none.
        ProgramRefusedError: Nothing of it can be read.
    """
    from resilify_cli.content.loader import read_program

    path = find_program_path(ctx, name)
    loaded = read_program(path)
    to_see = f"To see all that is wrong with it: resilify check {quote(safe_line(str(path)))}"
    if loaded.program is None:
        first = loaded.problems[0]
        raise ProgramRefusedError(
            f"This program can't be read: {first.path.name}:{first.line}: {safe_line(first.wrong)}.", to_see
        )
    if loaded.problems:
        number = len(loaded.problems)
        count = "There is a problem" if number == 1 else f"There are {number} problems"
        print_warning(f"{count} in this program, and what is wrong may be left out below. {to_see}")
    return loaded.program


def find_program_path(ctx: AppContext, name: str) -> Path:
    """Return the file or folder of a program by its name or path.

    Raises:
        ProgramNotFoundError: There is none.
    """
    from resilify_cli.content.catalog import find_program

    return find_program(os.path.expanduser(name), ctx.programs.catalog())
