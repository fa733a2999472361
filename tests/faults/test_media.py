"""A disk that is truly full, and a medium that can't be written to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.campaign import Tell
from tests.faults.homes import ANSWER, CHANGED, GONE, OLD, contents, fill, fill_old, run, words_in
from tests.faults.media import Medium, mounted, why_not

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "mounts"),
]
_TMPFS = "mount -t tmpfs -o size=2m,mode=700 none '{}'"


@pytest.fixture
def handles(tmp_path: Path) -> dict[str, str]:
    """A filled home in `tmp_path`."""
    return fill(tmp_path)


@pytest.fixture
def small(tmp_path: Path, handles: dict[str, str]) -> Iterator[Medium]:
    """The home on a file system of 2 MB."""
    home = tmp_path / "home"
    home.rename(tmp_path / "before")
    home.mkdir()
    with mounted(home, f"{_TMPFS.format(home)} && cp -a '{tmp_path}/before/.' '{home}'") as medium:
        yield medium


@pytest.fixture
def read_only(tmp_path: Path, handles: dict[str, str]) -> Iterator[Medium]:
    """The home on a medium that can be read only."""
    home = tmp_path / "home"
    with mounted(home, f"mount --bind '{home}' '{home}' && mount -o remount,ro,bind '{home}'") as medium:
        yield medium


def _fill_up(medium: Medium, leave: int) -> None:
    """Take all the room of the medium but for so many KB."""
    rest = f"dd if=/dev/zero of='{medium.folder}/filler' bs=1k 2>/dev/null; true"
    medium.do(rest)
    if leave:
        medium.do(f"truncate -s -{leave}k '{medium.folder}/filler'")


def _check_reading(tmp_path: Path, medium: Medium) -> None:
    """Assert that what reads the store reads it."""
    for reading in (["journal", "--json"], ["journal", "search", "marigold"], ["list"], []):
        read = run(tmp_path, *reading, before=medium.enter)
        assert read.returncode == 0, (reading, read.stderr)
        assert OLD in read.stdout or not reading or reading == ["list"]


@pytest.mark.parametrize("leave", [0, 4, 8, 16, 40])
def test_a_full_file_system(
    leave: int, tmp_path: Path, small: Medium, handles: dict[str, str], tell: Tell
) -> None:
    """Without room every command that writes ends in a sentence, and reading goes on."""
    _fill_up(small, leave)
    words = "the columbine " * 4000
    writing: list[tuple[list[str], str]] = [
        (["journal", "add", "-"], words),
        (["checkin", "--plain"], f"3\n1\n0\n{words}\n.\n"),
        (["journal", "edit", handles[CHANGED], "-"], words),
        (["checkin", "--note", "-", "-m", "3"], words),
        (["journal", "import", "-", "--format", "jrnl"], f"[2026-11-03 08:15:00 PM] {words}\n"),
        (["encrypt", "--yes"], ""),
        (["backup", str(small.folder / "copy.db")], ""),
        (["doctor", "--repair"], ""),
    ]
    for arguments, stdin in writing:
        ran = run(tmp_path, *arguments, stdin=stdin, before=small.enter)
        assert ran.returncode in {0, 1, 130}, (arguments, ran.stderr)
        assert "Traceback" not in ran.stderr, arguments
        if ran.returncode == 1:
            assert ran.stderr.strip() or ran.stdout.strip(), arguments
        _check_reading(tmp_path, small)
    tell(f"writes to a file system of 2 MB with {leave} KB left", len(writing), 0)


@pytest.mark.parametrize("leave", [0, 40])
def test_room_makes_all_well(leave: int, tmp_path: Path, small: Medium, handles: dict[str, str]) -> None:
    """After a disk was full, a note is kept, all from before is there, and the store is whole."""
    _fill_up(small, leave)
    for arguments in (
        ["journal", "add", "-"],
        ["journal", "edit", handles[CHANGED], "-"],
        ["encrypt", "--yes"],
    ):
        run(tmp_path, *arguments, stdin="the columbine " * 4000, before=small.enter)
    small.do(f"rm '{small.folder}/filler'")
    assert run(tmp_path, "journal", "add", "there is room again", before=small.enter).returncode == 0
    found = run(tmp_path, "journal", "export", "--output", "-", "--format", "json", before=small.enter).stdout
    for text in (OLD, CHANGED, GONE, ANSWER, "there is room again"):
        assert text in found
    assert run(tmp_path, "doctor", before=small.enter).returncode == 0


def test_an_old_store_on_a_full_file_system(tmp_path: Path) -> None:
    """Without room for the copy before an upgrade it is read, and said what is needed to write."""
    fill_old(tmp_path)
    home = tmp_path / "home"
    home.rename(tmp_path / "before")
    home.mkdir()
    with mounted(home, f"{_TMPFS.format(home)} && cp -a '{tmp_path}/before/.' '{home}'") as medium:
        _fill_up(medium, 0)
        ran = run(tmp_path, "journal", before=medium.enter)
        assert (ran.returncode, OLD in ran.stdout) == (0, True)
        assert "earlier version" in ran.stderr
        refused = run(tmp_path, "journal", "add", "words", before=medium.enter)
        assert refused.returncode == 1
        assert "Make some room on the disk" in refused.stderr
        medium.do(f"rm '{home}/filler'")
        assert OLD in run(tmp_path, "journal", before=medium.enter).stdout


def test_a_read_only_medium_can_be_read(
    tmp_path: Path, read_only: Medium, handles: dict[str, str], tell: Tell
) -> None:
    """What reads and what copies elsewhere works; not one byte is changed."""
    before = _bytes(tmp_path / "home")
    handle = handles[OLD]
    reading = [
        [],
        ["list"],
        ["list", "--json"],
        ["show", "cultivating-self-compassion"],
        ["journal"],
        ["journal", "--json"],
        ["journal", "search", "marigold"],
        ["journal", "show", handle],
        ["journal", "history", handles[CHANGED]],
        ["journal", "tags"],
        ["journal", "export", "--output", "-", "--format", "json"],
        ["journal", "export", "--output", str(tmp_path / "all.md"), "--format", "txt"],
        ["insights"],
        ["insights", "--json"],
        ["backup", "list"],
        ["backup", str(tmp_path / "copy.db")],
        ["checkin", "--words"],
        ["paths"],
        ["help-now"],
        ["report", "--output", str(tmp_path / "report.html")],
    ]
    for arguments in reading:
        ran = run(tmp_path, *arguments, before=read_only.enter)
        assert ran.returncode == 0, (arguments, ran.stderr)
        assert "Traceback" not in ran.stderr
    assert OLD in run(tmp_path, "journal", before=read_only.enter).stdout
    assert _bytes(tmp_path / "home") == before
    tell("commands that read on a read-only medium", len(reading), 0)


def test_a_read_only_medium_takes_no_writing(
    tmp_path: Path, read_only: Medium, handles: dict[str, str], tell: Tell
) -> None:
    """What writes says so in a sentence; not one byte is changed."""
    before = _bytes(tmp_path / "home")
    handle = handles[OLD]
    for arguments in (
        ["backup", str(tmp_path / "copy.db")],
        ["journal", "export", "--output", str(tmp_path / "all.md"), "--format", "txt"],
    ):
        assert run(tmp_path, *arguments, before=read_only.enter).returncode == 0
    writing = [
        ["journal", "add", "words"],
        ["journal", "add", "--plain"],
        ["journal", "edit", handle, "words"],
        ["journal", "delete", handle, "--yes"],
        ["checkin", "-m", "3"],
        ["checkin", "--plain"],
        ["start", "cultivating-self-compassion", "--plain"],
        ["journal", "import", str(tmp_path / "all.md"), "--format", "txt"],
        ["encrypt", "--yes"],
        ["restore", str(tmp_path / "copy.db"), "--yes"],
        ["erase", "--entry", handle, "--yes-erase"],
        ["erase", "--all", "--yes-erase"],
    ]
    for arguments in writing:
        ran = run(tmp_path, *arguments, stdin="\n\nwords\n.\n", before=read_only.enter)
        assert ran.returncode == 1, (arguments, ran.stdout, ran.stderr)
        assert "Traceback" not in ran.stderr, arguments
        assert ran.stderr.strip().count("\n") < 8, (arguments, ran.stderr)
    assert _bytes(tmp_path / "home") == before
    assert OLD in words_in(contents(tmp_path))
    tell("commands that write on a read-only medium", len(writing), 0)


def _bytes(folder: Path) -> dict[str, str]:
    there = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in there}
