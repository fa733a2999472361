"""`resilify try`: a walk through a program without a person, as a test for its author."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.author_programs import find_author_program
from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.trial_walks import walk_on_trial
from resilify_cli.command_line.options import (
    SCHEMA_VERSION,
    AsJson,
    ProgramName,
    command_app,
    whole_number,
)
from resilify_cli.console import print_json, print_line
from resilify_cli.errors import UsageError
from resilify_cli.safe import safe
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resilify_cli.authoring.given_answers import AnswersFile
    from resilify_cli.authoring.trial_walk import TrialWalk
    from resilify_cli.content.models import Program, Session

app = command_app()


@app.command("try")
def try_(
    program: ProgramName,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE.toml", help="Answers, and what the walk should show."),
    ] = None,
    session: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Only this session.", parser=whole_number(1, 1_000_000)),
    ] = None,
    all_ways: Annotated[
        bool, typer.Option("--all-ways", help="Walk every way through the conditions.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Walk through a program without a person: which steps are shown, which hidden and why, minutes.

    Nothing is kept. What the answers file says nothing of gets a made-up answer. The command fails if an
    answer fits no step, an expectation is not met, or with --all-ways a step is shown on no way.
    """
    ctx = app_context()
    from resilify_cli.authoring.given_answers import GivenAnswers, read_answers_file

    file = read_answers_file(answers) if answers is not None else None
    found = find_author_program(ctx, program)
    if session is not None and session > len(found.sessions):
        raise UsageError(
            f"There is no session {session}: this program has {len(found.sessions)}.", "Name another."
        )
    only = [found.sessions[session - 1]] if session is not None else None
    if all_ways:
        failed = _walk_all(ctx, found, only, as_json=as_json)
    else:
        given = file.given if file else GivenAnswers()
        failed = _print_walk(walk_on_trial(ctx, found, given, only), file, as_json=as_json)
    if failed:
        raise typer.Exit(1)


def _print_walk(walk: "TrialWalk", file: "AnswersFile | None", *, as_json: bool) -> bool:
    """Write how a walk went, and return whether something in it is wrong."""
    from resilify_cli.authoring.walk_report import find_mismatches, session_lines, walk_data

    wrong = find_mismatches(walk, file)
    if as_json:
        print_json({"schema_version": SCHEMA_VERSION, "sessions": walk_data(walk), "wrong": wrong})
    else:
        lines = [line for walked in walk.sessions for line in (*session_lines(walked), "")]
        print_paged([safe(line) for line in [*lines, *wrong]][: None if wrong else -1], os.environ)
    return bool(wrong)


def _walk_all(
    ctx: AppContext, program: "Program", only: "Sequence[Session] | None", *, as_json: bool
) -> bool:
    """Walk every way and write what was found; return whether something is wrong."""
    from resilify_cli.authoring.all_ways import walk_all_ways

    result = walk_all_ways(program, lambda given: walk_on_trial(ctx, program, given, only))
    if as_json:
        print_json({"schema_version": SCHEMA_VERSION, **result.data()})
    else:
        for line in result.lines():
            print_line(safe(line))
    return bool(result.never_shown or result.crashes)
