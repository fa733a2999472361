"""The options that narrow the journal down, and the filter that they make."""

from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli.app.context import AppContext
from resilify_cli.command_line.completions import complete_program
from resilify_cli.command_line.options import whole_number
from resilify_cli.errors import ResilifyError, UsageError

if TYPE_CHECKING:
    from resilify_cli.store.journal import Filter

KINDS = ("response", "note", "checkin")

OfProgram = Annotated[
    str | None, typer.Option("--program", help="Only from this program.", autocompletion=complete_program)
]
OfSession = Annotated[
    str | None,
    typer.Option("--session", help="Only from this session: its id, or with --program its number."),
]
OfKind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        help="Only answers to a program (response), notes (note) or check-ins (checkin).",
        autocompletion=lambda: list(KINDS),
    ),
]
WithTags = Annotated[
    list[str] | None, typer.Option("--tag", "-t", help="Only with this #tag; several must all be there.")
]
From = Annotated[
    str | None, typer.Option("--from", help="From this day on: monday, -3d, last week, 2026-11-03.")
]
To = Annotated[str | None, typer.Option("--to", help="Up to and with this day, or span of days.")]
On = Annotated[
    str | None,
    typer.Option("--on", help="On this day, or in this span: yesterday, last week, february 2025."),
]
Limit = Annotated[
    int,
    typer.Option(
        "--limit", "-n", metavar="NUMBER", help="How many to show.", parser=whole_number(1, 100_000)
    ),
]
PageNumber = Annotated[
    int,
    typer.Option(
        "--page",
        metavar="NUMBER",
        help="2 for the ones before those, and so on.",
        parser=whole_number(1, 1_000_000),
    ),
]


def read_filter(
    ctx: AppContext,
    program: str | None = None,
    session: str | None = None,
    kind: str | None = None,
    tags: list[str] | None = None,
    days: tuple[str | None, str | None, str | None] = (None, None, None),
) -> "Filter":
    """Return the filter that the options ask for; `days` are those of --from, --to and --on.

    Raises:
        UsageError: one of them can't be read.
    """
    from resilify_cli.store.journal import Filter

    if kind is not None and kind not in KINDS:
        raise UsageError(f"There are no entries of the kind {kind!r}.", f"There are: {', '.join(KINDS)}.")
    span = None
    if days != (None, None, None):
        from resilify_cli.dates.parsing import parse_day_range

        span = parse_day_range(*days, ctx.date_context())
    return Filter(
        program or "", _session_id(ctx, program, session), span, kind or "", _tag_labels(tags or ())
    )


def _tag_labels(tags: "list[str] | tuple[()]") -> tuple[tuple[str, str], ...]:
    if not tags:
        return ()
    from resilify_cli.store.labels import as_tag

    return tuple(("tag", as_tag(tag)) for tag in tags)


def _session_id(ctx: AppContext, program: str | None, session: str | None) -> str:
    if session is None or not session.isdecimal() or len(session) > 6:
        return session or ""
    if program is None:
        raise UsageError("A session's number needs its program.", "Add --program, or give the session's id.")
    sessions = _session_ids(ctx, program)
    if not 1 <= int(session) <= len(sessions):
        raise UsageError(f"There is no session {session} in {program!r}.", "To see them: resilify show")
    return sessions[int(session) - 1]


def _session_ids(ctx: AppContext, program: str) -> list[str]:
    """Return the ids of a program's sessions; it may be one that was started by its path."""
    if card := ctx.programs.catalog().by_slug().get(program):
        return [session.id for session in card.sessions]
    store = ctx.stores.open_existing()
    if store is None:
        return []
    with store:
        paths = [e.path for e in store.enrollments.all() if e.path and program in (e.slug, e.program_key)]
    try:
        return [session.id for session in ctx.programs.find(paths[0])[0].sessions] if paths else []
    except ResilifyError:
        return []
