"""`resilify journal export`."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock, Run
from tests.store.conftest import response

NASTY = "\x1b[31m\u202ewords\x9b2J"


@pytest.fixture
def filled(home: Path, clock: FixedClock) -> Path:
    """A home with an answer and two notes."""
    with open_store(home / "resilify.db", clock) as store:
        enrollment = store.enrollments.begin("key", "slug", "A program", "")
        store.entries.answer(enrollment, response("an answer"))
        store.notes.add("a note #home")
        store.notes.add(NASTY)
    return home


def left_over(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if "resilify-" in name or name.endswith(".part"))


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("out.json", '{\n"application"'),
        ("out.csv", "time,measure"),
        ("out.txt", "Tuesday 2026"),
        ("out", "{\n"),
    ],
)
def test_the_name_of_the_file_says_the_format(
    resilify: Run, filled: Path, tmp_path: Path, name: str, begins: str
) -> None:
    """A file is named for what is in it; one that says nothing is the complete one."""
    ran = resilify("journal", "export", "--output", str(tmp_path / name), check=True)
    assert (tmp_path / name).read_text().startswith(begins)
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert ran.stdout == ""
    assert name in ran.stderr
    assert "not encrypted" in ran.stderr


def test_a_folder_is_markdown(resilify: Run, filled: Path, tmp_path: Path) -> None:
    """A name that ends in a slash makes a folder, and one that is there is filled."""
    resilify("journal", "export", "--output", f"{tmp_path}/new/", check=True)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "mine.md").write_text("mine")
    ran = resilify("journal", "export", "--output", str(tmp_path / "old"), check=True)
    assert "3 entries" in ran.stderr
    assert len(os.listdir(tmp_path / "new")) == 3
    assert len(os.listdir(tmp_path / "old")) == 4
    assert (tmp_path / "old" / "mine.md").read_text() == "mine"


def test_standard_output_takes_the_bytes_alone(resilify: Run, filled: Path) -> None:
    """What is exported to a pipe is what a file would hold, in whichever language the system speaks."""
    for env in ({}, {"LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}):
        ran = resilify("journal", "export", "--output", "-", "--format", "txt", env=env, check=True)
        assert NASTY in ran.stdout
        assert ran.stderr == "3 entries written.\n"


@pytest.mark.parametrize(
    ("options", "texts"),
    [
        (["--program", "slug"], ["an answer"]),
        (["--kind", "note"], ["a note #home", NASTY]),
        (["--tag", "home"], ["a note #home"]),
        (["--from", "2026-11-04"], []),
        (["--to", "2026-11-02"], []),
        (["--from", "2026-11-02", "--to", "2026-11-04"], ["an answer", "a note #home", NASTY]),
    ],
)
def test_a_part_can_be_chosen(resilify: Run, filled: Path, options: list[str], texts: list[str]) -> None:
    """By program, kind, tag and days, oldest first."""
    ran = resilify("journal", "export", "--output", "-", "--format", "dayone", *options, check=True)
    found = [entry["text"].rpartition("\n\n")[2] for entry in json.loads(ran.stdout)["entries"]]
    assert found == texts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "-", "--format", "markdown"], "folder of files"),
        (["--output", "-", "--format", "docx"], "There are: csv, dayone"),
        (["--output", "-", "--kind", "note"], "holds everything"),
        (["--output", "-", "--format", "txt", "--from", "someday"], "no day"),
        ([], "--output"),
    ],
)
def test_a_call_that_can_not_work_is_refused(
    resilify: Run, filled: Path, arguments: list[str], said: str
) -> None:
    """With a way out, before anything is written."""
    ran = resilify("journal", "export", *arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr


def test_an_empty_journal_has_nothing_to_export(resilify: Run, home: Path, tmp_path: Path) -> None:
    """It is told, and nothing is made."""
    ran = resilify("journal", "export", "--output", str(tmp_path / "out.json"))
    assert ran.returncode == 2
    assert "empty" in ran.stderr
    assert os.listdir(tmp_path) == []


def test_a_file_that_is_there_is_replaced_only_when_asked(
    resilify: Run, filled: Path, tmp_path: Path
) -> None:
    """Without --force it stays as it is."""
    out = tmp_path / "out.txt"
    out.write_text("mine")
    ran = resilify("journal", "export", "--output", str(out))
    assert (ran.returncode, out.read_text()) == (1, "mine")
    assert "--force" in ran.stderr
    resilify("journal", "export", "--output", str(out), "--force", check=True)
    assert out.read_text().startswith("Tuesday")
    assert left_over(tmp_path) == []


def test_one_file_in_the_way_keeps_all_others_out(resilify: Run, filled: Path, tmp_path: Path) -> None:
    """A folder gets all the files or none; with --force those in the way are replaced."""
    out = tmp_path / "out"
    out.mkdir()
    resilify("journal", "export", "--output", str(out), check=True)
    first, *others = sorted(out.iterdir())
    for other in others:
        other.unlink()
    first.write_text("mine")
    assert resilify("journal", "export", "--output", str(out)).returncode == 1
    assert (list(out.iterdir()), first.read_text()) == ([first], "mine")
    resilify("journal", "export", "--output", str(out), "--force", check=True)
    assert len(list(out.iterdir())) == 3
    assert first.read_text() != "mine"
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("to", ["no/such/out.txt", "no/such/folder/", "file/out.txt", "file/"])
def test_a_place_that_can_not_be_written_is_told(
    resilify: Run, filled: Path, tmp_path: Path, to: str
) -> None:
    """In one sentence."""
    (tmp_path / "file").write_text("mine")
    ran = resilify("journal", "export", "--output", f"{tmp_path}/{to}")
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert sorted(os.listdir(tmp_path)) == ["file", "home"]


@pytest.mark.parametrize("to", ["out.json", "out.txt", "folder/"])
def test_a_full_disk_leaves_nothing(filled: Path, tmp_path: Path, to: str) -> None:
    """What was written up to then is gone."""
    with open_store(filled / "resilify.db", FixedClock()) as store, store.transaction():
        for _ in range(100):
            store.notes.add("long " * 2000)
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))"
    code = f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); {limited}"
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{code}; from resilify_cli.cli import main; main()",
            *_export(tmp_path / to, to),
        ],
        env={"RESILIFY_HOME": str(filled), "PATH": os.defpath},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "could not be written" in ran.stderr
    assert os.listdir(tmp_path) == ["home"]


def _export(path: Path, to: str) -> list[str]:
    return ["journal", "export", "--output", f"{path}/" if to.endswith("/") else str(path)]


@pytest.mark.parametrize("to", ["out.txt", pytest.param("folder/", marks=pytest.mark.slow)])
def test_an_interrupt_leaves_nothing(resilify: Run, filled: Path, tmp_path: Path, to: str) -> None:
    """Ctrl-C in the middle: exit 130, and the place is as it was."""
    many = "".join(f"[2024-03-01 08:00] note {number} {'of many ' * 20}\n\n" for number in range(15_000))
    resilify("journal", "import", "-", "--format", "jrnl", stdin=many, check=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "resilify_cli", *_export(tmp_path / to, to)],
        env={"RESILIFY_HOME": str(filled), "PATH": os.defpath},
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 30
    while not left_over(tmp_path) and time.monotonic() < until:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 130
    assert "Traceback" not in said
    assert os.listdir(tmp_path) == ["home"]


def test_an_export_changes_nothing_in_the_store(resilify: Run, filled: Path, tmp_path: Path) -> None:
    """A store on a medium that can only be read can be taken along."""
    store = filled / "resilify.db"
    before = store.read_bytes()
    resilify("journal", "export", "--output", str(tmp_path / "out.json"), check=True)
    assert store.read_bytes() == before


def test_json_tells_what_was_written(resilify: Run, filled: Path, tmp_path: Path) -> None:
    """For programs."""
    ran = resilify("journal", "export", "--output", str(tmp_path / "o.txt"), "--json", check=True)
    assert json.loads(ran.stdout) == {
        "schema_version": 1,
        "format": "txt",
        "path": str(tmp_path / "o.txt"),
        "count": 3,
    }


def test_a_damaged_entry_can_be_taken_along(resilify: Run, filled: Path, store: Store) -> None:
    """Bytes that are no text any more come with a mark in their place."""
    store.database.connection.execute("UPDATE entries SET session_title = CAST(x'61FF62' AS TEXT)")
    store.database.close()
    ran = resilify("journal", "export", "--output", "-", check=True)
    assert '"session_title": "a\ufffdb"' in ran.stdout


@pytest.mark.slow
def test_a_terminal_is_not_steered(filled: Path) -> None:
    """Written to a terminal, an export is made safe to show."""
    import pexpect

    child = pexpect.spawn(
        sys.executable,
        ["-m", "resilify_cli", "journal", "export", "--output", "-", "--format", "txt"],
        env={"RESILIFY_HOME": str(filled), "PATH": os.defpath, "LANG": "C.UTF-8", "TERM": "xterm"},
        encoding="utf-8",
        timeout=60,
    )
    child.expect(pexpect.EOF)
    assert "\ufffd[31m\ufffdwords\ufffd2J" in (child.before or "")


def _made_by_a_newer(store: Path, *statements: str) -> bytes:
    """Give a store the version, and changes, of a resilify that is not there yet; return its bytes."""
    connection = sqlite3.connect(store)
    for statement in (*statements, "PRAGMA user_version = 99"):
        connection.execute(statement)
    connection.commit()
    connection.close()
    return store.read_bytes()


@pytest.mark.parametrize("name", ["out.json", "out.txt", "out.csv", "out/"])
def test_a_newer_store_can_be_left(resilify: Run, filled: Path, tmp_path: Path, name: str) -> None:
    """What is known of a store that a newer resilify made goes out, and not a byte of it is changed."""
    before = _made_by_a_newer(
        filled / "resilify.db",
        "ALTER TABLE entries ADD COLUMN weather TEXT",
        "CREATE TABLE dreams (x TEXT) STRICT",
    )
    ran = resilify("journal", "export", "--output", f"{tmp_path}/{name}", check=True)
    assert "newer resilify" in ran.stderr
    assert (filled / "resilify.db").read_bytes() == before
    assert os.listdir(filled) == ["resilify.db"]
    out = tmp_path / name
    texts = [path.read_text() for path in (out.rglob("*.md") if out.is_dir() else [out])]
    assert name == "out.csv" or "a note #home" in "".join(texts)


def test_a_newer_store_that_is_too_different_is_told(resilify: Run, filled: Path, tmp_path: Path) -> None:
    """One that has nothing known in it says so, with a way out, and leaves no file."""
    before = _made_by_a_newer(filled / "resilify.db", "ALTER TABLE entries RENAME TO pages")
    ran = resilify("journal", "export", "--output", f"{tmp_path}/out.json")
    assert ran.returncode == 1
    assert "newer resilify" in ran.stderr
    assert "pip install --upgrade" in ran.stderr
    assert not (tmp_path / "out.json").exists()
    assert (filled / "resilify.db").read_bytes() == before


def test_a_newer_store_offers_its_export(resilify: Run, filled: Path) -> None:
    """Whoever meets one is told of the export."""
    _made_by_a_newer(filled / "resilify.db")
    assert "resilify journal export" in resilify("journal").stderr
