"""Formats the result of a salvage: what was saved, and exactly what is missing."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from resilify_cli.days import in_zone

if TYPE_CHECKING:
    from pathlib import Path

    from resilify_cli.vault.salvage.salvage_store import LostEntry, SalvageResult

_ROWS = {
    "entries": ("entry", "entries"),
    "entry_versions": ("earlier version", "earlier versions"),
    "readings": ("rating or mood", "ratings and moods"),
    "drafts": ("draft", "drafts"),
    "journal_drafts": ("draft of the journal", "drafts of the journal"),
    "enrollments": ("pass through a program", "passes through programs"),
    "progress": ("step of a program", "steps of programs"),
    "finished_sessions": ("finished session", "finished sessions"),
    "words": ("word of your own", "words of your own"),
    "labels": ("tag or feeling", "tags and feelings"),
}


def salvage_lines(saved: "SalvageResult", zone: tzinfo) -> list[str]:
    """Return a line for each thing there is to say, with times as a clock in the zone shows them."""
    kept = ", ".join(_count_text(table, count) for table, count in saved.counts.items() if count)
    lines = [f"Saved into a new store: {kept}."]
    lines += [
        f"Entries among these that only a copy had still, as they were on {_describe_time(copy)}: {count:,}."
        for copy, count in saved.from_copies.items()
    ]
    if saved.altered:
        lines.append(
            f"Texts among these that are not as they were written: {saved.altered:,}; the journal marks them."
        )
    lines += _missing_lines(saved, zone)
    if saved.aside:
        lines.append(f"The damaged file is kept: {saved.aside}")
    return lines


def _missing_lines(saved: "SalvageResult", zone: tzinfo) -> list[str]:
    lines = [f"Missing: {_count_text('entries', len(saved.lost))}."] if saved.lost else []
    lines += [f"  {_lost_entry_text(lost, zone)}" for lost in saved.lost]
    if saved.older:
        count = _count_text("entries", len(saved.older))
        lines.append(f"Back as an earlier version, with the newest words missing: {count}.")
        lines += [f"  {_lost_entry_text(older, zone)}" for older in saved.older]
    lines += [f"Missing: {_count_text(table, count)}." for table, count in saved.missing.items()]
    if saved.incomplete:
        names = ", ".join(_ROWS[table][1] for table in saved.incomplete)
        lines.append(f"Of these more may be missing, and nothing tells how many: {names}.")
    if not lines:
        lines.append("Nothing that the file knew of is missing.")
    return lines


def _describe_time(copy: "Path") -> str:
    from resilify_cli.vault.copies.backups import read_backup

    known = read_backup(copy)
    return f"{known.at:%Y-%m-%d %H:%M}" if known else f"the day of {copy}"


def _count_text(table: str, count: int) -> str:
    from resilify_cli.vault.health.finding import format_count

    return format_count(count, *_ROWS[table])


def _lost_entry_text(lost: "LostEntry", zone: tzinfo) -> str:
    try:
        at = in_zone(datetime.fromtimestamp(lost.created_at / 1000, UTC), zone)
        day = f"{at:%Y-%m-%d %H:%M}"
    except (OverflowError, ValueError, OSError):
        day = "of an unknown day"
    return f"{lost.id[12:19]}, {day}"
