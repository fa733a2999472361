"""Reads the days that a person names on the command line."""

from __future__ import annotations

from datetime import datetime, timedelta

from resilify_cli.errors import UsageError


def read_span(
    since: str | None, until: str | None, day: str | None, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """Return the span from `since` to the end of `until`, or the one `day`, in `now`'s zone.

    Raises:
        UsageError: a word is no day, or `day` comes with one of the others.
    """
    if day is not None:
        if since is not None or until is not None:
            raise UsageError("--on is one day, so it does not go with --from or --to.")
        start = read_day(day, now)
        return start, start + timedelta(days=1)
    return (
        read_day(since, now) if since is not None else None,
        read_day(until, now) + timedelta(days=1) if until is not None else None,
    )


def read_day(text: str, now: datetime) -> datetime:
    """Return the beginning of a day: `today`, `yesterday`, or a date like 2026-11-03."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return today - timedelta(days=word == "yesterday")
    try:
        found = datetime.fromisoformat(word)
    except ValueError:
        raise UsageError(
            f"{text!r} is no day that can be read here.", "Write today, yesterday or 2026-11-03."
        ) from None
    return found.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None).astimezone()
