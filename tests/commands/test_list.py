"""`resilify list`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from shlex import split

import pytest

from tests.commands.nasty import VISIBLE, put_nasty_programs, unsafe
from tests.conftest import Run

SEED = Path(__file__).parents[1] / "data" / "cultivating-self-compassion.md"
FLAGSHIP = "cultivating-self-compassion"


@pytest.fixture
def programs(home: Path) -> Path:
    folder = home / "programs"
    folder.mkdir(parents=True)
    return folder


def in_terminal(home: Path, *arguments: str, **variables: str) -> str:
    """Run a command with its output in a terminal of 60 columns, and return what it wrote there."""
    ours, theirs = os.openpty()
    environment = {
        "RESILIFY_HOME": str(home),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "COLUMNS": "60",
        # It would wait for keys.
        "RESILIFY_PAGER": "",
        **variables,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "resilify_cli", *arguments],
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
        env=environment,
    )
    os.close(theirs)
    data = b""
    try:
        while more := os.read(ours, 65536):
            data += more
    except OSError:
        # Linux tells the end of a terminal so.
        pass
    finally:
        os.close(ours)
        process.wait(60)
    return data.decode().replace("\r\n", "\n")


def test_the_bundled_program_is_listed_before_any_set_up(resilify: Run, home: Path) -> None:
    """In a pipe, each program is a line of slug, title, length and categories, and no store is made."""
    ran = resilify("list", check=True)
    lines = ran.stdout.splitlines()
    slug, title, length, categories = next(line for line in lines if line.startswith(FLAGSHIP)).split("\t")
    assert (slug, title, categories) == (
        FLAGSHIP,
        "Cultivating Self Compassion",
        "Mental Health, Personal Growth",
    )
    assert length.startswith("8 sessions, ")
    assert ran.stderr == ""
    assert not (home / "resilify.db").exists()


def test_the_real_definition_stands_in_for_the_bundled_program(resilify: Run, programs: Path) -> None:
    """The seed file in one's own folder is listed as the outline that it is, and is said to stand in."""
    shutil.copy(SEED, programs)
    ran = resilify("list", check=True)
    assert [line.split("\t")[:3] for line in ran.stdout.splitlines() if line.startswith(FLAGSHIP)] == [
        [FLAGSHIP, "Cultivating Self Compassion", "8 sessions, 17 minutes each, outline"]
    ]
    assert ran.stderr.startswith(str(programs))
    assert ran.stderr.endswith("and stands in for it.\n")


def test_a_record_is_one_line_however_narrow_the_screen(resilify: Run) -> None:
    """A script cuts its columns, also where COLUMNS is exported."""
    wide = resilify("list", check=True).stdout
    assert resilify("list", env={"COLUMNS": "30"}, check=True).stdout == wide


def test_json_has_stable_keys(resilify: Run, programs: Path) -> None:
    """A script gets a version, and of each program its names, place, state and sessions."""
    (programs / "a.md").write_text("---\ntitle: Ä\ncategories: [Calm]\nsequence: -1\nsessions: [One]\n---\n")
    found = json.loads(resilify("list", "--json", check=True).stdout)
    assert found["schema_version"] == 1
    first = found["programs"][0]
    assert first == {
        "slug": "a",
        "title": "Ä",
        "categories": ["Calm"],
        "full": False,
        "path": str(programs / "a.md"),
        "minutes": first["minutes"],
        "weeks": None,
        "state": None,
        "sessions": [{"id": "one", "title": "One", "minutes": first["minutes"], "planned": False}],
    }
    assert FLAGSHIP in [program["slug"] for program in found["programs"][1:]]


def test_a_category_narrows_the_list(resilify: Run, programs: Path) -> None:
    """Only its programs are shown, in any case; a category that nobody has names those that are there."""
    (programs / "a.md").write_text("---\ntitle: A\ncategories: [Calm]\nsessions: [One]\n---\n")
    assert [line.split("\t")[0] for line in resilify("list", "--category", "calm").stdout.splitlines()] == [
        "a"
    ]
    nothing = resilify("list", "--category", "Clam")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert "No program is in 'Clam'. There is: Calm, Family, Mental Health, One sitting," in nothing.stderr
    assert json.loads(resilify("list", "--category", "Clam", "--json").stdout)["programs"] == []


def test_a_broken_program_is_named_and_hides_no_other(resilify: Run, programs: Path) -> None:
    """Talk on stderr names the file, its first problem and the way to the rest; the list stays whole."""
    (programs / "a.md").write_text("---\ntitle: A\ntitle: B\nsessions: [One]\n---\n")
    (programs / "b.md").write_text("---\ntitle: B\nsessions: [One]\n---\n")
    for arguments in (["list"], ["list"], ["list", "--json"]):
        ran = resilify(*arguments, check=True)
        assert "Cultivating Self Compassion" in ran.stdout
        assert ran.stderr == (
            f"Left out: {programs / 'a.md'} (a.md:3: the key 'title' stands twice). "
            f"To see all: resilify check {programs / 'a.md'}\n"
        )


def test_the_way_to_check_a_program_can_be_copied_as_it_stands(resilify: Run, programs: Path) -> None:
    """A path with a space and a quote sign is quoted for a shell."""
    place = programs / "it's mine.md"
    place.write_text("---\ntitle: A\ntitle: B\nsessions: [One]\n---\n")
    command = resilify("list", check=True).stderr.split("To see all: ")[1]
    assert split(command) == ["resilify", "check", str(place)]


def test_two_programs_of_one_key_are_told(resilify: Run, programs: Path) -> None:
    """Who copies a program and keeps its id learns that progress would be shared."""
    for name in ("a", "b"):
        (programs / f"{name}.md").write_text("---\nprogramId: same\nsessions: [One]\n---\n")
    assert "b.md has the programId of" in resilify("list", check=True).stderr


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["list", "--category", "\x1b[31m\u202e"]]
)
def test_no_text_of_a_program_steers_the_terminal(resilify: Run, home: Path, arguments: list[str]) -> None:
    """Titles, categories, file names and problems arrive as words, in rows, JSON and talk."""
    put_nasty_programs(home / "programs")
    ran = resilify(*arguments, check=True)
    assert unsafe(ran.stdout) == unsafe(ran.stderr) == set()
    assert len(ran.stderr.splitlines()) <= 2
    if arguments == ["list"]:
        row = next(line for line in ran.stdout.splitlines() if line.startswith("31m-0-t-anxious"))
        assert all(words in row for words in VISIBLE)
        assert "[bold]" in ran.stderr


def test_a_table_shows_the_same_words_in_a_terminal(home: Path) -> None:
    """In a terminal there is a table, in colour or not; what it shows of a program is words alone."""
    put_nasty_programs(home / "programs")
    plain = in_terminal(home, "list", TERM="dumb")
    assert unsafe(plain) == set()
    squeezed = "".join(plain.split())
    assert all("".join(words.split()) in squeezed for words in VISIBLE)
    assert "To see more of one: resilify show PROGRAM" in " ".join(plain.split())
    assert "\x1b[31m" not in in_terminal(home, "list", TERM="xterm")
    assert "\x1b" not in in_terminal(home, "list", TERM="xterm", NO_COLOR="1")


def test_a_home_that_cant_be_made_is_no_reason_to_stop(resilify: Run, tmp_path: Path) -> None:
    """Without a place for the cache the programs are listed all the same."""
    (tmp_path / "file").write_text("")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "cache").write_text("in the way")
    ran = resilify("list")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert FLAGSHIP in ran.stdout
