"""Daylio's table: a check-in for each row, with its mood, its activities and its note."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.checkin.model import Checkin
from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import ImportProblem
from resilify_cli.exchange.file_dates.entry_date import DateGuess
from resilify_cli.exchange.formats.daylio.html_text import html_to_text
from resilify_cli.exchange.formats.registry import import_formats
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from tests.exchange.conftest import new_store, noon, told

DATA = Path(__file__).parents[3] / "data"
CASE = DATA / "cases" / "import" / "daylio.csv"
FILES = DATA / "imports" / "daylio"
NO_NUMBER = "its word for a mood has no number: --mood WORD=N gives it one"


def come_in(database: Database, path: Path, **moods: int) -> ImportSummary:
    """Bring in what lies at a path, its format seen from it."""
    with ImportSource(str(path)) as source:
        form = detect_format(source)
        assert form.name == "daylio"
        return run_import(database, form, source, ImportOptions(now=noon(), moods=moods))


def checkins(database: Database) -> list[tuple[str, Checkin]]:
    """Return the times on the wall, and the check-ins, oldest first."""
    found = EntryReader(database).entries(Filter(kind="checkin"))
    return [(f"{entry.at:%Y-%m-%d %H:%M}", Checkin.from_json(entry.answers)) for entry in found]


def test_rows_become_check_ins(empty: Database) -> None:
    """The five standard words are known; a title stands above its note."""
    assert come_in(empty, CASE).entries == {MergeOutcome.NEW: 2}
    assert checkins(empty) == [
        ("2023-02-04 22:45", Checkin(2, (), (), "Headache\n\nIt passed.", "bad")),
        ("2023-02-05 09:12", Checkin(5, (), ("family", "walk"), "A slow morning.", "rad")),
    ]
    moods = empty.rows("SELECT value FROM readings ORDER BY value")
    assert [row["value"] for row in moods] == [2, 5]
    assert come_in(empty, CASE).entries == {MergeOutcome.KNOWN: 2}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "todays-version.csv",
            [
                ("2024-02-04 00:05", Checkin(1, (), (), "", "awful")),
                (
                    "2024-02-05 09:12",
                    Checkin(
                        5,
                        (),
                        ("family", "a long walk"),
                        'A title\n\nTwo lines,\nwith a comma and a "quote".',
                        "rad",
                    ),
                ),
            ],
        ),
        (
            "older-version.csv",
            [
                ("2018-05-17 22:21", Checkin(3, (), ("cook", "stressed"), "", "meh")),
                ("2018-05-18 23:54", Checkin(4, (), ("clean", "cook", "music"), "Went to a party", "good")),
            ],
        ),
        (
            "notes-with-markup.csv",
            [
                (
                    "2022-06-01 21:00",
                    Checkin(4, (), ("reading",), "Slept badly.\n\nBut then:\n- tea\n- a walk & rest", "good"),
                ),
                ("2022-06-02 21:00", Checkin(4, (), (), "I <3 this, and 2 < 3 > 1", "good")),
            ],
        ),
        (
            "twelve-hours.csv",
            [
                ("2022-07-01 00:00", Checkin(3, (), (), "midnight", "meh")),
                ("2022-07-01 12:30", Checkin(3, (), (), "noon", "meh")),
                ("2022-07-01 15:07", Checkin(3, (), (), "afternoon", "meh")),
                ("2022-07-01 21:05", Checkin(3, (), (), "evening", "meh")),
            ],
        ),
        (
            "with-scales.csv",
            [
                (
                    "2025-01-01 10:00",
                    Checkin(4, (), ("walk",), "scales: Sleep: 7 h | Stress: 2\n\nNew.", "good"),
                )
            ],
        ),
        (
            "semicolons.csv",
            [("2023-02-05 09:12", Checkin(5, (), ("family", "walk"), "A slow morning, with cake.", "rad"))],
        ),
        ("windows-1252.csv", [("2023-02-05 09:12", Checkin(4, (), ("café",), "naïve — 3 €", "good"))]),
        (
            "in-german.csv",
            [
                ("2023-01-09 08:30", Checkin(5, (), ("arbeit", "freunde"), "Früh wach", "super")),
                ("2023-01-10 21:45", Checkin(3, (), (), "", "so lala")),
            ],
        ),
    ],
)
def test_each_version_of_the_table_is_read(
    empty: Database, name: str, expected: list[tuple[str, Checkin]]
) -> None:
    """Every part of every row, and a second time all are known."""
    said = {"super": 5, "so lala": 3}
    account = come_in(empty, FILES / name, **said)
    assert checkins(empty) == expected
    assert (account.problem_count, account.remark_count, account.empty_count) == (0, 0, 0)
    assert come_in(empty, FILES / name, **said).entries == {MergeOutcome.KNOWN: len(expected)}


def test_a_word_without_a_number_is_kept_as_a_word_and_told(empty: Database) -> None:
    """The check-in has no mood then."""
    account = come_in(empty, FILES / "own-moods.csv", ok=3)
    assert account.remarks == [ImportProblem("2", NO_NUMBER)]
    assert checkins(empty)[-1] == (
        "2021-03-27 20:39",
        Checkin(None, (), ("take care of kids",), "Mood: irritable"),
    )
    assert [checkin.mood for _, checkin in checkins(empty)] == [3, 3, 3, None]


def test_a_row_is_known_again_whichever_number_its_word_has(empty: Database) -> None:
    """Also once the person says one; and after it was taken back, it comes with that number."""
    come_in(empty, FILES / "own-moods.csv")
    assert come_in(empty, FILES / "own-moods.csv", irritable=2, ok=3).entries == {MergeOutcome.KNOWN: 4}
    store = Store(empty)
    act = store.undoing.last()
    assert act is not None
    store.undoing.undo(act)
    assert come_in(empty, FILES / "own-moods.csv", irritable=2, ok=3).entries == {MergeOutcome.NEW: 4}
    assert [checkin.mood for _, checkin in checkins(empty)] == [3, 3, 3, 2]


def test_words_to_ask_for_are_those_without_a_number() -> None:
    """The most frequent ones first, each once, whatever their case."""
    with ImportSource(str(FILES / "own-moods.csv")) as source:
        assert import_formats()["daylio"].mood_words(source, ImportOptions()) == ["ok", "irritable"]
    with ImportSource(str(FILES / "own-moods.csv")) as source:
        assert import_formats()["daylio"].mood_words(source, ImportOptions(moods={"ok": 3})) == ["irritable"]


def test_a_date_that_can_not_be_read_costs_no_words(empty: Database) -> None:
    """It is a guess, and told; a time that can't be read leaves the day."""
    account = come_in(empty, FILES / "dates-not-read.csv")
    assert account.entries == {MergeOutcome.NEW: 3}
    assert account.guesses == {DateGuess.FILE_TIME: 2}
    assert [(remark.location, remark.message) for remark in account.remarks] == [
        ("2", "its date can't be read"),
        ("3", "its date can't be read"),
        ("4", "its time can't be read"),
    ]
    assert ("2023-02-05 00:00", Checkin(2, (), (), "time: half past\n\nNo such time.", "bad")) in checkins(
        empty
    )
    assert come_in(empty, FILES / "dates-not-read.csv").entries == {MergeOutcome.KNOWN: 3}


def test_odd_rows_are_accounted_for(empty: Database) -> None:
    """One that breaks off, one without words, one with a note that was not quoted."""
    account = come_in(empty, FILES / "odd-rows.csv")
    assert (account.entries, account.empty_locations) == ({MergeOutcome.NEW: 2}, ["4"])
    assert checkins(empty)[1][1].note == "words, that were not quoted"


def test_a_backup_is_told_in_a_sentence() -> None:
    """With the way to a table."""
    with (
        ImportSource(str(FILES / "backup_2023_02_05.daylio")) as source,
        pytest.raises(ImportRefusedError, match="a backup of Daylio") as refused,
    ):
        run_import(new_store(), detect_format(source), source)
    assert "CSV" in refused.value.hint


def test_other_tables_are_not_of_daylio(tmp_path: Path) -> None:
    """Our own, for one, or one without the names of its columns."""
    for text in ("time,measure,value,mood\n", "a,b,c\n1,2,3\n", "2023-02-05,good,note\n"):
        path = tmp_path / "table.csv"
        path.write_text(text)
        with ImportSource(str(path)) as source:
            assert not import_formats()["daylio"].recognizes(source)


_cell = st.text(alphabet="ab c,;\"'|<>&é漢🙂\n", max_size=14)
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "full_date": st.sampled_from(("2023-02-05", "2024-12-31", "never")),
            "date": st.just("x"),
            "weekday": st.just("y"),
            "time": st.sampled_from(("9:12 AM", "21:45", "", "noonish")),
            "mood": st.sampled_from(("rad", "meh", "own word", "")),
            "activities": _cell,
            "note_title": _cell,
            "note": _cell,
        }
    ),
    max_size=5,
)


@settings(deadline=None)
@given(_rows)
def test_every_word_of_a_table_is_in_the_store(rows: list[dict[str, str]]) -> None:
    """Or the row is told to have none."""
    file = io.StringIO(newline="")
    names = ["full_date", "date", "weekday", "time", "mood", "activities", "note_title", "note"]
    table = csv.DictWriter(file, names)
    table.writeheader()
    table.writerows(rows)
    database = new_store()
    with ImportSource("a.csv", io.BytesIO(file.getvalue().encode())) as source:
        account = run_import(database, import_formats()["daylio"], source, ImportOptions(now=noon()))
    kept = "\n".join(text for _, text in told(database)).casefold()
    for row in rows:
        for name in ("mood", "activities", "note_title", "note"):
            # Daylio writes notes as HTML, whose tags are no words.
            told_there = html_to_text(row[name]) if name == "note" else row[name]
            words = (told_there.replace("|", " ") if name == "activities" else told_there).split()
            assert all(word.casefold() in kept for word in words)
    assert account.read_count == len(rows)
    database.close()


def test_a_date_that_can_not_be_read_is_kept_as_it_was_written(empty: Database, tmp_path: Path) -> None:
    """It stands in the note, so that a person can tell the day."""
    table = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    path = tmp_path / "table.csv"
    path.write_text(f"{table}someday,around May,Monday,teatime,good,tea,,Words.\n")
    come_in(empty, path)
    [(_, checkin)] = checkins(empty)
    assert (
        checkin.note == "full_date: someday\n\ndate: around May\n\nweekday: Monday\n\ntime: teatime\n\nWords."
    )
