"""How entries look: as lines in a terminal or a pipe, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext
from resilify_cli.console import stdout_is_terminal, styled, terminal_width
from resilify_cli.safe import safe, safe_line
from resilify_cli.store.words import CLOSES, OPENS
from resilify_cli.text_width import wrap

if TYPE_CHECKING:
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.journal import Page

_MOST_LINES = 6
# A question without any of these is the same as Markdown. What reads Markdown takes long to load.
_MARKDOWN = frozenset("*_`[<&\\~")
INDENT = " " * 7
_WORDS_INDENT = " " * 9


def page_lines(found: "Page", ctx: AppContext, page: int) -> list[str]:
    """Return the lines of a page: each day, and its entries shortened."""
    lines: list[str] = []
    day = None
    # In the order of time, what is of a date without a time can stand among what a night added to the day
    # before, and a day would be shown twice.
    for entry in sorted(found.entries, key=lambda one: entry_day(one, ctx), reverse=True):
        if entry_day(entry, ctx) != day:
            day = entry_day(entry, ctx)
            lines += [styled(day_line(day), "bold", ctx.environment), ""]
        lines += [*entry_lines(entry, ctx, whole=False), ""]
    if found.more:
        lines.append(f"There are older ones: the same with --page {page + 1}.")
    return lines


def entry_day(entry: "Entry", ctx: AppContext) -> date:
    """Return the day that an entry belongs to."""
    return entry.day(ctx.settings.day_start)


def day_line(day: date) -> str:
    """Return a day in words."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def kept_line(entry: "Entry", ctx: AppContext) -> str:
    """Return what to say of an entry that was kept: its id, and the day it went to."""
    return f"Kept as {entry.handle}, on {day_line(entry_day(entry, ctx))}."


def entry_lines(entry: "Entry", ctx: AppContext, *, whole: bool) -> Iterator[str]:
    """Yield an entry's lines: time and id, where it comes from, the question, and the words.

    Unless it is asked for `whole`, a long text is shown from its beginning, or from where a search
    found something.
    """

    found = _found_elsewhere(entry)
    clock = "" if entry.timeless else f"{entry.at:%H:%M}"
    yield styled(f"{clock:5}  {entry.handle}{found}", "dim", ctx.environment)
    if place := _place(entry):
        yield from _dim_lines(place, ctx)
    if entry.prompt:
        yield from _dim_lines(_question(entry, whole=whole), ctx)
    if whole and not entry.intact:
        yield f"{INDENT}(This entry is not as it was written: the file may be damaged.)"
    if whole:
        yield from wrapped(entry.text, _WORDS_INDENT)
    else:
        yield from _beginning(entry, ctx)


def beginning_of(text: str) -> str:
    """Return the first lines of a text."""
    lines = text[: terminal_width() * _MOST_LINES].split("\n")
    shown = "\n".join(lines[:_MOST_LINES])
    return shown if shown == text else f"{shown} …"


def _place(entry: "Entry") -> str:
    parts = (
        safe_line(_marked(entry.program, entry.program_matches)),
        safe_line(_marked(entry.session, entry.session_matches)),
        "check-in" if entry.kind == "checkin" else "",
        "practice" if entry.practice else "",
        "changed since" if entry.edited else "",
    )
    return " · ".join(part for part in parts if part)


def _question(entry: "Entry", *, whole: bool) -> str:
    """Return the question, its matches between marks; unless it is `whole`, the line that says most of it."""
    marked = _marked(entry.prompt, entry.prompt_matches)
    if not _MARKDOWN.isdisjoint(marked):
        from resilify_cli.content.markdown import plain_text

        marked = plain_text(marked)
    marked = marked.strip()
    if whole:
        return marked
    lines = marked.split("\n")
    return lines[0] if OPENS in lines[0] else next((line for line in lines if OPENS in line), lines[0])


def _found_elsewhere(entry: "Entry") -> str:
    """Return where a search found something, if it is not in the words that were written."""
    found = entry.matched_in
    if not found or "text" in found:
        return ""
    return f"  found in the {' and '.join(_PARTS[part] for part in found)}"


# By the names of `Entry.matched_in`.
_PARTS = {"question": "question", "session": "session's title", "program": "program's title"}


def _dim_lines(marked: str, ctx: AppContext) -> Iterator[str]:
    """Yield a text with marks in it as dim lines."""
    begin, _, end = styled("\0", "dim", ctx.environment).partition("\0")
    opens, closes = _marks(ctx)
    for line in _wrapped_marked(marked, INDENT):
        shown = line.replace(OPENS, f"{end}{opens}").replace(CLOSES, f"{closes}{begin}")
        yield f"{begin}{INDENT}{shown}{end}" if line else ""


def _beginning(entry: "Entry", ctx: AppContext) -> Iterator[str]:
    # Only a part of a long text is laid out, since only that is shown.
    most = terminal_width() * (_MOST_LINES + 1)
    start = 0
    if entry.matches and entry.matches[0][1] > most // 2:
        near = max(0, entry.matches[0][0] - terminal_width())
        start = entry.text.find(" ", near, entry.matches[0][0]) + 1 or near
    shown = _marked(entry.text, entry.matches, start, start + most)
    lines = list(_wrapped_marked(shown, _WORDS_INDENT))
    found = next((place for place, line in enumerate(lines) if OPENS in line), 0)
    first = found - 1 if found >= _MOST_LINES else 0
    if start or first:
        yield f"{_WORDS_INDENT}…"
    yield from (_show_marks(line, ctx) for line in lines[first : first + _MOST_LINES])
    if len(lines) > first + _MOST_LINES or len(entry.text) > start + most or start or first:
        yield f"{_WORDS_INDENT}… (all of it: resilify journal show {entry.handle})"


def _marked(text: str, matches: Sequence[tuple[int, int]], start: int = 0, end: int | None = None) -> str:
    """Return a part of the text with its matches between marks."""
    end = len(text) if end is None else end
    clean = text[start:end].replace(OPENS, " ").replace(CLOSES, " ")
    parts, at = [], 0
    for opens, closes in ((max(a, start) - start, min(b, end) - start) for a, b in matches):
        if at <= opens < closes:
            parts += [clean[at:opens], OPENS, clean[opens:closes], CLOSES]
            at = closes
    return "".join([*parts, clean[at:]])


def _wrapped_marked(marked: str, indent: str) -> Iterator[str]:
    """Wrap a text with marks in it, which take no room. The lines leave room for the indent."""
    is_open = False
    for line in safe(marked).strip("\n").split("\n"):
        bare = line.replace(OPENS, "").replace(CLOSES, "")
        marks: list[tuple[int, str]] = [(0, OPENS)] if is_open else []
        at = 0
        for character in line:
            if character in (OPENS, CLOSES):
                marks.append((at, character))
                is_open = character == OPENS
            else:
                at += 1
        yield from _parts(bare, marks, indent)


def _parts(bare: str, marks: list[tuple[int, str]], indent: str) -> Iterator[str]:
    """Yield a line in parts that fit, each with the marks that fall into it."""
    at, is_open = 0, False
    for line in wrapped(bare, indent):
        part = line.removeprefix(indent)
        at = bare.find(part, at)
        shown, last = "", at
        if is_open:
            shown = OPENS
        while marks and marks[0][0] <= at + len(part):
            place, mark = marks.pop(0)
            shown += bare[last : max(last, place)] + mark
            last, is_open = max(last, place), mark == OPENS
        at += len(part)
        shown += bare[last:at] + (CLOSES if is_open else "")
        # At the end of a line may stand the beginning of what is marked in the next.
        yield shown.replace(OPENS + CLOSES, "")


def _show_marks(line: str, ctx: AppContext) -> str:
    if not line:
        return ""
    opens, closes = _marks(ctx)
    return _WORDS_INDENT + line.replace(OPENS, opens).replace(CLOSES, closes)


def _marks(ctx: AppContext) -> tuple[str, str]:
    """Return what stands around a match: a style, stars where a terminal shows none, nothing in a pipe."""
    begin, _, end = styled("\0", "found", ctx.environment).partition("\0")
    if begin or not stdout_is_terminal():
        return begin, end
    return "*", "*"


def wrapped(text: str, indent: str = INDENT) -> list[str]:
    """Return a text, made safe, in lines that fit the terminal."""
    room = terminal_width() - len(indent)
    lines: list[str] = []
    for line in safe(text).strip("\n").split("\n"):
        lines += [f"{indent}{part}" for part in wrap(line, room)] or [""]
    return lines


def entry_data(entry: "Entry", ctx: AppContext) -> dict[str, object]:
    """Return an entry as JSON."""
    from resilify_cli.store.labels import tags_in

    return {
        "id": entry.id,
        "kind": entry.kind,
        "at": entry.at.isoformat(timespec="seconds"),
        "day": entry_day(entry, ctx).isoformat(),
        "edited": entry.edited,
        "program": entry.program or None,
        "slug": entry.slug or None,
        "session": entry.session or None,
        "activity_kind": entry.activity_kind or None,
        "practice": entry.practice,
        "prompt": entry.prompt or None,
        "text": entry.text,
        "tags": tags_in(entry.text),
        "checkin": _checkin(entry),
        "matches": [list(match) for match in entry.matches],
        "matched_in": entry.matched_in,
    }


def _checkin(entry: "Entry") -> object:
    if entry.kind != "checkin":
        return None
    from resilify_cli.activities.stored_json import load_stored_json

    try:
        return load_stored_json(entry.answers or "null")
    except ValueError:
        # The file is damaged; `intact` tells.
        return None
