"""The footer: the keys of a screen on its last row, as many of them as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.text_width import display_width, truncate, wrap

if TYPE_CHECKING:
    from resilify_cli.prompters.full_screen.key_hints import KeyHint

_BETWEEN = " · "


def footer_line(hints: Sequence[KeyHint], columns: int, more: KeyHint) -> str:
    """Return one line with as many of the keys as fit: the first and the essential ones before the others.

    Args:
        hints: The keys of the screen, the most important first.
        columns: The width of the screen.
        more: The key that shows all of them, at the end of the line.
    """
    shown = [hint for hint in hints if hint.in_footer]
    if not _fits_row(shown, columns, more):
        shown = [hint._replace(does=hint.short or hint.does) for hint in shown]
    kept = {at for at, hint in enumerate(shown) if hint.essential or at == 0}
    for at in range(len(shown)):
        if _fits_row(
            [hint for place, hint in enumerate(shown) if place in kept or place == at], columns, more
        ):
            kept.add(at)
    named = [hint for at, hint in enumerate(shown) if at in kept]
    # A word that is cut helps nobody. The last key leaves, and goes only where it must.
    if len(named) > 2 and display_width(_footer_line([*named[:-2], named[-1]])) < columns <= display_width(
        _footer_line(named)
    ):
        del named[-2]
    while len(named) > 1 and display_width(_footer_line(named)) >= columns:
        named.pop()
    line = _footer_line([*named, more] if _fits_row(named, columns, more) else named)
    return line if display_width(line) < columns else truncate(line, max(1, columns - 1))


def _fits_row(hints: Sequence[KeyHint], columns: int, more: KeyHint) -> bool:
    return display_width(_footer_line([*hints, more])) < columns


def _footer_line(hints: Sequence[KeyHint]) -> str:
    return " " + _BETWEEN.join(f"{hint.key} {hint.does}" for hint in hints)


def all_keys(hints: Sequence[KeyHint], columns: int) -> list[str]:
    """Return the list of all keys of a screen, for whoever asks for it."""
    name_columns = min(max((display_width(hint.key) for hint in hints), default=0), columns // 2) + 2
    lines: list[str] = []
    for hint in hints:
        name = hint.key + " " * (name_columns - display_width(hint.key))
        lines += wrap(name + hint.does, columns, hanging_indent=" " * name_columns)
    return lines
