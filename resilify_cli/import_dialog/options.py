"""Reads what a person says about an import: how its dates are written, and what its words for moods mean."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext
from resilify_cli.dates.parsing import parse_day
from resilify_cli.errors import UsageError

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions


def import_options(
    ctx: AppContext, date_format: str | None, date: str | None, moods: Sequence[str], *, split: bool
) -> "ImportOptions":
    """Return the options of an import.

    Raises:
        UsageError: one of them can't be understood.
    """
    from resilify_cli.exchange.file_dates.entry_date import DateOrder
    from resilify_cli.exchange.import_options import ImportOptions

    at = ctx.now()
    order = next((order for order in DateOrder if order.value == date_format), None)
    if date_format is not None and order is None:
        _check_pattern(date_format)
    return ImportOptions(
        order=order,
        pattern=date_format if date_format and not order else "",
        date=parse_day(date, ctx.date_context()) if date is not None else None,
        moods=dict(map(read_mood, moods)),
        split=split,
        programs=lambda: {card.title for card in ctx.programs.catalog().programs},
        now=at,
        zone=ctx.zone,
    )


def read_mood(said: str) -> tuple[str, int]:
    """Return the word and the number of `word=3`.

    Raises:
        UsageError: it is not of that form.
    """
    word, _, number = said.rpartition("=")
    word = " ".join(word.split()).casefold()
    if not word or number.strip() not in ("1", "2", "3", "4", "5"):
        raise UsageError(
            f"{said[:40]!r} says no mood.", 'Write a word and a number from 1 to 5, like --mood "so-so=3".'
        )
    return word, int(number)


def _check_pattern(pattern: str) -> None:
    """Refuse a pattern that can't read a whole date."""
    from datetime import datetime

    try:
        shown = datetime(2026, 11, 3, 20, 15, 7).strftime(pattern)
        found = datetime.strptime(shown, pattern).date() if "%" in pattern else None
    except ValueError:
        found = None
    if found is None or (found.year, found.month, found.day) != (2026, 11, 3):
        raise UsageError(
            f"{pattern[:40]!r} is no way to write a date.",
            "Write day-first, month-first, or a pattern with day, month and year, like %d.%m.%Y.",
        )
