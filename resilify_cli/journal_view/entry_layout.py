"""How entries look, as lines in a terminal or a pipe."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from resilify_cli.console import NO_WRAP, stdout_is_terminal, terminal_width
from resilify_cli.journal_view.day_text import day_text
from resilify_cli.journal_view.marked_text import INDENT, marked, wrapped, wrapped_marked
from resilify_cli.safe import safe_line
from resilify_cli.store.search_terms import CLOSES, OPENS
from resilify_cli.theme import Theme

if TYPE_CHECKING:
    from resilify_cli.store.entry import Entry
    from resilify_cli.store.journal import Page

_MOST_LINES = 6
# A question without any of these is the same as Markdown. What reads Markdown takes long to load.
_MARKDOWN = frozenset("*_`[<&\\~")
_WORDS_INDENT = " " * 9


def first_lines(text: str) -> str:
    """Return the first lines of a text, with an ellipsis where there are more."""
    lines = text[: terminal_width() * _MOST_LINES].split("\n")
    shown = "\n".join(lines[:_MOST_LINES])
    return shown if shown == text else f"{shown} …"


class EntryLayout:
    """Lays out entries for one person's terminal.

    Attributes:
        day_start: how long after midnight a day begins.
        theme: how the parts look.
    """

    def __init__(self, day_start: timedelta, theme: Theme) -> None:
        self.day_start = day_start
        self.theme = theme

    def page_lines(self, found: "Page") -> list[str]:
        """Return the lines of a page of the journal: each day, and its entries shortened.

        Args:
            found: the entries of the page.
        """
        lines: list[str] = []
        day = None
        # In the order of time, what is of a date without a time can stand among what a night added to the
        # day before, and a day would be shown twice.
        for entry in sorted(found.entries, key=lambda one: one.day(self.day_start), reverse=True):
            if entry.day(self.day_start) != day:
                day = entry.day(self.day_start)
                lines += [self.theme.paint(day_text(day), "strong"), ""]
            lines += [*self.lines(entry, whole=False), ""]
        return lines[:-1]

    def kept_line(self, entry: "Entry") -> str:
        """Return the sentence about an entry that was kept: its id, and the day it went to."""
        return f"Kept as {entry.handle}, on {day_text(entry.day(self.day_start))}."

    def lines(self, entry: "Entry", *, whole: bool) -> Iterator[str]:
        """Yield an entry's lines: time and id, where it comes from, the question, and the words.

        Args:
            entry: the entry.
            whole: whether to show all of it; else a long text is shown from its beginning, or from where a
                search found something.
        """
        clock = "" if entry.timeless else f"{entry.at:%H:%M}"
        yield self.theme.paint(f"{clock:5}  {entry.handle}{_found_elsewhere(entry)}", "muted")
        if source := _source_line(entry):
            yield from self._dim_lines(source)
        if entry.prompt:
            yield from self._dim_lines(_question_line(entry, whole=whole))
        if whole and not entry.intact:
            yield f"{INDENT}(This entry is not as it was written: the file may be damaged.)"
        if whole:
            yield from wrapped(entry.text, _WORDS_INDENT)
        else:
            yield from self._first_lines(entry)

    def _dim_lines(self, text: str) -> Iterator[str]:
        """Yield a text with marks in it as dim lines."""
        begin, _, end = self.theme.paint("\0", "muted").partition("\0")
        opens, closes = self._shown_marks()
        for line in wrapped_marked(text, INDENT):
            shown = line.replace(OPENS, f"{end}{opens}").replace(CLOSES, f"{closes}{begin}")
            yield f"{begin}{INDENT}{shown}{end}" if line else ""

    def _first_lines(self, entry: "Entry") -> Iterator[str]:
        # Only a part of a long text is laid out, since only that is shown.
        # In a pipe, all is.
        width = terminal_width()
        rows = _MOST_LINES if width < NO_WRAP else len(entry.text) + 1
        most = width * (rows + 1)
        start = 0
        if entry.matches and entry.matches[0][1] > most // 2:
            near = max(0, entry.matches[0][0] - width)
            start = entry.text.find(" ", near, entry.matches[0][0]) + 1 or near
        shown = marked(entry.text, entry.matches, start, start + most)
        lines = list(wrapped_marked(shown, _WORDS_INDENT))
        found = next((place for place, line in enumerate(lines) if OPENS in line), 0)
        first = found - 1 if found >= rows else 0
        if start or first:
            yield f"{_WORDS_INDENT}…"
        yield from (self._with_marks_shown(line) for line in lines[first : first + rows])
        if len(lines) > first + rows or len(entry.text) > start + most or start or first:
            yield f"{_WORDS_INDENT}… (all of it: resilify journal show {entry.handle})"

    def _with_marks_shown(self, line: str) -> str:
        if not line:
            return ""
        opens, closes = self._shown_marks()
        return _WORDS_INDENT + line.replace(OPENS, opens).replace(CLOSES, closes)

    def _shown_marks(self) -> tuple[str, str]:
        """Return the marks around a match: a style, stars where a terminal shows none, nothing in a pipe."""
        begin, _, end = self.theme.paint("\0", "found").partition("\0")
        if begin or not stdout_is_terminal():
            return begin, end
        return "*", "*"


def _source_line(entry: "Entry") -> str:
    parts = (
        safe_line(marked(entry.program, entry.program_matches)),
        safe_line(marked(entry.session, entry.session_matches)),
        "check-in" if entry.kind == "checkin" else "",
        entry.occasion,
        "changed since" if entry.edited else "",
    )
    return " · ".join(part for part in parts if part)


def _question_line(entry: "Entry", *, whole: bool) -> str:
    """Return the question, its matches between marks; unless it is `whole`, the line that says most of it."""
    question = marked(entry.prompt, entry.prompt_matches)
    if not _MARKDOWN.isdisjoint(question):
        from resilify_cli.content.markdown import plain_text

        question = plain_text(question)
    question = question.strip()
    if whole:
        return question
    lines = question.split("\n")
    return lines[0] if OPENS in lines[0] else next((line for line in lines if OPENS in line), lines[0])


def _found_elsewhere(entry: "Entry") -> str:
    """Return where a search found something, if it is not in the words that were written."""
    found = entry.matched_in
    if not found or "text" in found:
        return ""
    return f"  found in the {' and '.join(_PARTS[part] for part in found)}"


# By the names of `Entry.matched_in`.
_PARTS = {"question": "question", "session": "session's title", "program": "program's title"}
