"""Stored answers, as rows of the store give them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.activities.stored_json import load_values
from resilify_cli.days import day_of
from resilify_cli.store.entry_days import named_day
from resilify_cli.store.entry_times import local_time

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import StoredAnswer
    from resilify_cli.activities.questions import AnswerValue
    from resilify_cli.store.engine import Row


class AnswerRow(NamedTuple):
    """A stored answer. `revised_at` is when it was changed last, None if it never was."""

    entry_id: str
    session_id: str
    session_title: str
    activity_id: str
    activity_kind: str
    text: str
    values: tuple[AnswerValue, ...]
    at: datetime
    practice: bool
    named_day: date | None = None
    revised_at: datetime | None = None

    @property
    def answered_at(self) -> datetime:
        """When what it says now was given."""
        return self.revised_at or self.at

    def as_stored_answer(self, session_number: int | None, starts_at: timedelta) -> StoredAnswer:
        """Return it as activities see earlier answers.

        Args:
            session_number: The number of its session in the program, if known.
            starts_at: How long after midnight a day begins.
        """
        from resilify_cli.activities.answer_history import StoredAnswer

        day = day_of(self.at, starts_at, self.named_day)
        return StoredAnswer(self.text, self.values, day, session_number)


def answer_row_with_revision(row: Row) -> AnswerRow:
    """Make an answer of a row that also says whether it was revised."""
    answer = answer_row(row)
    if not row["revised"]:
        return answer
    return answer._replace(revised_at=local_time(row["updated_at"], row["utc_offset"]))


def answer_row(row: Row) -> AnswerRow:
    """Make an answer of a row of `entries`."""
    values = load_values(row["answers"])
    if values is None:
        # There are none besides the text, or the file is damaged and that is there still.
        values = (row["text"],)
    return AnswerRow(
        str(row["id"]),
        row["session_id"],
        row["session_title"],
        row["activity_id"],
        row["activity_kind"],
        row["text"],
        values,
        local_time(row["created_at"], row["utc_offset"]),
        bool(row["practice"]),
        named_day(row),
    )
