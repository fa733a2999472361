"""Which reminders are due now, found without a key and without asking anyone.

A plain store is looked into. An encrypted one stays shut: what counts then is what was noted beside it when
it was last written to, which is the time alone at which something of a kind was done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, overload

from resilify_cli.days import in_zone
from resilify_cli.reminders.due import is_due
from resilify_cli.reminders.reminder_file import DONE, SHOWN, load_reminders, load_times, save_times

if TYPE_CHECKING:
    from resilify_cli.app.paths import Paths
    from resilify_cli.reminders.reminder import Reminder
    from resilify_cli.store.database import Database

# What was done earlier counts for no reminder that is due: at most a day, and a window.
_LOOKED_BACK = timedelta(days=3)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def due_reminders(
    paths: Paths, starts_at: timedelta, now: datetime, zone: tzinfo, way: str, number: int | None = None
) -> list[Reminder]:
    """Return the reminders that are due.

    Args:
        paths: Where they are kept, and the store.
        starts_at: How long after midnight a day of the person begins.
        now: The time, aware of its zone.
        zone: The zone of this computer.
        way: What brings the reminders that are looked for.
        number: The one that is looked for; None for all of them.

    Raises:
        StoreError: the file of the reminders can't be read.
    """
    wanted = [
        reminder
        for reminder in load_reminders(paths.vault.reminders)
        if reminder.way == way and number in (None, reminder.number)
    ]
    shown = load_times(paths.vault.reminder_times, SHOWN)
    return [
        reminder
        for reminder in wanted
        if is_due(
            reminder,
            _local_time(now, zone),
            starts_at,
            _local_time(_last_done(paths, reminder.about, now), zone),
            _local_time(shown.get(str(reminder.number)), zone),
        )
    ]


def note_shown(paths: Paths, reminders: Iterable[Reminder], now: datetime) -> None:
    """Note that reminders were shown, so that each comes once.

    Raises:
        FileNotWrittenError: it can't be noted.
    """
    shown = load_times(paths.vault.reminder_times, SHOWN)
    save_times(
        paths.vault.reminder_times, SHOWN, {**shown, **{str(reminder.number): now for reminder in reminders}}
    )


def note_done(paths: Paths, database: Database, now: datetime) -> None:
    """Note when what the reminders are about was done last, where that is not long ago.

    Raises:
        ResilifyError: it can't be read, or can't be noted.
    """
    from resilify_cli.store.done_query import last_done

    found = {}
    for about in sorted({reminder.about for reminder in load_reminders(paths.vault.reminders)}):
        done = last_done(database.rows, about, *_span_to_look_at(now))
        if done is not None:
            found[about] = _EPOCH + done * _MS
    save_times(paths.vault.reminder_times, DONE, found)


def _last_done(paths: Paths, about: str, now: datetime) -> datetime | None:
    """Return when something was done last, as far as it can be known without a key."""
    from resilify_cli.store.done_query import last_done, plain_rows

    if not paths.vault.key_file.exists():
        try:
            with plain_rows(str(paths.store)) as rows:
                done = last_done(rows, about, *_span_to_look_at(now))
        except Exception:  # missing, damaged or in use: then nothing is known
            return None
        return None if done is None else _EPOCH + done * _MS
    return load_times(paths.vault.reminder_times, DONE).get(about)


def _span_to_look_at(now: datetime) -> tuple[int, int]:
    return (now - _LOOKED_BACK - _EPOCH) // _MS, (now - _EPOCH) // _MS


@overload
def _local_time(at: datetime, zone: tzinfo) -> datetime: ...
@overload
def _local_time(at: datetime | None, zone: tzinfo) -> datetime | None: ...
def _local_time(at: datetime | None, zone: tzinfo) -> datetime | None:
    """Return a time as the clock on the wall shows it."""
    return in_zone(at, zone).replace(tzinfo=None) if at else None
