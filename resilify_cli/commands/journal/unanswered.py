"""`resilify journal --unanswered`: the questions that were passed over, and the command that opens each."""

from __future__ import annotations

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import SCHEMA_VERSION
from resilify_cli.console import print_json, print_message, terminal_width
from resilify_cli.safe import safe_line
from resilify_cli.session.unanswered_questions import UnansweredQuestion, find_unanswered
from resilify_cli.terminal.pager import print_paged
from resilify_cli.text_width import wrap

_INDENT = "   "


def show_unanswered(program: str | None, *, as_json: bool) -> None:
    """Show the questions that were passed over, of all programs that were begun or of one."""
    ctx = app_context()
    store = ctx.stores.open_existing()
    found: list[UnansweredQuestion] = []
    if store is not None:
        with store:
            only_key = ctx.programs.key_of(store, program) if program else None
            found = find_unanswered(store, ctx.programs.begun(store, only_key))
    if as_json:
        print_json({"schema_version": SCHEMA_VERSION, "questions": [one.to_json() for one in found]})
        return
    if not found:
        print_message("There is no question that you passed over.")
        return
    lines = ["Questions that you passed over. None of them needs an answer."]
    place = ""
    for one in found:
        here = f"{safe_line(one.program)}, session {one.session}"
        lines += ["", here] if here != place else [""]
        place = here
        # A command stays on one line, so that it can be copied.
        lines += [*wrap(safe_line(one.question), terminal_width(), indent=_INDENT), f"{_INDENT}{one.command}"]
    print_paged(lines, ctx.environment)
