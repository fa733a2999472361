"""Notes of other programs: what comes of each, and nothing is lost."""

from __future__ import annotations

import os
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.app.system_zone import SystemZone
from resilify_cli.decoding import decode_text
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import ImportProblem, LeftOutKind, PortableEntry
from resilify_cli.exchange.exporting.export import run_export
from resilify_cli.exchange.file_dates.entry_date import DateGuess, DateOrder
from resilify_cli.exchange.formats.registry import export_formats, import_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.notes.note_file import read_note_bytes
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.exchange.conftest import new_store, noon, read, told
from tests.zones import BERLIN, in_zone

CASES = Path(__file__).parents[2] / "data/cases/import"
CHANGED = 1_700_000_000


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A copy of the cases, all files changed at one time."""
    folder = tmp_path / "cases"
    shutil.copytree(CASES, folder)
    for at, _, files in os.walk(folder):
        for name in files:
            os.utime(Path(at, name), (CHANGED, CHANGED))
    return folder


def from_disk(database: Database, path: Path, **said: object) -> ImportSummary:
    options = ImportOptions(zone=SystemZone(), now=noon(), **said)  # type: ignore[arg-type]
    with ImportSource(str(path)) as source:
        return run_import(database, detect_format(source), source, options)


def note(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, (CHANGED, CHANGED))
    return path


def days(database: Database) -> dict[str, str]:
    """Return the day or the time of each entry, by its last line."""
    found = Store(database).journal.page(Filter(), 100).entries
    return {entry.text.split("\n")[-1]: f"{entry.at:%Y-%m-%d %H:%M}" for entry in found}


def test_the_day_in_a_name_is_the_entrys(empty: Database, cases: Path) -> None:
    """And a title in a name is kept; what has no day is named as a guess, as is the order."""
    account = from_disk(empty, cases / "names-with-dates")
    rained = "Words number {}. It rained until four."
    changed = f"{datetime.fromtimestamp(CHANGED).astimezone():%Y-%m-%d %H:%M}"
    wanted = [
        "2022-12-24",
        "2023-01-01",
        "2023-01-03",
        "2023-01-02",
        "2023-11-05",
        "2023-01-05",
        "2023-01-03",
    ]
    wanted = [*(f"{day} 00:00" for day in wanted), "2023-01-07 18:45", "2023-01-03 00:00", changed, changed]
    assert days(empty) == {rained.format(number): day for number, day in enumerate(wanted)}
    texts = {text for _, text in told(empty)}
    assert f"Letter to my mother\n\n{rained.format(3)}" in texts
    assert f"Letter to nobody\n\n{rained.format(9)}" in texts
    assert account.guesses == {DateGuess.DAY_FIRST: 1, DateGuess.FILE_TIME: 2}
    assert {place for place, _ in account.guessed} == {
        "03-01-2023.md",
        "2023-02-30.md",
        "Letter to nobody.md",
    }


def test_the_order_of_day_and_month_can_be_said(empty: Database, cases: Path) -> None:
    """Then it is no guess."""
    account = from_disk(empty, cases / "names-with-dates", order=DateOrder.MONTH_FIRST)
    assert days(empty)["Words number 8. It rained until four."] == "2023-03-01 00:00"
    assert DateGuess.DAY_FIRST not in account.guesses


FRONT = {
    "mood-and-lists.md": (
        "2024-03-01 00:00",
        "mood-and-lists\n\nmood: 2\nsleep: 6h\nfeelings: [sad, tired]\n"
        "gratitude: My neighbour watered the plants\n\nWrote little today.\n\n#starred",
    ),
    "front-matter-alone.md": (
        "2024-03-02 00:00",
        "front-matter-alone\n\nmood: 1\nnote: Stayed in bed until noon",
    ),
    "colon-in-title.md": (
        "2024-03-08 00:00",
        "colon-in-title\nToday: a hard day\n\nThe words below the title.",
    ),
    "repeated-key.md": ("2024-03-13 00:00", "mood: good\nmood: bad\n\nThe words below a repeated key."),
    "tab.md": ("2024-03-14 00:00", "The words below a tab.\n\n#walk"),
    "rule-on-top.md": ("", "rule-on-top\n\n---\nNot front matter, only a rule above\n---\nand words below."),
    "long-date.md": ("2024-03-05 00:00", "A long date."),
    "day-month-year.md": ("2024-03-26 00:00", "day-month-year\n\nA date with points."),
    "creation-date.md": (
        "2024-04-16 23:00",
        "creation-date\n\nlocation: the kitchen\n\nA key of another program.\n\n#starred #evening",
    ),
    "toml.md": ("2024-03-15 10:00", "toml\nAbove pluses\n\nFront matter of another kind.\n\n#sea"),
    "2024-03-04.md": ("2024-03-04 00:00", "The day stands in the name too."),
    "2024-06-26.md": (
        "2024-06-26 00:00",
        "created: 2024-08-25\n\nThe day in the name is the day it tells of.",
    ),
}


@pytest.mark.parametrize("name", FRONT)
def test_every_word_of_front_matter_is_kept(empty: Database, cases: Path, name: str) -> None:
    """What is understood is the entry's; the rest stands as it was written, above the words."""
    account = from_disk(empty, cases / "front-matter" / name)
    when, text = FRONT[name]
    ((time, said),) = told(empty)
    assert said == text
    assert not when or time.startswith(when)
    assert account.problems == []
    line = {"colon-in-title.md": 2, "repeated-key.md": 4, "tab.md": 4}.get(name)
    assert [remark.location for remark in account.remarks] == ([f"{name}:{line}"] if line else [])


def test_a_note_is_known_however_it_was_reached(empty: Database, cases: Path) -> None:
    """By itself, in its folder, in the folder above, or after the folder got another name."""
    paths = [cases / "folders/sub/letter.md", cases / "folders/sub", cases / "folders"]
    assert [from_disk(empty, path).entries.total() for path in paths] == [1, 1, 1]
    (cases / "folders/sub").rename(cases / "folders/other")
    os.utime(cases / "folders/other/letter.md", (CHANGED + 9, CHANGED + 9))
    from_disk(empty, cases / "folders")
    assert len(told(empty)) == 1


def test_tags_are_read_by_one_rule(empty: Database, cases: Path) -> None:
    """None from code, from links or behind a backslash; whole with their parts and pluses."""
    from_disk(empty, cases / "tags.md")
    assert {tag for tag, _ in Store(empty).journal.tags()} == {"real-tag", "work/project", "c++"}


def test_a_note_on_standard_input_is_of_now(empty: Database) -> None:
    """And that is told as a guess."""
    account = read(empty, (CASES / "undated.md").read_bytes(), "markdown")
    assert told(empty) == [(f"{noon().astimezone():%Y-%m-%d %H:%M:%S}", "No date anywhere.")]
    assert account.guesses == {DateGuess.NOW: 1}


DATES = [
    ("2024-03-02.md", "date: 2024-03-01", "2024-03-01 00:00:00", "2024-03-02"),
    ("2024-03-02.md", "created: 2024-03-01", "2024-03-02 00:00:00", "created: 2024-03-01"),
    ("2024-03-02 1845.md", "date: 2024-03-02", "2024-03-02 18:45:00", ""),
    ("x.md", "date: 2024-03-02\ntime: 6:45 pm", "2024-03-02 18:45:00", "x"),
    ("x.md", "created: 2024-03-01\ndate: 2024-03-02", "2024-03-02 00:00:00", "x\n\ncreated: 2024-03-01"),
    ("x.md", "Creation-Date: 2024-03-01 10:00:00Z", "2024-03-01 10:00:00", "x"),
    ("x.md", "date: 1709287200", "2024-03-01 10:00:00", "x"),
    ("x.md", "date: [[2024-03-01]]\ntags:\ntitle:", "2024-03-01 00:00:00", "x"),
    ("x.md", "date: [2024-03-01]", "2024-03-01 00:00:00", "x"),
    ("x.md", "date: on 2024-03-01 by train", "2024-03-01 00:00:00", "x\n\ndate: on 2024-03-01 by train"),
    ("x.md", "date: 2024-03-01 # rain", "2024-03-01 00:00:00", "x\n\ndate: 2024-03-01 # rain"),
]


@pytest.mark.parametrize(("name", "front", "time", "above"), DATES, ids=[f"{n} {f}" for n, f, *_ in DATES])
def test_the_date_comes_first_then_the_name(
    empty: Database, tmp_path: Path, name: str, front: str, time: str, above: str
) -> None:
    """Then when it was made. What is not taken for the date stays in the text."""
    from_disk(empty, note(tmp_path, name, f"---\n{front}\n---\nwords"))
    assert told(empty) == [(time, f"{above}\n\nwords" if above else "words")]


@pytest.mark.parametrize(
    ("front", "tags"),
    [
        ("tags: [a, B c, work/project, c++]", {"a", "b-c", "work/project", "c++"}),
        ("tags: a, b", {"a", "b"}),
        ("tags: a b", {"a", "b"}),
        ("tags: '#a #b'", {"a", "b"}),
        ("tags:\n  - a\n  - '#b'", {"a", "b"}),
        ("keywords: [a]\nfavorite: yes", {"a", "starred"}),
        ("starred: false", set()),
        ("Tags: a", {"a"}),
    ],
)
def test_tags_are_read_in_all_their_forms(
    empty: Database, tmp_path: Path, front: str, tags: set[str]
) -> None:
    """A list or a text, with or without marks; a star is one too. Nothing of it stays as text."""
    from_disk(empty, note(tmp_path, "2024-03-02.md", f"---\n{front}\n---\nwords"))
    assert {tag for tag, _ in Store(empty).journal.tags()} == tags
    assert told(empty)[0][1].startswith("words")


def test_a_tag_that_can_not_be_one_stays_as_text(empty: Database, tmp_path: Path) -> None:
    """Its words are not lost."""
    from_disk(empty, note(tmp_path, "2024-03-02.md", "---\ntags: ['🙂', '2024']\n---\nwords"))
    assert told(empty)[0][1] == "tags: ['🙂', '2024']\n\nwords\n\n#t2024"


def test_properties_of_logseq_are_read_and_stay(empty: Database, tmp_path: Path) -> None:
    """They are part of the text there."""
    from_disk(empty, note(tmp_path, "x.md", "date:: 2024-03-02\ntags:: a, b\n\n- words"))
    assert told(empty) == [("2024-03-02 00:00:00", "x\n\ndate:: 2024-03-02\ntags:: a, b\n\n- words\n\n#a #b")]


SEVERAL = """---
tags: [log]
---
Some words first.

## 2023-01-05
It rained.
### A walk
#day

## Friday 6 January 2023
```
## 2023-01-07
```
It cleared.

[[2023-01-08]] in the text

## Sunday 2023-01-08: at sea
"""


def test_several_days_in_one_note_are_told(empty: Database, tmp_path: Path) -> None:
    """They stay one entry, and how to split them is said with how many there are."""
    account = from_disk(empty, note(tmp_path, "log.md", SEVERAL))
    assert len(told(empty)) == 1
    assert [(remark.location, "3 days" in remark.message) for remark in account.remarks] == [("log.md", True)]
    assert "--split" in account.remarks[0].message


def test_several_days_in_one_note_are_split_on_request(empty: Database, tmp_path: Path) -> None:
    """Each is an entry of its day, and so is what stands before the first."""
    account = from_disk(empty, note(tmp_path, "2023-01-01 log.md", SEVERAL), split=True)
    assert account.remarks == []
    assert told(empty) == [
        ("2023-01-01 00:00:00", "log\n\nSome words first.\n\n#log"),
        ("2023-01-05 00:00:00", "It rained.\n### A walk\n#day\n\n#log"),
        (
            "2023-01-06 00:00:00",
            "```\n## 2023-01-07\n```\nIt cleared.\n\n[[2023-01-08]] in the text\n\n#log",
        ),
        ("2023-01-08 00:00:00", "at sea\n\n#log"),
    ]
    assert from_disk(empty, tmp_path, split=True).entries.total() == len(told(empty))


def test_a_note_that_is_here_whole_is_not_split_in(empty: Database, tmp_path: Path) -> None:
    """All words of its days are here."""
    path = note(tmp_path, "2023-01-01 log.md", SEVERAL)
    from_disk(empty, path)
    assert from_disk(empty, path, split=True).entries == {MergeOutcome.KNOWN: 4}
    assert len(told(empty)) == 1


def test_a_note_that_is_here_split_does_not_come_in_whole(empty: Database, tmp_path: Path) -> None:
    """Its days are known, each for itself."""
    path = note(tmp_path, "2023-01-01 log.md", SEVERAL)
    from_disk(empty, path, split=True)
    assert from_disk(empty, path).entries == {MergeOutcome.KNOWN: 4}
    assert len(told(empty)) == 4


def test_a_day_that_is_new_in_a_note_that_is_here_split_comes_in_alone(
    empty: Database, tmp_path: Path
) -> None:
    """Also without --split; what is here stays as it is."""
    path = note(tmp_path, "2023-01-01 log.md", SEVERAL)
    from_disk(empty, path, split=True)
    path.write_text(f"{SEVERAL}\n## 2023-01-09\nBack home.\n")
    assert from_disk(empty, path).entries == {MergeOutcome.KNOWN: 4, MergeOutcome.NEW: 1}
    assert told(empty)[-1] == ("2023-01-09 00:00:00", "Back home.\n\n#log")


def test_a_note_read_with_the_other_order_is_known(empty: Database, tmp_path: Path) -> None:
    """Saying how dates are written later brings nothing twice."""
    note(tmp_path, "03-01-2023.md", "one")
    note(tmp_path, "x.md", "---\ndate: 03.04.2023\n---\ntwo")
    from_disk(empty, tmp_path)
    account = from_disk(empty, tmp_path, order=DateOrder.MONTH_FIRST)
    assert account.entries == {MergeOutcome.KNOWN: 2}


def test_the_same_words_on_two_days_that_look_alike_are_two_entries(empty: Database, tmp_path: Path) -> None:
    """The other reading of a date counts only for what was here before."""
    note(tmp_path, "03-01-2023.md", "Breathed.")
    note(tmp_path, "01-03-2023.md", "Breathed.")
    note(tmp_path, "2022-01-01.md", "here before")
    from_disk(empty, tmp_path / "2022-01-01.md")
    from_disk(empty, tmp_path)
    assert [day for day, _ in told(empty)][1:] == ["2023-01-03 00:00:00", "2023-03-01 00:00:00"]


def test_one_day_in_a_heading_is_the_notes(empty: Database, tmp_path: Path) -> None:
    """Where nothing else tells a day."""
    from_disk(empty, note(tmp_path, "x.md", "# Monday 2 January 2023\n\nwords"))
    assert told(empty)[0][0] == "2023-01-02 00:00:00"


def test_all_that_lies_in_a_folder_is_told(empty: Database, tmp_path: Path) -> None:
    """Pictures and other files are counted, once; so are hidden notes; empty ones are named."""
    note(tmp_path, "2023-01-01.md", "![[photo.jpg]] ![x](other.png) ![](https://a.org/web.png) words")
    note(tmp_path, "2023-01-02.txt", "plain words")
    note(tmp_path, "2023-01-03.md", " \n")
    note(tmp_path, "photo.jpg", b"\xff\xd8")
    note(tmp_path, "sub/scan.PDF", b"%PDF")
    note(tmp_path, "board.canvas", b"{}")
    note(tmp_path, "table.xlsx", b"PK")
    note(tmp_path, ".trash/gone.md", "gone")
    note(tmp_path, "logseq/bak/old.md", "old")
    note(tmp_path, ".obsidian/app.json", "{}")
    account = from_disk(empty, tmp_path)
    assert account.left_out == {
        LeftOutKind.PHOTO: 2,
        LeftOutKind.PDF: 1,
        LeftOutKind.DRAWING: 1,
        LeftOutKind.FILE: 1,
        LeftOutKind.HIDDEN_NOTE: 2,
    }
    assert account.empty_locations == ["2023-01-03.md"]
    assert [text.rpartition(" ")[2] for _, text in told(empty)] == ["words", "words"]


def test_a_file_of_text_that_is_a_journal_is_read_as_one(empty: Database, tmp_path: Path) -> None:
    """In a folder of notes too."""
    note(tmp_path, "old.txt", "[2023-01-01 10:00] one\n\n[2023-01-02 10:00] two\n")
    note(tmp_path, "2023-01-03.md", "three")
    from_disk(empty, tmp_path)
    assert [text for _, text in told(empty)] == ["one", "two", "three"]


def test_evidence_in_the_same_folder_decides(empty: Database, tmp_path: Path) -> None:
    """In names and in front matter, wherever in the folder it stands; no other folder counts first."""
    note(tmp_path, "us/03-01-2023.md", "one")
    note(tmp_path, "us/x.md", "---\ndate: 01/13/2023\n---\ntwo")
    note(tmp_path, "de/03-01-2023.md", "three")
    note(tmp_path, "de/13-01-2023.md", "four")
    account = from_disk(empty, tmp_path)
    assert not account.guesses
    wanted = {"one": "2023-03-01", "two": "2023-01-13", "three": "2023-01-03", "four": "2023-01-13"}
    assert days(empty) == {words: f"{day} 00:00" for words, day in wanted.items()}


_ROWS = st.lists(
    st.sampled_from(
        ["---", "+++", ";;;", "{", "}", "date: 2024-03-01", "date: 31-31-2024", "tags: [a", "title: x: y",
         "# 2024-03-01", "## 2024-03-02 b", "mood:: 3", "- a", "\t- b", "", "words", "![[p.jpg]]", "```",
         "=====", "2024-03-03",
         "---  ",
         "starred: true # why", "time: 18:45", "created: 1709287200", "a: &x 1", "b: *x", "|", "> q", "> — p"]
    ) | st.text(st.characters(codec="utf-8"), max_size=10),
    max_size=12,
)  # fmt: skip
# Words of front matter that become a date, a star or a tag.
_DROPPED = {*re.findall(r"\w+", "date time title tags starred created true 2024 01 02 03 18 45 1709287200")}


@example(["0", "\x1f" * 20], "\n", False)
@given(_ROWS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_any_note_is_kept_to_the_word(rows: list[str], line_end: str, split: bool) -> None:
    """Whatever it is made of, it is an entry with all its words, several of them, or told to be none."""
    text = line_end.join(rows)
    options = ImportOptions(zone=SystemZone(), now=noon(), split=split)
    found = list(read_note_bytes(text.encode(), "x.md", "/v/x.md", 1e9, options.date_order(), options))
    if found == [ImportProblem("x.md", "this is no text")]:
        assert sum(character < " " or character == "\x7f" for character in text) > 16
        return
    kept = " ".join(record.text for record in found if isinstance(record, PortableEntry))
    words = {word.casefold() for word in re.findall(r"[^\W_]+", decode_text(text.encode()))}
    there = {word.casefold() for word in re.findall(r"[^\W_]+", kept)}
    assert found
    assert not words - there - _DROPPED


@pytest.mark.parametrize("zone", ["EST5EDT", "JST-9", "NZST-12"])
def test_a_vault_is_known_in_another_zone(empty: Database, cases: Path, tmp_path: Path, zone: str) -> None:
    """By its notes, and by our own export of them; and a day that was named stays that day."""
    out = tmp_path / "out"
    with in_zone(BERLIN):
        from_disk(empty, cases / "names-with-dates")
        run_export(empty, export_formats()["markdown"], Filter(), out)
    days_named = "SELECT named_day, text FROM entries"
    named = {(row["named_day"], row["text"]) for row in empty.rows(days_named)}
    with in_zone(zone):
        assert set(from_disk(empty, cases / "names-with-dates").entries) == {MergeOutcome.KNOWN}
        assert set(from_disk(empty, out).entries) == {MergeOutcome.KNOWN}
        fresh = new_store()
        assert from_disk(fresh, out).entries == {MergeOutcome.NEW: 11}
        assert set(from_disk(fresh, cases / "names-with-dates").entries) == {MergeOutcome.KNOWN}
    assert {(row["named_day"], row["text"]) for row in fresh.rows(days_named)} == named


def test_evidence_in_another_folder_decides_where_there_is_none(empty: Database, tmp_path: Path) -> None:
    """The dates of a whole vault are written in one way, most of the time."""
    note(tmp_path, "one/03-01-2023.md", "one")
    note(tmp_path, "two/01-13-2023.md", "two")
    assert not from_disk(empty, tmp_path).guesses
    assert days(empty)["one"] == "2023-03-01 00:00"


def test_a_title_is_kept_once(empty: Database, tmp_path: Path) -> None:
    """Where front matter or the first line has the words of the name, they stand there alone."""
    note(tmp_path, "2024-03-01-a-day-at-sea.md", "---\ntitle: A Day at Sea\n---\none")
    note(tmp_path, "2024-03-02 At sea.md", "# A day at sea\n\ntwo")
    note(tmp_path, "2024-03-03 At sea.md", "Seaside.\n\nthree")
    from_disk(empty, tmp_path)
    assert [text for _, text in told(empty)] == [
        "A Day at Sea\n\none",
        "# A day at sea\n\ntwo",
        "At sea\n\nSeaside.\n\nthree",
    ]


def test_plain_text_that_is_no_journal_is_a_note(empty: Database, tmp_path: Path) -> None:
    """Named alone, as in a folder."""
    from_disk(empty, note(tmp_path, "2024-03-01 plain.txt", "just words"))
    assert told(empty) == [("2024-03-01 00:00:00", "plain\n\njust words")]


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" * 9, b"\0" * 500]
)
def test_what_is_no_text_is_told(empty: Database, tmp_path: Path, data: bytes) -> None:
    """A picture that is called as a note makes no entry."""
    account = from_disk(empty, note(tmp_path, "2024-03-01.md", data))
    assert [problem.message for problem in account.problems] == ["this is no text"]
    assert told(empty) == []


def test_a_control_character_in_a_text_costs_no_word(empty: Database, tmp_path: Path) -> None:
    """One here and there may be pasted from a terminal."""
    from_disk(empty, note(tmp_path, "2024-03-01.md", "wo\x00rds \x1b[31m and more"))
    assert told(empty)[0][1] == "wo\x00rds \x1b[31m and more"


def test_a_link_to_a_note_is_the_note(empty: Database, tmp_path: Path) -> None:
    """Named by itself too, a link brings in nothing twice."""
    (tmp_path / "2024-05-06 A walk.md").write_text("words")
    (tmp_path / "link.md").symlink_to(tmp_path / "2024-05-06 A walk.md")
    for name in ("2024-05-06 A walk.md", "link.md"):
        with ImportSource(str(tmp_path / name)) as source:
            run_import(empty, import_formats()["markdown"], source)
    assert [entry.text for entry in EntryReader(empty).entries(Filter())] == ["A walk\n\nwords"]


def test_a_journal_among_the_notes_of_a_zip_is_read_as_in_their_folder(
    empty: Database, tmp_path: Path
) -> None:
    """Its entries come in as such, and once."""
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "note.md").write_text("words")
    (vault / "journal.txt").write_text("[2024-05-08 10:00] One.\n\n[2024-05-09 10:00] Two.\n")
    shutil.make_archive(str(tmp_path / "vault"), "zip", vault)
    for path in (tmp_path / "vault.zip", vault):
        with ImportSource(str(path)) as source:
            run_import(empty, detect_format(source), source)
    assert sorted(entry.text for entry in EntryReader(empty).entries(Filter())) == [
        "One.",
        "Two.",
        "note\n\nwords",
    ]
