"""Day One's files, of each version and in each wrapping: every word comes in, and the rest is counted."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import LeftOutKind
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.formats.dayone.files import contains_journal
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from tests.exchange.conftest import new_store, read, told

DATA = Path(__file__).parents[3] / "data"
CASES = DATA / "cases" / "import" / "dayone"
FILES = DATA / "imports" / "dayone"


def come_in(database: Database, path: Path) -> ImportSummary:
    """Bring in what lies at a path, its format seen from it."""
    with ImportSource(str(path)) as source:
        form = detect_format(source)
        assert form.name == "dayone"
        return run_import(database, form, source)


def test_photos_and_places_are_counted_and_rich_words_are_kept(empty: Database) -> None:
    """A photo alone is told, and no blank entry comes of it."""
    account = come_in(empty, CASES / "photos-and-places.json")
    assert account.entries == {MergeOutcome.NEW: 2}
    assert account.left_out == {LeftOutKind.PHOTO: 2, LeftOutKind.PLACE: 1, LeftOutKind.WEATHER: 1}
    assert account.empty_locations == ["entries[1]"]
    assert [text for _, text in told(empty)] == ["One", "Only rich words"]


def test_a_quotation_on_top_is_the_persons_own(empty: Database) -> None:
    """It is no question of ours."""
    come_in(empty, CASES / "quotation-on-top.json")
    (entry,) = EntryReader(empty).entries(Filter())
    assert (entry.prompt, entry.session) == ("", "")
    assert entry.text.startswith("> What is in the way")


@pytest.mark.parametrize(
    ("name", "text"),
    [("unzipped", "In a folder"), ("folder-in-zip.zip", ""), ("other-zone.json", "Breakfast far away")],
)
def test_a_journal_is_found_in_its_wrapping(empty: Database, name: str, text: str) -> None:
    """A folder, a .zip of a folder, a file."""
    assert come_in(empty, CASES / name).entries == {MergeOutcome.NEW: 1}
    assert text in told(empty)[0][1]


@pytest.mark.parametrize(
    ("name", "texts", "left_out", "blank"),
    [
        (
            "todays-version.json",
            [
                "# A long day\n\nThe meeting (all three hours of it) is over.\n\nHome again!"
                "\n\n#work #evening-walk"
            ],
            {"photo": 1, "place": 1, "weather": 1, "step count": 1, "activity": 1},
            0,
        ),
        (
            "second-version.json",
            ["An older entry\n\n* with a list\n* of *two*\n\n#old #starred", "Plain words."],
            {},
            0,
        ),
        ("all-day.json", ["The whole of Christmas Eve", "On the day after"], {}, 0),
        ("rich-words-alone.json", ["## Shopping\n- [x] bread\n- [ ] oranges\nand rest"], {"photo": 1}, 0),
        (
            "sound-and-film.json",
            ["Recorded\n\nI spoke about the harbour."],
            {"audio": 1, "video": 2, "PDF": 1, "piece of music": 1},
            1,
        ),
        (
            "code.json",
            ['How to match a dot:\n\n```\nre\\.compile(r"\\.")\n```\n\nand inline `a\\.b`.'],
            {},
            0,
        ),
        ("nothing-in-it.json", [], {}, 0),
        ("other-keys.json", ["mood: quiet\npeople: Anna, Ben\n\nA walk"], {"other part": 1}, 0),
        (
            "several",
            ["Of the private journal", "Of the work journal", "Another of it"],
            {"other file": 1},
            0,
        ),
        ("loose.doentry", ["A loose file"], {}, 0),
    ],
)
def test_each_file_is_accounted_for(
    empty: Database, name: str, texts: list[str], left_out: dict[str, int], blank: int
) -> None:
    """Its words are in the journal, and what is left out is counted."""
    if name == "nothing-in-it.json":
        account = read(empty, (FILES / name).read_bytes(), "dayone")
    else:
        account = come_in(empty, FILES / name)
    assert [text for _, text in told(empty)] == texts
    assert {kind.value[0]: number for kind, number in account.left_out.items()} == left_out
    assert (account.empty_count, account.problem_count) == (blank, 0)
    assert come_in_again(empty, FILES / name) == {MergeOutcome.KNOWN: len(texts)} if texts else True


def come_in_again(database: Database, path: Path) -> dict[MergeOutcome, int]:
    return dict(come_in(database, path).entries)


def test_the_first_version_is_read(empty: Database) -> None:
    """Each file is an entry; a damaged one is told by its name, one with a photo alone as well."""
    account = come_in(empty, FILES / "first-version.dayone")
    assert told(empty) == [
        ("2014-03-08 20:30:00", "An entry of 2014.\nWith a second line & an <angle>.\n\n#winter #new-york"),
        ("2014-03-10 08:00:00", "Starred, and without a photo.\n\n#starred"),
    ]
    assert account.left_out == {
        LeftOutKind.PHOTO: 2,
        LeftOutKind.PLACE: 1,
        LeftOutKind.WEATHER: 1,
        LeftOutKind.STEP_COUNT: 1,
        LeftOutKind.ACTIVITY: 3,
    }
    assert account.empty_count == 1
    assert [problem.message for problem in account.problems] == ["this is no property list of Day One"]


def test_an_entry_of_the_first_version_is_known_in_the_second(empty: Database) -> None:
    """It keeps its name there."""
    come_in(empty, FILES / "loose.doentry")
    name = (
        "5C0FFEE0DA7A4B1E9D0C" + (FILES / "loose.doentry").read_text().split("5C0FFEE0DA7A4B1E9D0C")[1][:12]
    )
    later = {
        "uuid": name,
        "creationDate": "2013-01-02T03:04:05Z",
        "timeZone": "UTC",
        "text": "A changed text",
    }
    account = read(empty, json.dumps({"metadata": {"version": "1.0"}, "entries": [later]}).encode(), "dayone")
    assert account.entries == {MergeOutcome.KNOWN: 1}


def test_a_folder_in_a_zip_is_read_as_the_folder_is(empty: Database, tmp_path: Path) -> None:
    """Of either version, with what is beside the journals."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(FILES.rglob("*")):
            if file.is_file() and {"several", "first-version.dayone"} & set(file.parts):
                archive.write(file, f"export/{file.relative_to(FILES)}")
    account = come_in(empty, path)
    assert account.entries == {MergeOutcome.NEW: 5}
    assert (account.empty_count, account.problem_count) == (1, 1)
    assert account.left_out[LeftOutKind.FILE] == 1


def test_an_all_day_entry_is_of_its_day(empty: Database) -> None:
    """Whenever a day begins here."""
    come_in(empty, FILES / "all-day.json")
    days = [entry.named_day for entry in EntryReader(empty).entries(Filter())]
    assert days == [date(2023, 12, 24), None]


def test_a_date_that_can_not_be_read_costs_no_words(empty: Database) -> None:
    """It is a guess then, which is told; and the entry is known again."""
    account = come_in(empty, FILES / "dates.json")
    assert account.entries == {MergeOutcome.NEW: 5}
    assert account.guesses == {DateGuess.FILE_TIME: 2}
    assert [(remark.location, remark.message) for remark in account.remarks] == [
        ("entries[3]", "its date can't be read"),
        ("entries[4]", "its date can't be read"),
    ]
    times = {text: time for time, text in told(empty)}
    assert times["With milliseconds"] == "2024-06-01 10:00:00"
    assert times["With its distance from Greenwich"] == "2024-06-01 10:00:00"
    assert times["Without a zone"] == "2024-06-02 15:45:00"
    assert come_in(empty, FILES / "dates.json").entries == {MergeOutcome.KNOWN: 5}


def test_a_folder_of_other_things_is_not_of_day_one(tmp_path: Path) -> None:
    """Nor is a vault that has such a file among its notes, nor a .zip of other JSON."""
    from resilify_cli.exchange.formats.registry import import_formats

    (tmp_path / "note.md").write_text("words")
    (tmp_path / "attic").mkdir()
    (tmp_path / "attic" / "Journal.json").write_bytes((CASES / "other-zone.json").read_bytes())
    with ImportSource(str(tmp_path)) as source:
        assert not import_formats()["dayone"].recognizes(source)
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pack.textbundle/info.json", '{"version": 2}')
    with ImportSource(str(path)) as source:
        assert not import_formats()["dayone"].recognizes(source)


_words = st.text(alphabet="abcdefg ÄÖ漢🙂\n.!-(", max_size=30)
_entries = st.fixed_dictionaries(
    {"creationDate": st.sampled_from(("2024-02-01T21:14:05Z", "2023-01-01T00:00:00Z", "no date"))},
    optional={
        "uuid": st.integers(0, 2**120).map(lambda number: f"{number:032X}"),
        "text": _words,
        "richText": _words.map(lambda words: json.dumps({"contents": [{"text": words}]})),
        "tags": st.lists(st.sampled_from(("a", "b c", "é")), max_size=2),
        "starred": st.booleans(),
        "photos": st.lists(st.fixed_dictionaries({}, optional={"caption": _words}), max_size=2),
        "location": st.just({"placeName": "x"}),
        "timeZone": st.sampled_from(("Europe/Berlin", "Nowhere", None)),
        "isAllDay": st.booleans(),
        "odd": _words | st.lists(_words, max_size=2) | st.just({"deep": 1}),
    },
)


@given(st.lists(_entries, max_size=5, unique_by=lambda entry: entry.get("uuid", id(entry))))
def test_every_word_is_in_the_store_or_in_the_account(entries: list[dict[str, Any]]) -> None:
    """The words of each entry, or that it has none; each photo and place is counted."""
    database = new_store()
    account = read(
        database, json.dumps({"metadata": {"version": "1.0"}, "entries": entries}).encode(), "dayone"
    )
    kept = "\n".join(text for _, text in told(database))
    for entry in entries:
        said = entry.get("text", "")
        if not said.strip():
            said = json.loads(entry["richText"])["contents"][0]["text"] if "richText" in entry else ""
        captions = [photo["caption"] for photo in entry.get("photos", []) if "caption" in photo]
        for words in (said, *captions):
            assert all(word in kept for word in words.split())
    assert account.read_count == len(entries)
    assert account.left_out[LeftOutKind.PHOTO] == sum(len(entry.get("photos", [])) for entry in entries)
    assert account.left_out[LeftOutKind.PLACE] == sum("location" in entry for entry in entries)
    database.close()


def test_a_note_beside_a_journal_is_counted(empty: Database, tmp_path: Path) -> None:
    """A journal at the top of a folder is what it is for; the note is told as another file."""
    (tmp_path / "A note.md").write_text("words")
    (tmp_path / "Journal.json").write_bytes((CASES / "other-zone.json").read_bytes())
    account = come_in(empty, tmp_path)
    assert (account.entries, account.left_out) == ({MergeOutcome.NEW: 1}, {LeftOutKind.FILE: 1})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_journal_in_another_encoding_is_read(empty: Database, encoding: str) -> None:
    """By the one decoder of bytes."""
    entry = {"creationDate": "2024-02-01T21:14:05Z", "text": "Café, naïve, 3 €"}
    text = json.dumps({"metadata": {"version": "1.0"}, "entries": [entry]}, ensure_ascii=False)
    read(empty, text.encode(encoding), "dayone")
    assert told(empty)[0][1] == "Café, naïve, 3 €"


def test_a_property_list_that_would_grow_is_told(empty: Database, tmp_path: Path) -> None:
    """Its parts that stand for others are not put in their place."""
    path = tmp_path / "bomb.doentry"
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY e0 "x">{lines}]>'
        '<plist version="1.0"><dict><key>Entry Text</key><string>&e11;</string></dict></plist>'
    )
    assert [problem.location for problem in come_in(empty, path).problems] == ["bomb.doentry"]


def test_a_date_that_can_not_be_read_is_kept_as_it_was_written(empty: Database, tmp_path: Path) -> None:
    """It stands above the words."""
    path = tmp_path / "Journal.json"
    path.write_text('{"entries": [{"creationDate": "a day in May", "text": "Words."}]}')
    come_in(empty, path)
    assert [text for _, text in told(empty)] == ["creationDate: a day in May\n\nWords."]


def test_a_binary_property_list_is_read(empty: Database, tmp_path: Path) -> None:
    """An entry of the first version is the same in either form of its file."""
    from datetime import datetime
    from plistlib import FMT_BINARY, FMT_XML, dumps

    entry = {"Creation Date": datetime(2012, 3, 4, 9), "Entry Text": "Words.", "UUID": "A" * 32}
    (tmp_path / "A.doentry").write_bytes(dumps(entry, fmt=FMT_BINARY))
    assert come_in(empty, tmp_path / "A.doentry").entries == {MergeOutcome.NEW: 1}
    (tmp_path / "A.doentry").write_bytes(dumps(entry, fmt=FMT_XML))
    assert come_in(empty, tmp_path / "A.doentry").entries == {MergeOutcome.KNOWN: 1}


def test_a_folder_is_day_ones_by_its_json_alone(tmp_path: Path) -> None:
    """The same words in a file of another kind make no journal."""
    words = (CASES / "other-zone.json").read_bytes()
    (tmp_path / "journal.txt").write_bytes(words)
    assert not contains_journal(ImportSource(str(tmp_path)))
    (tmp_path / "journal.json").write_bytes(words)
    assert contains_journal(ImportSource(str(tmp_path)))
