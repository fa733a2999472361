"""The programs that a person has been in, loaded; one that is gone or broken is left out."""

from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext
from resilify_cli.errors import ProgramNotFoundError, ResilifyError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store


def met_programs(ctx: AppContext, store: "Store", only: str | None = None) -> "dict[str, Program]":
    """Return the programs that were begun, by their keys, or the one whose key is `only`.

    One that can't be loaded any more is left out: what the person gave in it can still be shown.
    """
    found: dict[str, Program] = {}
    for enrollment in store.enrollments.every():
        if enrollment.program_key in found or only not in (None, enrollment.program_key):
            continue
        try:
            found[enrollment.program_key] = enrolled_program(ctx, enrollment)
        except ResilifyError:
            continue
    return found


def enrolled_program(ctx: AppContext, enrollment: "Enrollment") -> "Program":
    """Return the program of an enrollment.

    Raises:
        ProgramNotFoundError: it is not where it was; the answers are kept.
    """
    # An installed program may have been renamed since; its key never is.
    card = None if enrollment.path else ctx.catalog().of_key(enrollment.program_key)
    try:
        return ctx.program(enrollment.path or (card.path if card else enrollment.slug))[0]
    except ProgramNotFoundError as error:
        raise ProgramNotFoundError(
            f"The program {safe_line(enrollment.title)!r} is not where it was. Your words are kept.",
            "Put it back, or start it by its new path: resilify start PATH",
        ) from error


def program_key(ctx: AppContext, store: "Store", name: str) -> str:
    """Return the key of a program by its slug or path, also of one that was begun and is gone since.

    Raises:
        ProgramNotFoundError: no program has this name, and none that was begun had it.
    """
    try:
        return ctx.program(name)[0].key
    except ProgramNotFoundError:
        for enrollment in store.enrollments.every():
            if name in (enrollment.slug, enrollment.program_key):
                return enrollment.program_key
        raise
