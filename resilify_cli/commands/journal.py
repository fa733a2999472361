"""`resilify journal`: what was written, newest first; one entry whole; words in all of them."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from resilify_cli.commands.dates import read_span
from resilify_cli.commands.lazy import LazyGroup
from resilify_cli.commands.options import (
    SCHEMA_VERSION,
    AsJson,
    complete_program,
    one_command,
    refuse_early_options,
)
from resilify_cli.commands.surroundings import Surroundings, now, surroundings
from resilify_cli.console import out, out_json, page_out, styled, talk, width
from resilify_cli.errors import EntryNotFoundError, UsageError
from resilify_cli.safe import safe, safe_line

if TYPE_CHECKING:
    from resilify_cli.store.journal import Entry, Page

_MOST_LINES = 6
_INDENT = " " * 7
_WORDS_INDENT = " " * 9

_Program = Annotated[
    str | None, typer.Option(help="Only from this program.", autocompletion=complete_program)
]
_Session = Annotated[
    str | None, typer.Option(help="Only from this session: its id, or with --program its number.")
]
_From = Annotated[str | None, typer.Option("--from", help="From this day on: 2026-11-03, yesterday.")]
_To = Annotated[str | None, typer.Option("--to", help="Up to and with this day.")]
_On = Annotated[str | None, typer.Option("--on", help="On this day.")]
_Limit = Annotated[int, typer.Option(help="How many to show.", min=1, max=100_000)]
_PageNumber = Annotated[
    int, typer.Option("--page", help="2 for the ones before those, and so on.", min=1, max=1_000_000)
]


class _Journal(LazyGroup):
    """The commands of the journal, all but `add` functions of this module."""

    summaries: ClassVar = {
        "list": "Read back what you wrote, newest first.",
        "show": "Show one entry whole.",
        "search": "Find words in what you wrote.",
        "add": "Write a note of your own.",
    }

    @staticmethod
    def load(name: str) -> typer.Typer:
        """Return the app of a command."""
        if name == "add":
            from resilify_cli.commands import journal_add

            return journal_add.app
        # `list` has the same options, and gives the same answer, as the group has alone.
        commands: dict[str, Callable[..., None]] = {"list": journal, "show": show, "search": search}
        made = one_command()
        made.command()(commands[name])
        return made


app = one_command(cls=_Journal)


@app.callback(invoke_without_command=True)
def journal(
    ctx: typer.Context,
    program: _Program = None,
    session: _Session = None,
    since: _From = None,
    until: _To = None,
    day: _On = None,
    limit: _Limit = 10,
    page: _PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """Read back what you wrote, newest first."""
    if ctx.invoked_subcommand is not None:
        refuse_early_options(ctx)
        return
    _read("", program, session, (since, until, day), limit, page, as_json)


def search(
    words: Annotated[
        list[str],
        typer.Argument(help='Words that all occur; "a phrase" in quotes; begin* for beginnings.'),
    ],
    program: _Program = None,
    session: _Session = None,
    since: _From = None,
    until: _To = None,
    day: _On = None,
    limit: _Limit = 10,
    page: _PageNumber = 1,
    as_json: AsJson = False,
) -> None:
    """Find words in what you wrote, newest first."""
    # A word that holds a space was quoted in the shell, so it is meant as a phrase.
    query = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    _read(query, program, session, (since, until, day), limit, page, as_json)


def show(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="An entry's id, or its beginning.")],
    text: Annotated[
        bool, typer.Option("--text", help="Only the words, as they were written: to keep them as a page.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show one entry whole, with the question as it was asked."""
    around = surroundings()
    store = around.found_store()
    if store is None:
        raise EntryNotFoundError("The journal is still empty.", "To begin: resilify start")
    with store:
        entry = store.journal.find(entry_id)
        versions = store.entries.versions(entry.id)
    if as_json:
        out_json(
            {
                "schema_version": SCHEMA_VERSION,
                **_data(entry),
                "intact": entry.intact,
                "earlier_versions": versions,
            }
        )
        return
    if text:
        out(safe(entry.text))
        return
    lines = [_day(entry), "", *_entry_lines(entry, around, whole=True)]
    for number, version in enumerate(reversed(versions), 1):
        lines += ["", f"{_INDENT}Earlier version {len(versions) - number + 1}:", *_wrapped(version)]
    page_out(lines, around.environment)


def _read(
    words: str,
    program: str | None,
    session: str | None,
    days: tuple[str | None, str | None, str | None],
    limit: int,
    page: int,
    as_json: bool,
) -> None:
    around = surroundings()
    since, until = read_span(*days, now())
    store = around.found_store()
    if store is None:
        found = None
    else:
        from resilify_cli.store.journal import Filter

        wanted = Filter(program or "", _session_id(around, program, session), since, until)
        with store:
            found = store.journal.page(wanted, limit, (page - 1) * limit, words)
    entries = found.entries if found else ()
    if as_json:
        more = bool(found and found.more)
        out_json({"schema_version": SCHEMA_VERSION, "entries": [_data(e) for e in entries], "more": more})
    elif not entries or found is None:
        talk(_nothing(words, filtered=any((program, session, *days)) or page > 1))
    else:
        page_out(_page_lines(found, around, page), around.environment)


def _page_lines(found: "Page", around: Surroundings, page: int) -> list[str]:
    lines: list[str] = []
    day = ""
    for entry in found.entries:
        if _day(entry) != day:
            day = _day(entry)
            lines += [styled(day, "bold", around.environment), ""]
        lines += [*_entry_lines(entry, around, whole=False), ""]
    if found.more:
        lines.append(f"There are older ones: the same with --page {page + 1}.")
    return lines


def _entry_lines(entry: "Entry", around: Surroundings, *, whole: bool) -> Iterator[str]:
    place = " · ".join(
        part
        for part in (
            safe_line(entry.program),
            safe_line(entry.session),
            "practice" if entry.practice else "",
            "changed since" if entry.edited else "",
        )
        if part
    )
    yield styled(f"{entry.at:%H:%M}  {entry.handle}", "dim", around.environment)
    if place:
        yield from (styled(line, "dim", around.environment) for line in _wrapped(place))
    if entry.prompt:
        asked = entry.prompt if whole else entry.prompt.strip().partition("\n")[0]
        yield from (styled(line, "dim", around.environment) for line in _wrapped(asked))
    if whole and not entry.intact:
        yield f"{_INDENT}(This entry is not as it was written: the file may be damaged.)"
    # Only the beginning of a long text is laid out, since only that is shown.
    shown = entry.text if whole else entry.text[: width() * (_MOST_LINES + 1)]
    text = _wrapped(shown, _WORDS_INDENT)
    if whole or (len(text) <= _MOST_LINES and len(entry.text) <= width() * (_MOST_LINES + 1)):
        yield from text
    else:
        yield from text[:_MOST_LINES]
        yield f"{_WORDS_INDENT}… (all of it: resilify journal show {entry.handle})"


def _wrapped(text: str, indent: str = _INDENT) -> list[str]:
    from textwrap import wrap

    room = width() - len(indent)
    lines: list[str] = []
    for line in safe(text).strip("\n").split("\n"):
        lines += [f"{indent}{part}" for part in wrap(line, room)] or [""]
    return lines


def _day(entry: "Entry") -> str:
    return f"{entry.at:%A} {entry.at.day} {entry.at:%B %Y}"


def _session_id(around: Surroundings, program: str | None, session: str | None) -> str:
    if session is None or not session.isdecimal() or len(session) > 6:
        return session or ""
    if program is None:
        raise UsageError("A session's number needs its program.", "Add --program, or give the session's id.")
    card = around.catalog().by_slug().get(program)
    if card is None or not 1 <= int(session) <= len(card.sessions):
        raise UsageError(f"There is no session {session} in {program!r}.", "To see them: resilify show")
    return card.sessions[int(session) - 1].id


def _nothing(words: str, *, filtered: bool) -> str:
    if words or filtered:
        return "Nothing of that is in the journal."
    return "The journal is still empty. It fills as you go: resilify start"


def _data(entry: "Entry") -> dict[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "at": entry.at.isoformat(timespec="seconds"),
        "edited": entry.edited,
        "program": entry.program or None,
        "slug": entry.slug or None,
        "session": entry.session or None,
        "activity_kind": entry.activity_kind or None,
        "practice": entry.practice,
        "prompt": entry.prompt or None,
        "text": entry.text,
    }
