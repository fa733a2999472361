"""Text with marks around what a search found, wrapped to the terminal; marks take no room."""

from collections.abc import Iterator, Sequence

from resilify_cli.console import terminal_width
from resilify_cli.safe import safe
from resilify_cli.store.search_terms import CLOSES, OPENS
from resilify_cli.text_width import wrap

INDENT = " " * 7


def marked(text: str, matches: Sequence[tuple[int, int]], start: int = 0, end: int | None = None) -> str:
    """Put the matches in a part of a text between marks.

    Args:
        text: the whole text.
        matches: where matches begin and end in it, in characters, in order.
        start: where the part begins, in characters.
        end: where it ends; None for the end of the text.
    """
    end = len(text) if end is None else end
    clean = text[start:end].replace(OPENS, " ").replace(CLOSES, " ")
    parts, at = [], 0
    for opens, closes in ((max(a, start) - start, min(b, end) - start) for a, b in matches):
        if at <= opens < closes:
            parts += [clean[at:opens], OPENS, clean[opens:closes], CLOSES]
            at = closes
    return "".join([*parts, clean[at:]])


def wrapped_marked(text: str, indent: str) -> Iterator[str]:
    """Yield a text with marks as lines without the indent, which leave room for it."""
    room = terminal_width() - len(indent)
    is_open = False
    for line in _safe_marked(text).strip("\n").split("\n"):
        if not is_open and OPENS not in line:
            # As most lines are, and all of them where nothing was searched for.
            yield from wrap(line, room) or [""]
            continue
        bare = _without_marks(line)
        marks: list[tuple[int, str]] = [(0, OPENS)] if is_open else []
        at = 0
        for character in line:
            if character in (OPENS, CLOSES):
                marks.append((at, character))
                is_open = character == OPENS
            else:
                at += 1
        yield from _with_marks(bare, marks, room)


def _safe_marked(text: str) -> str:
    """Return a text with marks made safe, without a look at each letter where nothing in it is unsafe."""
    bare = _without_marks(text)
    # The marks alone would have `safe` look at each letter.
    return text if safe(bare) == bare else safe(text)


def _without_marks(text: str) -> str:
    return text.replace(OPENS, "").replace(CLOSES, "")


def _with_marks(bare: str, marks: list[tuple[int, str]], room: int) -> Iterator[str]:
    """Yield a line in parts that fit, each with the marks that fall into it."""
    at, is_open = 0, False
    for part in wrap(bare, room) or [""]:
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


def wrapped(text: str, indent: str = INDENT) -> list[str]:
    """Return a text, made safe, in lines that fit the terminal, each with the indent."""
    room = terminal_width() - len(indent)
    lines: list[str] = []
    for line in safe(text).strip("\n").split("\n"):
        lines += [f"{indent}{part}" for part in wrap(line, room)] or [""]
    return lines
