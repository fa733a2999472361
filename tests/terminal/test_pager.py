"""What is longer than the screen goes through the pager that is set; who stops reading is no error."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.terminal.pager import find_pager
from resilify_cli.vault.opening.stores import open_store
from tests.command_server import ENVIRONMENT, command_server
from tests.conftest import FixedClock, Run
from tests.terminal.terminal import Terminal

Start = Callable[..., Terminal]
_PROGRAM = "cultivating-self-compassion"
needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")


@pytest.fixture(scope="module")
def long_journal(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store of many entries and check-ins, and the id of one that has many versions; to be copied."""
    path = tmp_path_factory.mktemp("long") / "resilify.db"
    with open_store(path, FixedClock()) as store:
        for number in range(30):
            store.notes.add(f"note number {number}")
            store.checkins.add(Checkin(mood=number % 5 + 1, feelings=("calm",), activities=("work",)))
        entry = store.journal.find(store.notes.add("version 0"))
        for number in range(1, 20):
            entry = store.journal.find(entry.id)
            store.revisions.revise(entry, f"version {number}", None)
    return path, entry.id


@pytest.fixture
def entry(long_journal: tuple[Path, str], home: Path) -> str:
    """The id of an entry with many versions, in a home with many others."""
    path, entry = long_journal
    home.mkdir(mode=0o700)
    shutil.copy(path, home)
    return entry


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that keeps what it is given and what it is told of the environment."""
    script = tmp_path / "a pager"
    script.write_text(f'#!/bin/sh\ncat >"{tmp_path}/shown"\nenv >"{tmp_path}/env"\necho paged\n')
    script.chmod(0o700)
    return script


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["journal", "--limit", "60"], "note number 3"),
        (["journal", "search", "note", "--limit", "60"], " number 3"),
        (["journal", "history", "ENTRY"], "version 12"),
        (["show", _PROGRAM], "Sources"),
        (["insights"], "not a test"),
        (["help-now", "--all"], "findahelpline.com"),
        (["list"], _PROGRAM),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_what_is_longer_than_the_screen_is_paged(
    terminal: Start, tmp_path: Path, pager: Path, entry: str, arguments: list[str], part: str
) -> None:
    """The pager gets all of it and the screen nothing else; on a screen that holds it no pager is used."""
    named = [entry if one == "ENTRY" else one for one in arguments]
    run = terminal(*named, rows=5, PAGER=f"'{pager}'").wait_for("paged")
    assert run.exit_code() == 0
    assert part in (tmp_path / "shown").read_text()
    # What is said beside the result comes after it.
    assert run.raw.strip().startswith(b"paged")
    (tmp_path / "shown").unlink()
    run = terminal(*named, rows=2000, PAGER=f"'{pager}'").wait_for(part)
    assert run.exit_code() == 0
    assert not (tmp_path / "shown").exists()


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["check", "--strict", "broken"], "program.md:"),
        (["doctor"], "SQLite"),
        (["backup", "list"], "2026-11-03 12:00"),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else "",
)
def test_what_is_found_wrong_is_paged_too(
    terminal: Start, home: Path, tmp_path: Path, pager: Path, entry: str, arguments: list[str], part: str
) -> None:
    """A long list of problems or copies goes through the pager, as what is read does."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "program.md").write_text("---\nx: 1\ny: 2\nz: 3\n---\n")
    (home / "backups").mkdir()
    for hour in range(12, 15):
        shutil.copy(home / "resilify.db", home / "backups" / f"resilify-2026-11-03-{hour}0000.db")
    named = [str(tmp_path / one) if one == "broken" else one for one in arguments]
    run = terminal(*named, rows=2, PAGER=f"'{pager}'")
    run.exit_code()
    assert b"paged" in run.raw
    assert part in (tmp_path / "shown").read_text()


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ({}, ["LESSHISTFILE=-", "LV=-c"]),
        ({"LESS": "-i", "LESSHISTFILE": "/tmp/x", "LV": "-a"}, ["LESS=-R -i", "LESSHISTFILE=-", "LV=-a"]),
    ],
)
def test_less_shows_styles_and_keeps_no_history(
    terminal: Start, tmp_path: Path, pager: Path, entry: str, before: dict[str, str], told: list[str]
) -> None:
    """Less is told to show styles, whatever it is told besides, and to write no searched word anywhere."""
    terminal("journal", rows=5, PAGER=f"'{pager}'", **before).wait_for("paged").exit_code()
    assert set(told) <= set((tmp_path / "env").read_text().splitlines())


@needs_less
@pytest.mark.parametrize("options", ["", "X", "-i"])
def test_less_shows_no_escapes(terminal: Start, entry: str, options: str) -> None:
    """In less itself a heading is bold, and no escape byte is spelled out."""
    more = {"LESS": options} if options else {}
    run = terminal("journal", rows=8, PAGER="less", **more).wait_for("20")
    run.wait_until(lambda: run.text.rstrip().endswith((":", "q leaves")))
    assert "ESC" not in run.text
    assert b"\x1b[1m" in run.raw
    run.press("q").exit_code()


@needs_less
def test_ctrl_c_is_the_pagers(terminal: Start, entry: str) -> None:
    """Ctrl-C in less stops what less is doing, and less goes on with the terminal to itself."""
    run = terminal("journal", "--limit", "60", rows=8, PAGER="less").wait_for("2026", "q leaves")
    run.press("ctrl-c")
    # What is pressed while it stops is dropped by less.
    run.wait_until(lambda: "(END)" in run.press("G").text)
    run.press("q")
    assert run.exit_code() == 0
    assert b"Traceback" not in run.raw


@needs_less
def test_less_is_the_pager_where_none_is_set(terminal: Start, entry: str) -> None:
    """Its last line says how to go on and how to leave; with --no-pager all comes at once."""
    unset = ["env", "-u", "PAGER"]
    run = terminal("journal", "--limit", "60", rows=8, before=unset)
    run.wait_for("Space goes on, q leaves").press("G").wait_for("(END) q leaves").press("q")
    assert run.exit_code() == 0
    run = terminal("journal", "--limit", "60", "--no-pager", rows=8, before=unset).wait_for("older ones")
    assert run.exit_code() == 0
    assert b"leaves" not in run.raw


@pytest.mark.parametrize(
    ("environment", "found"),
    [
        ({"RESILIFY_PAGER": "", "PAGER": "more"}, ""),
        ({"RESILIFY_PAGER": "most", "PAGER": "more"}, "most"),
        ({"PAGER": " more "}, "more"),
        ({"PAGER": "more", "RESILIFY_PLAIN": "1"}, "more"),
        ({"RESILIFY_PLAIN": "1"}, ""),
        ({"PATH": "/nowhere"}, ""),
    ],
)
def test_the_nearest_variable_names_the_pager(environment: dict[str, str], found: str) -> None:
    """Ours comes before that of the system, an empty one stands for none, and so do plain lines."""
    assert find_pager(environment) == found


def test_a_pager_ends_with_the_command(terminal: Start, tmp_path: Path, entry: str) -> None:
    """A command that is ended ends its pager too, which would else go on with the shell for the keys."""
    script = tmp_path / "waits"
    script.write_text(f'#!/bin/sh\necho $$ >"{tmp_path}/pid"\necho paging\nexec sleep 100\n')
    script.chmod(0o700)
    run = terminal("journal", rows=5, PAGER=str(script)).wait_for("paging")
    number = int((tmp_path / "pid").read_text())
    run.end(signal.SIGTERM)
    end = time.monotonic() + 20
    while os.path.exists(f"/proc/{number}"):
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("broken", ["no-such-pager", "sh -c no-such-pager", "'"])
def test_a_pager_that_does_not_start_hides_nothing(terminal: Start, entry: str, broken: str) -> None:
    """All of it is shown all the same, and it is said that the pager could not be started."""
    run = terminal("help-now", "--all", rows=40, PAGER=broken)
    assert run.exit_code() == 0
    assert b"could not be started" in run.raw
    assert b"findahelpline.com" in run.raw


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", _PROGRAM],
        ["show", _PROGRAM, "--json"],
        ["journal", "--limit", "100"],
        ["journal", "--limit", "100", "--json"],
        ["journal", "export", "--output", "-", "--format", "txt"],
        ["help-now", "--all"],
        ["help-now", "--all", "--json"],
        ["list"],
        ["insights"],
        ["paths"],
        ["--help"],
        ["journal", "--help"],
        ["journal", "add", "--help"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_whoever_stops_reading_is_no_error(home: Path, entry: str, arguments: list[str]) -> None:
    """With its reader gone, as after `head -1`, every command ends quietly and well."""
    read_by_nobody, stdout = os.pipe()
    os.close(read_by_nobody)
    environment = {**ENVIRONMENT, "RESILIFY_HOME": str(home)}
    with tempfile.TemporaryFile() as stderr, Path(os.devnull).open() as nothing:
        streams = (nothing.fileno(), stdout, stderr.fileno())
        ran = command_server().start("resilify_cli", arguments, environment=environment, streams=streams)
        os.close(stdout)
        code = ran.wait()
        stderr.seek(0)
        assert (code, stderr.read()) == (0, b"")


def test_a_long_entry_is_paged(terminal: Start, resilify: Run, pager: Path, tmp_path: Path) -> None:
    """One entry that is longer than the screen goes through the pager too."""
    resilify("journal", "add", "\n".join(f"line {number}" for number in range(40)), check=True)
    handle = resilify("journal", check=True).stdout.split("\n")[2].split()[1]
    terminal("journal", "show", handle, PAGER=f"'{pager}'").wait_for("paged").exit_code()
    assert "line 39" in (tmp_path / "shown").read_text()
