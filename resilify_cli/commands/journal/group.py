"""`resilify journal`: what was written, newest first, and the commands for all else."""

from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from resilify_cli.app.context import app_context
from resilify_cli.command_line.journal_filters import (
    From,
    Limit,
    OfKind,
    OfProgram,
    OfSession,
    On,
    PageNumber,
    To,
    WithTags,
    read_filter,
)
from resilify_cli.command_line.lazy_group import LazyGroup
from resilify_cli.command_line.options import (
    SCHEMA_VERSION,
    AsJson,
    Command,
    WordsCommand,
    command_app,
)
from resilify_cli.console import print_json, print_message
from resilify_cli.errors import UsageError
from resilify_cli.terminal.pager import print_paged

if TYPE_CHECKING:
    from resilify_cli.journal_view.search_remarks import Near
    from resilify_cli.store.journal import Page

# The headings of the help, and below each its commands: the module here, and the line that the
# help shows. `list` and `search` are functions of this one.
_GROUPS = {
    "Reading": {
        "list": ("", "Read back what you wrote, newest first."),
        "show": ("show", "Show one entry whole."),
        "search": ("", "Find words in what you wrote."),
        "on-this-day": ("on_this_day", "What you wrote on this day, a week, a month and years ago."),
        "tags": ("tags", "The tags you use, and how often."),
        "history": ("history", "What an entry was before it was changed."),
    },
    "Writing": {
        "add": ("add", "Write a note of your own."),
        "edit": ("edit", "Change an entry; what it was is kept."),
        "undo": ("undo", "Take back what you kept, deleted or imported last."),
    },
    "The trash": {
        "delete": ("delete", "Put an entry into the trash."),
        "trash": ("trash", "What is in the trash; trash empty erases it."),
        "restore": ("restore", "Take an entry back out of the trash."),
    },
    "Taking along": {
        "export": ("export", "Take your words with you, in a format you choose."),
        "import": ("import_", "Bring words in from a file or a folder."),
    },
}
_COMMANDS = {name: found for commands in _GROUPS.values() for name, found in commands.items()}


class JournalGroup(LazyGroup):
    """The commands of `_GROUPS`."""

    groups: ClassVar = _GROUPS
    summaries: ClassVar = {name: summary for name, (_, summary) in _COMMANDS.items()}
    destroying: ClassVar = ("delete", "restore", "trash")

    @staticmethod
    def load(name: str) -> typer.Typer:
        """Return the app of a command."""
        if module := _COMMANDS[name][0]:
            found: typer.Typer = import_module(f"resilify_cli.commands.journal.{module}").app
            return found
        made = command_app()
        # `list` has the same options, and gives the same answer, as the group has alone.
        made.command(cls=WordsCommand if name == "search" else Command)(
            search if name == "search" else journal
        )
        return made


app = command_app(cls=JournalGroup)


@app.callback(invoke_without_command=True)
def journal(
    typer_context: typer.Context,
    program: OfProgram = None,
    session: OfSession = None,
    kind: OfKind = None,
    tags: WithTags = None,
    since: From = None,
    until: To = None,
    day: On = None,
    limit: Limit = 10,
    page: PageNumber = 1,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Questions that you passed over, and how to open each.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Read back what you wrote, newest first."""
    if typer_context.invoked_subcommand is not None:
        return
    if unanswered:
        from resilify_cli.commands.journal.unanswered import show_unanswered

        show_unanswered(program, as_json=as_json)
        return
    _read_journal("", (program, session, kind, tags, (since, until, day)), limit, page, as_json)


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help='Words that must all be there, OR, AND and NOT like the others; "a phrase" in quotes;'
            " begin* for all words that begin so.",
        ),
    ],
    program: OfProgram = None,
    session: OfSession = None,
    kind: OfKind = None,
    tags: WithTags = None,
    since: From = None,
    until: To = None,
    day: On = None,
    limit: Limit = 10,
    page: PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """Find words in what you wrote, and in the questions and titles above it, newest first."""
    # A word that holds a space was quoted in the shell, so it is meant as a phrase.
    query = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    _read_journal(query, (program, session, kind, tags, (since, until, day)), limit, page, as_json)


_Wanted = tuple[
    str | None,
    str | None,
    str | None,
    list[str] | None,
    tuple[str | None, str | None, str | None],
]


def _read_journal(words: str, wanted: _Wanted, limit: int, page: int, as_json: bool) -> None:
    ctx = app_context()
    chosen = read_filter(ctx, *wanted)
    store = ctx.stores.open_existing()
    found, there = None, 0
    near: Near = {}
    if store is not None:
        with store:
            found = store.journal.page(chosen, limit, (page - 1) * limit, words)
            if page > 1 and not found.entries:
                there = store.journal.count(chosen, words)
            if words and page == 1 and not found.entries:
                near = store.journal.similar_words(words)
    entries = found.entries if found else ()
    if words:
        _tell_joining(words)
    if there:
        raise _no_page_error(page, -(-there // limit))
    if as_json:
        print_json(_page_data(words, found, near, ctx.settings.day_start))
    elif not entries or found is None:
        print_message(_no_result(words, filtered=any(chosen)))
        if words:
            _tell_near(words, near)
    else:
        print_paged(ctx.entry_layout.page_lines(found), ctx.environment)
        if found.more:
            print_message(f"\nThere are older ones: the same with --page {page + 1}.")


def _tell_joining(words: str) -> None:
    from resilify_cli.store.search_terms import JOINING

    # Few searches have one, and the others load nothing that tells of them.
    if JOINING.isdisjoint(words.split()):
        return
    from resilify_cli.journal_view.search_remarks import joining_remark

    if remark := joining_remark(words):
        print_message(remark)


def _tell_near(words: str, near: "Near") -> None:
    from resilify_cli.journal_view.search_remarks import near_lines

    for line in near_lines(words, near):
        print_message(line)


def _page_data(words: str, found: "Page | None", near: "Near", day_start: timedelta) -> dict[str, object]:
    """Return a page as it is written with --json; of a search that found nothing, also what is near."""
    from resilify_cli.journal_view.entry_json import entry_json

    entries = found.entries if found else ()
    data = [entry_json(entry, day_start) for entry in entries]
    said: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "entries": data,
        "more": bool(found and found.more),
    }
    if words and not entries:
        from resilify_cli.journal_view.search_remarks import near_data

        said["near"] = near_data(near)
    return said


def _no_page_error(page: int, pages: int) -> UsageError:
    if pages == 1:
        return UsageError(f"There is no page {page:,}: all of it is on one.", "Leave --page out to see it.")
    return UsageError(
        f"There is no page {page:,}: there are {pages:,}.", f"For the last: the same with --page {pages}"
    )


def _no_result(words: str, *, filtered: bool) -> str:
    if words or filtered:
        return "Nothing of that is in the journal."
    return "The journal is still empty. It fills as you go: resilify start"
