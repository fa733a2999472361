"""`resilify print`: a whole program as one page to read, to print and to write on."""

from pathlib import Path
from typing import Annotated

import typer

from resilify_cli.app.author_programs import find_author_program
from resilify_cli.app.context import app_context
from resilify_cli.app.own_files import refuse_own_file
from resilify_cli.atomic_files import atomic_write, check_target
from resilify_cli.command_line.options import ProgramName, command_app
from resilify_cli.command_line.output import STDOUT, check_html_name
from resilify_cli.console import print_message, print_unbroken

app = command_app()


@app.command("print")
def print_(
    program: ProgramName,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE.html", help="Where to write it; - for the output.")
    ],
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
) -> None:
    """Write a whole program as one HTML page, with lines to write on: for review, for paper, for phones.

    Every step is on it; a step that is for some readers only says for whom. Nothing that you wrote is in it.
    """
    ctx = app_context()
    if output != STDOUT:
        refuse_own_file(ctx, Path(output))
        check_html_name(output, "A printed program")
        check_target(Path(output), force=force)
    from resilify_cli.authoring.print_page import render_program_page

    text = render_program_page(find_author_program(ctx, program))
    if output == STDOUT:
        # Only ASCII, which an output of any encoding takes; a browser shows the characters that are meant.
        print_unbroken(text.encode("ascii", "xmlcharrefreplace").decode())
        return
    with atomic_write(Path(output), force=force) as file:
        file.write(text)
    print_message(f"Written: {output}")
    print_message("For a PDF, open it in a browser and print it to one.")
