"""`resilify continue`: go on with the program that was touched last."""

from typing import TYPE_CHECKING

from resilify_cli.commands.options import Animation, Plain, one_command
from resilify_cli.commands.start import walk
from resilify_cli.commands.surroundings import Surroundings, surroundings
from resilify_cli.errors import ProgramNotFoundError

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.enrollments import Enrollment

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


def enrolled_program(around: Surroundings, enrollment: "Enrollment") -> "Program":
    """Return the program of an enrollment.

    Raises:
        ProgramNotFoundError: it is not where it was; the answers are kept.
    """
    from resilify_cli.safe import safe_line

    # An installed program may have been renamed since; its key never is.
    card = None if enrollment.path else around.catalog().of_key(enrollment.program_key)
    try:
        return around.program(enrollment.path or (card.path if card else enrollment.slug))[0]
    except ProgramNotFoundError as error:
        raise ProgramNotFoundError(
            f"The program {safe_line(enrollment.title)!r} is not where it was. Your words are kept.",
            "Put it back, or start it by its new path: resilify start PATH",
        ) from error


def _nothing() -> ProgramNotFoundError:
    return ProgramNotFoundError("There is nothing to go on with yet.", "To choose a program: resilify start")
