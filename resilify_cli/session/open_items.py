"""What a person left open: plans, tests of a guess, logs and things picked, as their entries say it.

Nothing is stored of it: an entry opens an item, and the entry of a follow-up closes it or carries it on. What
is not asked about falls silent by itself after a while.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.follow_up_answer import (
    EXPERIMENT,
    LOG,
    PICK,
    PLAN,
    TRACKABLE_KINDS,
    changed_words,
    followed_id,
    leaves_open,
)
from resilify_cli.days import day_of

if TYPE_CHECKING:
    from resilify_cli.store.answer_rows import AnswerRow

FOLLOW_UP = "follow-up"
# The kinds of entries that say what is open.
TELLING_KINDS = (*TRACKABLE_KINDS, FOLLOW_UP)
# After so many days nobody is reminded.
_DAYS = {PLAN: 60, EXPERIMENT: 60, LOG: 14, PICK: 7}
_CALLED = {
    PLAN: "A plan of {day}",
    EXPERIMENT: "A test of {day}",
    LOG: "A log, last filled on {day}",
    PICK: "Picked on {day}",
}


class OpenItem(NamedTuple):
    """One thing that is open.

    Attributes:
        activity_id: The activity that it answers.
        kind: The kind of that.
        session_id: The session that it stands in.
        session_title: Its title.
        opened: The day that it was answered on.
        entry_id: The entry that opened it.
        words: The answer, as it was changed since; the person's own words.
    """

    activity_id: str
    kind: str
    session_id: str
    session_title: str
    opened: date
    entry_id: str
    words: str

    def describe(self, *, with_session: bool = True) -> str:
        """Return what is open in a few words, without those of the person: `A plan of 3 November, in Rest`.

        Args:
            with_session: Whether to name the session that it stands in.
        """
        day = f"{self.opened.day} {self.opened:%B}"
        called = _CALLED[self.kind].format(day=day)
        return f"{called}, in {self.session_title}" if with_session else called


def open_items(
    rows: Sequence[AnswerRow], today: date, starts_at: timedelta, pick_days: Mapping[str, int] | None = None
) -> list[OpenItem]:
    """Return the open items of one pass, the newest first. Of several plans the newest counts.

    Args:
        rows: The pass's answers to activities of `TELLING_KINDS`.
        today: The person's day.
        starts_at: How long after midnight a day of the person begins.
        pick_days: For how many days something is picked, by the activity, where the program is known.
    """
    newest, follow_ups = _newest_answers(rows)
    plans = [name for name, row in newest.items() if row.activity_kind == PLAN]
    found = []
    for name, row in reversed(newest.items()):
        follow_up = follow_ups.get(name)
        if follow_up and follow_up.answered_at < row.answered_at:
            # It asked about an earlier answer.
            follow_up = None
        is_closed = follow_up is not None and not leaves_open(follow_up.values)
        if is_closed or name in plans[:-1] or row.activity_kind not in _DAYS:
            continue
        opened = day_of(row.answered_at, starts_at, None if row.revised_at else row.named_day)
        days = (pick_days or {}).get(name, _DAYS[row.activity_kind])
        if (today - opened).days < days:
            words = (changed_words(follow_up.values) if follow_up else "") or row.text
            where = (row.session_id, row.session_title)
            found.append(OpenItem(name, row.activity_kind, *where, opened, row.entry_id, words))
    return found


def _newest_answers(rows: Sequence[AnswerRow]) -> tuple[dict[str, AnswerRow], dict[str, AnswerRow]]:
    """Return the newest answer to each activity, the oldest first, and the newest follow-up of each."""
    newest: dict[str, AnswerRow] = {}
    follow_ups: dict[str, AnswerRow] = {}
    for row in sorted(rows, key=lambda row: row.answered_at):
        if row.activity_kind == FOLLOW_UP:
            follow_ups[followed_id(row.activity_id)] = row
            continue
        # Answered anew, it moves behind those that were answered meanwhile.
        newest.pop(row.activity_id, None)
        newest[row.activity_id] = row
    return newest, follow_ups
