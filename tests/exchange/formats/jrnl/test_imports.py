"""jrnl's journals, folders and exports: every entry by its own time, star and tags alike, nothing twice."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import LeftOutKind
from resilify_cli.exchange.file_dates.entry_date import DateGuess, DateOrder
from resilify_cli.exchange.formats.registry import import_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from tests.exchange.conftest import new_store, noon, read, told
from tests.fuzz.bounds import soon

DATA = Path(__file__).parents[3] / "data"
CASES = DATA / "cases" / "import" / "jrnl"
FILES = DATA / "imports" / "jrnl"


def come_in(database: Database, path: Path, **said: Any) -> ImportSummary:
    """Bring in what lies at a path, its format seen from it."""
    with ImportSource(str(path)) as source:
        form = detect_format(source)
        assert form.name in ("jrnl", "jrnl-json")
        options = ImportOptions(now=noon(), **said)
        return run_import(database, form, source, options)


@pytest.mark.parametrize(("first", "second"), [("txt", "json"), ("json", "txt")])
def test_star_and_tags_are_alike_from_text_and_json(empty: Database, first: str, second: str) -> None:
    """And nothing comes in twice."""
    assert come_in(empty, CASES / f"star-and-tags.{first}").entries == {MergeOutcome.NEW: 2}
    text = "Met @anna at the bakery.\nWe spoke for an hour.\n\n#anna #starred"
    assert told(empty)[0] == ("2023-11-03 09:15:00", text)
    assert come_in(empty, CASES / f"star-and-tags.{second}").entries == {MergeOutcome.KNOWN: 2}


def test_a_header_that_can_not_be_read_is_told_with_its_line(empty: Database) -> None:
    """Its words are no part of the entry above: they are kept below that header, their date a guess."""
    account = come_in(empty, CASES / "header-not-read.txt")
    assert [remark.location for remark in account.remarks] == ["4"]
    assert account.guesses == {DateGuess.FILE_TIME: 1}
    (time, first), (_, second) = told(empty)
    assert (time, first) == ("2019-07-18 14:23:00", "The first entry\nA kettle, a window, a list.")
    assert second.startswith("[2019-07 14:23] The second entry\nIts day is missing.")
    assert come_in(empty, CASES / "header-not-read.txt").entries == {MergeOutcome.KNOWN: 2}


def test_a_day_for_entries_without_one_brings_them_in(empty: Database) -> None:
    """Also those whose header can't be read."""
    account = come_in(empty, CASES / "header-not-read.txt", date=date(2019, 7, 20))
    assert (account.problem_count, account.entries) == (0, {MergeOutcome.NEW: 2})
    assert told(empty)[1][1].startswith("[2019-07 14:23] The second entry\nIts day is missing.")


def test_one_date_shows_the_order_of_all(empty: Database) -> None:
    """The eighteenth month there never was, so the day comes first; and nothing is a guess."""
    account = come_in(empty, CASES / "day-first.txt")
    assert [time for time, _ in told(empty)] == ["2013-06-09 15:39:00", "2013-06-18 09:00:00"]
    assert account.guesses == {}


def test_an_order_that_is_not_shown_is_a_guess_or_said(empty: Database) -> None:
    """Day first, unless the person says otherwise, also by a pattern."""
    data = b"[09.06.2013 15:39] one\n\n[10.06.2013 15:39] two\n"
    account = read(empty, data, "jrnl")
    assert (account.guesses, account.guessed[0]) == ({DateGuess.DAY_FIRST: 2}, ("1", DateGuess.DAY_FIRST))
    assert told(empty)[0][0] == "2013-06-09 15:39:00"
    said: dict[str, Any]
    for said in ({"order": DateOrder.MONTH_FIRST}, {"pattern": "%m.%d.%Y %H:%M"}):
        database = new_store()
        with ImportSource("a", __import__("io").BytesIO(data)) as source:
            options = ImportOptions(now=noon(), **said)
            account = run_import(database, detect_format(source), source, options)
        assert (account.guesses, told(database)[0][0]) == ({}, "2013-09-06 15:39:00")


def test_a_folder_is_read(empty: Database) -> None:
    """A file a day, in folders of years and months."""
    assert come_in(empty, CASES / "folder").entries == {MergeOutcome.NEW: 2}
    assert [time for time, _ in told(empty)] == ["2020-08-29 11:11:00", "2020-08-31 14:32:00"]


def test_a_file_of_windows_is_read(empty: Database) -> None:
    """Its letters are those that were typed."""
    come_in(empty, CASES / "windows.txt")
    assert told(empty) == [("2023-11-03 09:15:00", "Café, naïve, 3 € left.")]


LUNCH = ("2019-07-18 14:23:00", "Lunch with @sam.\nWe talked.\n\n# A heading of mine\nmore\n\n#sam")


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        (
            "as-it-comes.txt",
            [
                (
                    "2019-07-18 14:23:00",
                    "Lunch with @sam on the roof.\nWe talked about @work/plans and nothing else."
                    "\n\n#sam #work/plans #starred",
                ),
                ("2019-07-19 08:00:00", "Nothing happened."),
                ("2019-07-20 21:40:00", "A list\n[x] done\n[ ] not done\n[1] a footnote"),
            ],
        ),
        (
            "twelve-hours.txt",
            [
                ("2019-07-04 14:23:45", "The fourth of July.\nFireworks."),
                ("2019-07-18 00:05:00", "Just after midnight."),
            ],
        ),
        (
            "zones.txt",
            [
                ("2019-07-18 14:23:00", "Told with its distance."),
                ("2019-07-18 12:30:00", "Told in UTC."),
                ("2019-07-18 14:45:00", "Told with letters."),
            ],
        ),
        (
            "in-english.txt",
            [
                ("2019-07-18 14:23:00", "The month first, by its name."),
                ("2019-07-19 14:23:00", "With its weekday."),
                ("2019-07-20 14:23:05", "As the C library has it."),
                ("2019-07-21 00:00:00", "A day alone."),
            ],
        ),
        (
            "version-1.txt",
            [
                ("2013-06-09 15:39:00", "My first entry.\nIt has two lines."),
                (
                    "2013-06-10 15:40:00",
                    "Life is good.\nBut I'm better.\n2013 was a year like this line begins with.\n\n#starred",
                ),
            ],
        ),
        (
            "days-alone.txt",
            [("2019-07-18 00:00:00", "A day without a time."), ("2019-07-19 00:00:00", "Another.")],
        ),
        (
            "in-german.txt",
            [
                ("2019-07-18 14:23:00", "Ein Tag am Meer."),
                ("2019-07-18 20:15:00", "Am selben Abend."),
                ("2019-08-01 00:00:00", "Der erste August."),
            ],
        ),
        (
            "windows-1252-mark.txt",
            [("2019-07-18 14:23:00", "With a mark at the beginning.\nAnd line ends of Windows.")],
        ),
        (
            "markdown",
            [
                (
                    "2019-07-18 14:23:00",
                    "Lunch with @sam on the roof.\n# A heading of mine\nWe talked.\n\n#sam",
                ),
                ("2019-07-19 08:00:00", "Nothing happened."),
            ],
        ),
        (
            "yaml",
            [
                (
                    "2019-07-18 14:23:00",
                    "Lunch with @sam: on the roof.\nWe talked.\n\n# A heading of mine\nand more"
                    "\n\n#sam #work/plans #starred",
                ),
                ("2019-07-19 08:00:00", "Nothing happened."),
                (
                    "2018-01-02 10:00:00",
                    "An older export.\nIts body stands below.\n\n# A heading of mine\nand more\n\n#old #two",
                ),
            ],
        ),
        (
            "whole.md",
            [
                LUNCH,
                ("2019-07-19 08:00:00", "Nothing happened."),
                ("2019-08-01 07:00:00", "A new month.\nBody."),
            ],
        ),
        (
            "json",
            [
                ("2019-07-18 14:23:00", "Lunch with @sam.\nA body.\n\n#sam #starred"),
                ("2019-07-19 14:23:00", "Nothing happened."),
            ],
        ),
        (
            "folder",
            [
                ("2019-07-18 08:00:00", "In the morning."),
                ("2019-07-18 20:00:00", "In the evening.\nWith a body."),
                ("2019-08-01 07:00:00", "A new month."),
            ],
        ),
    ],
)
def test_each_way_in_which_jrnl_writes_is_read(
    empty: Database, name: str, entries: list[tuple[str, str]]
) -> None:
    """Every entry by its own time, with all its words; a second time, all are known."""
    account = come_in(empty, FILES / name)
    assert sorted(told(empty)) == sorted(entries)
    assert (account.problem_count, account.guesses) == (0, {})
    assert account.left_out == ({LeftOutKind.FILE: 1} if name == "folder" else {})
    assert come_in(empty, FILES / name).entries == {MergeOutcome.KNOWN: len(entries)}


def test_a_day_alone_is_a_day(empty: Database) -> None:
    """No day start moves it to the day before."""
    come_in(empty, FILES / "days-alone.txt")
    assert [entry.named_day for entry in EntryReader(empty).entries(Filter())] == [
        date(2019, 7, 18),
        date(2019, 7, 19),
    ]


def test_headers_that_can_not_be_read_cost_no_other(empty: Database) -> None:
    """Each is told by its line, and the words below it are kept, each an entry of a guessed date."""
    account = come_in(empty, FILES / "headers-not-read.txt")
    assert [remark.location for remark in account.remarks] == ["1", "6", "9"]
    assert (account.entries, account.guesses) == ({MergeOutcome.NEW: 4}, {DateGuess.FILE_TIME: 3})
    assert "A good one." in [text for _, text in told(empty)]


def test_the_parts_of_a_journal_of_day_one_are_counted(empty: Database) -> None:
    """jrnl's JSON has them too; and a date that can't be read costs no words."""
    account = come_in(empty, FILES / "whole.json")
    assert account.left_out == {LeftOutKind.PLACE: 1, LeftOutKind.WEATHER: 1}
    assert (account.entries, account.guesses) == ({MergeOutcome.NEW: 2}, {DateGuess.NOW: 1})
    assert account.remarks[0].location == "entries[1]"


def test_an_encrypted_journal_is_told_in_a_sentence() -> None:
    """With the command that writes it out."""
    (problem,) = come_in(new_store(), FILES / "encrypted.txt").problems
    assert problem.message == "it is encrypted by jrnl; to write it out: jrnl --decrypt journal.txt"


@pytest.mark.parametrize(
    "text", ["[1.2.3] a version", "[12:30] lunch", "[2019] a year", "[May] x", "[p. 7] y"]
)
def test_other_brackets_begin_no_entry(empty: Database, text: str) -> None:
    """What is no date stays a part of the words."""
    read(empty, f"[2019-07-18 14:23] one\n{text}\n".encode(), "jrnl")
    assert [said for _, said in told(empty)] == [f"one\n{text}"]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("A good day *", "A good day\n\n#starred"),
        ("A *good* *day*", "A *good* *day*"),
        ("3*", "3*"),
        ("mail to a@b.org and at @9:30", "mail to a@b.org and at @9:30"),
        ("@Sam, then @work/plans.", "@Sam, then @work/plans.\n\n#sam #work/plans"),
    ],
)
def test_only_what_jrnl_takes_for_a_star_or_a_tag_is_one(empty: Database, title: str, kept: str) -> None:
    """Emphasis, an address and a time are the person's own."""
    read(empty, f"[2019-07-18 14:23] {title}\n".encode(), "jrnl")
    assert told(empty)[0][1] == kept


def test_what_an_earlier_version_brought_in_is_known(empty: Database) -> None:
    """Also when it was erased here since: then its id alone tells."""
    from resilify_cli.exchange.entries.entry_identity import derived_id
    from resilify_cli.exchange.entries.portable_entry import PortableEntry
    from resilify_cli.exchange.formats.registry import import_formats
    from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
    from resilify_cli.exchange.transfer.imported_entries import ImportedEntries
    from resilify_cli.store.store import Store

    form, at = import_formats()["jrnl"], noon().replace(hour=9, tzinfo=None).astimezone()
    record = PortableEntry("Met @anna. *", at)
    with empty.transaction() as connection, DeferredFtsIndex(connection) as index:
        ImportedEntries(empty, index).add(derived_id(form, record), at, record.text, "", "")
    data = f"[{at:%Y-%m-%d %H:%M}] Met @anna. *\n".encode()
    assert read(empty, data, "jrnl").entries == {MergeOutcome.KNOWN: 1}
    store = Store(empty)
    store.trash.put(next(iter(EntryReader(empty).entries(Filter()))))
    store.trash.empty()
    assert read(empty, data, "jrnl").entries == {MergeOutcome.KNOWN: 1}


_lines = st.lists(st.text(alphabet="abc [].:/-0123456789@*#é漢\\", max_size=24), min_size=1, max_size=5)
_stamps = st.sampled_from(
    (
        "2019-07-18 14:23",
        "2019-07-18",
        "18.07.2019 14:23",
        "07/04/2019 02:23 PM",
        "July 18, 2019 2:23 PM",
        "2019-07-18 14:23 +0200",
        "2019-13-18 14:23",
        "2019-07 14:23",
    )
)


@settings(deadline=None)
@given(st.lists(st.tuples(_stamps, _lines), min_size=1, max_size=6), st.sampled_from(("\n", "\r\n")))
@example([("2019-07-18 14:23", ["", "[2019-07 14:23] x"])], "\n")
@example([("2019-13-18 14:23", [""]), ("2019-13-18 14:23", ["::"])], "\n")
def test_every_word_is_in_the_store_or_told_by_its_line(
    entries: list[tuple[str, list[str]]], line_end: str
) -> None:
    """What can't be dated is told by the line that it begins at; all other words are kept, but for a star."""
    lines: list[str] = []
    for timestamp, text in entries:
        lines += [f"[{timestamp}] {text[0]}", *text[1:], ""]
    database = new_store()
    account = read(database, line_end.join(lines).encode(), "jrnl")
    kept = "\n".join(text for _, text in told(database))
    told_lines = sorted(
        int(place) for place in [p.location for p in account.problems] + account.empty_locations
    )
    begins = [number for number, line in enumerate(lines, 1) if line.startswith("[") and "] " in line + " "]
    within = False
    for number, line in enumerate(lines, 1):
        if number in told_lines:
            within = True
        elif number in begins and line.partition("]")[0][1:] in {timestamp for timestamp, _ in entries}:
            within = False
        words = line.partition("]")[2] if number in begins else line
        if not within:
            # Two notes that differ by their marks alone, and tell no date, are one.
            assert all(word in kept for word in re.findall(r"[^\W_]+", words))
    assert account.read_count <= len(begins)
    database.close()


def test_a_journal_without_any_order_is_read_to_its_end(empty: Database) -> None:
    """However many entries wait for a date that shows it."""
    text = "".join(f"[0{n % 9 + 1}.0{n % 8 + 1}.2013 15:39] number {n}\n\n" for n in range(500))
    assert read(empty, text.encode(), "jrnl").guesses[DateGuess.DAY_FIRST] > 400
    assert len(told(empty)) == 500
    assert json.dumps(told(empty)).count("number") == 500


def test_a_journal_of_days_without_brackets_is_read_where_it_is_said_to_be_one(empty: Database) -> None:
    """jrnl 1 may have been set to write days alone."""
    account = read(empty, b"2013-06-09 One.\nMore.\n\n2013-06-10 Two.\n\n2013-06-31 Three.\n", "jrnl")
    assert sorted(text for _, text in told(empty)) == ["2013-06-31 Three.", "One.\nMore.", "Two."]
    assert [remark.location for remark in account.remarks] == ["6"]


def test_two_digits_for_the_year_are_a_guess(empty: Database) -> None:
    """Any of the three numbers may be it."""
    account = read(empty, b"[18.06.13 15:39] words\n", "jrnl")
    assert (told(empty)[0][0], account.guesses) == ("2013-06-18 15:39:00", {DateGuess.DAY_FIRST: 1})


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("2023-01-03.md", "# 2023-01-03 18:45 A walk\n\nWords.", "markdown"),
        ("Letter.md", "# 3 January 2023\n\nWords.", "markdown"),
        ("2023-01-03_a-walk.md", "# 2023-01-03 18:45 A walk\n\nWords.", "jrnl"),
        ("journal.md", "[2023-01-03 18:45] A walk\nWords.", "jrnl"),
        ("2023.md", "# 2023\n\n## January\n\nWords of a year.", "markdown"),
        ("notes.txt", "Words alone.", "markdown"),
        ("log.txt", "2023-01-03 18:45 A walk\nWords.", "jrnl"),
        ("front.md", "---\ntitle: A walk\ndate: 2023-01-03\n---\nWords.", "markdown"),
    ],
)
def test_a_note_of_another_program_is_not_of_jrnl(tmp_path: Path, name: str, text: str, form: str) -> None:
    """A heading with a date begins many a note; jrnl names its files by it too."""
    path = tmp_path / name
    path.write_text(text)
    with ImportSource(str(path)) as source:
        assert detect_format(source).name == form


@pytest.mark.parametrize(
    "text",
    [
        "title: a\ndate: b\nstarred: True\ntags: x\n" + "a " * 30_000,
        "title: a\ndate: b\nstarred: True\ntags: x\n" + " " * 60_000 + "x",
        "# 2019" + "\n" * 60_000,
        "# 2019-01-01 " + "a " * 30_000,
        "[" + "1." * 30_000 + "] x",
        "[2019-07-18 14:23] " + "* " * 30_000 + "x",
        "[2019-07-18 14:23] " + "@" * 60_000,
    ],
)
def test_odd_files_take_no_time(empty: Database, tmp_path: Path, text: str) -> None:
    """However long the lines are that begin as one of jrnl's forms does."""
    for name in ("2019-01-01_a.md", "a.txt"):
        path = tmp_path / name
        path.write_text(text)
        with ImportSource(str(path)) as source, soon():
            run_import(empty, detect_format(source), source) if import_formats()["jrnl"].recognizes(
                source
            ) else None


@pytest.mark.parametrize(
    "timestamp",
    [
        "20130609 15:39",
        "20130609T153900",
        "15:39 2013-06-09",
        "15:39, 9 June 2013",
        "3:39 PM 2013-06-09",
        "2013-06-09 Sunday 15:39",
    ],
)
def test_times_in_other_orders_are_read(empty: Database, tmp_path: Path, timestamp: str) -> None:
    """The time may stand first, the weekday between, and the day without anything between its numbers."""
    path = tmp_path / "journal.txt"
    path.write_text(f"[{timestamp}] One.\n\n[{timestamp}] Two.\n")
    come_in(empty, path)
    assert sorted(told(empty)) == [("2013-06-09 15:39:00", "One."), ("2013-06-09 15:39:00", "Two.")]


def test_json_with_parts_that_are_missing_or_odd_keeps_its_words(empty: Database, tmp_path: Path) -> None:
    """A body is enough, and what is not understood stands above the words, or is counted."""
    entry = {"title": None, "body": "Words.", "date": "2024-05-01", "time": "late", "mood": ["low", "odd"]}
    path = tmp_path / "journal.json"
    path.write_text(json.dumps({"tags": {}, "entries": [{**entry, "map": {"a": 1}}]}))
    account = come_in(empty, path)
    assert [text for _, text in told(empty)] == ["date: 2024-05-01\ntime: late\nmood: low, odd\n\nWords."]
    assert account.left_out == {LeftOutKind.OTHER: 1}


def test_words_before_the_first_entry_of_a_markdown_export_are_kept(empty: Database, tmp_path: Path) -> None:
    """They are an entry of their own, which is told; the year and the month above them are not."""
    path = tmp_path / "journal.md"
    path.write_text("# 2013\n\n## June\n\nintro\nmore\n\n### 2013-06-09 15:39 A title\n\nand a body\n")
    account = come_in(empty, path)
    assert sorted(text for _, text in told(empty)) == ["A title\nand a body", "intro\nmore"]
    assert [remark.message for remark in account.remarks] == [
        "this stands before the first entry, and is kept as one"
    ]


@pytest.mark.parametrize(
    ("entry", "ours"),
    [
        ({"title": "A walk", "body": "By the sea.", "date": "2024-03-01", "time": "20:15"}, True),
        ({"title": "A walk", "pages": 3}, False),
    ],
)
def test_an_entry_alone_is_known_by_its_keys(tmp_path: Path, entry: dict[str, object], ours: bool) -> None:
    """A title alone is many a program's."""
    path = tmp_path / "entry.json"
    path.write_text(json.dumps(entry))
    with ImportSource(str(path)) as source:
        assert import_formats()["jrnl-json"].recognizes(source) is ours
