"""`resilify new`: the files of a new program, to be filled."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.app.own_files import refuse_own_file
from resilify_cli.atomic_files import atomic_write
from resilify_cli.command_line.options import command_app, whole_number
from resilify_cli.console import print_message
from resilify_cli.errors import FileNotWrittenError, UsageError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.authoring.skeleton import NewProgram

app = command_app()
_MOST_SESSIONS = 40


@app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its title, or the folder to make.")],
    sessions: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="How many sessions.", parser=whole_number(1, _MOST_SESSIONS)),
    ] = None,
    outline: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.md", help="An outline, whose ids and titles are kept."),
    ] = None,
) -> None:
    """Begin a program: a folder that runs and is sound, in which every sentence is there to be replaced.

    The first session can be started; the others are planned until their line of status is removed. A folder
    that is there stays as it is.
    """
    from resilify_cli.authoring.skeleton import skeleton_files
    from resilify_cli.content.program_slug import program_slug

    if outline is not None and sessions is not None:
        raise UsageError("An outline says how many sessions there are.", "Leave --sessions out.")
    ctx = app_context()
    named = Path(os.path.expanduser(name))
    if not any(letter.isalnum() for letter in named.name):
        raise UsageError(f"{name!r} can't be the name of a program.", 'Write resilify new "Kinder evenings"')
    folder = named.with_name(program_slug(named.name))
    refuse_own_file(ctx, folder)
    if os.path.lexists(folder):
        raise FileNotWrittenError(f"{folder} is there already. Nothing was changed.", "Name another folder.")
    program = _from_outline(outline) if outline else _numbered_program(named.name, sessions or 1)
    installed = {card.slug for card in ctx.programs.catalog().programs}
    files = dict(skeleton_files(program, ctx.today, installed))
    try:
        (folder / "sessions").mkdir(parents=True)
    except OSError as error:
        raise FileNotWrittenError(
            f"{folder} can't be made: {error.strerror}.", "Name another folder."
        ) from error
    for path, text in files.items():
        with atomic_write(folder / path, force=False) as file:
            file.write(text)
    _print_next_steps(folder)


def _numbered_program(name: str, number: int) -> "NewProgram":
    from uuid import uuid4

    from resilify_cli.authoring.skeleton import NewProgram

    title = name if " " in name or name != name.lower() else name.replace("-", " ").capitalize()
    return NewProgram.of_sessions(title, str(uuid4()), number)


def _from_outline(path: Path) -> "NewProgram":
    from resilify_cli.authoring.skeleton import NewProgram
    from resilify_cli.content.loader import load_program

    outline = load_program(path)
    if outline.full:
        raise UsageError(f"{path} is no outline: its sessions are written.", "Copy its folder instead.")
    return NewProgram.from_outline(outline)


def _print_next_steps(folder: Path) -> None:
    from shlex import quote

    where = quote(safe_line(str(folder)))
    print_message(f"Written: {safe_line(str(folder))}")
    print_message(f"To see it as its reader does: resilify preview {where}")
    print_message(f"To see what is wrong with it: resilify check --strict {where}")
