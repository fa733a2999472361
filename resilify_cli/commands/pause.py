"""`resilify pause`: put a program down for now, with a good ending."""

from __future__ import annotations

import sys
from shlex import quote
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import OptionalProgram, Plain, command_app
from resilify_cli.console import print_message
from resilify_cli.errors import LeftEarlyError, ProgramNotFoundError, ResilifyError, UsageError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

app = command_app()


@app.command()
def pause(program: OptionalProgram = None, plain: Plain = None) -> None:
    """Put a program down for now. Your words, your place and its practices stay.

    It asks what is to become of plans and tests that are open. Without a terminal all of them stay open.
    `resilify start PROGRAM` takes it up again where it was.
    """
    ctx = app_context()
    store = ctx.stores.open_existing()
    if store is None:
        raise _no_program_error()
    with store:
        enrollment = _find(ctx, store, program)
        store.begin_writing()
        _pause(ctx, store, enrollment, plain=plain)
        if any(one.under_way for one in store.enrollments.walks()):
            print_message("To go on with another one: resilify continue")


def _find(ctx: AppContext, store: Store, program: str | None) -> Enrollment:
    """Return the pass to put down: the one that `continue` would go on with where no program is named.

    Raises:
        ResilifyError: there is none, or it is put down already.
    """
    walks = store.enrollments.walks()
    if program is None:
        under_way = next((one for one in walks if one.under_way), None)
        if under_way is None:
            raise _no_program_error()
        return under_way
    known = {name: one.program_key for one in walks for name in (one.slug, one.path, one.program_key) if name}
    key = known.get(program) or ctx.programs.find(program)[0].key
    enrollment = store.enrollments.latest(key)
    if enrollment is None or not enrollment.can_go_on:
        raise UsageError("This program is not under way.", "To see where you are: resilify")
    if enrollment.paused_at is not None:
        raise ResilifyError(f"{safe_line(enrollment.title)} is put down already.", _way_back(enrollment))
    return enrollment


def _pause(ctx: AppContext, store: Store, enrollment: Enrollment, *, plain: bool | None) -> None:
    from resilify_cli.content.languages import find_language

    prompters = ctx.prompters
    asks = prompters.is_plain(plain) or (sys.stdin.isatty() and sys.stdout.isatty())
    try:
        program = ctx.programs.of_enrollment(enrollment)
    except ResilifyError:
        # A program that is gone or broken can be put down all the same.
        program = None
    if program is None or not asks or not prompters.may_ask:
        store.enrollments.pause(enrollment)
    else:
        from resilify_cli.commands.follow_up import open_item_asker
        from resilify_cli.session.program_pause import ProgramPause

        with prompters.open(plain=plain, animation=False) as prompter:
            asker = open_item_asker(ctx, store, prompter, program, enrollment)
            if not ProgramPause(asker).ask():
                raise LeftEarlyError("Nothing was changed.")
    tell = find_language(program.language if program else "").translate
    print_message(tell(f"Put down for now: {safe_line(enrollment.title)}. All of it is kept."))
    print_message(tell(_way_back(enrollment)))


def _way_back(enrollment: Enrollment) -> str:
    return (
        f"To take it up again, whenever you like: resilify start {quote(enrollment.path or enrollment.slug)}"
    )


def _no_program_error() -> ProgramNotFoundError:
    return ProgramNotFoundError("No program is under way.", "To choose one: resilify start")
