"""`resilify preview`: the steps of a program as the reader sees them, drawn again on each save."""

import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.author_programs import find_author_program, find_program_path
from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.trial_walks import walk_on_trial
from resilify_cli.command_line.options import ProgramName, command_app, whole_number
from resilify_cli.console import WIDEST, make_console, print_line, print_message, print_warning
from resilify_cli.errors import ResilifyError, UsageError
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from rich.console import Console

    from resilify_cli.authoring.given_answers import GivenAnswers
    from resilify_cli.authoring.preview import PreviewScreen
    from resilify_cli.authoring.trial_walk import TrialWalk
    from resilify_cli.content.models import Program, Session

app = command_app()
_MOST_PROBLEMS = 10
_WATCH_MILLISECONDS = 500


@app.command()
def preview(
    program: ProgramName,
    session: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Only this session.", parser=whole_number(1, 1_000_000)),
    ] = None,
    step: Annotated[str | None, typer.Option(metavar="ID", help="Only this step.")] = None,
    answer: Annotated[
        list[str] | None,
        typer.Option(metavar="ID=VALUE", help="Answer an activity so; as often as you like."),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Draw it again whenever a file is saved.")] = False,
) -> None:
    """Show the steps of a program as the reader sees them. Nothing is kept.

    What no --answer is for gets a made-up answer. A step that is hidden by a condition is told with it; named
    with --step, it is shown with answers that lead to it. --watch goes on until Ctrl-C, with the problems of
    the program below.
    """
    ctx = app_context()
    given = _read_given_answers(answer or [])
    if watch:
        _watch(ctx, program, lambda found: _draw(ctx, found, session, step, given))
        return
    found = find_author_program(ctx, program)
    print_paged(_draw(ctx, found, session, step, given), ctx.environment)


def _read_given_answers(answers: "Sequence[str]") -> "GivenAnswers":
    from resilify_cli.authoring.given_answers import GivenAnswers, read_given

    found = {}
    for one in answers:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{one[:40]!r} is no answer.", "Write --answer way=writing")
        found[name.strip()] = read_given(value.strip())
    return GivenAnswers(found)


def _draw(
    ctx: AppContext, found: "Program", number: int | None, step: str | None, given: "GivenAnswers"
) -> list[str]:
    """Return the preview as lines."""
    console = make_console(ctx.environment, ctx.theme)
    # A picture of a screen is as wide as one, in a file too.
    console.width = min(console.width, WIDEST)
    with console.capture() as captured:
        for one in _preview_screens(ctx, found, number, step, given):
            _print(console, one)
    return [line.rstrip() for line in captured.get().splitlines()]


def _preview_screens(
    ctx: AppContext, program: "Program", number: int | None, step: str | None, given: "GivenAnswers"
) -> "Iterator[PreviewScreen]":
    from resilify_cli.authoring.preview import session_screens, walk_to_step

    chosen = _chosen_sessions(program, number, step)
    # What comes before is walked too, for what the reader meets of it again.
    last = program.sessions.index(chosen[-1]) + 1

    def walk(answers: "GivenAnswers") -> "TrialWalk":
        return walk_on_trial(ctx, program, answers, program.sessions[:last])

    result, added = walk_to_step(program, given, step, chosen[0], walk) if step else (walk(given), {})
    if added:
        print_message(f"This step is shown with: {safe_line(_answers_text(added))}")
    _print_misfits(result, given)
    for walked in result.sessions:
        if walked.session in chosen:
            yield from session_screens(result, walked, step or "")


def _answers_text(added: "Mapping[str, object]") -> str:
    return ", ".join(
        f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}"
        for name, value in added.items()
    )


def _chosen_sessions(program: "Program", number: int | None, step: str | None) -> "list[Session]":
    """Return the sessions to show.

    Raises:
        UsageError: there is no such session or step.
    """
    from resilify_cli.authoring.preview import session_of_step

    if number is not None and number > len(program.sessions):
        raise UsageError(
            f"There is no session {number}: this program has {len(program.sessions)}.", "Name another."
        )
    if step is not None:
        found = session_of_step(program, step)
        if found is None:
            raise UsageError(f"No step has the id {step[:40]!r}.", _nearest_step(program, step))
        return [found]
    return [program.sessions[number - 1]] if number is not None else list(program.sessions)


def _nearest_step(program: "Program", step: str) -> str:
    from difflib import get_close_matches

    known = {one.id.removeprefix("#") for session in program.sessions for one in session.steps}
    near = get_close_matches(step.removeprefix("#")[:100], sorted(known), 3)
    return f"Did you mean {' or '.join(near)}?" if near else "To see all of them, leave --step out."


def _print_misfits(result: "TrialWalk", given: "GivenAnswers") -> None:
    """Say which of the given answers fit nothing."""
    from resilify_cli.activities.ids import suggest

    known = result.prompter.program.activities
    for name in given.answers:
        if name not in known:
            print_warning(f"--answer {name}: no activity has this id; {suggest(name, known)}")
    for name, words in result.prompter.wrong:
        print_warning(f"--answer {name}: {words}")


def _print(console: "Console", one: "PreviewScreen") -> None:
    from rich.rule import Rule
    from rich.text import Text

    from resilify_cli.prompters.screen_header import screen_header
    from resilify_cli.prompters.still_screen import still_screen

    if one.question is None or one.screen is None:
        console.print(Text(f" {safe_line(one.label)}", style="muted"))
        console.print()
        return
    if not one.screen.steps and one.label == "beginning":
        console.print(screen_header(one.screen, console.width))
        console.print()
    console.print(Rule(Text(safe_line(one.label), style="muted"), align="left", style="muted"))
    console.print()
    if one.heading:
        console.print(Text(f"   {safe_line(one.heading)}", style="strong"))
        console.print()
    console.print(still_screen(one.question, one.screen))
    console.print()


def _watch(ctx: AppContext, name: str, draw: "Callable[[Program], list[str]]") -> None:
    """Draw, and draw again on each save, until Ctrl-C."""
    try:
        from watchfiles import watch
    except ImportError:
        raise ResilifyError(
            "--watch needs a package that is not installed: watchfiles.",
            'To install it: pip install "resilify-cli[authoring]"',
        ) from None
    path = find_program_path(ctx, name)
    drawn = _redraw(ctx, path, draw, [])
    looked = False
    for saved in watch(path, raise_interrupt=False, rust_timeout=_WATCH_MILLISECONDS, yield_on_timeout=True):
        # What was saved between the drawing and the watching is looked for once.
        if saved or not looked:
            drawn = _redraw(ctx, path, draw, drawn)
        looked = True


def _redraw(
    ctx: AppContext, path: Path, draw: "Callable[[Program], list[str]]", drawn: list[str]
) -> list[str]:
    """Draw the program as it is now, if that looks other than what is drawn; return what is drawn then."""
    lines = _with_problems(path, draw)
    if lines != drawn:
        make_console(ctx.environment, ctx.theme).clear()
        for line in lines:
            print_line(line)
        # It is seen before the next save is waited for.
        sys.stdout.flush()
    return lines


def _with_problems(path: Path, draw: "Callable[[Program], list[str]]") -> list[str]:
    from resilify_cli.content.loader import read_program

    loaded = read_program(path)
    try:
        # An author may be in the middle of a sentence: the next save is drawn again.
        lines = draw(loaded.program) if loaded.program else ["Nothing of this program can be read yet."]
    except ResilifyError as error:
        lines = [f"{error.message} {error.hint}"]
    for problem in loaded.problems[:_MOST_PROBLEMS]:
        right = f"; {problem.right}" if problem.right else ""
        lines.append(safe_line(f"{problem.path}:{problem.line}: {problem.wrong}{right}"))
    if len(loaded.problems) > _MOST_PROBLEMS:
        lines.append(f"and {len(loaded.problems) - _MOST_PROBLEMS} more: resilify check {quote(str(path))}")
    return lines
