"""`resilify follow-up`: say how it went with a plan, a test of a guess, or something picked."""

from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import Plain, command_app
from resilify_cli.errors import LeftEarlyError, UsageError
from resilify_cli.safe import safe_line

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.content.models import Program
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.session.open_item_asker import OpenItemAsker
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

app = command_app()


@app.command("follow-up")
def follow_up(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="What it is about, as `resilify` alone names it.")
    ] = None,
    plain: Plain = None,
) -> None:
    """Say how it went with something that is open: a plan, a test of a guess, something you picked."""
    ctx = app_context()
    ctx.prompters.need_terminal(plain=plain)
    store = ctx.stores.open_existing()
    if store is None:
        raise _nothing_open_error()
    with store, ctx.prompters.open(plain=plain, animation=False) as prompter:
        asker, activity = _find(ctx, store, prompter, name)
        store.begin_writing()
        from resilify_cli.prompters.protocol import Screen

        screen = Screen(asker.program.title, citations=asker.program.numbers)
        if not asker.ask_about(activity, screen):
            raise LeftEarlyError("")
        prompter.say("Kept. Thank you.")


def _find(
    ctx: AppContext, store: "Store", prompter: "Prompter", name: str | None
) -> "tuple[OpenItemAsker, Activity]":
    """Return the open activity of this name, or else the newest, with the asker of its program.

    Raises:
        UsageError: nothing of this name is open.
    """
    programs = ctx.programs.begun(store)
    for enrollment in store.enrollments.walks():
        if (program := programs.pop(enrollment.program_key, None)) is None:
            continue
        asker = open_item_asker(ctx, store, prompter, program, enrollment)
        for activity in asker.followed_up():
            if name in (None, activity.id):
                return asker, activity
    if name is None:
        raise _nothing_open_error()
    raise UsageError(f"Nothing open is called {safe_line(name)[:60]!r}.", "To see what is open: resilify")


def open_item_asker(
    ctx: AppContext, store: "Store", prompter: "Prompter", program: "Program", enrollment: "Enrollment"
) -> "OpenItemAsker":
    """Make an asker for the open items of a pass, which speaks the language of its program."""
    from resilify_cli.content.languages import find_language
    from resilify_cli.session.activity_asker import ActivityAsker
    from resilify_cli.session.localized_prompter import localized
    from resilify_cli.session.open_item_asker import OpenItemAsker
    from resilify_cli.session.stored_history import StoredAnswerHistory

    session = next((one for one in program.sessions if one.id == enrollment.session_id), program.sessions[-1])
    history = StoredAnswerHistory(store, enrollment, program, ctx.settings.day_start)
    translated = localized(prompter, find_language(program.language))
    activity_asker = ActivityAsker(store, translated, enrollment, history, session.id, session.title)
    return OpenItemAsker(program, activity_asker, ctx.today)


def _nothing_open_error() -> UsageError:
    return UsageError("Nothing is open to say how it went.", "To see where you are: resilify")
