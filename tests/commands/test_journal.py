"""`resilify journal` and its commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.commands.dates import read_span
from resilify_cli.errors import UsageError
from resilify_cli.store.store import Store, open_store
from tests.conftest import FixedClock, Run
from tests.store.conftest import response


@pytest.fixture
def written(home: Path, clock: FixedClock) -> Callable[..., None]:
    """Write notes, each at a time of its own, and close the store."""

    def write(**notes: str) -> None:
        clock.step = timedelta(0)
        with open_store(home / "resilify.db", clock) as store:
            for text, time in notes.items():
                clock.time = datetime.fromisoformat(time)
                store.notes.add(text)

    return write


def _entries(resilify: Run, *arguments: str, **options: Any) -> list[dict[str, Any]]:
    told = json.loads(resilify("journal", *arguments, "--json", check=True, **options).stdout)
    assert told["schema_version"] == 1
    entries: list[dict[str, Any]] = told["entries"]
    return entries


def _texts(resilify: Run, *arguments: str, **options: Any) -> list[str]:
    return [entry["text"] for entry in _entries(resilify, *arguments, **options)]


def test_an_empty_journal_is_told(resilify: Run, home: Path) -> None:
    """Where nothing was written it says so, as talk, and makes nothing."""
    ran = resilify("journal", check=True)
    assert ran.stdout == ""
    assert "still empty" in ran.stderr
    assert _entries(resilify) == []
    assert not home.exists()


@pytest.mark.parametrize(
    ("arguments", "stdin", "text"),
    [
        (["a", "note", "of mine"], "", "a note of mine"),
        (["-"], "from a pipe\n\nof lines\n", "from a pipe\n\nof lines"),
        ([], "from a pipe\n", "from a pipe"),
        (["--", "--on", "my mind"], "", "--on my mind"),
        (["caf\udce9"], "", "caf\ufffd"),
        (["[bold]x[/] :100: \x1b[31m"], "", "[bold]x[/] :100: \x1b[31m"),
    ],
)
def test_a_note_is_added(resilify: Run, arguments: list[str], stdin: str, text: str) -> None:
    """A note from the command line or from a pipe is kept as it is, and told by its id."""
    ran = resilify("journal", "add", *arguments, stdin=stdin, check=True)
    (entry,) = _entries(resilify)
    assert (entry["text"], entry["kind"]) == (text, "note")
    assert ran.stderr.startswith(f"Kept as {entry['id'][12:19]}")
    assert "\x1b" not in resilify("journal", check=True).stdout


def test_nothing_is_no_note(resilify: Run, home: Path) -> None:
    """An empty note is a mistake in the call, and makes nothing."""
    assert resilify("journal", "add", stdin=" \n").returncode == 2
    assert not home.exists()


def test_the_journal_is_read_newest_first_and_by_pages(resilify: Run, written: Callable[..., None]) -> None:
    """Days stand over their entries, and older ones are on the pages after."""
    written(one="2026-11-01T09:00+01:00", two="2026-11-02T09:00+01:00", three="2026-11-02T10:30+01:00")
    shown = resilify("journal", "--limit", "2", check=True).stdout
    assert [
        line for line in shown.splitlines() if not line.startswith(" ") and line and "  " not in line
    ] == [
        "Monday 2 November 2026",
        "There are older ones: the same with --page 2.",
    ]
    assert shown.index("three") < shown.index("two")
    assert "10:30  " in shown
    assert _texts(resilify, "--limit", "2", "--page", "2") == ["one"]
    assert _texts(resilify, "list") == ["three", "two", "one"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["walk"], ["a walk by the sea"]),
        (["the sea"], ["a walk by the sea"]),
        (["sea the"], []),
        (["sea", "the"], ["a walk by the sea"]),
        (["wal*"], ["a walk by the sea"]),
        (["don't \""], ["I don't know"]),
        (["AND"], []),
        (["NEAR("], []),
        (["高兴"], ["我今天很高兴"]),
        (["caf\udce9"], []),
        (["--", "-walk"], ["a walk by the sea"]),
    ],
)
def test_words_are_searched(resilify: Run, store: Store, words: list[str], found: list[str]) -> None:
    """Words and phrases find their entries, and nothing that is typed ends in an error."""
    for text in ("a walk by the sea", "I don't know", "我今天很高兴"):
        store.notes.add(text)
    ran = resilify("journal", "search", "--json", *words, check=True)
    assert [entry["text"] for entry in json.loads(ran.stdout)["entries"]] == found
    if not found:
        assert "Nothing of that" in resilify("journal", "search", *words, check=True).stderr


def test_filters(resilify: Run, store: Store) -> None:
    """Program and session leave only their entries, a session also by its number in the program."""
    enrollment = store.enrollments.begin("key", "cultivating-self-compassion", "Cultivating", "")
    for session in ("understanding-self-compassion", "barriers-to-self-compassion"):
        answer = response(session[:8], session_id=session, activity_id=session)
        store.entries.answer(enrollment, answer)
    store.notes.add("a note")
    of = ("--program", "cultivating-self-compassion")
    assert _texts(resilify, *of) == ["barriers", "understa"]
    assert _texts(resilify, *of, "--session", "2") == ["barriers"]
    assert _texts(resilify, "--session", "understanding-self-compassion") == ["understa"]
    assert _texts(resilify, "--program", "caf\udce9") == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["--session", "2"],
        ["--program", "cultivating-self-compassion", "--session", "9"],
        ["--on", "someday"],
        ["--on", "9999-12-31"],
        ["--to", "9999-12-31"],
        ["--from", "0001-01-01"],
        ["--on", "today", "--from", "yesterday"],
        ["--page", "0"],
        ["--page", "9" * 30],
        ["--limit", "0"],
    ],
)
def test_what_cannot_be_asked_for_is_told(resilify: Run, store: Store, arguments: list[str]) -> None:
    """A filter that makes no sense is a mistake in the call, told in a sentence."""
    ran = resilify("journal", *arguments)
    assert ran.returncode == 2
    assert ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("session", ["²", "9" * 5000, "٢x"])
def test_a_session_of_strange_digits_is_one_of_no_entries(resilify: Run, store: Store, session: str) -> None:
    """What is no number of a session is taken for an id, which nothing has."""
    assert _texts(resilify, "--program", "cultivating-self-compassion", "--session", session) == []


@pytest.mark.parametrize(
    ("day", "before", "first", "last", "after"),
    [
        # The clocks of Berlin go forward on 29 March 2026, and back on 25 October.
        ("2026-03-29", "28T23:59+01:00", "29T00:00+01:00", "29T23:59+02:00", "30T00:00+02:00"),
        ("2026-10-25", "24T23:59+02:00", "25T00:00+02:00", "25T23:59+01:00", "26T00:00+01:00"),
        ("2026-11-03", "02T23:59+01:00", "03T00:00+01:00", "03T23:59+01:00", "04T00:00+01:00"),
    ],
)
def test_a_day_is_a_day_of_this_place(
    resilify: Run, written: Callable[..., None], day: str, before: str, first: str, last: str, after: str
) -> None:
    """A day has all that was written from its midnight to the next, also when the clocks change."""
    month = day[:8]
    written(before=month + before, first=month + first, last=month + last, after=month + after)
    berlin = {"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}
    assert _texts(resilify, "--on", day, env=berlin) == ["last", "first"]
    assert _texts(resilify, "--from", day, env=berlin) == ["after", "last", "first"]
    assert _texts(resilify, "--to", day, env=berlin) == ["last", "first", "before"]


def test_words_for_days() -> None:
    """Today and yesterday are days too, and a span has both its days."""
    now = datetime(2026, 11, 3, 20, 15).astimezone()
    midnight = [datetime(2026, 11, day).astimezone() for day in range(1, 6)]
    assert read_span(None, None, "today", now) == (midnight[2], midnight[3])
    assert read_span(None, None, " Yesterday ", now) == (midnight[1], midnight[2])
    assert read_span("2026-11-01", "yesterday", None, now) == (midnight[0], midnight[2])
    assert read_span(None, None, None, now) == (None, None)
    with pytest.raises(UsageError):
        read_span(None, "today", "today", now)


def test_an_entry_is_shown_whole(resilify: Run, store: Store) -> None:
    """One entry comes with its question, all of its text, and its earlier versions."""
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    text = "\n".join(f"line {number}" for number in range(20))
    store.entries.answer(enrollment, response("before"))
    entry_id = store.entries.answer(enrollment, response(text))
    assert "line 19" not in resilify("journal", check=True).stdout
    assert "line 0" in resilify("journal", check=True).stdout
    shown = resilify("journal", "show", entry_id[12:19], check=True).stdout
    for expected in ("A program · First session", "changed since", "What happened?", "line 19", "before"):
        assert expected in shown
    told = json.loads(resilify("journal", "show", entry_id, "--json", check=True).stdout)
    assert (told["text"], told["earlier_versions"], told["intact"]) == (text, ["before"], True)


def test_a_changed_file_is_told(resilify: Run, store: Store) -> None:
    """An entry that is not as it was written says so."""
    entry_id = store.notes.add("my words")
    store.database.connection.execute("UPDATE entries SET text = 'my wprds'")
    assert "not as it was written" in resilify("journal", "show", entry_id, check=True).stdout
    assert not json.loads(resilify("journal", "show", entry_id, "--json", check=True).stdout)["intact"]


@pytest.mark.parametrize("name", ["0000000", "nothing", "\udcff"])
def test_an_entry_that_is_not_there_is_told(resilify: Run, store: Store, name: str) -> None:
    """An id of no entry ends in a sentence that says where the ids are."""
    ran = resilify("journal", "show", name)
    assert ran.returncode == 1
    assert "resilify journal" in ran.stderr


def test_the_words_alone_can_be_kept_as_a_page(resilify: Run) -> None:
    """With --text an entry is its words as they were written, and nothing else."""
    handle = resilify("journal", "add", "-", stdin="Dear me,\n\n  rest.\n").stderr.split()[-1].rstrip(".")
    assert resilify("journal", "show", handle, "--text").stdout == "Dear me,\n\n  rest.\n"


@pytest.mark.parametrize("command", ["search", "list"])
def test_an_option_before_the_command_is_refused(resilify: Run, command: str) -> None:
    """What stands before the command would not be heeded, so it is refused, with the way to write it."""
    ran = resilify("journal", "--program", "other", command, *(["a"] if command == "search" else []))
    assert ran.returncode == 2
    assert f"{command} ... --program" in ran.stderr
    assert resilify("--json", "list").returncode == 2
