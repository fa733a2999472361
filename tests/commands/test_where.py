"""`resilify` alone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
    assert "resilify list" in ran.stdout
    assert "resilify help-now" in ran.stdout
    nothing: dict[str, Any] = {"locked": False, "program": None, "open": [], "last_entry": None}
    assert _told(resilify) == {"schema_version": 1, **nothing}
    assert not home.exists()


def test_the_program_under_way_is_told(resilify: Run, program: str) -> None:
    """In the middle of a session it says which one, and how to go on."""
    resilify("start", program, "--plain", stdin="\n\nx\n")
    ran = resilify(check=True)
    assert "A program\n" in ran.stdout
    assert "0 of 2 sessions" in ran.stdout
    assert "In the middle of: Session 1\nTo go on: resilify continue" in ran.stdout
    assert "You last wrote in your journal on" in ran.stdout
    assert _told(resilify)["program"] == {
        "slug": "a-program",
        "title": "A program",
        "sessions": 2,
        "finished": 0,
        "next": "Session 1",
        "in_the_middle": True,
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
    assert "resilify help-now" in ran.stdout
    assert _told(resilify)["locked"] is True
    assert "locked" not in resilify(env=env, check=True).stdout


def test_what_is_open_is_named_and_can_be_closed(resilify: Run, full_program: Callable[..., Path]) -> None:
    """In one line and none of the person's words; at the end of a program `continue` asks about it."""
    program = str(full_program("## One\n\n:::{plan} p\nA plan.\n:::\n"))
    resilify("start", program, "--plain", stdin="\n\nit rains\nread\n\n\n", check=True)
    home = resilify(check=True).stdout
    assert re.search(r"Still open, and none of it is due:\n  A plan of \d+ \w+, in Session 1\n", home)
    assert "To say how it went: resilify continue\n" in home
    assert "it rains" not in home
    (item,) = _told(resilify)["open"]
    assert (item["kind"], item["activity"], item["session"]) == ("plan", "p", "Session 1")
    asked = resilify("continue", "--plain", stdin="1\nI read\n", check=True).stdout
    assert "If it rains, then I will read." in asked
    assert _told(resilify)["open"] == []
    assert "Still open" not in resilify(check=True).stdout
