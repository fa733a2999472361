"""What an edition of a program takes from those who began an earlier one is told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from resilify_cli.checks.edition_changes import find_edition_changes
from resilify_cli.content.loader import read_program
from resilify_cli.content.models import Program
from tests.checks.mistakes import PROGRAM, SESSION, in_words, told
from tests.conftest import Run

_BODY = """## A {#a}

Text.

:::{note} word
Which word?
:::

:::{rate} sting
How much?
:::

:::{choose} way
Which way?
- In words {#words}
- In pictures {#pictures}
:::

:::{record} log
Note it.
- Where: Where? {#where}
- Sting: How much? {#sting .0-100}
:::
"""
_VERSION = PROGRAM.replace("---\ntitle", "---\nversion: '1.0'\ntitle")
_NEXT = _VERSION.replace("1.0", "1.1")
CHANGES = {
    "a heading that is gone": (
        _BODY.replace("## A {#a}", "## Other {#other}"),
        "1.md:1: the heading 'a' of the earlier edition is gone; put it back, or write renamed: {a: new-id}",
    ),
    "a heading whose id is another now": (
        _BODY.replace("{#a}", "{#another}"),
        "1.md:5: the heading 'a' seems to be 'another' now; write renamed: {a: another} in program.md",
    ),
    "an id that is gone": (
        _BODY.replace(":::{note} word\nWhich word?\n:::\n", ""),
        "program.md:1: 'word' of the earlier edition is gone; put it back, or write renamed: {word: new-id}",
    ),
    "an id that is another now": (
        _BODY.replace("{note} word", "{note} a-word"),
        "1.md:9: 'word' seems to be 'a-word' now; write renamed: {word: a-word} in program.md",
    ),
    "another kind": (
        _BODY.replace("{note} word", "{reflect} word"),
        "1.md:9: 'word' was a note and is a reflect now; give it a new id",
    ),
    "another scale": (
        _BODY.replace("{rate} sting", "{rate} sting\n:max: 100"),
        "1.md:13: 'sting' went from 0 to 10 and goes from 0 to 100 now; give it a new id",
    ),
    "an option that is gone": (
        _BODY.replace("{#pictures}", "{#images}"),
        "1.md:17: 'way' has no option pictures any more; put it back: answers hang on an option's id",
    ),
    "a field that is gone": (
        _BODY.replace("{#where}", "{#place}"),
        "1.md:23: 'log' has no part where any more; put it back: answers to it are kept under it",
    ),
    "another scale of a field": (
        _BODY.replace(".0-100", ".0-10"),
        "1.md:23: 'log.sting' went from 0 to 100 and goes from 0 to 10 now; give it a new id",
    ),
}


def program(folder: Path, body: str = _BODY, front: str = _NEXT, session: str = SESSION) -> Program:
    folder.mkdir(parents=True, exist_ok=True)
    assert told(folder, body, front, session) == []
    found = read_program(folder).program
    assert found is not None
    return found


def changes(folder: Path, body: str = _BODY, front: str = _NEXT, session: str = SESSION) -> list[str]:
    old = program(folder / "old", front=_VERSION)
    return in_words(find_edition_changes(old, program(folder / "new", body, front, session)))


@pytest.mark.parametrize(("body", "told_as"), CHANGES.values(), ids=CHANGES)
def test_what_loses_its_place_is_told(body: str, told_as: str, tmp_path: Path) -> None:
    """With what to write so that nobody loses anything."""
    assert changes(tmp_path, body) == [told_as]


def test_what_is_renamed_or_added_is_no_loss(tmp_path: Path) -> None:
    """Texts may change, steps may come, and what is renamed in program.md comes along."""
    body = _BODY.replace("Which word?", "Which one?").replace("{note} word", "{note} a-word")
    front = _NEXT.replace("title: Rest", "title: Rest\nrenamed: {word: a-word, one: first}")
    more = f"{body}\n:::{{note}} more\nMore?\n:::\n"
    assert changes(tmp_path, more, front, SESSION.replace("one", "first")) == []


def test_a_session_and_a_program_id_that_are_others_are_told(tmp_path: Path) -> None:
    """Progress hangs on both; and a version that is the same is told with what changed."""
    front = _VERSION.replace("rest-2026", "rest-2027")
    assert changes(tmp_path, front=front, session=SESSION.replace("id: one", "id: first")) == [
        "1.md:2: the session 'one' seems to be 'first' now; write renamed: {one: first} in program.md",
        'program.md:1: ids or scales changed, and the version is still 1.0; write version: "1.1"',
        "program.md:1: the programId was 'rest-2026', and whoever has begun would begin anew; "
        "write programId: rest-2026",
    ]


def test_an_earlier_edition_comes_from_a_folder_or_from_git(resilify: Run, tmp_path: Path) -> None:
    """A revision of the repository that the program is in, or any folder; else it says so."""
    new = tmp_path / "shelf" / "rest"
    program(new, front=_VERSION)
    # It leads out of the program, which is nothing that an edition is compared by.
    (new / "away").symlink_to("/etc/hosts")
    git = ["git", "-C", str(new.parent), "-c", "user.name=A", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "1.0"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    program(tmp_path / "old", front=_VERSION)
    program(new, _BODY.replace("{note} word", "{reflect} word"))
    line = f"{new}/1.md:9: 'word' was a note and is a reflect now; give it a new id\n"
    assert resilify("check", str(new), "--since", "HEAD").stdout == line
    assert resilify("check", str(new), "--since", str(tmp_path / "old")).stdout == line
    refused = resilify("check", str(new), "--since", "v9")
    assert "There is no folder and no git revision 'v9' of this program." in refused.stderr
