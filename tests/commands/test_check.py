"""`resilify check`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.nasty import put_nasty_programs, unsafe
from tests.conftest import Run

SEED = Path(__file__).parents[1] / "data" / "cultivating-self-compassion.md"
Write = Callable[..., Path]


def test_the_real_definition_is_sound(resilify: Run) -> None:
    """The seed has nothing wrong with it."""
    ran = resilify("check", str(SEED), check=True)
    assert (ran.stdout, ran.stderr) == (f"{SEED} is sound.\n", "")


def test_every_problem_is_told_at_once_by_file_and_line(resilify: Run, full_program: Write) -> None:
    """Each is one line that an editor can jump to: what is wrong, and what would be right."""
    folder = full_program(
        "Fine.\n:::{reflekt} a\nq\n:::\n", "## A\n:aims: x\nSee [@nobody].\n", extra="version: []\n"
    )
    ran = resilify("check", str(folder))
    assert ran.returncode == 1
    assert ran.stdout.splitlines() == [
        f"{folder}/program.md:4: version is a list; write one text, in quotes if it begins with [ or {{",
        f"{folder}/sessions/1.md:8: there is no activity kind 'reflekt'; did you mean 'reflect'?",
        f"{folder}/sessions/2.md:8: a heading has no option :aims:; did you mean 'aim'?",
        f"{folder}/sessions/2.md:9: no reference has the id 'nobody'; list it under references, with this id",
    ]


def test_json_has_stable_keys(resilify: Run, tmp_path: Path) -> None:
    """A script gets a version, whether all is sound, and each problem in parts."""
    file = tmp_path / "a.md"
    file.write_text("---\ntitle: x\ntitle: y\n---\n")
    ran = resilify("check", str(file), "--json")
    assert ran.returncode == 1
    assert json.loads(ran.stdout) == {
        "schema_version": 1,
        "sound": False,
        "problems": [
            {
                "path": str(file),
                "line": 3,
                "wrong": "the key 'title' stands twice",
                "right": "keep one of them",
                "level": "error",
            }
        ],
    }
    sound = json.loads(resilify("check", str(SEED), "--json", check=True).stdout)
    assert sound == {"schema_version": 1, "sound": True, "problems": []}


@pytest.mark.parametrize("path", ["nowhere.md", f"{'a' * 5000}.md", "/dev/zero", "."])
def test_a_path_without_a_program_is_a_problem(resilify: Run, path: str) -> None:
    """What can't be read is told like any other problem, with exit 1."""
    ran = resilify("check", path)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert len(ran.stdout.splitlines()) == 1


def test_a_name_means_the_program_that_start_would_take(resilify: Run, home: Path) -> None:
    """A slug, whatever lies in the folder that one is in; an unknown one is told with the nearest name."""
    programs = home / "programs"
    programs.mkdir(parents=True)
    (programs / "calm.md").write_text("---\ntitle: Calm\nsessions: [One]\nversio: 1\n---\n")
    ran = resilify("check", "calm")
    wrong = "the key 'versio' is not read; did you mean 'version'?"
    assert ran.stdout == f"{programs}/calm.md:4: {wrong}\n"
    unknown = resilify("check", "calmm")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "Did you mean calm?" in unknown.stderr


def test_a_missing_path_is_wrong_usage(resilify: Run) -> None:
    """Without a path there is nothing to check: exit 2."""
    assert resilify("check").returncode == 2


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_no_text_of_a_file_steers_the_terminal(resilify: Run, home: Path, more: list[str]) -> None:
    """Whatever is quoted from a hostile file or its name arrives as words on its own line."""
    ran = resilify("check", str(put_nasty_programs(home / "programs")), *more)
    assert ran.returncode == 1
    assert unsafe(ran.stdout) == unsafe(ran.stderr) == set()
    assert ran.stdout.count("[/done]") >= 4
    if not more:
        assert all(": " in line and ".md:" in line for line in ran.stdout.splitlines())
