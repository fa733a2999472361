"""Where things are kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from resilify_cli.app.paths import find_paths


def test_one_variable_moves_everything(tmp_path: Path) -> None:
    """With `RESILIFY_HOME`, all that is read or written but the bundled programs lies under it."""
    found = find_paths({"RESILIFY_HOME": str(tmp_path)})
    for path in (found.store, found.editor, found.programs, found.settings, found.cache):
        assert path.is_relative_to(tmp_path)
    assert not any(tmp_path.iterdir())


def test_without_it_the_platforms_folders_are_used() -> None:
    """An empty variable is none, and each place is absolute and named after us."""
    found = find_paths({"RESILIFY_HOME": ""})
    for path in (found.store, found.settings, found.cache):
        assert path.is_absolute()
        assert "resilify" in path.parts[-2]


def test_the_bundled_programs_are_there() -> None:
    """A checkout finds its own programs."""
    assert (
        find_paths({"RESILIFY_HOME": "/x"}).bundled / "cultivating-self-compassion" / "program.md"
    ).is_file()


def test_a_home_is_made_absolute_and_its_tilde_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A place named from here or from one's home is the same wherever the next command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert find_paths({"RESILIFY_HOME": "x"}).store == tmp_path / "x" / "resilify.db"
    assert find_paths({"RESILIFY_HOME": "~/x"}).store == tmp_path / "me" / "x" / "resilify.db"


def test_an_unknown_users_home_is_an_odd_name_and_no_error() -> None:
    """A tilde that leads nowhere is left as it is; `help-now` must not end there."""
    found = find_paths({"RESILIFY_HOME": "~nobody-of-that-name/x"})
    assert found.store == Path(os.getcwd(), "~nobody-of-that-name/x/resilify.db")
