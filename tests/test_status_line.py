"""`resilify --line`, for a prompt: one line, and nothing else ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.app.paths import find_paths
from resilify_cli.status_line import _find_files, status_line
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests import private
from tests.conftest import FixedClock, Run

_NOW = 1_793_650_500_000


@pytest.fixture
def begun(home: Path, store: Store) -> Path:
    """A home with a program whose first session is done."""
    enrollment = store.enrollments.begin("key", "slug", "A title", "")
    store.enrollments.finish_session(enrollment, "one")
    store.enrollments.move(enrollment, "two", "")
    return home


def _line(home: Path) -> str:
    return status_line({"RESILIFY_HOME": str(home)}, sys.platform, _NOW)


def test_it_tells_the_program_and_how_far(begun: Path, store: Store) -> None:
    """The title, how many sessions are done, and whether one is begun; nothing once it is finished."""
    assert _line(begun) == "A title: 1 session done"
    enrollment = store.enrollments.all()[0]
    store.enrollments.move(enrollment, "two", "a-step")
    assert _line(begun) == "A title: 1 session done, in a session"
    store.enrollments.move(enrollment, "two", "")
    store.enrollments.finish(enrollment)
    assert _line(begun) == ""


def test_a_program_that_is_put_down_is_not_told(begun: Path, store: Store) -> None:
    """Until it is taken up again."""
    enrollment = store.enrollments.all()[0]
    store.enrollments.pause(enrollment)
    assert _line(begun) == ""
    store.enrollments.move(enrollment, "two", "")
    assert _line(begun) == "A title: 1 session done"


def test_a_store_of_an_earlier_version_is_told(begun: Path, store: Store) -> None:
    """From before programs could be put down: nothing is brought up by a prompt."""
    for change in ("DROP TRIGGER enrollments_paused", "ALTER TABLE enrollments DROP COLUMN paused_at"):
        store.database.connection.execute(change)
    assert _line(begun) == "A title: 1 session done"


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ("plain = true\n", "A title"),
        ('home = "names"  # as it is\n', "A title"),
        ("home='words'\n", "A title"),
        ('key_file = "/home/someone/key"\n', "A title"),
        ('home = "quiet"\n', "resilify"),
        ('"home" = "names"\n', "resilify"),
        ('home = "nonsense"\n', "resilify"),
        ('home = "names"\nhome = "quiet"\n', "resilify"),
        ("home", "resilify"),
    ],
)
def test_no_program_is_named_where_it_is_quiet(begun: Path, settings: str, shown: str) -> None:
    """Nor where what is set about it is not understood."""
    (begun / "settings.toml").write_text(settings)
    assert _line(begun) == f"{shown}: 1 session done"


def test_a_title_is_one_short_line_of_letters(home: Path, store: Store) -> None:
    """What a terminal would take for a command, or a prompt has no room for, is not in it."""
    store.enrollments.begin("key", "slug", "A\x1b]0;x\x07\n\u202e" + "long " * 30, "")
    line = _line(home)
    assert line.isprintable()
    assert line.endswith("...: 0 sessions done")
    assert len(line) < 65


def test_it_is_empty_where_something_is_in_the_way(home: Path, tmp_path: Path) -> None:
    """Without a store, with an encrypted one, with one that is none, with settings that can't be read."""
    assert _line(home) == ""
    assert not home.exists()
    private.make_encrypted(home)
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    assert _line(home) == ""
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before
    (home / "resilify.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    assert _line(home) == ""
    (home / "resilify.db").unlink()
    (home / "resilify.db").mkdir()
    assert _line(home) == ""


def test_settings_that_cant_be_read_show_nothing(begun: Path) -> None:
    """Nobody knows what they say, so no name is shown."""
    (begun / "settings.toml").write_bytes(b"\xff\xfe")
    assert _line(begun) == ""


def test_a_store_that_is_in_use_is_not_waited_for(begun: Path, store: Store) -> None:
    """While another command writes, the line is empty or as it was, and no error."""
    with store.transaction() as connection:
        connection.execute("UPDATE enrollments SET title = 'Another'")
        assert _line(begun) in {"", "A title: 1 session done"}


@pytest.mark.parametrize("variables", [{}, {"XDG_DATA_HOME": "/data", "XDG_CONFIG_HOME": "/config"}])
def test_it_looks_where_the_other_commands_do(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store and the settings lie where `find_paths` says, also by the system's own folders."""
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "RESILIFY_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    paths = find_paths(os.environ)
    assert _find_files(os.environ, sys.platform) == (str(paths.store), str(paths.settings))


def test_the_command_writes_the_line_and_nothing_else(begun: Path, resilify: Run, clock: FixedClock) -> None:
    """By itself, behind another option, and where nobody reads it."""
    with open_store(begun / "resilify.db", clock) as opened:
        assert opened.enrollments.all()
    for arguments in (["--line"], ["--plain", "--line"]):
        ran = resilify(*arguments)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "A title: 1 session done\n", "")
    env = {"RESILIFY_HOME": str(begun), "PATH": os.defpath}
    command = (
        f"{sys.executable} -m resilify_cli --line >&- && {sys.executable} -m resilify_cli --line > /dev/full"
    )
    ran = subprocess.run(["sh", "-c", command], env=env, capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
