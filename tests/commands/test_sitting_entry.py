"""At the end of a session, when it goes on can be written for a calendar in the same breath."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import vobject

from resilify_cli.reminders.reminder import TEXT
from tests.command_server import run_command
from tests.private import found_in

ONE, TWO = (f"## One\n\n:::{{note}} {name}\nA word?\n:::\n" for name in ("first", "second"))
WORDS = "Sunday 20:00, by the marmalade"
Sit = Callable[..., CompletedProcess[str]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that commands are run in."""
    folder = tmp_path / "place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def sit(home: Path, tmp_path: Path, full_program: Callable[..., Path]) -> Sit:
    """Go through a first session in plain lines, say when it goes on, and answer what is asked then."""
    program = full_program(ONE, TWO)

    def run(*answers: str, when: str = WORDS) -> CompletedProcess[str]:
        ran = run_command(
            *("start", str(program), "--plain"),
            stdin="\n".join(("", "", "rain", when, *answers, "")),
            env={"RESILIFY_HOME": str(home), "HOME": str(tmp_path / "account")},
            at="2026-11-03T20:15",
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "All of it is kept." in ran.stderr
        return ran

    return run


def test_the_day_that_was_named_is_offered(sit: Sit, place: Path) -> None:
    """The file has that time and neutral words; nothing of what was written is in it."""
    said = sit("2").stderr
    assert "Yes, Sunday 8 November 2026, 20:00" in said
    (file,) = place.iterdir()
    assert str(file) in said
    assert file.name == "a-few-minutes-2026-11-08.ics"
    event = vobject.readOne(file.read_text()).vevent
    assert f"{event.dtstart.value:%Y-%m-%d %H:%M}" == "2026-11-08 20:00"
    assert event.summary.value == TEXT
    assert found_in(place, "marmalade") == []


def test_no_is_what_stands_first(sit: Sit, place: Path) -> None:
    """Whoever passes it by has no file."""
    said = sit("").stderr
    assert "1. No (Enter takes it)" in said
    assert "chosen before" not in said
    assert list(place.iterdir()) == []


def test_another_time_is_asked_for_until_it_can_be_read(sit: Sit, place: Path) -> None:
    """And left empty it is none."""
    said = sit("2", "soon", "saturday 9am", when="after supper").stderr
    assert "It needs a day and a time to come" in said
    assert "Now: soon" not in said
    assert "soon" in said.partition("It needs a day")[0]
    assert [path.name for path in place.iterdir()] == ["a-few-minutes-2026-11-07.ics"]


def test_left_empty_there_is_no_file(sit: Sit, place: Path) -> None:
    """The session has ended well all the same."""
    sit("3", "")
    assert list(place.iterdir()) == []


def test_who_says_nothing_is_asked_nothing(sit: Sit, place: Path) -> None:
    """There is no calendar without a time."""
    assert "calendar" not in sit(when="").stderr


def test_a_file_that_is_there_stays(sit: Sit, place: Path) -> None:
    """The new one has a name of its own."""
    (place / "a-few-minutes-2026-11-08.ics").write_text("mine")
    sit("2")
    assert (place / "a-few-minutes-2026-11-08.ics").read_text() == "mine"
    assert (place / "a-few-minutes-2026-11-08-2.ics").exists()


@pytest.mark.parametrize("has_home", [True, False])
def test_where_no_file_can_be_written_the_session_is_kept(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_home: bool
) -> None:
    """The home folder is tried next; then it is told, and that is all."""
    monkeypatch.chdir("/proc")
    if has_home:
        (tmp_path / "account").mkdir()
    assert ("The file could not be written" in sit("2").stderr) is not has_home
    assert [path.suffix for path in tmp_path.glob("account/*")] == [".ics"] * has_home
