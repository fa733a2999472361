"""`resilify continue`: go on with the program that was touched last."""

from shlex import quote
from typing import TYPE_CHECKING

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import Animation, Plain, command_app
from resilify_cli.commands.start import walk
from resilify_cli.errors import ProgramNotFoundError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.store.enrollments import Enrollment

app = command_app()


@app.command("continue")
def continue_(plain: Plain = None, animation: Animation = None) -> None:
    """Go on where you were, with what was half typed."""
    ctx = app_context()
    ctx.prompters.need_terminal(plain=plain)
    store = ctx.stores.open_existing()
    if store is None:
        raise _no_program_error()
    with store:
        every = store.enrollments.walks()
        if not every:
            raise _no_program_error()
        enrollment = next((e for e in every if e.under_way), every[0])
        if enrollment.paused_at is not None and enrollment.can_go_on:
            raise _paused_error(enrollment)
        program = ctx.programs.of_enrollment(enrollment)
        store.begin_writing()
        with ctx.prompters.open(plain=plain, animation=animation) as prompter:
            walk(ctx, store, prompter, program, enrollment)


def _paused_error(enrollment: "Enrollment") -> ProgramNotFoundError:
    return ProgramNotFoundError(
        f"No program is under way. {safe_line(enrollment.title)} is put down for now.",
        f"To take it up again: resilify start {quote(enrollment.path or enrollment.slug)}",
    )


def _no_program_error() -> ProgramNotFoundError:
    return ProgramNotFoundError("There is nothing to go on with yet.", "To choose a program: resilify start")
