"""A program that has the id or the name of another: nothing is taken over unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal

SLUG = "cultivating-self-compassion"
KEY = "1d7df8d0-ac9d-11eb-a609-9bd2845cb169"


def _program(folder: Path, name: str, title: str, key: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(f"---\ntitle: {title}\nprogramId: {key}\nsessions:\n  session:\n    - title: One\n---\n")
    return path


@pytest.fixture
def begun(home: Path, resilify: Run) -> Path:
    """A home in which the bundled program was begun."""
    resilify("start", SLUG, "--plain", stdin="\n\n")
    assert (home / "resilify.db").exists()
    return home


def _under_way(resilify: Run) -> str:
    return resilify(check=True).stdout


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_the_pass_of_another_program_is_asked_for(
    begun: Path, tmp_path: Path, resilify: Run, terminal: Callable[..., Terminal], answer: str
) -> None:
    """A program by its path, with the id of a bundled one, goes on with its pass if the person says so."""
    path = _program(tmp_path / "elsewhere", "other", "An impostor", KEY)
    run = terminal("start", str(path), "--no-animation")
    run.wait_for("has the id of Cultivating Self Compassion", "what you wrote there")
    if answer == "no":
        run.press("enter")
        assert run.exit_code() == 130
        assert "Cultivating" in _under_way(resilify)
        return
    run.press("down", "enter").wait_for("An impostor").press("ctrl-c")
    run.exit_code()
    assert "An impostor" in _under_way(resilify)
    # It was agreed to, and so is not asked for again.
    run = terminal("start", str(path), "--no-animation").wait_for("An impostor")
    assert "has the id of" not in run.text


def test_where_nobody_can_be_asked_it_is_said(begun: Path, tmp_path: Path, resilify: Run) -> None:
    """Without a terminal the path was named on purpose, and a line tells what that means."""
    path = _program(tmp_path / "elsewhere", "other", "An impostor", KEY)
    assert "has the id of Cultivating" in resilify("start", str(path), "--plain", stdin="").stderr
    assert "has the id of" not in resilify("start", str(path), "--plain", stdin="").stderr


def test_a_program_that_stands_in_for_another_is_named(begun: Path, resilify: Run) -> None:
    """`list` tells of one that has the name of a bundled one, and of none else."""
    assert "has the name of" not in resilify("list", check=True).stderr
    own = _program(begun / "programs", SLUG, "My own version", KEY)
    assert f"{own} has the name of" in resilify("list", check=True).stderr


def test_what_was_begun_stays_with_the_bundled_program(begun: Path, resilify: Run) -> None:
    """Another program of that name does not take it over by being there."""
    _program(begun / "programs", SLUG, "My own version", KEY)
    assert "Cultivating Self Compassion" in _under_way(resilify)
    assert "Cultivating" in resilify("continue", "--plain", stdin="").stderr


def test_a_program_that_stands_in_for_another_can_be_started(begun: Path, resilify: Run) -> None:
    """`start` says whose id it has, and from then on it is the one under way."""
    _program(begun / "programs", SLUG, "My own version", KEY)
    ran = resilify("start", SLUG, "--plain", stdin="")
    assert "has the id of Cultivating" in ran.stderr
    assert "My own version" in _under_way(resilify)


def test_a_program_with_the_id_of_a_bundled_one_takes_nothing_over(begun: Path, resilify: Run) -> None:
    """Also under another name, and first in the order of the list, it is not what `continue` goes on with."""
    own = _program(begun / "programs", "a", "A", KEY)
    own.write_text(own.read_text().replace("title: A", "title: A\nsequence: -5"))
    assert "programId" in resilify("list", check=True).stderr
    assert "Cultivating" in resilify("continue", "--plain", stdin="").stderr
    assert "has the id of Cultivating" in resilify("start", "a", "--plain", stdin="").stderr
