"""`resilify practice`: one exercise, on its own."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.completions import complete_practice, complete_program
from resilify_cli.command_line.options import SCHEMA_VERSION, Animation, AsJson, Plain, command_app
from resilify_cli.console import print_json
from resilify_cli.errors import LeftEarlyError, ProgramNotFoundError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.session.practice import Practice, PracticeGroup
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

app = command_app()


@app.command()
def practice(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[PRACTICE]", help="Its name, or a part of it.", autocompletion=complete_practice
        ),
    ] = None,
    program: Annotated[
        str | None, typer.Option(help="Only those of this program.", autocompletion=complete_program)
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show what there is to practice.")] = False,
    as_json: AsJson = False,
    plain: Plain = None,
    animation: Animation = None,
) -> None:
    """Do one exercise on its own: of three minutes, or of a session you have met."""
    ctx = app_context()
    if listed or as_json:
        _list_practices(ctx, program, as_json=as_json)
        return
    if name is not None and not ctx.prompters.has_terminal(plain=plain):
        _check_name(ctx, name, program)
    ctx.prompters.need_terminal(plain=plain)
    with ctx.prompters.open(plain=plain, animation=animation) as prompter:
        practice_once(ctx, prompter, name, program)


def _check_name(ctx: AppContext, name: str, program: str | None) -> None:
    """Raise a `UsageError` unless there is a practice of this name."""
    store = ctx.stores.open_existing()
    if store is None:
        _find_by_name(_groups(ctx, None, program), name)
        return
    with store:
        _find_by_name(_groups(ctx, store, program), name)


def practice_once(
    ctx: AppContext, prompter: "Prompter", name: str | None = None, program: str | None = None
) -> None:
    """Do one practice, chosen by its name or from a list.

    Args:
        ctx: The context of the command.
        prompter: Asks the person.
        name: The name of the practice, or a part of it.
        program: The name of the program that it is to be of.
    """
    existing = ctx.stores.open_existing()
    if existing is None:
        chosen = _choose_or_find(_groups(ctx, None, program), name, prompter)
        # Made only now: whoever looks at the list and leaves has no store.
        with ctx.stores.open_for_writing() as store:
            run_chosen(ctx, store, prompter, *chosen)
        return
    with existing as store:
        chosen = _choose_or_find(_groups(ctx, store, program), name, prompter)
        store.begin_writing()
        run_chosen(ctx, store, prompter, *chosen)


def _list_practices(ctx: AppContext, program: str | None, *, as_json: bool) -> None:
    store = ctx.stores.open_existing()
    if store is None:
        groups = _groups(ctx, None, program, needed=not as_json)
    else:
        with store:
            groups = _groups(ctx, store, program, needed=not as_json)
    if as_json:
        print_json(_practices_data(groups))
    else:
        print_paged(list(_practice_lines(groups)), ctx.environment)


def run_chosen(
    ctx: AppContext, store: "Store", prompter: "Prompter", group: "PracticeGroup", chosen: "Practice"
) -> None:
    """Do a practice of a group, and say how often it was done.

    Raises:
        LeftEarlyError: it was cut short.
    """
    from resilify_cli.content.languages import find_language
    from resilify_cli.session.activity_asker import ActivityAsker
    from resilify_cli.session.editions import carry_drafts
    from resilify_cli.session.localized_prompter import localized
    from resilify_cli.session.practice import run_practice
    from resilify_cli.session.stored_history import StoredAnswerHistory

    found, session, activity = group.program, chosen.session, chosen.activity
    enrollment = store.enrollments.latest(found.key) or store.enrollments.begin(
        found.key, found.slug, found.title, "", walk=not found.kind
    )
    prompter = localized(prompter, find_language(found.language))
    history = StoredAnswerHistory(store, enrollment, found, ctx.settings.day_start, ctx.programs.installed)
    carry_drafts(found, enrollment, store)
    _begin_anew_in_a_pipe(store, enrollment, chosen, prompter)
    asker = ActivityAsker(store, prompter, enrollment, history, session.id, session.title, practice=True)
    before = store.entries.practice_counts(enrollment).get(activity.id, 0)
    if not run_practice(found, chosen, asker):
        is_half_done = store.drafts.find(enrollment, activity.id, True) is not None
        prompter.say("Saved. You can take it up again whenever you like." if is_half_done else _STOPPED)
        raise LeftEarlyError("")
    added = store.entries.practice_counts(enrollment).get(activity.id, 0) - before
    uncounted = _EMPTY if activity.in_journal else _STOPPED
    said = f"You have practiced this {_times_text(chosen.times + added)}." if added else uncounted
    prompter.say(f"{said}\nAgain, or something else: resilify practice. For hard days: resilify page")


_EMPTY = "It was left empty, so it is not counted. There is always another time."
_STOPPED = "You stopped before the end, which is a good use of a stop. It is not counted."


def _begin_anew_in_a_pipe(
    store: "Store", enrollment: "Enrollment", chosen: "Practice", prompter: "Prompter"
) -> None:
    """Leave a half-done one for later: the lines of a pipe are answers from the first question on."""
    drafts, activity = store.drafts, chosen.activity.id
    if not sys.stdin.isatty() and drafts.find(enrollment, activity, True) is not None:
        drafts.begin_beside(enrollment, activity, True)
        prompter.say("One that is half done stays as it is, to go on with in a terminal. This is a new one.")


def _groups(
    ctx: AppContext, store: "Store | None", program: str | None, *, needed: bool = True
) -> "list[PracticeGroup]":
    """Return all practices, or those of one program: the collections, then what was met elsewhere.

    Raises:
        ProgramNotFoundError: there is no such program, or, where one is `needed`, no practice.
    """
    from resilify_cli.session.practice import practice_groups

    only = ctx.programs.find(program)[0].key if program is not None else None
    found = []
    for one in _programs_with_practices(ctx, store, only):
        enrollment = store.enrollments.latest(one.key) if store else None
        met = store.enrollments.begun_sessions(enrollment) if store and enrollment else set()
        counts = store.entries.practice_counts(enrollment) if store and enrollment else {}
        found += practice_groups(one, met, counts)
    if not found and needed:
        raise ProgramNotFoundError(
            "There is nothing to practice in it yet: its practices come from sessions you have begun.",
            "Those of three minutes are always there: resilify practice",
        )
    return found


def _programs_with_practices(ctx: AppContext, store: "Store | None", only: str | None) -> "Iterator[Program]":
    """Yield the collections of practices, then the programs that were begun, the last one first."""
    from resilify_cli.content.models import PRACTICES

    collections = [card for card in ctx.programs.catalog().of_kind(PRACTICES) if only in (None, card.key)]
    yield from (ctx.programs.find(card.path)[0] for card in collections)
    begun = ctx.programs.begun(store, only) if store else {}
    yield from (program for program in begun.values() if not program.kind)


def _choose_or_find(
    groups: "Sequence[PracticeGroup]", name: str | None, prompter: "Prompter"
) -> "tuple[PracticeGroup, Practice]":
    return _find_by_name(groups, name) if name else _choose(groups, prompter)


def _find_by_name(groups: "Sequence[PracticeGroup]", name: str) -> "tuple[PracticeGroup, Practice]":
    from resilify_cli.content.markdown import plain_text
    from resilify_cli.session.practice import find_practice

    every = [one for group in groups for one in group.practices]
    found = find_practice(every, name)
    if found is None:
        names = ", ".join(safe_line(plain_text(one.activity.name)) for one in every)
        raise UsageError(f"There is no practice {name!r} in the sessions so far.", f"There is: {names}.")
    return next(group for group in groups if found in group.practices), found


def _choose(groups: "Sequence[PracticeGroup]", prompter: "Prompter") -> "tuple[PracticeGroup, Practice]":
    """Ask for a group first, then for a practice of it."""
    from resilify_cli.activities.questions import Move

    while True:
        group = groups[0]
        if len(groups) > 1:
            named = [(str(at), _group_label(one)) for at, one in enumerate(groups)]
            at = _ask(prompter, "practice", "What would suit this moment?", named)
            if not isinstance(at, str):
                raise LeftEarlyError("")
            group = groups[int(at)]
        rows = [(one.activity.id, _practice_line(one)) for one in group.practices]
        chosen = _ask(prompter, group.title, "Which one?", rows, can_go_back=len(groups) > 1)
        if isinstance(chosen, str):
            return group, next(one for one in group.practices if one.activity.id == chosen)
        if chosen is not Move.BACK or len(groups) == 1:
            raise LeftEarlyError("")


def _ask(
    prompter: "Prompter",
    title: str,
    question: str,
    options: Sequence[tuple[str, str]],
    *,
    can_go_back: bool = False,
) -> object:
    """Ask for one of the options; return its id, or the move that was made instead."""
    from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, SingleChoice
    from resilify_cli.prompters.protocol import Screen

    choice = SingleChoice(
        body=(MarkdownBlock(question),), options=tuple(ChoiceOption(*option) for option in options)
    )
    screen = Screen(title, position="Practice", can_go_back=can_go_back)
    reply = prompter.ask(choice, screen, lambda _: None)
    return str(reply.value) if isinstance(reply, Answer) else reply


def _group_label(group: "PracticeGroup") -> str:
    """Return a group as an option: a need with the names of its few practices, or a program."""
    if not group.program.kind:
        return f"From {safe_line(group.title)}  ({len(group.practices)})"
    return f"{safe_line(group.title)}  ({', '.join(safe_line(one.activity.name) for one in group.practices)})"


def _practice_line(one: "Practice") -> str:
    times = f", practiced {_times_text(one.times)}" if one.times else ""
    from resilify_cli.activities.quantities import about_minutes
    from resilify_cli.content.markdown import plain_text

    minutes = max(1, round(one.activity.minutes))
    return f"{safe_line(plain_text(one.activity.name))}  ({about_minutes(minutes)}{times})"


def _times_text(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def _practice_lines(groups: "Sequence[PracticeGroup]") -> Iterator[str]:
    """Yield the groups, each under its title."""
    for at, group in enumerate(groups):
        if at:
            yield ""
        yield safe_line(group.title)
        yield from (f"  {_practice_line(one)}" for one in group.practices)


def _practices_data(groups: "Sequence[PracticeGroup]") -> dict[str, object]:
    from resilify_cli.content.markdown import plain_text

    return {
        "schema_version": SCHEMA_VERSION,
        "practices": [
            {
                "id": one.activity.id,
                "name": plain_text(one.activity.name),
                "kind": one.activity.kind,
                "minutes": one.activity.minutes,
                "program": group.program.title,
                "session": one.session.title,
                "times": one.times,
            }
            for group in groups
            for one in group.practices
        ],
    }
