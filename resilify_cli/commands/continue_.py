"""`resilify continue`: go on with the program that was touched last."""

from typing import TYPE_CHECKING

from resilify_cli.app.context import surroundings
from resilify_cli.app.programs import enrolled_program
from resilify_cli.command_line.options import Animation, Plain, one_command
from resilify_cli.commands.start import walk
from resilify_cli.errors import ProgramNotFoundError

if TYPE_CHECKING:
    pass

app = one_command()


@app.command("continue")
def continue_(plain: Plain = None, animation: Animation = None) -> None:
    """Go on where you were, with what was half typed."""
    around = surroundings()
    around.need_terminal(plain=plain)
    store = around.found_store()
    if store is None:
        raise _nothing()
    with store:
        every = store.enrollments.every()
        if not every:
            raise _nothing()
        enrollment = next((e for e in every if e.under_way), every[0])
        program = enrolled_program(around, enrollment)
        around.copy_daily(store)
        with around.prompter(plain=plain, animation=animation) as prompter:
            walk(around, store, prompter, program, enrollment)


def _nothing() -> ProgramNotFoundError:
    return ProgramNotFoundError("There is nothing to go on with yet.", "To choose a program: resilify start")
