"""`resilify journal import`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run
from tests.exchange.stores import everything
from tests.jrnl_file import JRNL, texts


def test_what_comes_in_is_told(resilify: Run, journal: Path) -> None:
    """The first time it comes in, the second time it is known."""
    ran = resilify("journal", "import", str(journal), check=True)
    assert ran.stdout == "Came in: 2. Known already: 0. Not readable: 0.\n"
    assert texts(resilify) == ["two #tag", "one"]
    ran = resilify("journal", "import", str(journal), check=True)
    assert ran.stdout == "Came in: 0. Known already: 2. Not readable: 0.\n"
    assert len(texts(resilify)) == 2
    assert json.loads(resilify("journal", "search", "two", "--json", check=True).stdout)["entries"]


def test_a_dry_run_changes_nothing(resilify: Run, journal: Path, home: Path) -> None:
    """It tells what would come, and makes no store where there is none."""
    ran = resilify("journal", "import", str(journal), "--dry-run", check=True)
    assert ran.stdout == "Would come in: 2. Known already: 0. Not readable: 0. Nothing was changed.\n"
    assert not home.exists()
    resilify("journal", "add", "mine", check=True)
    before = (home / "resilify.db").read_bytes()
    ran = resilify("journal", "import", str(journal), "--dry-run", "--json", check=True)
    told = json.loads(ran.stdout)
    assert (told["dry_run"], told["came_in"]["entries"]) == (True, 2)
    assert (home / "resilify.db").read_bytes() == before


def test_standard_input_is_read(resilify: Run, journal: Path) -> None:
    """Its format is seen from how it begins, or named."""
    assert "Came in: 2." in resilify("journal", "import", "-", stdin=JRNL, check=True).stdout
    other = "\n".join(f"[2026-11-02 20:15] number {n}" for n in range(9000))
    ran = resilify("journal", "import", "-", "--format", "jrnl", stdin=other, check=True)
    assert "Came in: 9,000." in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such-file"], 1, "can't be read"),
        (["/dev/zero"], 1, "no file or folder"),
        ([__file__], 1, "--format"),
        (["-", "--format", "csv"], 2, "can't be imported"),
        (["-"], 1, "no format"),
        ([], 2, "PATH"),
    ],
)
def test_what_can_not_be_read_is_told(
    resilify: Run, home: Path, arguments: list[str], code: int, said: str
) -> None:
    """In one sentence with a way out, and no store is made for it."""
    ran = resilify("journal", "import", *arguments)
    assert (ran.returncode, "Traceback" in ran.stderr) == (code, False)
    assert said in ran.stderr
    assert not home.exists()


def test_an_odd_check_in_that_came_in_can_be_read_and_changed(resilify: Run, tmp_path: Path) -> None:
    """A mood off its scale and half a character in a file stop no command that comes after."""
    kept = r'{"mood": 99999999999999999999999, "feelings": ["a \ud83d"], "note": "b \ud83d"}'
    ident = "019407ed01c5d08f43e963b404a3"
    times = {"created_at": 1_700_000_000_000, "updated_at": 1_700_000_000_000, "utc_offset": 60}
    entry = {"id": ident, "kind": "checkin", "listed": 1, "text": "words", "answers": kept, **times}
    path = tmp_path / "all.json"
    # This very file must not look like an export, for the test above.
    application = "resilify"
    path.write_text(json.dumps({"application": application, "schema_version": 1, "entries": [entry]}))
    resilify("journal", "import", str(path), check=True)
    resilify("journal", "edit", ident, "another line", check=True)
    for form in ("csv", "markdown", "json", "txt"):
        resilify("journal", "export", "--format", form, "--output", str(tmp_path / form), check=True)
    resilify("insights", check=True)
    resilify("report", "--output", str(tmp_path / "report.html"), check=True)
    assert texts(resilify) == ["Feelings: a \ufffd\n\nanother line"]


def test_an_interrupt_lets_nothing_in(home: Path, tmp_path: Path, clock: FixedClock) -> None:
    """Ctrl-C in the middle: exit 130, and the store is as it was."""
    with open_store(home / "resilify.db", clock) as store:
        store.notes.add("mine")
        before = everything(store.database)
    path = tmp_path / "journal.txt"
    path.write_text("".join(f"[2026-11-02 20:15] number {n}\n{'x' * 200}\n" for n in range(60_000)))
    process = subprocess.Popen(
        [sys.executable, "-m", "resilify_cli", "journal", "import", str(path)],
        env={"RESILIFY_HOME": str(home), "PATH": os.defpath},
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 30
    while not (home / "resilify.db-journal").exists() and time.monotonic() < until:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert "Traceback" not in said
    with open_store(home / "resilify.db", clock) as store:
        assert everything(store.database) == before


def test_entries_that_wait_are_not_looked_through(home: Path, tmp_path: Path) -> None:
    """Hundreds of them are kept until they are written, and are no garbage."""
    path = tmp_path / "journal.txt"
    path.write_text("".join(f"[2026-11-02 20:15] number {n}\nwords\n" for n in range(2_000)))
    watched = "import gc, sys; gc.callbacks.append(lambda phase, _: phase == 'stop' and print('looked'));"
    run = "from resilify_cli.__main__ import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", f"{watched} {run}", "journal", "import", str(path)],
        check=True,
        env={"RESILIFY_HOME": str(home), "PATH": os.defpath},
        capture_output=True,
        text=True,
    )
    assert "Came in: 2,000." in ran.stdout
    assert ran.stdout.count("looked") < 5


def test_the_complete_export_comes_back(resilify: Run, home: Path, tmp_path: Path, clock: FixedClock) -> None:
    """Exported, erased and imported: the same journal, with what is beside the entries told too."""
    with open_store(home / "resilify.db", clock) as store:
        store.enrollments.begin("key", "slug", "A program", "")
        store.notes.add("mine")
        before = everything(store.database)
    out = tmp_path / "all.json"
    resilify("journal", "export", "--output", str(out), check=True)
    (home / "resilify.db").unlink()
    ran = resilify("journal", "import", str(out), check=True)
    assert ran.stdout == (
        "Came in: 1. Known already: 0. Not readable: 0. Besides entries (progress, drafts, words): 1.\n"
    )
    with open_store(home / "resilify.db", clock) as store:
        assert everything(store.database) == before


@pytest.mark.parametrize("form", ["json", "txt", "jrnl-json"])
def test_a_folder_for_a_format_of_one_file_is_refused(resilify: Run, tmp_path: Path, form: str) -> None:
    """In a sentence, and nothing came in."""
    (tmp_path / "folder").mkdir()
    ran = resilify("journal", "import", str(tmp_path / "folder"), "--format", form)
    assert ran.returncode == 1
    assert "is a folder, and this format is one file.\nName the file." in ran.stderr
