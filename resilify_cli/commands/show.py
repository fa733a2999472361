"""`resilify show`: one program, whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, ProgramName, command_app
from resilify_cli.console import make_console, print_json, print_message
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from resilify_cli.content.models import Program, Reference
    from resilify_cli.content.program_summary import ProgramSummary
    from resilify_cli.session.program_progress import SessionState

app = command_app()
_MARKS = {"done": "✓", "here": "›", "ahead": " ", "planned": " "}


@app.command()
def show(program: ProgramName, as_json: AsJson = False) -> None:
    """Show a program: what it is about, its sessions and how far you are, its sources."""
    ctx = app_context()
    found, path = ctx.programs.find(program)
    states, put_down = _session_states(ctx, found)
    catalog = ctx.programs.catalog()
    installed = {card.slug for card in catalog.programs}
    original = catalog.by_key(found.translation_of) if found.translation_of else None
    if as_json:
        print_json(_program_data(found, states, installed) | {"put_down": put_down})
    else:
        console = make_console(ctx.environment, ctx.theme)
        with console.capture() as captured:
            _print_program(console, found, states, installed, original)
        print_paged(captured.get().rstrip().splitlines(), ctx.environment)
        from shlex import quote

        from resilify_cli.content.models import COMMANDS

        name = quote(safe_line(path or found.slug))
        command = f"start {name}" if not found.kind else COMMANDS[found.kind]
        lead = "Put down for now. To take it up again" if put_down else "To begin or go on"
        print_message(f"\n{lead}: resilify {command}")


def _session_states(ctx: AppContext, program: "Program") -> "tuple[list[SessionState], bool]":
    """Return where each session lies, and whether the program is put down."""
    from resilify_cli.session.program_progress import place_and_finished, session_states

    sessions = [session.id for session in program.sessions]
    planned = [session.id for session in program.sessions if session.planned]
    store = ctx.stores.open_unlocked()
    if store is None:
        return session_states(sessions, None, {}, planned), False
    with store:
        enrollment = store.enrollments.latest(program.key)
        finished: dict[str, int] = {}
        if enrollment:
            enrollment, finished = place_and_finished(store, enrollment, program.renamed)
        put_down = enrollment is not None and enrollment.paused_at is not None
        return session_states(sessions, enrollment, finished, planned), put_down


def _print_program(
    console: "Console",
    program: "Program",
    states: "Sequence[SessionState]",
    installed: set[str],
    original: "ProgramSummary | None",
) -> None:
    from rich.text import Text

    from resilify_cli.render import markdown_text
    from resilify_cli.session.screens import SHORT_NOTICE

    def heading(words: str) -> None:
        console.print()
        console.print(Text(words, style="strong"))

    console.print()
    console.print(Text(safe_line(program.title), style="strong"))
    facts = _facts_text(program, original)
    if facts:
        console.print(Text(facts, style="muted"))
    if program.overview:
        console.print()
        console.print(markdown_text(program.overview, program.numbers, plain=False))
    heading("Sessions")
    for number, (session, state) in enumerate(zip(program.sessions, states, strict=True), 1):
        line = Text(f"{_MARKS[state.value]} {number:>2}  {safe_line(session.title)}")
        minutes = "" if session.planned else f"{session.minutes:.0f} minutes, "
        line.append(f"  {minutes}{state.value}", style="muted")
        console.print(line)
    if program.references:
        heading("Sources")
        for number, reference in enumerate(program.references, 1):
            # Not rich's Padding, which fills each line up to the longest with spaces.
            for line in _source_text(number, reference).wrap(console, console.width - 2):
                console.print(Text("  ").append(line))
    if program.related:
        heading("Related programs")
        for related in program.related:
            line = Text(f"  {safe_line(related.title)}")
            line.append("" if related.slug in installed else "  not installed", style="muted")
            console.print(line)
    console.print()
    console.print(Text(SHORT_NOTICE, style="dim"))


def _source_text(number: int, reference: "Reference") -> "Text":
    from rich.text import Text

    text = Text(f"{number}. {safe_line(reference.reference)} {safe_line(reference.title)}".strip())
    if reference.finding:
        text.append(f"\n   {safe_line(reference.finding)}", style="own words")
    if reference.link:
        text.append(f"\n   {safe_line(reference.link)}", style="muted")
    return text


def _facts_text(program: "Program", original: "ProgramSummary | None") -> str:
    facts = [", ".join(program.categories)]
    count = len(program.sessions)
    each = f"about {program.minutes / count:.0f} minutes"
    facts.append(f"one sitting, {each}" if count == 1 else f"{count} sessions, {each} each")
    if program.weeks:
        facts.append("about a week" if program.weeks == 1 else f"about {program.weeks} weeks")
    if not program.full:
        facts.append("an outline: titles, and general questions")
    if program.version:
        facts.append(f"version {program.version}")
    if program.authors:
        facts.append(f"by {', '.join(program.authors)}")
    if program.reviewed:
        facts.append(program.reviewed)
    if program.translation_of:
        facts.append(f"a translation of {original.title if original else program.translation_of}")
    return "\n".join(safe_line(fact) for fact in facts if fact)


def _program_data(
    program: "Program", states: "Sequence[SessionState]", installed: set[str]
) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "slug": program.slug,
        "title": program.title,
        "overview": program.overview,
        "full": program.full,
        "version": program.version,
        "authors": list(program.authors),
        "reviewed": program.reviewed,
        "categories": list(program.categories),
        "minutes": program.minutes,
        "sessions": [
            {
                "id": session.id,
                "title": session.title,
                "overview": session.overview,
                "minutes": session.minutes,
                "state": state.value,
            }
            for session, state in zip(program.sessions, states, strict=True)
        ],
        "references": [
            {
                "number": number,
                "id": reference.id,
                "title": reference.title,
                "reference": reference.reference,
                "link": reference.link,
                "finding": reference.finding,
                "further": reference.further,
            }
            for number, reference in enumerate(program.references, 1)
        ],
        "language": program.language or "en",
        "translation_of": program.translation_of or None,
        "related": [
            {"title": related.title, "slug": related.slug, "installed": related.slug in installed}
            for related in program.related
        ],
    }
