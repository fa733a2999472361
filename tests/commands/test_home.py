"""`resilify` alone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command_server import run_command
from tests.conftest import Run

_BODY = "## One\n\n:::{{note}} {0}\nA word?\n:::\n\n:::{{note}} {0}-2\nAnother?\n:::\n"


@pytest.fixture
def program(full_program: Callable[..., Path]) -> str:
    return str(full_program(_BODY.format("a"), _BODY.format("b")))


def _told(resilify: Run) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(resilify("--json", check=True).stdout)
    return told


def test_a_newcomer_hears_what_there_is(resilify: Run, home: Path) -> None:
    """Before anything was begun the first steps are named, and nothing is made."""
    ran = resilify(check=True)
    assert "three minutes:  resilify practice" in ran.stdout
    assert "resilify list" in ran.stdout
    assert "resilify about" in ran.stdout
    assert "resilify help-now" in ran.stdout
    assert _told(resilify) == {
        "schema_version": 1,
        "locked": False,
        "program": None,
        "open": [],
        "checked_in_today": False,
        "half_done_checkin": False,
        "mood": None,
        "last_entry": None,
        "page_of": None,
    }
    assert not home.exists()


def test_the_program_under_way_is_told(resilify: Run, program: str) -> None:
    """In the middle of a session it says which one, and how to go on."""
    resilify("start", program, "--plain", stdin="\n\nx\n")
    ran = resilify(check=True)
    assert "A program\n" in ran.stdout
    assert "0 of 2 sessions" in ran.stdout
    assert "In the middle of: Session 1\nTo go on: resilify continue" in ran.stdout
    assert "You last wrote in your journal today." in ran.stdout
    assert _told(resilify)["program"] == {
        "slug": "a-program",
        "title": "A program",
        "sessions": 2,
        "finished": 0,
        "next": "Session 1",
        "in_the_middle": True,
        "next_sitting": None,
    }


def test_between_sessions_the_next_is_told(resilify: Run, program: str) -> None:
    """After a finished session the next one is named."""
    resilify("start", program, "--plain", stdin="\n\nx\ny\n\n", check=True)
    ran = resilify(check=True)
    assert "1 of 2 sessions" in ran.stdout
    assert "━━━━━━━━━━━━╌╌╌╌╌╌╌╌╌╌╌╌" in ran.stdout
    assert "Next: Session 2" in ran.stdout


def test_a_finished_program_is_no_longer_under_way(resilify: Run, program: str) -> None:
    """When all is finished there is nothing to go on with, and no reproach."""
    resilify("start", program, "--plain", stdin="\n\nx\ny\n\n", check=True)
    resilify("continue", "--plain", stdin="\nx\ny\n\n", check=True)
    assert "You have been through A program." in resilify(check=True).stdout
    assert _told(resilify)["program"] is None
    assert _told(resilify)["last_entry"]


def test_a_program_that_is_gone_is_told(resilify: Run, program: str) -> None:
    """When the files are not there, it is told as under way and not where it was."""
    resilify("start", program, "--plain", stdin="\n\nx\n")
    shutil.rmtree(program)
    assert "A program is under way, but it is not where it was." in resilify(check=True).stdout


def test_a_locked_store_is_greeted_without_its_passphrase(resilify: Run, tmp_path: Path) -> None:
    """Where the store is encrypted, nobody is asked for the passphrase only to be greeted."""
    secret = tmp_path / "passphrase"
    secret.write_text("a few words\n")
    env = {"RESILIFY_PASSPHRASE_FILE": str(secret)}
    resilify("encrypt", "--yes", env=env, check=True)
    ran = resilify(check=True)
    assert "locked" in ran.stdout
    assert "resilify page" in ran.stdout
    assert "resilify help-now" in ran.stdout
    assert _told(resilify)["locked"] is True
    assert "locked" not in resilify(env=env, check=True).stdout


@pytest.fixture
def planned(resilify: Run, full_program: Callable[..., Path]) -> None:
    """A plan that was made in a program."""
    program = str(full_program("## One\n\n:::{plan} p\nA plan.\n:::\n"))
    resilify("start", program, "--plain", stdin="\n\nit rains\nread\n\n\n", check=True)


@pytest.mark.usefixtures("planned")
def test_what_is_open_is_named_without_its_words(resilify: Run) -> None:
    """In one line, with the commands that show it and say how it went; nothing is called due."""
    home = resilify(check=True).stdout
    assert re.search(
        r"Still open:\n  A plan of \d+ \w+, in Session 1\n    To see it: resilify journal show \w+\n"
        r"    To say how it went: resilify follow-up p\n",
        home,
    )
    assert "it rains" not in home
    assert "due" not in home


@pytest.mark.usefixtures("planned")
def test_what_is_open_is_told_to_scripts_without_its_words(resilify: Run) -> None:
    """By its kind, its place and the command that says how it went."""
    (item,) = _told(resilify)["open"]
    assert (item["kind"], item["activity"], item["session"]) == ("plan", "p", "Session 1")
    assert (item["command"], item["words"]) == ("resilify follow-up p", None)


@pytest.mark.usefixtures("planned")
def test_the_command_beside_what_is_open_shows_its_words(resilify: Run) -> None:
    """As it is printed."""
    (command,) = re.findall(r"To see it: resilify (.*)\n", resilify(check=True).stdout)
    assert "If it rains, then I will read." in resilify(*command.split(), check=True).stdout


@pytest.mark.usefixtures("planned")
def test_what_was_followed_up_is_open_no_more(resilify: Run) -> None:
    """The question shows the plan; asked once more, there is nothing to be said."""
    asked = resilify("follow-up", "p", "--plain", stdin="1\nI read\n", check=True).stderr
    assert "If it rains, then I will read." in asked
    assert _told(resilify)["open"] == []
    assert "Still open" not in resilify(check=True).stdout
    closed = resilify("follow-up", "p", "--plain", stdin="1\n")
    assert (closed.returncode, closed.stderr.splitlines()[-1]) == (2, "To see what is open: resilify")


def _set_home(home: Path, view: str) -> None:
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(f'home = "{view}"\n')


@pytest.fixture
def seen(resilify: Run, home: Path, full_program: Callable[..., Path]) -> Callable[[str], tuple[str, str]]:
    """Give what home shows, and tells in JSON, of a plan and a mood, by the view that the settings name."""
    program = str(full_program("## One\n\n:::{plan} p\nA plan.\n:::\n", _BODY.format("b")))
    resilify("start", program, "--plain", stdin="\n\nit rains\nread\n\n\n", check=True)
    resilify("checkin", "--mood", "2", check=True)

    def see(view: str) -> tuple[str, str]:
        _set_home(home, view)
        return resilify(check=True).stdout, resilify("--json", check=True).stdout

    return see


def test_home_shows_words_where_the_setting_says_so(seen: Callable[[str], tuple[str, str]]) -> None:
    """The plan stands there in the person's words, and the mood by its name."""
    text, told = seen("words")
    assert "    If it rains, then I will read.\n" in text
    assert "If it rains, then I will read." in told
    assert "Last mood: low (2 of 5), today\n" in text


@pytest.mark.parametrize("view", ["names", "quiet"])
def test_home_shows_no_words_otherwise(seen: Callable[[str], tuple[str, str]], view: str) -> None:
    """That there is a plan, and that one has checked in, is said all the same."""
    text, told = seen(view)
    assert "rains" not in text + told
    assert "A plan of" in text
    assert "Checked in today" in text


def test_home_shows_names_where_the_setting_says_so(seen: Callable[[str], tuple[str, str]]) -> None:
    """The session that comes next, and the mood as a number."""
    text, _ = seen("names")
    assert "Next: Session 2" in text
    assert "Last mood: 2 of 5, today\n" in text


def test_a_quiet_home_names_no_program_and_no_mood(seen: Callable[[str], tuple[str, str]]) -> None:
    """Neither for people nor for scripts."""
    text, told = seen("quiet")
    assert not [word for word in ("A program", "a-program", "Session", "of 5") if word in text + told]
    assert json.loads(told)["mood"] is None


def test_home_is_quiet_where_the_setting_makes_no_sense(seen: Callable[[str], tuple[str, str]]) -> None:
    """What is mistyped shows no more than was meant."""
    assert seen("nonsense") == seen("quiet")


def test_a_private_plan_is_named_nowhere(
    resilify: Run, home: Path, full_program: Callable[..., Path]
) -> None:
    """Neither by its day nor in words, whatever is set, nor by an id that it had before."""
    private = "## One\n\n:::{plan} p\n:private: yes\nA plan.\n:::\n"
    program = full_program(private)
    resilify("start", str(program), "--plain", stdin="\n\nit rains\nread\n\n\n", check=True)
    _set_home(home, "words")
    for renamed in (False, True):
        if renamed:
            full_program(private.replace("} p", "} new"), extra="version: 2\nrenamed:\n  p: new\n")
        said = resilify(check=True).stdout + resilify("--json", check=True).stdout
        assert "plan" not in said.lower()
        assert "rains" not in said
        assert "Nothing is open" in resilify("follow-up", "--plain").stderr


def test_a_half_done_checkin_is_named(resilify: Run) -> None:
    """With the command that finishes it; nobody is told of days without one."""
    resilify("checkin", "--plain", stdin="2\n")
    home = resilify(check=True).stdout
    assert "A check-in is half done. To finish it: resilify checkin\n" in home
    assert _told(resilify)["half_done_checkin"] is True


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_home_fits_its_window_and_breaks_no_command(
    resilify: Run, full_program: Callable[..., Path], columns: int
) -> None:
    """No line but a command is longer than the window, and each command is on one line."""
    program = str(
        full_program("## One\n\n:::{plan} a-plan-with-a-long-name\nA plan.\n:::\n", _BODY.format("b"))
    )
    resilify("start", program, "--plain", stdin="\n\nit rains\nread\n\n\n", check=True)
    lines = resilify(check=True, env={"COLUMNS": str(columns)}).stdout.splitlines()
    assert any(line.endswith("resilify follow-up a-plan-with-a-long-name") for line in lines)
    assert all(len(line) <= columns for line in lines if "resilify" not in line)


def _shown_on(home: Path, day: str) -> str:
    ran = run_command(env={"RESILIFY_HOME": str(home)}, at=f"{day}T12:00")
    assert ran.returncode == 0, ran.stderr
    return str(ran.stdout)


def test_the_page_is_asked_about_each_half_year_where_that_is_wanted(resilify: Run, home: Path) -> None:
    """For two weeks of each, only with the setting, and not where a glance is to see nothing."""
    written = run_command(
        *("page", "edit", "line", "--plain"),
        stdin="the night line\n",
        env={"RESILIFY_HOME": str(home)},
        at="2026-03-02T12:00",
    )
    assert "resilify settings page_look true" in written.stderr
    asked = "last changed on Monday 2 March 2026. Are its numbers still right?"
    assert asked not in _shown_on(home, "2026-09-01")
    resilify("settings", "page_look", "true", check=True)
    days = ("2026-08-30", "2026-08-31", "2026-09-13", "2026-09-14", "2027-03-02")
    assert [asked in " ".join(_shown_on(home, day).split()) for day in days] == [
        False,
        True,
        True,
        False,
        True,
    ]
    resilify("settings", "home", "quiet", check=True)
    assert "Are its numbers" not in _shown_on(home, "2026-09-01")
