"""Nothing twice: an entry is known by what it is, whichever format, folder or zone it comes by."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.app.system_zone import SystemZone
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.entry_identity import words_fingerprint
from resilify_cli.exchange.entries.portable_entry import ImportProblem, PortableEntry, ReadResult
from resilify_cli.exchange.entries.quoted_questions import add_question
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.format import ImportFormat
from resilify_cli.exchange.formats.registry import import_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.revisions import NewDate
from resilify_cli.store.store import Store
from tests.exchange.conftest import read, told
from tests.zones import BERLIN as IN_BERLIN
from tests.zones import in_zone

BERLIN = timezone(timedelta(hours=1))
AT = datetime(2023, 11, 3, 9, 15, tzinfo=BERLIN)
UUID = "28BE24CE7EBB46A0BE539970B8246A0"


class _Given(ImportFormat):
    """A format that reads the records it was given."""

    name = "given"
    description = "for tests"

    def __init__(self, *records: PortableEntry) -> None:
        self._records = records

    def recognizes(self, source: ImportSource) -> bool:
        return False

    def comparable_text(self, record: PortableEntry) -> str:
        return add_question(record)

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        yield from self._records


def take(database: Database, *records: PortableEntry) -> ImportSummary:
    """Bring records in."""
    import io

    with ImportSource("a file", io.BytesIO(b"")) as source:
        return run_import(database, _Given(*records), source)


def day_one(*entries: dict[str, object]) -> bytes:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": entries}).encode()


SAME = {
    "jrnl": b"[2023-11-03 09:15:00 AM] Met @anna at the bakery. *\nWe spoke for an hour.\n",
    "jrnl-json": json.dumps(
        {
            "tags": {"@anna": 1},
            "entries": [
                {
                    "title": "Met @anna at the bakery.",
                    "body": "We spoke for an hour.",
                    "date": "2023-11-03",
                    "time": "09:15",
                    "tags": ["@anna"],
                    "starred": True,
                }
            ],
        }
    ).encode(),
    "dayone": day_one(
        {
            "uuid": f"{UUID}1",
            "creationDate": "2023-11-03T08:15:00Z",
            "timeZone": "Europe/Berlin",
            "text": "Met @anna at the bakery\\.\n\nWe spoke for an hour\\.",
            "tags": ["anna"],
            "starred": True,
        }
    ),
    "txt": (
        b"Friday 2023-11-03 09:15:00 +01:00 \xc2\xb7 note\n\n"
        b"  Met @anna at the bakery.\n  We spoke for an hour.\n"
    ),
    "markdown": (
        b"---\ndate: 2023-11-03T09:15:00+01:00\ntags: [anna]\n---\n"
        b"Met @anna at the bakery.\nWe spoke for an hour.\n"
    ),
}


@pytest.mark.parametrize(("first", "second"), list(permutations(SAME, 2)))
def test_the_same_entry_by_another_format_is_known(empty: Database, first: str, second: str) -> None:
    """Whichever comes first."""
    with in_zone(IN_BERLIN):
        assert read(empty, SAME[first], first).entries == {MergeOutcome.NEW: 1}
        assert read(empty, SAME[second], second).entries == {MergeOutcome.KNOWN: 1}


def test_the_same_file_in_another_zone_is_known(empty: Database) -> None:
    """A time that is told without its zone is the same on the wall everywhere."""
    with in_zone(IN_BERLIN):
        read(empty, SAME["jrnl"], "jrnl")
    with in_zone("NZST-12"):
        assert read(empty, SAME["jrnl"], "jrnl").entries == {MergeOutcome.KNOWN: 1}
        assert read(empty, SAME["jrnl-json"], "jrnl-json").entries == {MergeOutcome.KNOWN: 1}
        assert read(empty, SAME["dayone"], "dayone").entries == {MergeOutcome.KNOWN: 1}


def test_the_same_moment_in_another_zone_is_known(empty: Database) -> None:
    """Day One tells the moment; the place may be told differently."""
    entry: dict[str, object] = {"creationDate": "2023-11-03T08:15:00Z", "text": "words"}
    read(empty, day_one({**entry, "uuid": f"{UUID}1", "timeZone": "Europe/Berlin"}), "dayone")
    other = day_one({**entry, "uuid": f"{UUID}2", "timeZone": "Pacific/Auckland"})
    assert read(empty, other, "dayone").entries == {MergeOutcome.KNOWN: 1}


def test_two_entries_of_one_file_with_their_own_ids_are_two(empty: Database) -> None:
    """Though they are of one time and say the same; and both are known again, also by another format."""
    entry: dict[str, object] = {"creationDate": "2023-11-03T08:15:00Z", "text": "words"}
    file = day_one({**entry, "uuid": f"{UUID}1"}, {**entry, "uuid": f"{UUID}2"})
    read(empty, b"[2020-01-01] so that the store is not empty\n", "jrnl")
    assert read(empty, file, "dayone").entries == {MergeOutcome.NEW: 2}
    assert read(empty, file, "dayone").entries == {MergeOutcome.KNOWN: 2}
    with in_zone("UTC0"):
        assert read(empty, b"[2023-11-03 08:15] words\n", "jrnl").entries == {MergeOutcome.KNOWN: 1}


def test_one_entry_here_is_taken_for_one_that_comes_in(empty: Database) -> None:
    """A second one in that minute, with the same words, is another one."""
    take(empty, PortableEntry("words", AT))
    records = [PortableEntry("words", AT + timedelta(seconds=second)) for second in (20, 40)]
    assert take(empty, *records).entries == {MergeOutcome.KNOWN: 1, MergeOutcome.NEW: 1}
    assert take(empty, *records).entries == {MergeOutcome.KNOWN: 2}


@pytest.mark.parametrize(
    ("here", "comes", "outcome"),
    [
        # Of one day, where one of them tells no time.
        ({"at": AT}, {"at": AT.replace(hour=0, minute=0), "day": AT.date()}, MergeOutcome.KNOWN),
        ({"at": AT.replace(hour=0, minute=0), "day": AT.date()}, {"at": AT}, MergeOutcome.KNOWN),
        ({"at": AT}, {"at": AT.replace(hour=0, minute=0, day=4), "day": date(2023, 11, 4)}, MergeOutcome.NEW),
        # Of a day that is another one than its time says.
        ({"at": AT, "day": date(2023, 11, 1)}, {"at": AT, "day": date(2023, 11, 1)}, MergeOutcome.KNOWN),
        ({"at": AT, "day": date(2023, 11, 1)}, {"at": AT}, MergeOutcome.KNOWN),
        # Of one minute, or not.
        ({"at": AT}, {"at": AT.replace(second=59)}, MergeOutcome.KNOWN),
        ({"at": AT}, {"at": AT.replace(minute=16)}, MergeOutcome.NEW),
        ({"at": AT}, {"at": AT.replace(day=4)}, MergeOutcome.NEW),
        ({"at": AT}, {"at": AT.replace(tzinfo=UTC)}, MergeOutcome.KNOWN),
        ({"at": AT}, {"at": AT.replace(tzinfo=timezone(timedelta(hours=14)))}, MergeOutcome.KNOWN),
        ({"at": AT}, {"at": AT.replace(tzinfo=timezone(timedelta(hours=-12)))}, MergeOutcome.KNOWN),
        ({"at": AT}, {"at": AT.astimezone(timezone(timedelta(hours=14)))}, MergeOutcome.KNOWN),
        # Midnight is a time; only of what was here before days were kept is it perhaps a day alone.
        ({"at": AT}, {"at": AT.replace(hour=0, minute=0)}, MergeOutcome.NEW),
        ({"at": AT.replace(hour=0, minute=0)}, {"at": AT}, MergeOutcome.KNOWN),
        # Without a date, its words alone count.
        ({"at": AT}, {"at": AT.replace(year=2024), "guess": DateGuess.FILE_TIME}, MergeOutcome.KNOWN),
        (
            {"at": AT, "guess": DateGuess.FILE_TIME},
            {"at": AT.replace(year=2024), "guess": DateGuess.GIVEN},
            MergeOutcome.KNOWN,
        ),
        (
            {"at": AT, "guess": DateGuess.NOW},
            {"at": AT, "guess": DateGuess.NOW, "text": "others"},
            MergeOutcome.NEW,
        ),
    ],
)
def test_a_day_and_a_time_are_compared_as_far_as_they_are_told(
    empty: Database, here: dict[str, object], comes: dict[str, object], outcome: MergeOutcome
) -> None:
    """The same minute on the wall or in the world, or the same day where one tells no more."""
    take(empty, PortableEntry(**{"text": "words", **here}))  # type: ignore[arg-type]
    assert take(empty, PortableEntry(**{"text": "words", **comes})).entries == {outcome: 1}  # type: ignore[arg-type]


def test_what_was_changed_or_deleted_here_is_known_by_another_format(empty: Database) -> None:
    """By the words that it came in with."""
    with in_zone(IN_BERLIN):
        read(empty, SAME["jrnl"], "jrnl")
        store = Store(empty)
        (entry,) = store.journal.page(Filter(), 9).entries
        store.revisions.revise(entry, "other words", None)
        store.trash.put(entry)
        assert read(empty, SAME["dayone"], "dayone").entries == {MergeOutcome.KNOWN: 1}
    assert told(empty) == []


@pytest.mark.parametrize(
    "text",
    [
        "A walk. Fine!",
        "> A walk.\r\n> Fine!",
        "A walk\\. Fine\\!",
        "# A walk.\n\n- Fine!",
        "A walk. Fine! #out-side #starred\n",
        "A walk. *\nFine!",
        "  A   walk.\n\n\nFine!  ",
    ],
)
def test_marks_and_spaces_make_no_other_words(text: str) -> None:
    """Nor do tags at the end."""
    assert words_fingerprint(PortableEntry(text, AT)) == words_fingerprint(PortableEntry("A walk. Fine!", AT))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("words", "word"),
        ("#home", "#work"),
        (":)", ":("),
        ("\U0001f642", "\U0001f622"),
        ("", "!"),
    ],
)
def test_other_words_are_another_entry(one: str, other: str) -> None:
    """A text of marks alone is told by them, and one of tags alone by those."""
    assert words_fingerprint(PortableEntry(one, AT)) != words_fingerprint(PortableEntry(other, AT))


@given(st.text(max_size=30), st.text(max_size=10), st.text(max_size=10))
def test_a_question_beside_the_words_and_one_above_them_are_the_same(
    text: str, prompt: str, place: str
) -> None:
    """A format without a place for the question quotes it above the words."""
    asked = PortableEntry(f"a{text}", AT, prompt=prompt, place=" ".join(place.split()))
    assert words_fingerprint(asked) == words_fingerprint(PortableEntry(add_question(asked), AT))


def test_what_comes_in_twice_in_any_order_of_formats_is_one(empty: Database) -> None:
    """All formats one after the other, twice."""
    with in_zone(IN_BERLIN):
        outcomes = [read(empty, SAME[name], name).entries[MergeOutcome.NEW] for name in [*SAME, *SAME]]
    assert outcomes == [1] + [0] * (2 * len(SAME) - 1)
    assert set(import_formats()) >= set(SAME)


def test_a_name_that_says_something_else_in_the_file_is_told(empty: Database) -> None:
    """What is here stays; the count and the place say so. Words that were here before are no other words."""
    entry: dict[str, object] = {"creationDate": "2023-11-03T08:15:00Z", "uuid": f"{UUID}1"}
    read(empty, day_one({**entry, "text": "words"}), "dayone")
    account = read(empty, day_one({**entry, "text": "words, and more of them"}), "dayone")
    assert (account.entries, account.differing_count) == ({MergeOutcome.KNOWN: 1}, 1)
    assert account.differing_locations == ["entries[0]"]
    store = Store(empty)
    store.revisions.revise(store.journal.page(Filter(), 9).entries[0], "changed here", None)
    assert read(empty, day_one({**entry, "text": "words"}), "dayone").differing_count == 0
    assert [text for _, text in told(empty)] == ["changed here"]


def test_what_was_taken_back_comes_in_with_the_day_that_is_said(empty: Database) -> None:
    """A guess, undone, and imported again with a day."""
    import io

    def come(day: date | None) -> ImportSummary:
        with ImportSource("note.md", io.BytesIO(b"words without a date")) as source:
            options = ImportOptions(zone=SystemZone(), now=AT, date=day)
            return run_import(empty, import_formats()["markdown"], source, options)

    assert come(None).guesses == {DateGuess.NOW: 1}
    assert come(date(2020, 5, 6)).entries == {MergeOutcome.KNOWN: 1}
    store = Store(empty)
    act = store.undoing.last()
    assert act is not None
    store.undoing.undo(act)
    account = come(date(2020, 5, 6))
    assert (account.entries, account.guesses) == ({MergeOutcome.NEW: 1}, {})
    assert told(empty)[0][0].startswith("2020-05-06")
    assert come(date(2021, 1, 1)).entries == come(None).entries == {MergeOutcome.KNOWN: 1}


def test_what_was_moved_to_another_day_here_is_known_by_another_format(empty: Database) -> None:
    """By the time that it came in with."""
    with in_zone(IN_BERLIN):
        read(empty, SAME["jrnl"], "jrnl")
        store = Store(empty)
        (entry,) = store.journal.page(Filter(), 9).entries
        store.revisions.revise(entry, "other words", None, moved_to=NewDate(AT.replace(month=5), None))
        assert told(empty) == [("2023-05-03 09:15:00", "other words")]
        assert read(empty, SAME["dayone"], "dayone").entries == {MergeOutcome.KNOWN: 1}


def test_a_second_entry_of_one_name_in_a_file_is_kept(empty: Database) -> None:
    """It is an entry of its own, which is told; the same words again are the same entry."""
    one: dict[str, object] = {"uuid": "A" * 32, "creationDate": "2024-02-01T21:14:05Z", "text": "words"}
    data = day_one(one, {**one, "text": "other words"}, one)
    account = read(empty, data, "dayone")
    assert sorted(text for _, text in told(empty)) == ["other words", "words"]
    assert account.entries == {MergeOutcome.NEW: 2, MergeOutcome.KNOWN: 1}
    assert account.remarks == [
        ImportProblem("entries[1]", "another entry has the same name and other words; both are kept")
    ]


def test_two_entries_of_one_name_are_known_again(empty: Database) -> None:
    """Nothing comes in a second time, and neither is told to say something else."""
    one: dict[str, object] = {"uuid": "A" * 32, "creationDate": "2024-02-01T21:14:05Z", "text": "words"}
    data = day_one(one, {**one, "text": "other words"})
    read(empty, data, "dayone")
    account = read(empty, data, "dayone")
    assert (account.entries, account.differing_count) == ({MergeOutcome.KNOWN: 2}, 0)
