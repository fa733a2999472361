"""One entry of the journal, as it is read."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.days import day_of
from resilify_cli.store.entry_times import local_time, near_day
from resilify_cli.store.row_hash import hash_texts

if TYPE_CHECKING:
    from resilify_cli.store.engine import Row

HANDLE_LENGTH = 7
COLUMNS = """e.seq, e.id, e.kind, e.listed, e.session_id, e.session_title, e.activity_id, e.activity_kind,
    e.practice, e.prompt, e.text, e.answers, e.hash, e.created_at, e.utc_offset, e.deleted_at,
    e.named_day,
    EXISTS (SELECT 1 FROM entry_versions v WHERE v.entry_id = e.id) AS edited,
    e.enrollment_id, p.title AS program, p.slug AS slug"""
JOIN = "LEFT JOIN enrollments p ON p.id = e.enrollment_id"


Places = tuple[tuple[int, int], ...]


def handle_of(entry_id: str) -> str:
    """Return the short id that a person types for an entry."""
    return entry_id[12 : 12 + HANDLE_LENGTH]


# Without the `annotations` of `__future__`: NamedTuple compiles each that is a text, in every command.
class Entry(NamedTuple):
    """An entry of the journal.

    Attributes:
        id: 28 hex digits: 12 of its time, 16 random ones.
        kind: `note`, `checkin` or `response`.
        at: Its time, in the zone it was written in.
        edited: Whether there are earlier versions of it.
        answers: The JSON of an answer's values or of a check-in, where the text does not say it all.
        hash: The hash of its texts.
        matches: Where a search found something in the text, as pairs of start and end.
        named_day: The day that was named for it, if its time does not say that.
    """

    id: str
    kind: str
    text: str
    at: datetime
    edited: bool
    prompt: str = ""
    program: str = ""
    slug: str = ""
    enrollment_id: str = ""
    session_id: str = ""
    session: str = ""
    activity_id: str = ""
    activity_kind: str = ""
    practice: bool = False
    answers: str | None = None
    hash: bytes = b""
    deleted: bool = False
    matches: Places = ()
    prompt_matches: Places = ()
    session_matches: Places = ()
    program_matches: Places = ()
    named_day: date | None = None

    @property
    def handle(self) -> str:
        """What a person types for it: the first characters of the random part of the id."""
        return handle_of(self.id)

    def day(self, starts_at: timedelta) -> date:
        """Return the day it belongs to.

        Args:
            starts_at: How long after midnight a day begins.
        """
        return day_of(self.at, starts_at, self.named_day)

    @property
    def occasion(self) -> str:
        """What an answer that was given outside of its session was: "practice" or "log"; else empty."""
        if not self.practice:
            return ""
        return "log" if self.activity_kind == "log" else "practice"

    @property
    def matched_in(self) -> list[str]:
        """The parts in which a search found something: "text", "question", "session", "program"."""
        found = {
            "text": self.matches,
            "question": self.prompt_matches,
            "session": self.session_matches,
            "program": self.program_matches,
        }
        return [name for name, places in found.items() if places]

    @property
    def timeless(self) -> bool:
        """Whether it has a date without a time; its time is midnight then."""
        return self.named_day == self.at.date() and self.at.time() == time()

    @property
    def intact(self) -> bool:
        """Whether its texts match its hash."""
        return self.hash == hash_texts(self.prompt, self.text, self.answers or "")


def read_entry(row: "Row") -> Entry:
    """Return the entry of a row that begins with `COLUMNS`."""
    # By their order, here and in `Entry`: by names it takes twice as long, and an export reads all there are.
    _, entry_id, kind, _, session_id, session, activity_id, activity_kind, practice = row[:9]
    prompt, text, answers, kept_hash, created_at, utc_offset, deleted_at, named_day = row[9:17]
    edited, enrollment_id, program, slug = row[17:21]
    at = local_time(created_at, utc_offset)
    day = near_day(named_day, at)
    return Entry(
        # Of a damaged row it may be anything.
        str(entry_id),
        kind,
        text,
        at,
        bool(edited),
        prompt,
        program or "",
        slug or "",
        enrollment_id or "",
        session_id,
        session,
        activity_id,
        activity_kind,
        bool(practice),
        answers,
        kept_hash,
        deleted_at is not None,
        (),
        (),
        (),
        (),
        date.fromordinal(day) if day is not None else None,
    )
