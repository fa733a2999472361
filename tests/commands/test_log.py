"""`resilify log`."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.app import context
from resilify_cli.commands.home import home as show_home
from resilify_cli.commands.log import _complete_log, log
from resilify_cli.content.loader import load_program
from resilify_cli.errors import LeftEarlyError, ResilifyError, UsageError
from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run
from tests.read_programs import give_cache

_BODY = """## One

:::{log} nights
:name: sleep diary
:sum: asleep = woke - out
How was the night?
- Lights out: When? {#out .time}
- Woke: When? {#woke .time}
:::

:::{log} delay
:name: putting off
:by: feeling
What was put off?
- Task: What was it? {#task}
- Feeling: What came before? {#feeling .choice options="dull | tired"}
:::
"""
_LATER = "## Two\n\n:::{log} later\n:name: later\nWhat?\n- What: What? {#what}\n:::\n"


@pytest.fixture(autouse=True)
def _here(home: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the command in this process, in a home and at a time of its own."""
    monkeypatch.setenv("RESILIFY_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(context, "now", clock)


@pytest.fixture
def begun(home: Path, clock: FixedClock, full_program: Callable[..., Path]) -> Path:
    """A home of which the person has met the first session, with a row in each of its logs."""
    folder = full_program(_BODY, _LATER)
    program = load_program(folder)
    give_cache(home, "log")
    with open_store(home / "resilify.db", clock) as store:
        enrollment = store.enrollments.begin(program.key, program.slug, program.title, str(folder))
        store.enrollments.move(enrollment, "session-1", "")
        for activity_id, text, values in (
            ("nights", "Lights out: 23:30\nWoke: 7:00\nAsleep: 7 h 30 min", ("23:30", "7:00")),
            ("delay", "Task: taxes\nFeeling: tired", ("taxes", "tired")),
        ):
            response = Response(
                session_id="session-1",
                session_title="Session 1",
                activity_id=activity_id,
                activity_kind="log",
                prompt="?",
                text=text,
                values=values,
            )
            store.entries.answer(enrollment, response)
    return home


@pytest.fixture
def stored(begun: Path, clock: FixedClock) -> Iterator[Store]:
    with open_store(begun / "resilify.db", clock) as store:
        yield store


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Fill a row from a pipe, and return what was said."""

    def run(name: str, *lines: str, **options: Any) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode() + b"\n")))
        log(name.split(), plain=True, **options)
        return " ".join(capsys.readouterr().err.split())

    return run


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return what is written for a name and options."""

    def run(*name: str, **options: Any) -> str:
        log(list(name), **options)
        return capsys.readouterr().out

    return run


def _told(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    assert found.pop("schema_version") == 1
    return found


def test_a_row_is_filled_by_name(begun: Path, fill: Callable[..., str], shown: Callable[..., str]) -> None:
    """A part of the name or the id is enough; it is told where the row went, and how to see it."""
    said = fill("sleep diary", "23:40", "6:40", "")
    assert "Kept as" in said
    assert "on Tuesday 3 November 2026. That makes 2 rows. To see them: resilify log nights --show" in said
    fill("NIGHTS", "22:00", "5:00", "")
    rows = _told(shown("sleep", as_json=True))["rows"]
    assert [row["values"] for row in rows] == [
        {"out": "23:30", "woke": "7:00"},
        {"out": "23:40", "woke": "6:40"},
        {"out": "22:00", "woke": "5:00"},
    ]
    assert [row["in_session"] for row in rows] == [True, False, False]
    assert rows[1]["sums"] == {"Asleep": {"value": 420, "unit": "duration"}}


@pytest.mark.parametrize(("words", "day"), [("yesterday", 2), ("last night", 2), ("1 nov", 1)])
def test_a_row_can_be_about_a_day_before(
    begun: Path, fill: Callable[..., str], shown: Callable[..., str], words: str, day: int
) -> None:
    """Days are said as for every command; the row stands before those of later days."""
    assert f"{day} November 2026" in fill("sleep", "23:40", "6:40", "", date=words)
    rows = _told(shown("sleep", as_json=True))["rows"]
    assert [row["day"] for row in rows] == [f"2026-11-0{day}", "2026-11-03"]


def test_rows_are_shown_by_day_with_their_sums(
    begun: Path, fill: Callable[..., str], shown: Callable[..., str]
) -> None:
    """The newest day first; below them each sum over all rows."""
    fill("sleep", "23:40", "6:10", "", date="yesterday")
    lines = [line.strip() for line in shown("sleep", show=True).splitlines()]
    assert lines[0] == "sleep diary (A program): 2 rows"
    assert [line for line in lines if line.endswith("2026")] == [
        "Tuesday 3 November 2026",
        "Monday 2 November 2026",
    ]
    assert "Lights out: 23:40 · Woke: 6:10 · Asleep: 6 h 30 min" in lines
    assert lines[-1] == "Asleep: 7 h on average of 2 rows, from 6 h 30 min to 7 h 30 min."


def test_rows_are_shown_by_the_field_that_the_author_names(
    begun: Path, fill: Callable[..., str], shown: Callable[..., str]
) -> None:
    """What is said most often first, what was left empty last."""
    fill("putting", "mail", "2")
    fill("putting", "a call", "1")
    fill("putting", "a letter", "3")
    headings = [line for line in shown("putting", show=True).splitlines() if line.startswith("Feeling: ")]
    assert headings == ["Feeling: tired (2 rows)", "Feeling: dull (1 row)", "Feeling: left empty (1 row)"]


def test_an_empty_row_is_not_kept(begun: Path, fill: Callable[..., str], stored: Store) -> None:
    """Nothing is made of it, and that is said."""
    assert fill("sleep", "", "", "").endswith("Left empty: nothing was written.")
    assert stored.journal.newest() is not None
    assert stored.database.rows("SELECT count(*) FROM entries")[0][0] == 2


def test_a_row_that_is_left_waits_and_a_pipe_begins_another(
    begun: Path,
    fill: Callable[..., str],
    shown: Callable[..., str],
    stored: Store,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was typed is kept, with the command that goes on; the lines of a pipe are not added to it."""
    with pytest.raises(LeftEarlyError):
        fill("sleep", "23:40", ":quit", date="yesterday")
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith("What you typed is kept. To go on: resilify log nights --date yesterday")
    assert "half done stays" in fill("sleep", "22:00", "5:00", "")
    assert [row["values"]["out"] for row in _told(shown("sleep", as_json=True))["rows"]] == ["23:30", "22:00"]
    (draft,) = stored.database.rows("SELECT content FROM drafts")
    assert "23:40" in draft["content"]


def test_without_a_name_the_logs_are_listed(begun: Path, shown: Callable[..., str]) -> None:
    """Those of sessions that were begun, each with the command that fills it."""
    text = shown()
    assert "sleep diary\n  A program: 1 row, the newest of Tuesday 3 November 2026" in text
    assert "To fill it: resilify log nights\n" in text
    logs = _told(shown(as_json=True))["logs"]
    assert [(one["id"], one["name"], one["by"], one["rows"]) for one in logs] == [
        ("nights", "sleep diary", "day", 1),
        ("delay", "putting off", "feeling", 1),
    ]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("lunch", {}, "There is no log 'lunch' in the sessions so far."),
        ("later", {}, "There is no log 'later' in the sessions so far."),
        ("i", {}, "'i' can be one of several logs."),
        ("sleep", {"date": "the day after"}, "'the day after' is no day that can be read here."),
        ("", {"date": "yesterday"}, "--date says what day a new row is about, so it needs a name"),
        ("sleep", {"date": "yesterday", "show": True}, "--date says what day a new row is about"),
    ],
)
def test_what_can_not_be_done_is_told_with_a_way_out(
    begun: Path, name: str, options: dict[str, Any], said: str
) -> None:
    """One sentence, and what there is."""
    with pytest.raises(UsageError) as raised:
        log(name.split(), plain=True, **options)
    assert raised.value.message.startswith(said)
    assert raised.value.hint


@pytest.mark.parametrize(
    "options", [{}, {"show": True}, {"name": ["sleep"]}, {"name": ["sleep"], "show": True}]
)
def test_before_the_first_session_there_is_no_log(home: Path, options: dict[str, Any]) -> None:
    """Said with the way to one; nothing is made."""
    with pytest.raises(ResilifyError) as raised:
        log(plain=True, **options)
    assert raised.value.hint == "To begin a session: resilify start"
    assert not home.exists()


def test_a_shell_completes_logs(begun: Path) -> None:
    """By one word each: the id where the name has spaces."""
    assert (_complete_log("n"), _complete_log(""), _complete_log("x")) == (
        ["nights"],
        ["nights", "delay"],
        [],
    )


def test_a_shell_is_told_nothing_of_a_broken_store(home: Path) -> None:
    """Nothing is said on either stream."""
    home.mkdir()
    (home / "resilify.db").write_text("no store")
    assert _complete_log("") == []


def test_a_deleted_row_is_in_no_log(
    begun: Path, fill: Callable[..., str], shown: Callable[..., str], resilify: Run
) -> None:
    """It waits in the trash, and comes back from there."""
    handle = fill("sleep", "23:40", "6:40", "").partition("Kept as ")[2].partition(",")[0]
    assert handle in shown("sleep", show=True)
    resilify("journal", "delete", handle, "--yes", check=True)
    assert handle not in shown("sleep", show=True)
    resilify("journal", "restore", handle, check=True)
    assert handle in shown("sleep", show=True)


def test_home_names_the_command_that_fills_a_log(begun: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Below each log that was filled lately."""
    show_home(as_json=False)
    told = capsys.readouterr().out
    assert "  A log, last filled on 3 November, in Session 1\n    To fill it: resilify log nights\n" in told


def test_a_row_is_taken_back_by_undo(
    begun: Path, fill: Callable[..., str], shown: Callable[..., str], resilify: Run
) -> None:
    """As a note is; the row of the session is an answer inside it, and stays."""
    fill("sleep", "23:40", "6:40", "")
    assert "into the trash" in resilify("undo", "--yes", check=True).stderr
    assert [row["in_session"] for row in _told(shown("sleep", as_json=True))["rows"]] == [True]
    assert "There is nothing to take back." in resilify("undo", "--yes", check=True).stderr


def test_a_row_of_another_day_is_taken_back_as_what_it_is(
    fill: Callable[..., str], begun: Path, resilify: Run
) -> None:
    """`undo` calls it a row, and names the day that it is about."""
    fill("sleep diary", "22:00", "6:00", date="2026-11-01")
    told = " ".join(resilify("undo", "--dry-run", check=True).stdout.split())
    assert "was to keep the row of a log" in told
    assert "of Sunday 1 November 2026, 20:15. It goes into the trash." in told
