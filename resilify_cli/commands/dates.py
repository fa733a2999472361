"""Reads the days that a person names on the command line."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from resilify_cli.errors import UsageError


def read_span(
    since: str | None, until: str | None, day: str | None, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """Return the span from `since` to the end of `until`, or the one `day`, in this computer's zone.

    Raises:
        UsageError: a word is no day, or `day` comes with one of the others.
    """
    if day is not None:
        if since is not None or until is not None:
            raise UsageError("--on is one day, so it does not go with --from or --to.")
        since = until = day
    return (
        _midnight(read_day(since, now)) if since is not None else None,
        # The next midnight, which on two days of the year is not 24 hours later.
        _midnight(read_day(until, now) + timedelta(days=1)) if until is not None else None,
    )


def read_day(text: str, now: datetime) -> date:
    """Return a day: `today`, `yesterday`, or a date like 2026-11-03."""
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return now.date() - timedelta(days=word == "yesterday")
    try:
        found = datetime.fromisoformat(word).date()
    except ValueError:
        found = None
    # Beyond these years there is no telling when a day begins in some zone.
    if found is None or not 1000 <= found.year < 9999:
        raise UsageError(
            f"{text!r} is no day that can be read here.", "Write today, yesterday or 2026-11-03."
        )
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone()
