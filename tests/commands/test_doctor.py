"""`resilify doctor`."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shlex import split

import pytest

from tests.commands.test_backup import entries
from tests.conftest import FixedClock, Run
from tests.store.damage import change, content, fill_home, flip, pages_of, zero


@pytest.fixture
def path(home: Path, clock: FixedClock) -> Path:
    return fill_home(home, clock)


def test_nothing_yet(resilify: Run, home: Path) -> None:
    """Before the first word there is nothing to look at, and nothing is made."""
    ran = resilify("doctor", check=True)
    assert "Nothing is kept here yet" in ran.stdout
    assert not home.exists()


def test_a_sound_store(resilify: Run, path: Path) -> None:
    """It is told what is there, and with which versions."""
    ran = resilify("doctor", check=True)
    assert "whole" in ran.stdout
    assert "91 entries" in ran.stdout
    assert "SQLite" in ran.stdout


def test_json_has_stable_keys(resilify: Run, path: Path) -> None:
    """A script gets whether all is sound, each finding with its name, and the versions."""
    told = json.loads(resilify("doctor", "--json", check=True).stdout)
    assert list(told) == [
        "schema_version",
        "sound",
        "findings",
        "repaired",
        "counts",
        "copies",
        "set_aside",
        "versions",
    ]
    assert (told["sound"], told["findings"]) == (True, [])
    path.write_bytes(b"")
    ran = resilify("doctor", "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert [finding["about"] for finding in told["findings"]] == ["file"]


@pytest.mark.parametrize("content", [b"", b"words\n" * 100, b"SQLite format 3\0", os.urandom(5000)])
@pytest.mark.parametrize("repair", [[], ["--repair"]])
def test_a_file_that_is_no_store_ends_in_words(
    resilify: Run, path: Path, content: bytes, repair: list[str]
) -> None:
    """Whatever lies in the store's place, it is told with the way out, and stays as it is."""
    path.write_bytes(content)
    ran = resilify("doctor", *repair)
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "resilify restore" in ran.stdout + ran.stderr
    assert path.read_bytes() == content


def test_a_lost_store_with_copies(resilify: Run, path: Path) -> None:
    """Where the store is gone and copies are there, the way back is named."""
    resilify("journal", "add", "x", check=True)
    path.unlink()
    ran = resilify("doctor")
    assert ran.returncode == 1
    command = ran.stdout.split("resilify restore ")[1].split()[0]
    resilify("restore", command, "--yes", check=True)
    assert resilify("doctor").returncode == 0


def test_rights_are_told_and_mended(resilify: Run, home: Path, path: Path) -> None:
    """Folders and files that others can open are named, and are the person's alone after a repair."""
    resilify("journal", "add", "x", check=True)
    (copy,) = (home / "backups").iterdir()
    for wide in (home, path, home / "backups", copy):
        wide.chmod(0o755 if wide.is_dir() else 0o644)
    ran = resilify("doctor")
    assert ran.returncode == 1
    assert all(str(wide) in ran.stdout for wide in (home, path, copy))
    assert resilify("doctor", "--repair").returncode == 0
    assert [stat.S_IMODE(wide.stat().st_mode) for wide in (home, path, home / "backups", copy)] == [
        0o700,
        0o600,
        0o700,
        0o600,
    ]


def test_a_home_that_holds_other_things_keeps_its_rights(resilify: Run, home: Path, path: Path) -> None:
    """A folder that is not ours alone is no finding."""
    (home / "photos").mkdir()
    home.chmod(0o755)
    assert resilify("doctor").returncode == 0


def test_a_link_is_told(resilify: Run, home: Path, path: Path, tmp_path: Path) -> None:
    """A folder of copies that leads elsewhere is named, and is not mended by following it."""
    (tmp_path / "elsewhere").mkdir(mode=0o755)
    (home / "backups").symlink_to(tmp_path / "elsewhere")
    ran = resilify("doctor", "--repair")
    assert ran.returncode == 1
    assert "leads elsewhere" in ran.stdout
    assert stat.S_IMODE((tmp_path / "elsewhere").stat().st_mode) == 0o755


def test_an_editors_words_in_memory_are_named(
    encrypted: Path,
    resilify: Run,
    given: dict[str, str],
    left_in_memory: Callable[[Path], Path],
    tmp_path: Path,
) -> None:
    """What an editor of this store left in memory is found, and nothing else that lies there."""
    left_in_memory(shutil.copytree(encrypted, tmp_path / "other home"))
    ours = left_in_memory(encrypted)
    run = tmp_path / "memory"
    (run / "resilify-other").mkdir()
    (run / "resilify-other" / "words.txt").write_text("a walrus")
    ours.parent.with_name(f"{ours.parent.name[:-1]}x").symlink_to(run / "resilify-other")
    said = resilify("doctor", env={**given, "XDG_RUNTIME_DIR": str(run)}).stdout
    assert f"Words from an editor were kept in {ours}" in said
    assert said.count(f"kept in {run}") == 1
    assert "walrus" not in said


def test_what_was_left_behind_goes_and_an_editors_words_stay(resilify: Run, home: Path, path: Path) -> None:
    """An unfinished file of long ago is removed, one of now is not, and words from an editor are named."""
    old, new = home / ".resilify.db.123", home / ".resilify-new.part"
    for file, age in ((old, 9000), (new, 0)):
        file.write_bytes(b"half")
        file.chmod(0o600)
        os.utime(file, (time.time() - age,) * 2)
    mine = home / ".resilify-mine.txt"
    mine.write_text("not yours")
    os.utime(mine, (time.time() - 9000,) * 2)
    (home / "editor").mkdir(mode=0o700)
    words = home / "editor" / "kept.txt"
    words.write_text("my words")
    words.chmod(0o600)
    ran = resilify("doctor", "--repair")
    assert ran.returncode == 1
    assert str(words) in ran.stdout
    assert "my words" not in ran.stdout
    assert (old.exists(), new.exists(), words.read_text()) == (False, True, "my words")
    assert mine.read_text() == "not yours"


@pytest.mark.skipif(sys.platform == "win32", reason="rights of this kind are a thing of Unix")
def test_what_could_not_be_done_is_not_told_as_done(home: Path, path: Path) -> None:
    """Where nothing can be changed, a repair names what stays, and claims nothing."""
    left = home / ".resilify-old.part"
    left.write_bytes(b"half")
    os.utime(left, (time.time() - 9000,) * 2)
    left.chmod(0o644)
    command = [sys.executable, "-m", "resilify_cli", "doctor", "--repair"]
    if os.geteuid() == 0:
        # Root may write everywhere but to a file system that is mounted to be read only.
        seal = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", seal, str(home), *command]
    home.chmod(0o500)
    env = {"RESILIFY_HOME": str(home), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8"}
    try:
        ran = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=False)
    finally:
        home.chmod(0o700)
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    assert f"so they are as they were: {left}" in ran.stdout
    assert "What was left behind is gone" not in ran.stdout
    assert "doctor --repair" not in ran.stdout
    assert "Only you can open" not in ran.stdout or os.geteuid() != 0


def test_the_way_to_keep_an_editors_words_can_be_copied_as_it_stands(
    resilify: Run, home: Path, path: Path
) -> None:
    """A path with a space and a quote sign is quoted for a shell."""
    (home / "editor").mkdir(mode=0o700)
    words = home / "editor" / "it's kept.txt"
    words.write_text("my words")
    command = resilify("doctor").stdout.split("To keep them in the journal: ")[1].split(". Then")[0]
    assert split(command) == ["resilify", "journal", "add", "-", "<", str(words)]


def test_search_and_tags_are_repaired(resilify: Run, path: Path) -> None:
    """What follows from the words is made anew, it says so, and all is well after it."""
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')")
    connection.execute("DELETE FROM labels")
    connection.commit()
    connection.close()
    assert resilify("doctor").returncode == 1
    ran = resilify("doctor", "--repair", check=True)
    assert "search was built anew" in ran.stdout
    assert "Tags" in ran.stdout
    assert "hello 2" in resilify("journal", "search", "hello", check=True).stdout


def test_a_text_comes_back_from_a_copy(resilify: Run, path: Path) -> None:
    """A text that changed by itself is named by id and day, and taken from the copy of today."""
    resilify("journal", "add", "x", check=True)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE entries SET text = 'a #wolk' WHERE text LIKE 'a #walk%'")
    connection.commit()
    connection.close()
    ran = resilify("doctor")
    assert ran.returncode == 1
    assert "not as written" in ran.stdout
    assert "wolk" not in ran.stdout
    assert "1 of 1" in resilify("doctor", "--repair", check=True).stdout
    assert "walk" in " ".join(entries(path))


def test_a_flipped_bit_in_a_text_stops_nothing_and_is_undone(resilify: Run, path: Path) -> None:
    """A text in which one bit flipped is shown all the same, and a repair undoes it without any copy."""
    (note,) = json.loads(resilify("journal", "list", "--kind", "note", "--json").stdout)["entries"]
    note = note["id"][12:19]
    flip(path, path.read_bytes().index(b"a #walk") + 4, 0x80)
    resilify("journal", "list", check=True)
    for arguments in (["search", "walk"], ["show", note]):
        assert "a #w\ufffdlk a #walk" in resilify("journal", *arguments, check=True).stdout
    assert "1 text is not as written" in resilify("doctor").stdout
    said = resilify("doctor", "--repair", check=True).stdout
    assert "Texts with one wrong bit, now as they were written again: 1 of 1." in said
    assert "a #walk a #walk" in resilify("journal", "show", note, check=True).stdout


def test_a_damaged_time_stops_nothing_and_is_put_right(resilify: Run, path: Path) -> None:
    """Whatever a time or a zone says, all that read go on, and a repair tells whose time it mends."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE entries SET created_at = created_at | 1 << 62 WHERE kind = 'note'")
    connection.execute("UPDATE entries SET utc_offset = 1 << 33 WHERE kind = 'checkin'")
    connection.execute("UPDATE entries SET created_at = -1 << 63 WHERE activity_id = 'a3'")
    connection.execute("UPDATE finished_sessions SET finished_at = 1 << 62")
    connection.commit()
    connection.close()
    for arguments in (["journal"], ["journal", "search", "sea"], ["insights"], ["doctor", "--json"], []):
        ran = resilify(*arguments)
        assert (ran.returncode, "Traceback" in ran.stderr) == (int(arguments[:1] == ["doctor"]), False)
    to = path.with_name("exported")
    for form in ("json", "txt", "jrnl", "dayone", "csv"):
        resilify("journal", "export", "--format", form, "--output", str(to), "--force", check=True)
    resilify("report", "--output", str(path.with_name("page.html")), "--entries", "all", check=True)
    said = resilify("doctor", "--repair", check=True).stdout
    assert "are those of their numbers again" in said
    assert said.count(" of 2026-11-03") == 33


@pytest.fixture
def page_lost(path: Path) -> bytes:
    """A store of which a page of entries is lost; what its file holds."""
    at = next(at for at in pages_of(path, "calm sea 30") if path.read_bytes()[at] == 13)
    zero(path, at)
    return path.read_bytes()


def test_a_damaged_store_is_found_and_not_touched(resilify: Run, path: Path, page_lost: bytes) -> None:
    """Without `--repair` it is only told."""
    assert resilify("doctor").returncode == 1
    assert path.read_bytes() == page_lost


def test_a_damaged_store_that_was_saved_is_kept(resilify: Run, home: Path, page_lost: bytes) -> None:
    """The damaged one lies beside the new one, byte by byte, and is named then and later."""
    ran = resilify("doctor", "--repair", check=True)
    (aside,) = home.glob("resilify.db.set-aside-*")
    assert aside.read_bytes() == page_lost
    assert str(aside) in ran.stdout
    assert json.loads(resilify("doctor", "--json", check=True).stdout)["set_aside"] == [str(aside)]


def test_a_damaged_copy_is_told(resilify: Run, home: Path, path: Path) -> None:
    """A copy that can't be used is named, and left to the person."""
    resilify("journal", "add", "x", check=True)
    (copy,) = (home / "backups").iterdir()
    copy.write_bytes(copy.read_bytes()[:5000])
    ran = resilify("doctor", "--repair")
    assert ran.returncode == 1
    assert str(copy) in ran.stdout
    assert copy.exists()


def test_no_encrypted_copy_is_called_useless(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """A copy that does not open may have a key elsewhere, so nobody is told to delete it."""
    other = encrypted / "backups" / "resilify-2026-11-02-080000.db"
    other.parent.mkdir(exist_ok=True)
    other.write_bytes(os.urandom(1 << 16))
    ran = resilify("doctor", env=given)
    assert ran.returncode == 1
    assert str(other) in ran.stdout
    assert "encrypted with a key that is not here" in ran.stdout
    assert "can be deleted" not in ran.stdout


def test_a_copy_with_an_altered_text_is_told_by_all_that_show_it(
    resilify: Run, home: Path, path: Path
) -> None:
    """Doctor, the list of copies and a restore say that a text of a copy is not as it was written."""
    resilify("journal", "add", "x", check=True)
    (copy,) = (home / "backups").iterdir()
    flip(copy, copy.read_bytes().index(b"a #walk") + 4, 0x01)
    ran = resilify("doctor")
    assert ran.returncode == 1
    assert "1 text that is not as written" in ran.stdout
    assert "Your store itself is whole." in ran.stdout
    assert "1 of its texts not as written" in resilify("backup", "list", check=True).stdout
    said = resilify("restore", str(copy), "--yes", check=True).stderr
    assert "1 of its texts is not as it was written" in said


def test_copies_that_stopped_are_told(resilify: Run, home: Path, path: Path) -> None:
    """Where the newest copy is long before the last write, something hinders them, and that is told."""
    resilify("journal", "add", "x", check=True)
    (copy,) = (home / "backups").iterdir()
    copy.rename(copy.with_name("resilify-2020-01-01-000000.db"))
    ran = resilify("doctor")
    assert ran.returncode == 1
    assert "The newest copy is of 2020-01-01" in ran.stdout


def test_a_copy_of_the_future_hides_no_other(resilify: Run, home: Path, path: Path, tmp_path: Path) -> None:
    """A copy that was made with a wrong clock is asked last: what is in the others comes back."""
    before = content(path)
    resilify("journal", "add", "x", check=True)
    other = tmp_path / "other"
    for words in ("y", "z"):
        resilify("journal", "add", words, env={"RESILIFY_HOME": str(other)}, check=True)
    (copy,) = (other / "backups").iterdir()
    shutil.copyfile(copy, home / "backups" / "resilify-2100-01-01-000000.db")
    (home / "backups" / "resilify-2100-01-01-000000.db").chmod(0o600)
    assert "2100" not in resilify("doctor", check=True).stdout
    zero(path, next(at for at in pages_of(path, "calm sea 30") if path.read_bytes()[at] == 13))
    said = resilify("doctor", "--repair", check=True).stdout
    assert re.search(r"only a copy had still, as they were on 20\d\d-\d\d-\d\d \d\d:\d\d: \d+\.", said)
    assert {row["id"] for row in before["entries"]} <= {row["id"] for row in content(path)["entries"]}


def test_what_was_erased_is_not_in_the_trash(home: Path, resilify: Run) -> None:
    """An emptied trash is counted as empty."""
    resilify("journal", "add", "one", check=True)
    found = json.loads(resilify("journal", "--json").stdout)["entries"][0]["id"]
    resilify("journal", "delete", found, "--yes", check=True)
    assert json.loads(resilify("doctor", "--json").stdout)["counts"]["in_trash"] == 1
    resilify("journal", "restore", "--empty", "--yes", check=True)
    assert json.loads(resilify("doctor", "--json").stdout)["counts"]["in_trash"] == 0


def test_one_repair_also_mends_what_was_saved(resilify: Run, home: Path) -> None:
    """A damaged file, in which a row is not as written either, is whole after one call."""
    resilify("journal", "add", "my own words", check=True)
    change(home / "resilify.db", "UPDATE entries SET clock = -1; DROP INDEX entries_by_change")
    assert resilify("doctor").returncode == 1
    resilify("doctor", "--repair", check=True)
    assert "Your store is whole" in resilify("doctor", check=True).stdout
    assert "my own words" in resilify("journal", check=True).stdout
