"""`resilify start`: begin a program, or go on with it."""

import sys
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import Animation, OptionalProgram, Plain, command_app, whole_number
from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import LeftEarlyError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.idle_work import do_when_idle

if TYPE_CHECKING:
    from collections.abc import Callable

    from resilify_cli.content.models import Program
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.session.start_place import StartPlace
    from resilify_cli.store.enrollments import Enrollment
    from resilify_cli.store.store import Store

app = command_app()
_MOST_RELATED = 3


@app.command()
def start(
    program: OptionalProgram = None,
    session: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER", help="Take this session, by its number.", parser=whole_number(1, 1_000_000)
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Take the whole program again, from its beginning.")
    ] = False,
    step: Annotated[str | None, typer.Option(metavar="ID", help="Begin the session at this step.")] = None,
    steps: Annotated[bool, typer.Option("--steps", help="Choose the step to begin at from a list.")] = False,
    afresh: Annotated[
        bool, typer.Option("--afresh", help="Begin the session at its first step; your answers stay.")
    ] = False,
    plain: Plain = None,
    animation: Animation = None,
) -> None:
    """Begin a program, or go on exactly where you were."""
    if (step is not None) + steps + afresh > 1:
        raise UsageError("Only one of --step, --steps and --afresh can say where to begin.")
    ctx = app_context()
    try:
        ctx.prompters.need_terminal(plain=plain)
    except UsageError:
        # What is mistyped would not help in a terminal either, and is told first.
        if program is not None:
            from resilify_cli.session.chosen_session import check_session

            check_session(ctx.programs.find(program)[0], session)
        raise
    with ctx.prompters.open(plain=plain, animation=animation) as prompter:
        if program is None and (session is not None or again or step is not None or steps or afresh):
            program = _under_way(ctx)
        program = program or choose_program(ctx, prompter)
        if program is not None:
            from resilify_cli.session.start_place import StartPlace

            place = StartPlace(step, steps, afresh)
            begin(ctx, prompter, program, session=session, again=again, place=place)


def begin(
    ctx: AppContext,
    prompter: "Prompter",
    program: str,
    *,
    session: int | None = None,
    again: bool = False,
    place: "StartPlace | None" = None,
) -> None:
    """Begin a program by its name or path, or go on with it."""
    from resilify_cli.session.chosen_session import check_session

    # A wrong name is refused before there is a store.
    found, path = ctx.programs.find(program)
    check_session(found, session)
    with ctx.stores.open_for_writing() as store:
        first = not store.enrollments.walks()
        enrollment = enrolled(store, found, path, prompter, again=again)
        walk(ctx, store, prompter, found, enrollment, session=session, first=first, place=place)


def _under_way(ctx: AppContext) -> str:
    """Return the one program that is under way; nothing if there is none, or more than one."""
    store = ctx.stores.open_existing()
    if store is None:
        return ""
    with store:
        from resilify_cli.commands.session_end import only_program

        return only_program(ctx, store)


def enrolled(
    store: "Store", program: "Program", path: str, prompter: "Prompter", *, again: bool = False
) -> "Enrollment":
    """Return the pass through the program to go on with, begun if there is none.

    Raises:
        LeftEarlyError: the pass is one through a program elsewhere, and is to stay with that.
    """
    if program.kind:
        from resilify_cli.content.models import COMMANDS

        raise UsageError(
            f"{safe_line(program.title)} has no sessions to go through.",
            f"To open it: resilify {COMMANDS[program.kind]}",
        )
    enrollment = None if again else store.enrollments.latest(program.key)
    if enrollment is None:
        return store.enrollments.begin(program.key, program.slug, program.title, path)
    if store.enrollments.has_later_enrollment(enrollment):
        print_warning("A pass that was begun by a clock that was ahead comes after this one.")
    if path and path != enrollment.path:
        _confirm_takeover(enrollment, program, path, prompter)
    store.enrollments.rename(enrollment, program.slug, program.title, path)
    return enrollment


def _confirm_takeover(enrollment: "Enrollment", program: "Program", path: str, prompter: "Prompter") -> None:
    """Return once the person agrees that a program goes on with the pass of another of its id.

    Where there is nobody to ask it is said, and goes on: the path was named on purpose.
    """
    from resilify_cli.activities.questions import Answer, ChoiceOption, MarkdownBlock, SingleChoice
    from resilify_cli.content.languages import find_language
    from resilify_cli.prompters.protocol import Screen
    from resilify_cli.session.localized_prompter import localized

    was = safe_line(enrollment.title)
    what = f"{safe_line(path)} has the id of {was}, which you have begun: it takes the place of that one."
    if not sys.stdin.isatty():
        print_warning(what)
        return
    question = SingleChoice(
        body=(MarkdownBlock(what), MarkdownBlock("It can then show what you wrote there. Go on with it?")),
        options=(ChoiceOption("no", "No"), ChoiceOption("yes", "Yes")),
    )
    in_its_language = localized(prompter, find_language(program.language))
    reply = in_its_language.ask(question, Screen(program.title, can_go_back=False), lambda _: None)
    if reply != Answer("yes"):
        raise LeftEarlyError("Nothing was changed.", f"To go on with {was}: resilify continue")


def walk(
    ctx: AppContext,
    store: "Store",
    prompter: "Prompter",
    program: "Program",
    enrollment: "Enrollment",
    *,
    session: int | None = None,
    first: bool = False,
    place: "StartPlace | None" = None,
) -> None:
    """Take the person through one session, and say how to go on if they leave."""
    from resilify_cli.commands import session_end
    from resilify_cli.content.languages import find_language
    from resilify_cli.session import screens
    from resilify_cli.session.chosen_session import find_session, is_look_back
    from resilify_cli.session.editions import take_up_edition
    from resilify_cli.session.localized_prompter import localized
    from resilify_cli.session.runner import SessionEnd, SessionRunner
    from resilify_cli.session.stored_history import StoredAnswerHistory

    prompter = localized(prompter, find_language(program.language))
    enrollment, new_edition = take_up_edition(program, store.enrollments.take_up(enrollment), store)
    chosen = find_session(program, enrollment, store, session)
    if chosen is None:
        _print_all_done(ctx, store, prompter, program, enrollment)
        return
    history = StoredAnswerHistory(store, enrollment, program, ctx.settings.day_start, ctx.programs.installed)
    begin_at = place.find(chosen, history, prompter, program.title) if place else None
    # Who takes a session again from its beginning goes on there the next time; the other one waits.
    back = not (place and place.afresh) and is_look_back(program, enrollment, store, chosen)
    runner = SessionRunner(
        program, chosen, enrollment, store, prompter, ctx.now, history, begin_at=begin_at, looks_back=back
    )
    said_before = session_end.next_sitting_words(ctx, store, enrollment)
    _make_steps_when_idle(program)
    try:
        ending = runner.run(screens.welcome(ctx.paths.store) if first else new_edition)
    except KeyboardInterrupt:
        # Pressed between two questions: all that was answered or typed is on disk already.
        ending = SessionEnd.LEFT
    if ending is SessionEnd.FINISHED:
        session_end.offer_what_follows(ctx, runner, said_before)
        prompter.say("All of it is kept. Until next time.")
    if ending is SessionEnd.LEFT:
        # What was erased, brought back or moved meanwhile has no place to go on from.
        store.check_is_there(enrollment)
        lines = (
            session_end.PLACE_STAYS if back else session_end.way_back(ctx, program, chosen, store, enrollment)
        )
        prompter.say("\n".join(lines))
        raise LeftEarlyError("")


def _make_steps_when_idle(program: "Program") -> None:
    for session in program.sessions:
        # The first answer asks for the activities of all of them.
        do_when_idle(partial(len, session.steps))


def _print_all_done(
    ctx: AppContext, store: "Store", prompter: "Prompter", program: "Program", enrollment: "Enrollment"
) -> None:
    """Say that all sessions are done, once what is open was asked about.

    Raises:
        LeftEarlyError: the person leaves meanwhile.
    """
    if not _asked_about_open_items(ctx, store, prompter, program, enrollment):
        raise LeftEarlyError("")
    from resilify_cli.content.languages import find_language

    tell = find_language(program.language).translate
    planned = any(session.planned for session in program.sessions)
    what = "all that there is yet" if planned else "all"
    print_message(tell(f"You have been through {what} of {safe_line(program.title)}."))
    print_message(tell("To take one session again: --session N. To begin anew: --again."))
    _print_related(ctx, program, tell)


def _print_related(ctx: AppContext, program: "Program", tell: "Callable[[str], str]") -> None:
    """Name the programs that its author calls related, and that are here, with the way to each."""
    here = ctx.programs.catalog().by_slug()
    related = [here[one.slug] for one in program.related if one.slug in here and one.slug != program.slug]
    if related:
        print_message(tell("What goes well with it:"))
    for summary in related[:_MOST_RELATED]:
        print_message(f"  {safe_line(summary.title)} ({safe_line(summary.length)})")
        way = tell(f"To see what it is: resilify show {safe_line(summary.slug)}")
        print_message(f"    {way}")


def _asked_about_open_items(
    ctx: AppContext, store: "Store", prompter: "Prompter", program: "Program", enrollment: "Enrollment"
) -> bool:
    """Ask about what is open at the end of a program; return whether the person did not leave."""
    from resilify_cli.prompters.protocol import Screen
    from resilify_cli.session.activity_asker import ActivityAsker
    from resilify_cli.session.open_item_asker import OpenItemAsker
    from resilify_cli.session.stored_history import StoredAnswerHistory

    last = program.sessions[-1]
    history = StoredAnswerHistory(store, enrollment, program, ctx.settings.day_start)
    asker = ActivityAsker(store, prompter, enrollment, history, last.id, last.title)
    today = ctx.today
    return OpenItemAsker(program, asker, today).ask(Screen(program.title, citations=program.numbers))


def choose_program(ctx: AppContext, prompter: "Prompter", greeting: str = "") -> str | None:
    """Ask for a program, or do a practice if the person would rather have that.

    Args:
        ctx: The context of the command.
        prompter: Asks the person.
        greeting: What is said to someone who has begun nothing yet; without it all programs are listed.

    Returns:
        The slug of the program; None where a practice was done.

    Raises:
        LeftEarlyError: the person leaves.
    """
    from resilify_cli.content.starting_points import starting_points
    from resilify_cli.session.program_choice import PRACTICE, ProgramChoice

    programs = ctx.programs.catalog().programs
    if not programs:
        raise UsageError("There are no programs here.", "To see where they belong: resilify paths")
    choice = ProgramChoice(prompter, programs, starting_points())
    chosen = choice.ask_way(greeting, _NEWCOMER_NOTES) if greeting else choice.ask_program()
    if chosen is None:
        raise LeftEarlyError("Nothing was begun.")
    if chosen != PRACTICE:
        return chosen
    from resilify_cli.commands.practice import practice_once

    practice_once(ctx, prompter)
    return None


_NEWCOMER_NOTES = (
    "Self-help for adults, no treatment. In a crisis: resilify help-now",
    "Where your words are kept: resilify about. All commands: resilify --help",
)
