"""`resilify page`: a person's own page for hard days, shown at once and never counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from resilify_cli import crisis
from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, Animation, AsJson, Plain, command_app
from resilify_cli.console import print_json, print_message, terminal_width
from resilify_cli.crisis_lines import CHECKED
from resilify_cli.days import date_text
from resilify_cli.errors import LeftEarlyError, ProgramNotFoundError, UsageError
from resilify_cli.pages.hard_days import HardDaysPage, PageSection
from resilify_cli.safe import safe, safe_line
from resilify_cli.terminal.pager import print_paged
from resilify_cli.text_width import wrap

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.prompters.protocol import Prompter
    from resilify_cli.session.page_editor import PageEditor
    from resilify_cli.store.store import Store

app = command_app()
_EDIT = "edit"
_ABOUT = (
    "Made by you, for days that are hard. It is no treatment, and nobody else sees it. With thoughts of "
    "suicide, such a page is best made together with somebody trained."
)
_CALLING = "You do not need to be sure that it is bad enough."
_NEXT = "If one cannot be reached, go to the next."


@app.command()
def page(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[edit [PART]]", help="To change it: all of it, or one part, such as people."),
    ] = None,
    unlock: Annotated[
        bool, typer.Option("--unlock", help="Ask for the passphrase of an encrypted store.")
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write it: .html prints as a small card, .txt is plain."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    as_json: AsJson = False,
    plain: Plain = None,
    animation: Animation = None,
) -> None:
    """Show your own page for hard days: who to call, what helps, and what matters to you.

    The lines for your country stand first, also where the store is locked. That you looked is kept nowhere.
    """
    ctx = app_context()
    action, *rest = words or [""]
    if action == _EDIT:
        ctx.prompters.need_terminal(plain=plain)
        with ctx.prompters.open(plain=plain, animation=animation) as prompter:
            _edit(ctx, prompter, " ".join(rest))
        return
    if action:
        raise UsageError(f"A page has no {action[:40]!r}.", "To change it: resilify page edit")
    # A file without one's words is of no use to anybody, so for that the passphrase is asked for.
    shown, locked = _read_page(ctx, unlock=unlock or output is not None)
    if output is not None:
        _write_page(ctx, shown, output, force=force)
    elif as_json:
        print_json(_page_data(shown, locked=locked))
    else:
        print_paged(list(_page_lines(shown, locked=locked)), ctx.environment)


def _read_page(ctx: AppContext, *, unlock: bool) -> tuple[HardDaysPage, bool]:
    """Return the page, and whether the store is locked: then nothing of the person's own is on it."""
    store = ctx.stores.open_existing() if unlock else ctx.stores.open_unlocked()
    if store is None:
        return _make_page(ctx, None), ctx.paths.store.exists()
    with store:
        return _make_page(ctx, store), False


def _make_page(ctx: AppContext, store: Store | None) -> HardDaysPage:
    named = ctx.settings.country or crisis.country_of_locale(ctx.environment) or ""
    country = crisis.find_country(named) if named else None
    lines = [(line.service, line.contact) for line in country.lines] if country else []
    boxes = []
    if store is not None:
        from resilify_cli.session.page_boxes import page_boxes, program_pages

        starts_at = ctx.settings.day_start
        boxes = [*page_boxes(_program(ctx), store, starts_at).values()]
        boxes += [box for box in program_pages(store, starts_at) if box.is_shown]
    return HardDaysPage(
        country.in_danger if country else crisis.EMERGENCY,
        lines,
        [PageSection(box.title, box.words) for box in boxes],
        _ABOUT,
        max((box.changed for box in boxes), default=None),
    )


def _program(ctx: AppContext) -> Program:
    """Return the program that has the boxes.

    Raises:
        ProgramNotFoundError: it is not there.
    """
    from resilify_cli.content.models import PAGE

    found = ctx.programs.catalog().of_kind(PAGE)
    if not found:
        raise ProgramNotFoundError("The boxes of the page are not there.", "To see where: resilify paths")
    return ctx.programs.find(found[0].path)[0]


def _edit(ctx: AppContext, prompter: Prompter, part: str) -> None:
    from resilify_cli.content.languages import find_language
    from resilify_cli.session.localized_prompter import localized

    program = _program(ctx)
    prompter = localized(prompter, find_language(program.language))
    with ctx.stores.open_for_writing() as store:
        editor = _editor(ctx, prompter, program, store)
        box = editor.find(part) if part else None
        if part and box is None:
            raise UsageError(
                f"The page has no part {part[:40]!r}.", f"Its parts: {', '.join(editor.names())}."
            )
        went_through = editor.edit(box) if box else editor.edit_chosen()
        if not went_through:
            prompter.say("What you wrote is kept. To go on: resilify page edit")
            raise LeftEarlyError("")
    prompter.say("Your page is kept. To see it: resilify page. On paper: resilify page --output page.html")
    if not ctx.settings.page_look:
        prompter.say("To be asked each half year whether it is still right: resilify settings page_look true")


def _editor(ctx: AppContext, prompter: Prompter, program: Program, store: Store) -> PageEditor:
    from resilify_cli.content.page_sources import page_sources
    from resilify_cli.session.activity_asker import ActivityAsker
    from resilify_cli.session.page_editor import PageEditor
    from resilify_cli.session.stored_history import StoredAnswerHistory

    enrollment = store.enrollments.latest(program.key) or store.enrollments.begin(
        program.key, program.slug, program.title, "", walk=False
    )
    history = StoredAnswerHistory(store, enrollment, program, ctx.settings.day_start, ctx.programs.installed)
    session = program.sessions[0]
    asker = ActivityAsker(store, prompter, enrollment, history, session.id, session.title)
    return PageEditor(program, asker, page_sources())


def _write_page(ctx: AppContext, shown: HardDaysPage, to: str, *, force: bool) -> None:
    from resilify_cli.app.page_file import check_page_file, is_html, write_page_file
    from resilify_cli.pages.hard_days import render_hard_days

    place = check_page_file(ctx, to, "resilify page", force=force)
    write_page_file(
        place, lambda: render_hard_days(shown), lambda _: list(_page_lines(shown, locked=False)), force=force
    )
    print_message(f"Written: {to}")
    if is_html(place):
        print_message(
            "To have it on paper, open it in a browser and print it: it comes in the size of a card."
        )
    if not shown.lines:
        print_message(
            "No crisis line is on it, since your country is not known."
            " To name it, and write the page again: resilify settings country GB"
        )
    print_message("It is not encrypted: whoever has the file can read it.")


def _page_lines(shown: HardDaysPage, *, locked: bool) -> Iterator[str]:
    yield from _wrapped(f"{shown.danger} More: resilify help-now")
    for service, contact in shown.lines:
        yield ""
        yield from _wrapped(safe_line(service))
        yield from _wrapped(f"  {safe_line(contact)}")
    yield ""
    yield from _wrapped(f"{_CALLING} {_NEXT}" if shown.lines or shown.sections else _CALLING)
    if locked:
        yield ""
        yield from _wrapped(
            "Your own page is locked with your passphrase. To open it: resilify page --unlock"
        )
    for section in shown.sections:
        yield ""
        yield safe_line(section.title)
        for line in safe(section.words).splitlines():
            yield from _wrapped(f"  {line}") if line.strip() else [""]
    yield ""
    if not shown.sections:
        yield from _wrapped('Three minutes that ask for nothing: resilify practice "five things"')
        if not locked:
            yield from _wrapped("A page of your own, for a calmer day: resilify page edit")
            yield ""
    yield from _wrapped(_ABOUT)
    changed = f"Last changed on {date_text(shown.changed)}. " if shown.changed else ""
    yield from _wrapped(f"{changed}Numbers change; the lines were checked on {date_text(CHECKED)}.")


def _wrapped(text: str) -> list[str]:
    indent = "  " if text.startswith("  ") else ""
    return wrap(text.strip(), terminal_width(), at_hyphens=False, indent=indent, hanging_indent=2 * indent)


def _page_data(shown: HardDaysPage, *, locked: bool) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "locked": locked,
        "emergency": shown.danger,
        "lines": [{"service": service, "contact": contact} for service, contact in shown.lines],
        "checked": CHECKED.isoformat(),
        "parts": [section._asdict() for section in shown.sections],
        "changed": shown.changed.isoformat() if shown.changed else None,
    }
