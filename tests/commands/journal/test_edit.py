"""`resilify journal edit`."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.content.loader import load_program
from resilify_cli.store.store import Store
from tests.commands.journal.conftest import add, answer, entries, texts, told
from tests.conftest import Run
from tests.store.conftest import response


def _versions(resilify: Run, name: str) -> list[str]:
    return [version["text"] for version in told(resilify, "history", name)["versions"]]


@pytest.mark.parametrize(
    ("arguments", "stdin", "text"),
    [
        (["other", "words"], "", "other words"),
        (["-"], "from a pipe\n\nof lines\n", "from a pipe\n\nof lines"),
        ([], "from a pipe\n", "from a pipe"),
        (["--tag", "Walk"], "", "a day #rain\n\n#walk"),
        (["--tag", "walk", "other words"], "", "other words\n\n#walk"),
        (["caf\udce9"], "", "caf\xe9"),
    ],
)
def test_a_note_is_changed(resilify: Run, arguments: list[str], stdin: str, text: str) -> None:
    """The words given take the place of those before, which are kept; a tag alone is put behind them."""
    handle = add(resilify, "a day #rain")
    ran = resilify("journal", "edit", handle, *arguments, stdin=stdin, check=True)
    assert ran.stderr == f"Changed. What it was: resilify journal history {handle}\n"
    (entry,) = entries(resilify)
    assert (entry["text"], entry["edited"], entry["id"][12:19]) == (text, True, handle)
    assert _versions(resilify, handle) == ["a day #rain"]
    assert texts(resilify, "--tag", "rain") == ([text] if "rain" in text else [])


@pytest.mark.parametrize("arguments", [["a day #walk"], ["--tag", "walk"], ["a day #walk", "--tag", "WALK"]])
def test_what_says_the_same_is_no_change(resilify: Run, arguments: list[str]) -> None:
    """Words that are there already, and tags too, change nothing, and that is told."""
    handle = add(resilify, "a day #walk")
    assert resilify("journal", "edit", handle, *arguments, check=True).stderr == "It is as it was.\n"
    assert _versions(resilify, handle) == []


@pytest.mark.parametrize("stdin", ["", " \n\n"])
def test_an_entry_is_not_emptied(resilify: Run, stdin: str) -> None:
    """Nothing at all is no new text: to be rid of an entry there is delete."""
    handle = add(resilify, "a day")
    assert resilify("journal", "edit", handle, "-", stdin=stdin).returncode == 2
    assert resilify("journal", "edit", handle, stdin=stdin).returncode == 2
    assert texts(resilify) == ["a day"]


def test_words_and_an_editor_are_not_given_at_once(resilify: Run) -> None:
    """Either the words or the editor says what to write."""
    handle = add(resilify, "a day")
    assert resilify("journal", "edit", handle, "--editor", "words").returncode == 2


def _editor(tmp_path: Path, body: str) -> dict[str, str]:
    script = tmp_path / "editor"
    script.write_text(f"#!/bin/sh\n{body}\n")
    script.chmod(0o700)
    return {"EDITOR": str(script)}


def test_an_entry_is_changed_in_the_persons_own_editor(resilify: Run, tmp_path: Path) -> None:
    """The editor is opened with the words of before, and what it leaves takes their place."""
    handle = add(resilify, "a day")
    editor = _editor(tmp_path, 'echo ", and a night" >> "$1"')
    resilify("journal", "edit", handle, "--editor", env=editor, check=True)
    assert texts(resilify) == ["a day, and a night"]


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("exit 3", 1, "stopped early"),
        ('echo other > "$1"; exit 3', 1, "What you wrote is in"),
        ('rm "$1"', 1, "left no file"),
        (': > "$1"', 0, "Left empty, so it is as it was."),
        ("true", 1, "resilify journal edit"),
    ],
)
def test_an_editor_that_fails_changes_nothing(
    resilify: Run, tmp_path: Path, body: str, code: int, said: str
) -> None:
    """An editor that goes wrong or empties the text is told in a sentence, and the entry is as it was."""
    handle = add(resilify, "a day")
    ran = resilify("journal", "edit", handle, "--editor", env=_editor(tmp_path, body))
    assert ran.returncode == code
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert texts(resilify) == ["a day"]


def test_words_for_an_entry_that_was_erased_meanwhile_stay_in_their_file(
    resilify: Run, tmp_path: Path, home: Path
) -> None:
    """When the entry is gone at the end of the writing, the words stay in their file, which is named."""
    handle = add(resilify, "a day")
    again = f'RESILIFY_HOME="{home}" "{sys.executable}" -m resilify_cli journal'
    editor = _editor(
        tmp_path,
        f'{again} delete {handle} --yes; {again} restore --empty --yes; echo "all my words" > "$1"',
    )
    ran = resilify("journal", "edit", handle, "--editor", env=editor)
    assert ran.returncode == 1
    assert "erased" in ran.stderr
    (left,) = (home / "editor").iterdir()
    assert str(left) in ran.stderr
    assert left.read_text() == "all my words\n"


def test_a_change_elsewhere_meanwhile_is_told_and_kept(resilify: Run, tmp_path: Path, home: Path) -> None:
    """When the entry was changed in the middle of the writing, both texts are kept, and that is told."""
    handle = add(resilify, "a day")
    again = f'RESILIFY_HOME="{home}" "{sys.executable}" -m resilify_cli journal'
    editor = _editor(tmp_path, f'{again} edit {handle} "from elsewhere"; echo "from here" > "$1"')
    ran = resilify("journal", "edit", handle, "--editor", env=editor, check=True)
    assert "elsewhere too" in ran.stderr
    assert texts(resilify) == ["from here"]
    assert _versions(resilify, handle) == ["a day", "from elsewhere"]


def test_a_check_in_is_changed_by_its_note(resilify: Run, store: Store) -> None:
    """Words given for a check-in are its note; mood, feelings and activities stay as they are."""
    entry_id = store.checkins.add(Checkin(2, ("sad", "own"), ("work",), "a #long day"))
    resilify("journal", "edit", entry_id, "a #short one", check=True)
    (entry,) = entries(resilify)
    assert entry["checkin"] == {
        "mood": 2,
        "word": "low",
        "feelings": ["sad", "own"],
        "activities": ["work"],
        "note": "a #short one",
    }
    assert entry["text"].endswith("\n\na #short one")
    assert entry["tags"] == ["short"]
    resilify("journal", "edit", entry_id, "--tag", "rain", check=True)
    assert entries(resilify)[0]["checkin"]["note"] == "a #short one\n\n#rain"
    assert resilify("journal", "edit", entry_id, "a #short one\n\n#rain").stderr == "It is as it was.\n"


def test_the_note_of_a_check_in_can_be_emptied_in_the_editor(
    resilify: Run, store: Store, tmp_path: Path
) -> None:
    """Of a check-in the note is no more than a part, so leaving it empty takes it away."""
    entry_id = store.checkins.add(Checkin(2, ("sad",), (), "a long day"))
    editor = _editor(tmp_path, ': > "$1"')
    ran = resilify("journal", "edit", entry_id, "--editor", env=editor, check=True)
    assert ran.stderr.startswith("Changed.")
    assert entries(resilify)[0]["checkin"]["note"] == ""


def test_an_answer_of_a_program_that_is_gone_is_changed_by_its_words(resilify: Run, store: Store) -> None:
    """The words of an answer can be changed where the program is no longer there, and the question stays."""
    entry_id = answer(store, "If noon, then I will walk.", values=("noon", "walk", ""), activity_kind="plan")
    resilify("journal", "edit", entry_id, "I walk at noon.", check=True)
    (entry,) = entries(resilify)
    assert (entry["text"], entry["prompt"]) == ("I walk at noon.", "What happened?")
    enrollment = store.enrollments.latest("key")
    assert enrollment
    (kept,) = store.entries.kept(enrollment, "moment")
    assert (kept.text, kept.values) == ("I walk at noon.", ("I walk at noon.",))


_BODY = """## One

:::{reflect} moment
What happened?
:::

:::{recall} moment
You wrote this earlier.
:::

:::{select} helps
What helps?
- A walk {#walk}
- Music {#music}
:::

:::{gather} page
Your page.
- moment: A moment
- helps: What helps
:::
"""


def test_what_recalls_an_answer_sees_its_change(resilify: Run, full_program: Callable[..., Path]) -> None:
    """An answer that was changed in the journal comes back changed in the program."""
    program = str(full_program(_BODY))
    resilify("start", program, "--plain", stdin="\n\nIt rained.\n.\n")
    handle = entries(resilify)[0]["id"]
    resilify("journal", "edit", handle, "It poured.", check=True)
    assert "It poured." in resilify("start", program, "--plain").stderr


def test_a_list_that_was_changed_to_words_does_no_harm(
    resilify: Run, full_program: Callable[..., Path]
) -> None:
    """An answer of options that was changed to other words is gathered as these words."""
    program = str(full_program(_BODY))
    resilify("start", program, "--plain", stdin="\n\nIt rained.\n.\n\n1 2\n")
    (helps,) = (entry for entry in entries(resilify) if entry["activity_kind"] == "select")
    resilify("journal", "edit", helps["id"], "my own words", check=True)
    ran = resilify("start", program, "--plain")
    assert "Traceback" not in ran.stderr
    assert "my own words" in ran.stderr, ran.stderr


def test_a_reading_follows_a_change_of_words_alone(resilify: Run, store: Store) -> None:
    """Changing the words of an answer with a number leaves the number that was measured."""
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    reading = Reading("sting", 3, 0, 10)
    entry_id = store.entries.answer(enrollment, response("Sting: 3", values=(3,), readings=(reading,)))
    resilify("journal", "edit", entry_id, "It stung.", check=True)
    assert store.entries.readings(enrollment, "sting") == [("moment", reading)]


def test_a_damaged_answer_can_still_be_changed(
    resilify: Run, store: Store, full_program: Callable[..., Path]
) -> None:
    """An entry whose values can't be read is changed by its words without a failure."""
    program = load_program(full_program(_BODY))
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, str(program.path))
    entry_id = store.entries.answer(
        enrollment, response("two things", values=(["walk"],), activity_id="helps")
    )
    store.database.connection.execute("UPDATE entries SET answers = '[[\"wa'")
    resilify("journal", "edit", entry_id, "a walk", check=True)
    assert json.loads(resilify("journal", "show", entry_id, "--json").stdout)["intact"]


def test_a_program_goes_on_with_a_damaged_answer(
    resilify: Run, home: Path, full_program: Callable[..., Path]
) -> None:
    """Values that can't be read any more do not keep a person from going on, or from changing the answer."""
    program = str(full_program(_BODY))
    resilify("start", program, "--plain", stdin="\n\nIt rained.\n.\n\n1 2\n")
    connection = sqlite3.connect(home / "resilify.db")
    with connection:
        connection.execute("UPDATE entries SET answers = '[[\"wa' WHERE activity_kind = 'select'")
    connection.close()
    assert "A walk" in resilify("start", program, "--plain", stdin=":back\n").stderr
    assert "Traceback" not in resilify("start", program, "--plain", stdin=":back\n").stderr


def test_a_tag_leaves_the_parts_of_an_answer(resilify: Run, store: Store) -> None:
    """A tag put on an answer of several parts changes its words and none of its parts."""
    enrollment = store.enrollments.begin("key", "slug", "A program", "")
    answer = response("If it rains, then I will sing.", values=("it rains", "sing", ""))
    entry_id = store.entries.answer(enrollment, answer)
    resilify("journal", "edit", entry_id, "--tag", "rain", check=True)
    (kept,) = store.entries.kept(enrollment, answer.activity_id)
    assert kept.text.endswith("#rain")
    assert kept.values == ("it rains", "sing", "")


def test_what_cannot_be_a_tag_is_refused(resilify: Run, store: Store) -> None:
    """A name without letters is told, and nothing is written."""
    assert resilify("journal", "add", "a note", "--tag", "!!").returncode == 2
    assert "nothing" not in resilify("journal", "add", "a note", "--tag", "!!").stderr
    assert store.journal.newest() is None
