"""`resilify pause`: a program is put down for now, and taken up where it was."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

_BODY = "## One\n\n:::{{note}} {0}\nA word?\n:::\n\n:::{{note}} {0}-2\nAnother?\n:::\n"


@pytest.fixture
def program(full_program: Callable[..., Path]) -> str:
    return str(full_program(_BODY.format("a"), _BODY.format("b")))


def _told(resilify: Run, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(resilify(*arguments, "--json", check=True).stdout)
    return told


def _begin(resilify: Run, program: str) -> None:
    ran = resilify("start", program, "--plain", stdin="\n\nx\n")
    assert "resilify pause" in ran.stderr


@pytest.fixture
def put_down(resilify: Run, program: str) -> subprocess.CompletedProcess[str]:
    """What `pause` says of a program that is under way."""
    _begin(resilify, program)
    return resilify("pause", "--plain", stdin="1\n", check=True)


def test_putting_down_says_how_to_take_up(put_down: subprocess.CompletedProcess[str], program: str) -> None:
    """The program by its title, and the command."""
    assert "Put down for now: A program" in put_down.stderr
    assert f"resilify start {program}" in put_down.stderr


@pytest.mark.usefixtures("put_down")
def test_home_and_the_status_line_no_longer_bring_it(resilify: Run) -> None:
    """Nor is it called one that was gone through."""
    assert _told(resilify)["program"] is None
    home = resilify(check=True).stdout
    assert "No program is under way." in home
    assert "been through" not in home
    assert resilify("--line", check=True).stdout == ""


@pytest.mark.usefixtures("put_down")
def test_continue_names_the_way_back(resilify: Run, program: str) -> None:
    """It takes nothing up by itself."""
    ran = resilify("continue", "--plain")
    assert ran.returncode != 0
    assert f"resilify start {program}" in ran.stderr


@pytest.mark.usefixtures("put_down")
def test_show_says_that_it_is_put_down_and_what_was_written_stays(resilify: Run, program: str) -> None:
    """For people and for scripts."""
    assert _told(resilify, "show", program)["put_down"] is True
    assert "Put down for now" in resilify("show", program, check=True).stderr
    assert "x" in resilify("journal", check=True).stdout


def test_it_is_taken_up_where_it_was(resilify: Run, program: str) -> None:
    """The second question comes next, and then it is under way again."""
    _begin(resilify, program)
    resilify("pause", check=True)
    said = resilify("start", program, "--plain", stdin=":quit\n").stderr
    assert "Another?" in said
    assert _told(resilify)["program"]["in_the_middle"]
    assert _told(resilify, "show", program)["put_down"] is False


def test_the_list_says_so(resilify: Run) -> None:
    """Beside the session that it was put down at."""
    resilify("start", "positive-psychology", "--plain", stdin="\n\n\n:quit\n")
    resilify("pause", "positive-psychology", check=True)
    listed = {one["slug"]: one["state"] for one in _told(resilify, "list")["programs"]}
    assert listed["positive-psychology"] == "put down at session 1"
    ran = resilify("pause", "positive-psychology")
    assert "put down already" in ran.stderr
    assert "resilify start positive-psychology" in ran.stderr


def test_another_program_comes_forward(resilify: Run, program: str) -> None:
    """Whoever puts one of two down goes on with the other one."""
    resilify("start", "positive-psychology", "--plain", stdin="\n\n\n:quit\n")
    resilify("start", program, "--plain", stdin="\n:quit\n")
    ran = resilify("pause", check=True)
    assert "To go on with another one: resilify continue" in ran.stderr
    assert _told(resilify)["program"]["slug"] == "positive-psychology"


def test_nothing_to_put_down(resilify: Run, home: Path) -> None:
    """Where nothing was begun it says so, and makes nothing."""
    for arguments in (("pause",), ("pause", "positive-psychology")):
        ran = resilify(*arguments)
        assert ran.returncode != 0
        assert "No program is under way." in ran.stderr
    assert not home.exists()


def test_an_unknown_program_is_refused(resilify: Run, program: str) -> None:
    """And one that was never begun."""
    _begin(resilify, program)
    assert resilify("pause", "no-such-program").returncode != 0
    assert "not under way" in resilify("pause", "positive-psychology").stderr


def test_a_program_that_is_gone_can_be_put_down(resilify: Run, program: str) -> None:
    """Its file need not be there any more."""
    _begin(resilify, program)
    Path(program).rename(Path(program).with_name("elsewhere"))
    resilify("pause", check=True)
    assert _told(resilify)["program"] is None


def test_leaving_it_as_it_is(resilify: Run, program: str) -> None:
    """Nothing is changed by the second answer."""
    _begin(resilify, program)
    assert resilify("pause", "--plain", stdin="2\n").returncode == 130
    assert _told(resilify)["program"]["in_the_middle"]
