"""`resilify new`, as a command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run


def test_a_program_is_begun_and_nothing_there_is_replaced(resilify: Run, tmp_path: Path) -> None:
    """The folder is named by the title, can be started at once, and is never written over."""
    place = tmp_path / "Kinder evenings"
    ran = resilify("new", str(place), "--sessions", "2", check=True)
    folder = tmp_path / "kinder-evenings"
    assert ran.stderr.splitlines()[0] == f"Written: {folder}"
    assert resilify("check", "--strict", str(folder), check=True).stdout == f"{folder} is sound.\n"
    before = {file: file.read_bytes() for file in folder.rglob("*.md")}
    again = resilify("new", str(place))
    assert (again.returncode, again.stderr.splitlines()[0]) == (
        1,
        f"{folder} is there already. Nothing was changed.",
    )
    assert {file: file.read_bytes() for file in folder.rglob("*.md")} == before


def test_what_is_no_outline_is_refused_before_anything_is_made(resilify: Run, tmp_path: Path) -> None:
    """A written program is copied, not begun anew."""
    first = tmp_path / "first"
    resilify("new", str(first), check=True)
    refused = resilify("new", str(tmp_path / "second"), "--from", str(first))
    assert "is no outline" in refused.stderr
    assert not (tmp_path / "second").exists()
    assert resilify("new", str(tmp_path / "b"), "--from", "x.md", "--sessions", "2").returncode == 2


def test_a_name_in_another_script_gives_a_folder_of_its_own(resilify: Run, tmp_path: Path) -> None:
    """It keeps its letters."""
    resilify("new", str(tmp_path / "Тихие вечера"), check=True)
    assert (tmp_path / "тихие-вечера" / "program.md").is_file()


@pytest.mark.parametrize("name", ["", ".", "/", "..", "!?"])
def test_a_name_without_letters_is_asked_for_again(resilify: Run, name: str) -> None:
    """Nothing is made then."""
    ran = resilify("new", name)
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (2, f"{name!r} can't be the name of a program.")
