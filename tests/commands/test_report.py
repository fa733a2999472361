"""`resilify report`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from resilify_cli.store.store import Store
from tests.conftest import FixedClock, Run
from tests.insight.stories import ANSWER, NOTE, PLAN, tell
from tests.test_start_up import loaded

WORDS = {"plan": PLAN, "answer": ANSWER[:20], "note": NOTE[:13], "progress": "<h2>Programs"}


@pytest.fixture
def told(store: Store, clock: FixedClock) -> Store:
    tell(store, clock)
    return store


def in_page(page: str) -> set[str]:
    found = {name for name, words in WORDS.items() if words in page}
    return found | ({"measures"} if "<figure>" in page else set())


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("options", "there"),
    [
        ([], {"progress", "plan", "measures"}),
        (["--entries", "none"], {"progress", "plan", "measures"}),
        (["--entries", "program"], {"progress", "plan", "measures", "answer"}),
        (["--entries", "all"], {"progress", "plan", "measures", "answer", "note"}),
        (["--entries", "all", "--no-plans", "--no-measures", "--no-progress"], {"answer", "note"}),
        (["--entries", "all", "--from", "2026-10-20", "--no-measures"], {"note"}),
        (
            ["--entries", "program", "--program", "cultivating-self-compassion"],
            {"progress", "plan", "measures", "answer"},
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_only_what_is_chosen_is_in_it(
    resilify: Run, tmp_path: Path, options: list[str], there: set[str]
) -> None:
    """The page has what the options say, and nothing else that the store holds."""
    resilify("report", "--output", str(tmp_path / "page.html"), *options, check=True)
    assert in_page((tmp_path / "page.html").read_text("utf-8")) == there


@pytest.mark.usefixtures("told")
def test_it_tells_what_it_wrote(resilify: Run, tmp_path: Path) -> None:
    """Where the page is, what is in it, and that it is not encrypted, is told as talk."""
    ran = resilify("report", "--output", str(tmp_path / "page.html"), "--no-measures", check=True)
    assert ran.stdout == ""
    assert ran.stderr.splitlines() == [
        f"Written: {tmp_path / 'page.html'}",
        "In it: progress in 1 program, 3 plans, no measures, no other journal entries.",
        "To put in what you wrote: --entries program, or --entries all.",
        "It is not encrypted: whoever has the page can read it.",
    ]
    assert os.stat(tmp_path / "page.html").st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("told")
def test_a_page_that_is_there_is_replaced_only_by_force(resilify: Run, tmp_path: Path) -> None:
    """What is there stays, with the way to replace it; with --force the page takes its place."""
    (tmp_path / "page.html").write_text("before")
    ran = resilify("report", "--output", str(tmp_path / "page.html"))
    assert (ran.returncode, (tmp_path / "page.html").read_text()) == (1, "before")
    assert "--force" in ran.stderr
    resilify("report", "--output", str(tmp_path / "page.html"), "--force", check=True)
    assert in_page((tmp_path / "page.html").read_text("utf-8"))


def test_a_place_is_looked_at_before_the_store(resilify: Run, tmp_path: Path) -> None:
    """Whoever names a file that is there learns it at once, before anything is read."""
    (tmp_path / "page.html").write_text("before")
    assert "already" in resilify("report", "--output", str(tmp_path / "page.html")).stderr


@pytest.mark.usefixtures("told")
def test_it_goes_to_standard_output(resilify: Run) -> None:
    """With - the page is the output, in characters that every encoding has."""
    ran = resilify(
        "report", "--output", "-", "--entries", "all", "--name", "Zoë", check=True, env={"LANG": "C"}
    )
    assert ran.stdout.startswith("<!DOCTYPE html>")
    assert ran.stdout.isascii()
    assert "Zo&#235;" in ran.stdout
    assert in_page(ran.stdout) == {*WORDS, "measures"}
    assert "Written" not in ran.stderr


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        ([], 2, "--output"),
        (["--output", "page.html", "--entries", "some"], 2, "entries"),
        (
            ["--output", "page.html", "--entries", "all", "--program", "cultivating-self-compassion"],
            2,
            "program",
        ),
        (["--output", "page.html", "--from", "someday"], 2, "someday"),
        (["--output", "page.html", "--program", "nothing-like-it"], 1, "nothing-like-it"),
        (["--output", "no/such/folder/page.html"], 1, "There is no folder"),
        (["--output", "."], 1, "is a folder"),
        (
            ["--output", "page.html", "--no-plans", "--no-progress", "--no-measures"],
            1,
            "nothing of what you chose",
        ),
        (["--output", "page.html", "--program", "caf\udce9"], 1, "caf"),
    ],
    ids=lambda value: (
        " ".join(value).encode("ascii", "replace").decode() if isinstance(value, list) else None
    ),
)
def test_what_cannot_be_written_is_told(
    resilify: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int, words: str
) -> None:
    """A call that can't work ends in a sentence, and leaves no file."""
    monkeypatch.chdir(tmp_path)
    ran = resilify("report", *options)
    assert ran.returncode == code
    assert words in ran.stderr
    assert "Traceback" not in ran.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["home"]


def test_an_empty_store_makes_no_page(resilify: Run, home: Path, tmp_path: Path) -> None:
    """Where nothing was written there is nothing to put on a page, and nothing is made."""
    ran = resilify("report", "--output", str(tmp_path / "page.html"))
    assert ran.returncode == 1
    assert "resilify start" in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("told")
def test_the_command_alone_loads_nothing_heavy(home: Path) -> None:
    """Its help is told without the libraries that make the page."""
    found = loaded(home, "report", "--help")
    assert "resilify_cli.commands.report" in found
    assert not found & {"jinja2", "sqlite3", "yaml", "rich", "resilify_cli.content"}
