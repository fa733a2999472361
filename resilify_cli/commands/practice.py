"""`resilify practice`: one exercise again, on its own."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, Animation, AsJson, Plain, command_app
from resilify_cli.console import print_json
from resilify_cli.errors import LeftEarlyError, ProgramNotFoundError, ResilifyError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.session.activity_asker import ActivityAsker
    from resilify_cli.session.practice import Practice
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

app = command_app()


@app.command()
def practice(
    name: Annotated[
        str | None, typer.Argument(metavar="[PRACTICE]", help="Its name, or a part of it.")
    ] = None,
    program: Annotated[
        str | None, typer.Option(help="Of this program; else of the one you were last in.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what there is to practice.")] = False,
    as_json: AsJson = False,
    plain: Plain = None,
    animation: Animation = None,
) -> None:
    """Do one exercise of a session you have met again, on its own."""
    ctx = app_context()
    if listed or as_json:
        _list(ctx, program, as_json=as_json)
        return
    ctx.prompters.need_terminal(plain=plain)
    store = ctx.stores.open_existing()
    if store is None:
        raise _nothing()
    with store:
        enrollment = _enrollment(ctx, store, program)
        found = ctx.programs.of_enrollment(enrollment)
        offered = _offered(store, enrollment, found)
        if not offered:
            raise _nothing()
        store.begin_writing()
        from resilify_cli.content.languages import find_language
        from resilify_cli.session.activity_asker import ActivityAsker
        from resilify_cli.session.editions import carry_drafts
        from resilify_cli.session.localized_prompter import localized
        from resilify_cli.session.stored_history import StoredAnswerHistory

        with ctx.prompters.open(plain=plain, animation=animation) as opened:
            prompter = localized(opened, find_language(found.language))
            chosen = _named(offered, name) if name else _choose(found, offered, prompter)
            history = StoredAnswerHistory(
                store, enrollment, found, ctx.settings.day_start, ctx.programs.installed
            )
            session = chosen.session
            carry_drafts(found, enrollment, store)
            _begin_anew_in_a_pipe(store, enrollment, chosen, prompter)
            asking = ActivityAsker(
                store, prompter, enrollment, history, session.id, session.title, practice=True
            )
            _run(prompter, found, chosen, asking)


def _list(ctx: AppContext, program: str | None, *, as_json: bool) -> None:
    offered: Sequence[Practice] = ()
    store = ctx.stores.open_existing()
    if store is None and program is not None:
        # A wrong name is told, also where nothing was ever begun.
        ctx.programs.find(program)
    if store is not None:
        with store, suppress(_NothingError):
            enrollment = _enrollment(ctx, store, program)
            offered = _offered(store, enrollment, ctx.programs.of_enrollment(enrollment))
    if as_json:
        print_json(_data(offered))
    elif not offered:
        raise _nothing()
    else:
        print_paged([_row(one) for one in offered], ctx.environment)


def _run(prompter: "Prompter", program: "Program", chosen: "Practice", asking: "ActivityAsker") -> None:
    from resilify_cli.session.practice import run_practice

    if not run_practice(program, chosen, asking):
        prompter.say("Saved. You can take it up again whenever you like.")
        raise LeftEarlyError("")
    prompter.say(f"You have practiced this {_times(chosen.times + 1)}. That is all; thank you.")


def _begin_anew_in_a_pipe(
    store: "Store", enrollment: "Enrollment", chosen: "Practice", prompter: "Prompter"
) -> None:
    """Leave a half-done one for later: the lines of a pipe are answers from the first question on."""
    drafts, activity = store.drafts, chosen.activity.id
    if not sys.stdin.isatty() and drafts.find(enrollment, activity, True) is not None:
        drafts.begin_beside(enrollment, activity, True)
        prompter.say("One that is half done stays as it is, to go on with in a terminal. This is a new one.")


def _enrollment(ctx: AppContext, store: "Store", program: str | None) -> "Enrollment":
    every = store.enrollments.all()
    if program is None:
        if not every:
            raise _nothing()
        return every[0]
    found, _ = ctx.programs.find(program)
    enrollment = store.enrollments.latest(found.key)
    if enrollment is None:
        raise _nothing()
    return enrollment


def _offered(store: "Store", enrollment: "Enrollment", program: "Program") -> "list[Practice]":
    from resilify_cli.session.practice import practices

    met = store.enrollments.begun_sessions(enrollment)
    return practices(program, met, store.entries.practice_counts(enrollment))


def _named(offered: "Sequence[Practice]", name: str) -> "Practice":
    from resilify_cli.content.markdown import plain_text
    from resilify_cli.session.practice import find_practice

    found = find_practice(offered, name)
    if found is None:
        names = ", ".join(safe_line(plain_text(one.activity.name)) for one in offered)
        raise UsageError(f"There is no practice {name!r} in the sessions so far.", f"There is: {names}.")
    return found


def _choose(program: "Program", offered: "Sequence[Practice]", prompter: "Prompter") -> "Practice":
    from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, SingleChoice
    from resilify_cli.prompters.protocol import Screen

    question = SingleChoice(
        body=(MarkdownBlock("What would you like to practice?"),),
        options=tuple(ChoiceOption(one.activity.id, _row(one)) for one in offered),
    )
    reply = prompter.ask(
        question, Screen(program.title, position="Practice", can_go_back=False), lambda _: None
    )
    if not isinstance(reply, Answer):
        raise LeftEarlyError("")
    return next(one for one in offered if one.activity.id == reply.value)


def _row(one: "Practice") -> str:
    times = f", practiced {_times(one.times)}" if one.times else ""
    from resilify_cli.content.markdown import plain_text

    minutes = max(1, round(one.activity.minutes))
    return f"{safe_line(plain_text(one.activity.name))}  (about {minutes} min{times})"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _data(offered: "Sequence[Practice]") -> dict[str, object]:
    from resilify_cli.content.markdown import plain_text

    return {
        "schema_version": SCHEMA_VERSION,
        "practices": [
            {
                "id": one.activity.id,
                "name": plain_text(one.activity.name),
                "kind": one.activity.kind,
                "minutes": one.activity.minutes,
                "session": one.session.title,
                "times": one.times,
            }
            for one in offered
        ],
    }


class _NothingError(ProgramNotFoundError):
    """There is nothing to practice."""


def _nothing() -> ResilifyError:
    return _NothingError(
        "There is nothing to practice yet: practices come from sessions you have begun.",
        "To begin one: resilify start",
    )
