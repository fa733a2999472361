"""What other programs write, and what their readers see of ours."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import frontmatter
import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import ImportProblem
from resilify_cli.exchange.exporting.export import run_export
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.formats.csv_table import _safe_cell
from resilify_cli.exchange.formats.registry import export_formats, import_formats
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.exchange.conftest import new_store, read, told, written
from tests.store.conftest import response

Brought = Callable[[str, str], list[tuple[str, str]]]


def from_disk(database: Database, path: Path) -> ImportSummary:
    """Bring in what lies at a path, its format seen from it."""
    with ImportSource(str(path)) as source:
        return run_import(database, detect_format(source), source)


def test_every_format_says_what_it_is() -> None:
    """A format is found by its file alone, and has a name and a line that tells what it is for."""
    ours = ["csv", "dayone", "jrnl", "jrnl-json", "json", "markdown", "txt"]
    assert set(import_formats()) == {*ours, "apple-journal", "daylio", "textbundle"} - {"csv"}
    assert list(export_formats()) == ours
    assert all(form.description for form in [*import_formats().values(), *export_formats().values()])


def test_the_json_of_jrnl_is_read_with_its_tags_and_stars(brought: Brought) -> None:
    """A tag that is not in the text is put at its end, a star is a tag."""
    entry = {"title": "A title.", "body": "With @home.", "date": "2026-11-03", "time": "20:15"}
    starred = {**entry, "tags": ["@home", "my list"], "starred": True}
    text = json.dumps({"tags": {"@home": 2}, "entries": [{**entry, "date": "2026-11-02"}, starred]}, indent=2)
    assert brought(text, "jrnl-json") == [
        ("2026-11-02 20:15:00", "A title.\nWith @home."),
        ("2026-11-03 20:15:00", "A title.\nWith @home.\n\n#home #my-list #starred"),
    ]


def test_the_json_of_jrnl_has_the_parts_that_jrnl_writes(empty: Database) -> None:
    """The keys, and how often there is each tag."""
    read(empty, b"[2026-11-03 20:15:07] Title #one\nbody #two #one\n", "jrnl")
    made = json.loads(written(empty, "jrnl-json"))
    assert made == {
        "entries": [
            {
                "title": "Title #one",
                "body": "body #two #one",
                "date": "2026-11-03",
                "time": "20:15",
                "tags": ["#one", "#two"],
                "starred": False,
            }
        ],
        "tags": {"#one": 1, "#two": 1},
    }


DAY_ONE: dict[str, Any] = {
    "uuid": "A1B2C3D4E5F60718293A4B5C6D7E8F90",
    "creationDate": "2026-11-03T19:15:07Z",
    "timeZone": "Europe/Berlin",
    "text": "A walk\\. Fine\\!",
    "tags": ["Out side"],
    "starred": True,
}


def day_one(*entries: Any) -> str:
    return json.dumps({"metadata": {"version": "1.0"}, "entries": entries})


def test_day_one_is_read_in_its_zone_with_its_tags(brought: Brought) -> None:
    """The time is that of the place; the backslashes of its editor are not part of the words."""
    older = {**DAY_ONE, "uuid": "B" * 32, "creationDate": "2026-11-02T19:15:07Z"}
    assert brought(day_one(older, {**DAY_ONE, "richText": "{}"}), "dayone") == [
        ("2026-11-02 20:15:07", "A walk. Fine!\n\n#out-side #starred"),
        ("2026-11-03 20:15:07", "A walk. Fine!\n\n#out-side #starred"),
    ]


@pytest.mark.parametrize(
    ("zone", "time"),
    [
        ("GMT+0530", "2026-11-04 00:45:07"),
        ("GMT-0200", "2026-11-03 17:15:07"),
        ("Etc/GMT-1", "2026-11-03 20:15:07"),
        ("UTC", "2026-11-03 19:15:07"),
    ],
)
def test_day_one_tells_zones_in_several_ways(brought: Brought, zone: str, time: str) -> None:
    """By name, or by the distance from Greenwich."""
    assert brought(day_one({**DAY_ONE, "timeZone": zone}), "dayone")[0][0] == time


@pytest.mark.parametrize("zone", ["Nowhere/City", "../../etc/passwd", "", None, 3, "GMT+9999"])
def test_an_unknown_zone_costs_no_entry(brought: Brought, zone: object) -> None:
    """Then the time is that of this computer's zone."""
    assert len(brought(day_one({**DAY_ONE, "timeZone": zone}), "dayone")) == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"text": 3}, "its text is none"),
        ({"text": ["words"]}, "its text is none"),
    ],
)
def test_a_bad_entry_of_day_one_costs_no_other(empty: Database, changes: dict[str, Any], wrong: str) -> None:
    """It is told with its place."""
    good = {**DAY_ONE, "uuid": "C" * 32}
    account = read(empty, day_one({**DAY_ONE, **changes}, good, 7).encode(), "dayone")
    assert account.problems == [
        ImportProblem("entries[0]", wrong),
        ImportProblem("entries[2]", "this is no entry"),
    ]
    assert len(told(empty)) == 1


def test_a_name_of_day_one_makes_it_known_again(empty: Database) -> None:
    """Also after its text was changed there."""
    read(empty, day_one(DAY_ONE).encode(), "dayone")
    read(empty, day_one({**DAY_ONE, "text": "other"}).encode(), "dayone")
    assert len(told(empty)) == 1


def test_day_one_comes_in_a_zip(empty: Database, tmp_path: Path) -> None:
    """Each journal at its top is read; photos are left alone."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Journal.json", day_one(DAY_ONE))
        archive.writestr("Other.json", day_one({**DAY_ONE, "uuid": "D" * 32}, 7))
        archive.writestr("photos/x.json", "no journal")
    account = from_disk(empty, path)
    assert account.problems == [ImportProblem("Other.json:entries[1]", "this is no entry")]
    assert len(told(empty)) == 2


@pytest.mark.parametrize("content", [b"PK\x03\x04 broken", None])
def test_a_zip_without_a_journal_is_refused(empty: Database, tmp_path: Path, content: bytes | None) -> None:
    """A broken one, and one with other things in it."""
    path = tmp_path / "export.zip"
    if content is not None:
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("photo.jpeg", b"")
    with pytest.raises(ImportRefusedError):
        from_disk(empty, path)


@pytest.fixture
def rich(empty: Database) -> Store:
    """A store with an answer, a note and a check-in."""
    store = Store(empty)
    enrollment = store.enrollments.begin("key", "slug", "A program: one", "")
    store.entries.answer(enrollment, response("no", prompt="What\n---\nhappened? 'x'", session_title="yes"))
    store.notes.add("---\na note #home\n")
    store.checkins.add(Checkin(mood=3, feelings=("tired", "calm"), note="=cmd()"))
    return store


def test_markdown_is_read_by_python_frontmatter_and_by_obsidian(rich: Store, tmp_path: Path) -> None:
    """Keys are flat, tags a list, and texts that look like something else are still texts."""
    out = tmp_path / "notes"
    run_export(rich.database, export_formats()["markdown"], Filter(), out)
    posts = [frontmatter.load(str(path)) for path in sorted(out.iterdir())]
    by_kind = {str(post["kind"]): post for post in posts}
    answer, note, checkin = (by_kind[kind] for kind in ("response", "note", "checkin"))
    assert (answer["program"], answer["session"], answer.content) == ("A program: one", "yes", "no")
    assert answer["question"] == "What\n---\nhappened? 'x'"
    assert (note["tags"], note.content) == (["home"], "---\na note #home")
    assert (checkin["mood"], checkin["feelings"]) == (3, ["tired", "calm"])
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in out.iterdir())
    assert out.stat().st_mode & 0o777 == 0o700


def put(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


@pytest.mark.parametrize(
    ("name", "text", "time", "said"),
    [
        ("a.md", "---\ndate: 2026-11-03 20:15\n---\nA word\n", "2026-11-03 20:15:00", "A word"),
        (
            "a.md",
            "---\r\ncreated: 2026-11-03\r\n---\r\none\r\ntwo\r\n",
            "2026-11-03 00:00:00",
            "a\n\none\ntwo",
        ),
        ("2026-11-03.md", "words", "2026-11-03 00:00:00", "words"),
        ("sub/2026-11-03 20-15 a walk.md", "words", "2026-11-03 20:15:00", "a walk\n\nwords"),
        ("2026-11-03.md", "---\ntags: [a, b c]\n---\nwords #a", "2026-11-03 00:00:00", "words #a\n\n#b-c"),
        ("2026-11-03.md", "---\ntags: one, two\n---\nwords", "2026-11-03 00:00:00", "words\n\n#one #two"),
        ("2026-11-03.md", "---\ntitle: A day\n---\nwords", "2026-11-03 00:00:00", "A day\n\nwords"),
        ("2026-11-03.md", "---\ntitle: A day\n---\n# A day\nwords", "2026-11-03 00:00:00", "# A day\nwords"),
        ("2026-11-03.md", "---\n---\nwords", "2026-11-03 00:00:00", "words"),
        ("2026-11-03.md", "---\nno end of it", "2026-11-03 00:00:00", "---\nno end of it"),
    ],
)
def test_a_note_of_another_program_is_read(
    empty: Database, tmp_path: Path, name: str, text: str, time: str, said: str
) -> None:
    """Its time is in its front matter or in its name."""
    put(tmp_path, name, text)
    assert from_disk(empty, tmp_path).problems == []
    assert told(empty) == [(time, said)]


def test_a_file_without_a_date_is_known_again_after_it_was_copied(empty: Database, tmp_path: Path) -> None:
    """It has the time that it was changed at; a copy has another time, but the same name and words."""
    path = put(tmp_path, "thought.md", "words")
    from_disk(empty, tmp_path)
    os.utime(path, (1_750_000_000, 1_750_000_000))
    from_disk(empty, tmp_path)
    assert len(told(empty)) == 1
    (entry,) = Store(empty).journal.page(Filter(), 9).entries
    assert entry.at == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize(
    ("text", "place", "kept"),
    [
        ("---\na: &x 1\nb: *x\n---\nwords", "bad.md:2", "bad\n\na: &x 1\nb: *x\n\nwords"),
        ("---\na: [1\n---\nwords", "bad.md:2", "bad\n\na: [1\n\nwords"),
        ("---\na: 1\na: 2\n---\nwords", "bad.md:3", "bad\n\na: 1\na: 2\n\nwords"),
        ("---\ndate: someday\n---\nwords", "bad.md", "bad\n\ndate: someday\n\nwords"),
        ("---\ndate: 9999-01-01\n---\nwords", "bad.md", "bad\n\ndate: 9999-01-01\n\nwords"),
        ("---\nid: 0198ffffffffffffffffffffffff\nkind: note\ndate: x\n---\nwords", "bad.md", "words"),
    ],
)
def test_a_bad_date_or_bad_front_matter_never_costs_the_words(
    empty: Database, tmp_path: Path, text: str, place: str, kept: str
) -> None:
    """What can't be read is told by its line, and stands in the entry as it was written."""
    put(tmp_path, "bad.md", text)
    put(tmp_path, "2026-11-03.md", "good")
    account = from_disk(empty, tmp_path)
    assert account.problems == []
    assert [remark.location for remark in account.remarks] == [place]
    assert {text for _, text in told(empty)} == {kept, "good"}


def test_a_name_that_is_no_utf_8_is_as_good_as_another(empty: Database, tmp_path: Path) -> None:
    """A note from an old disk comes in by the time of its file, and is known again."""
    put(tmp_path, os.fsdecode(b"caf\xe9.md"), "words")
    assert from_disk(empty, tmp_path).problems == []
    assert [text for _, text in told(empty)] == ["café\n\nwords"]
    assert from_disk(empty, tmp_path).entries == {MergeOutcome.KNOWN: 1}


def test_only_notes_are_read(empty: Database, tmp_path: Path) -> None:
    """Hidden folders, other files, pipes and loops of links are left alone or told."""
    put(tmp_path, ".obsidian/x.md", "hidden")
    put(tmp_path, "picture.png", b"\xff")
    put(tmp_path, "2026-11-03.md", "good")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "folder").symlink_to(tmp_path)
    account = from_disk(empty, tmp_path)
    assert sorted(problem.location for problem in account.problems) == ["loop.md", "pipe.md"]
    assert len(told(empty)) == 1


def test_a_link_out_of_the_folder_is_not_followed(empty: Database, tmp_path: Path) -> None:
    """A folder from elsewhere brings in no file of this computer; a link within it is as good as a file."""
    put(tmp_path, "elsewhere.md", "mine alone")
    put(tmp_path, "folder/2026-11-03.md", "good")
    (tmp_path / "folder" / "out.md").symlink_to("../elsewhere.md")
    (tmp_path / "folder" / "in.md").symlink_to("2026-11-03.md")
    account = from_disk(empty, tmp_path / "folder")
    assert [problem.location for problem in account.problems] == ["out.md"]
    assert {text for _, text in told(empty)} == {"good"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "Tuesday 2026-11-03 12:00:00 +00:00 · note\n\n  {}\n"),
        ("b.txt", "[2026-11-03 12:00] {}\n"),
        ("c.json", '{{"entries": [{{"date": "2026-11-03", "time": "12:00", "title": "{}", "body": ""}}]}}'),
    ],
)
def test_an_entry_beyond_all_bounds_is_told(
    empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    """What no entry can be is left out in every format, before it takes the memory."""
    monkeypatch.setattr("resilify_cli.exchange.containers.source.LARGEST_ENTRY", 300_000)
    monkeypatch.setattr("resilify_cli.exchange.containers.text_sections.LARGEST_ENTRY", 300_000)
    monkeypatch.setattr("resilify_cli.exchange.containers.json_stream.LARGEST_ENTRY", 300_000)
    for words in ("x" * 1_000_000, "x\\n" * 300_000 if name == "c.json" else "x\n" * 300_000):
        account = from_disk(empty, put(tmp_path, name, text.format(words)))
        assert ["too large" in problem.message for problem in account.problems] == [True]
    assert told(empty) == []


def test_empty_lines_without_number_take_no_time(empty: Database, tmp_path: Path) -> None:
    """A million empty lines around a text are left out in one go."""
    head = "Tuesday 2026-11-03 12:00:00 +00:00 · note"
    lines = "\n" * 1_000_000
    from_disk(empty, put(tmp_path, "a.txt", f"{head}{lines}  words{lines}"))
    assert [text for _, text in told(empty)] == ["words"]


def test_plain_text_is_read_as_it_is_printed(empty: Database, rich: Store) -> None:
    """The question stands above the words, which are set in."""
    text = written(rich.database, "txt").decode()
    assert "Tuesday 2026-11-03 12:00:00 +00:00 · answer\nIn: A program: one · yes\nAsked: What\n" in text
    assert "\n  ---\n  a note #home\n  \n\n" in text
    fresh = new_store()
    assert read(fresh, text.replace("\n", "\r\n").encode(), "txt").problems == []
    assert sorted(told(fresh)) == sorted(told(rich.database))


_GOOD_TEXT = "Tuesday 2026-11-03 12:00:00 +00:00 · note\n\n  words\n"


def test_what_stands_before_the_first_entry_is_told(empty: Database) -> None:
    """It costs no entry."""
    account = read(empty, f"intro\n{_GOOD_TEXT}".encode(), "txt")
    assert account.problems == [ImportProblem("1", "this stands before the first entry")]
    assert [text for _, text in told(empty)] == ["words"]


@pytest.mark.parametrize("time", ["2026-13-03 12:00:00 +00:00", "1690-11-03 12:00:00 +00:00"])
def test_a_time_that_never_was_costs_no_words_of_a_text(empty: Database, time: str) -> None:
    """They are kept below that time with a guessed date, it is told by its line, and no other is touched."""
    account = read(empty, f"Tuesday {time} · check-in\n\n  x\n\n{_GOOD_TEXT}".encode(), "txt")
    assert account.remarks == [ImportProblem("1", "no entry can be of this time; its words are kept")]
    assert account.guesses == {DateGuess.NOW: 1}
    assert sorted(text for _, text in told(empty)) == [f"{time}\n\nx", "words"]


def test_the_table_has_a_row_for_each_reading(rich: Store) -> None:
    """Its numbers are numbers, and nothing in it is a formula for a spreadsheet."""
    rich.checkins.add(Checkin(feelings=("sad",), note="-1+1"))
    rows = list(csv.DictReader(io.StringIO(written(rich.database, "csv").decode(), newline="")))
    by_measure = {row["measure"]: row for row in rows}
    mood, other = by_measure["mood"], by_measure["check-in"]
    assert (mood["value"], mood["lowest"], mood["highest"], mood["mood"]) == ("3", "1", "5", "okay")
    assert (mood["feelings"], mood["note"], mood["time"]) == (
        "tired; calm",
        "'=cmd()",
        "2026-11-03T12:00:00+00:00",
    )
    assert (other["value"], other["note"]) == ("", "'-1+1")


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_begins_a_formula(begins: str) -> None:
    """With whatever a spreadsheet takes for the beginning of one, a text is marked as text."""
    assert _safe_cell(f"{begins}1+1") == f"'{begins}1+1"
    assert _safe_cell(f"1{begins}1") == f"1{begins}1"


def test_a_negative_number_in_the_table_stays_one(rich: Store) -> None:
    """Only texts are kept from being formulas."""
    entry = rich.journal.page(Filter(kind="note"), 1).entries[0]
    rich.database.connection.execute("INSERT INTO readings VALUES (?, 'cold', -2.5, -10, 10)", (entry.id,))
    rows = list(csv.DictReader(io.StringIO(written(rich.database, "csv").decode(), newline="")))
    assert next(row["value"] for row in rows if row["measure"] == "cold") == "-2.5"


@pytest.mark.parametrize("content", [b"", b"just words", b"{}", b"[1, 2]", b"\x89PNG"])
def test_an_unknown_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """With the names of the formats that it might be."""
    path = tmp_path / "unknown"
    path.write_bytes(content)
    with ImportSource(str(path)) as source, pytest.raises(ImportRefusedError, match="no format") as refused:
        detect_format(source)
    assert (". There is: " in refused.value.message) == bool(content)


def test_a_very_long_text_goes_and_comes(empty: Database) -> None:
    """A text of two megabytes is the same in every format."""
    text = "word " * 400_000 + "end"
    Store(empty).notes.add(text)
    for name in ("json", "txt", "jrnl", "jrnl-json", "dayone"):
        fresh = new_store()
        assert read(fresh, written(empty, name), name).problems == []
        assert [said for _, said in told(fresh)] == [text]


@pytest.mark.parametrize("year", [1700, 2199])
def test_every_time_that_is_taken_can_be_kept(empty: Database, year: int) -> None:
    """The first and the last year that an entry can be of come in, and are shown in their order."""
    text = "".join(f"Tuesday {n}-01-02 12:00:00 +00:00 · note\n\n  of {n}\n\n" for n in (year, 2026))
    assert read(empty, text.encode(), "txt").problems == []
    assert [words for _, words in sorted(told(empty))] == sorted(f"of {n}" for n in (year, 2026))
