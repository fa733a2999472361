"""`resilify remind due`: what a timer runs. It looks whether a reminder is due, and shows it or is silent."""

import os
import subprocess
import sys
from typing import Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.app.paths import HOME_VARIABLE
from resilify_cli.command_line.options import command_app, whole_number
from resilify_cli.errors import ResilifyError
from resilify_cli.reminders.notification import notification_command
from resilify_cli.reminders.reminder import TIMER

app = command_app()
_SECONDS = 30


@app.command("due")
def due(
    number: Annotated[
        int, typer.Argument(metavar="NUMBER", help="The reminder.", parser=whole_number(1, 1_000_000))
    ],
    home: Annotated[
        str | None, typer.Option("--home", metavar="FOLDER", help="Where things are, as RESILIFY_HOME.")
    ] = None,
) -> None:
    """Show a reminder, if it is due. It asks nothing, and opens no encrypted store."""
    if home:
        # A task of Windows brings no variables.
        os.environ[HOME_VARIABLE] = home
    ctx = app_context()
    from resilify_cli.app.due_reminders import due_reminders, note_shown

    now = ctx.now()
    found = due_reminders(ctx.paths, ctx.settings.day_start, now, ctx.zone, TIMER, number)
    if not found:
        return
    command = notification_command(sys.platform)
    try:
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=_SECONDS)
    except (OSError, subprocess.SubprocessError) as error:
        raise ResilifyError(f"The reminder could not be shown by {command[0]}.") from error
    note_shown(ctx.paths, found, now)
