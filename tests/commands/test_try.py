"""`resilify try` and `resilify stats`, as commands."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run

Write = Callable[..., Path]
BODY = ":::{choose} way\nHow?\n- A {#a}\n- B {#b}\n:::\n:::{note} b-only\n:when: way is b\nWhat?\n:::\n"


def test_a_walk_passes_or_fails_by_its_code_and_keeps_nothing(
    resilify: Run, full_program: Write, tmp_path: Path, home: Path
) -> None:
    """A script sees by the exit code whether the answers fit; no store is made."""
    folder = str(full_program(BODY))
    answers = tmp_path / "walk.toml"
    answers.write_text('[answers]\nway = "b"\n')
    ran = resilify("try", folder, "--answers", str(answers), check=True)
    assert ran.stdout.splitlines() == [
        "1. Session 1: about 1.5 min",
        "    way                              choose      0.5 min  answered",
        "    b-only                           note          1 min  made-up answer",
    ]
    answers.write_text('[answers]\nway = "c"\n')
    wrong = resilify("try", folder, "--answers", str(answers), "--json")
    told = f"{answers}:2: way: 'c' does not fit; it takes one of a, b"
    assert (wrong.returncode, json.loads(wrong.stdout)["wrong"]) == (1, [told])
    assert not (home / "resilify.db").exists()


def test_all_ways_fail_where_a_step_is_never_shown(resilify: Run, full_program: Write) -> None:
    """The code says whether everything that was written can be met."""
    folder = str(full_program(BODY))
    assert resilify("try", folder, "--all-ways").returncode == 0
    folder = str(full_program(BODY.replace("way is b", "way is a and way is b"), slug="other"))
    assert resilify("try", folder, "--all-ways").returncode == 1


def test_the_figures_are_told_and_come_as_json(resilify: Run, full_program: Write) -> None:
    """What stands in the table stands in the JSON."""
    folder = str(full_program(BODY))
    ran = resilify("stats", folder, check=True)
    assert ran.stdout.splitlines()[1].split()[:4] == ["1", "2", "2", "0.5–1.5"]
    narrow = resilify("stats", folder, env={"COLUMNS": "40"}, check=True).stdout.splitlines()
    assert narrow[1] == "    2 steps, 2 screens, 0.5–1.5 min, 6"
    assert max(map(len, narrow)) <= 40
    found = json.loads(resilify("stats", folder, "--json", check=True).stdout)
    assert (found["schema_version"], found["sessions"][0]["kinds"]) == (1, {"choose": 1, "note": 1})


def test_a_program_with_problems_is_walked_as_far_as_it_is_read(resilify: Run, full_program: Write) -> None:
    """An author is not done yet: what is wrong is told in a line, and the rest is counted."""
    folder = str(full_program(f"{BODY}:::{{nonsense}} a\nx\n:::\n"))
    ran = resilify("stats", folder, check=True)
    assert ran.stderr == (
        "There is a problem in this program, and what is wrong may be left out below. "
        f"To see all that is wrong with it: resilify check {folder}\n"
    )
