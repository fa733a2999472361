"""Every format but the complete one: what goes out comes back, and what is here is known again."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, assume, given, settings

from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.export_reader import portable_entry
from resilify_cli.exchange.exporting.export import run_export
from resilify_cli.exchange.format import ImportFormat
from resilify_cli.exchange.formats.registry import export_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.exchange.conftest import new_store, noon
from tests.exchange.stores import Rows, everything, fill, indexed, journals

RECORD_FORMATS = {
    name: form
    for name, form in export_formats().items()
    if isinstance(form, ImportFormat) and not form.complete
}
EXACT = ("markdown", "txt", "dayone")
TELLS_CHECKINS = ("markdown", "txt")
TELLS_DAYS = ("markdown", "txt")


def entries(database: Database, form: ImportFormat) -> set[tuple[datetime, str]]:
    """Return the times, as exactly as the format tells them, and all else that it says.

    An entry without words is told by jrnl's formats, and does not come in.
    """
    return {
        (
            (entry.at if form.zoned else entry.at.replace(tzinfo=None)) - _finer(entry.at, form),
            form.comparable_text(portable_entry(entry)),
        )
        for entry in EntryReader(database).entries(Filter())
        if not form.name.startswith("jrnl") or form.comparable_text(portable_entry(entry))
    }


def _finer(at: datetime, form: ImportFormat) -> timedelta:
    return (at.replace(tzinfo=None) - datetime.min) % form.resolution


def checkins_of(database: Database) -> set[str]:
    """Return what the check-ins say, but for those that no format could tell from a note."""
    found = EntryReader(database).entries(Filter(kind="checkin"))
    return {entry.text for entry in found if entry.text.startswith(("Mood: ", "Feelings: ", "Doing: "))}


def plain_texts(database: Database) -> set[str]:
    """Return the texts but for what jrnl does to their ends and line ends."""
    found = EntryReader(database).entries(Filter())
    return {re.sub(r"\r+\n", "\n", entry.text).rstrip("\r\n ") for entry in found} - {""}


def marked_as_jrnl_does(rows: Rows) -> bool:
    """Return whether a text has what is a star or a tag to jrnl: that becomes one of ours."""
    texts = [str(row[11]) for row in rows["entries"]]
    return any(re.search(r"(?<!\S)@|^[^\n]*(?<!\S)\*\s*$", text, re.MULTILINE) for text in texts)


def named_days(database: Database) -> set[tuple[str, date | None]]:
    """Return the days that were named for the entries, other than by their times."""
    return {(entry.text, entry.named_day) for entry in EntryReader(database).entries(Filter())}


def carry(first: Database, second: Database, form: ImportFormat) -> ImportSummary:
    """Export one store and import it into another, the format seen from the file; return the account.

    The programs of the first are installed where the second is, too.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, "out")
        count = run_export(first, export_formats()[form.name], Filter(), path)
        with ImportSource(str(path)) as source:
            if count:
                assert detect_format(source) is form
            titles = [row["title"] for row in first.rows("SELECT title FROM enrollments")]
            return run_import(second, form, source, ImportOptions(programs=lambda: titles, now=noon()))


@pytest.mark.parametrize("name", RECORD_FORMATS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rows=journals())
def test_what_went_out_comes_back(name: str, rows: Rows) -> None:
    """Texts, questions and times are the same, as far as the format tells."""
    form = RECORD_FORMATS[name]
    assume(name != "jrnl" or not marked_as_jrnl_does(rows))
    first, second = new_store(), new_store()
    fill(first, rows)
    account = carry(first, second, form)
    assert account.problems == []
    assert entries(second, form) == entries(first, form)
    if name in EXACT:
        assert {e.text for e in EntryReader(second).entries(Filter())} == {
            e.text for e in EntryReader(first).entries(Filter())
        }
        if name in TELLS_DAYS:
            assert named_days(second) == named_days(first)
    elif name == "jrnl":
        assert plain_texts(second) == plain_texts(first)
    known, shown = indexed(second)
    assert known == shown


@pytest.mark.parametrize("name", RECORD_FORMATS)
@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(rows=journals())
def test_what_came_back_comes_once(name: str, rows: Rows) -> None:
    """The same file, and a store's own export, change nothing."""
    form = RECORD_FORMATS[name]
    assume(name != "jrnl" or not marked_as_jrnl_does(rows))
    first, second = new_store(), new_store()
    fill(first, rows)
    carry(first, second, form)
    before = everything(second)
    assert set(carry(first, second, form).entries) <= {MergeOutcome.KNOWN}
    assert set(carry(second, second, form).entries) <= {MergeOutcome.KNOWN}
    assert everything(second) == before


@pytest.mark.parametrize("name", RECORD_FORMATS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rows=journals())
def test_what_is_here_is_known_again(name: str, rows: Rows) -> None:
    """Into the store that it came from, nothing comes in."""
    store = new_store()
    fill(store, rows)
    before = everything(store)
    account = carry(store, store, RECORD_FORMATS[name])
    assert account.entries[MergeOutcome.NEW] == account.problem_count == 0
    assert everything(store) == before


@pytest.mark.parametrize("name", TELLS_CHECKINS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(rows=journals())
def test_check_ins_come_back_as_check_ins(name: str, rows: Rows) -> None:
    """Where the format says so, a check-in is one again, with its mood as a reading."""
    # Words about a mood that was not chosen look in plain text as a chosen one does: an example below.
    checkins = [Checkin.from_json(row[12]) for row in rows["entries"] if row[2] == "checkin"]
    assume(not any(checkin.text.startswith("Mood: ") for checkin in checkins if not checkin.mood))
    first, second = new_store(), new_store()
    fill(first, rows)
    carry(first, second, RECORD_FORMATS[name])
    assert checkins_of(second) == checkins_of(first)
    moods = second.rows("SELECT e.text FROM readings r JOIN entries e ON e.id = r.entry_id")
    assert {row[0] for row in moods} == {text for text in checkins_of(second) if text.startswith("Mood: ")}


@pytest.mark.parametrize(("name", "moods"), [("markdown", []), ("txt", [3.0])])
def test_words_about_a_mood_are_a_reading_only_where_nothing_tells_them_apart(
    name: str, moods: list[float]
) -> None:
    """A note that reads as a mood does stays a note in Markdown; in plain text it is taken for one."""
    first, second = new_store(), new_store()
    checkin = Checkin(note="Mood: okay (3 of 5)\n\nand more")
    Store(first).checkins.add(checkin)
    carry(first, second, RECORD_FORMATS[name])
    assert checkins_of(second) == {checkin.text}
    assert [row["value"] for row in second.rows("SELECT value FROM readings")] == moods
