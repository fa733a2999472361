"""A file to keep is written whole or not at all, for its owner alone, replacing nothing unasked."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from resilify_cli.errors import FileNotWrittenError
from resilify_cli.whole_file import put_in_place, written_whole


def write(path: Path, text: str = "words", *, force: bool = False) -> None:
    with written_whole(path, force=force) as file:
        file.write(text)


def write_until(path: Path, stop: BaseException, *, force: bool = False) -> None:
    with written_whole(path, force=force) as file:
        file.write("half")
        raise stop


def test_the_words_are_there_as_they_were_written(tmp_path: Path) -> None:
    """Text is UTF-8, its line ends are kept, and nothing else lies in the folder."""
    write(tmp_path / "page", "é\r\nline\n")
    assert (tmp_path / "page").read_bytes() == b"\xc3\xa9\r\nline\n"
    assert os.listdir(tmp_path) == ["page"]


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    """A file is made with mode 0600, also in the place of one that others could read."""
    open_to_all = tmp_path / "page"
    open_to_all.write_text("before")
    open_to_all.chmod(0o644)
    write(open_to_all, force=True)
    write(tmp_path / "other")
    assert [oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()] == ["0o600", "0o600"]


def test_what_is_there_is_not_replaced(tmp_path: Path) -> None:
    """An existing file stays as it is, and the error names the way to replace it."""
    (tmp_path / "page").write_text("before")
    with pytest.raises(FileNotWrittenError, match="already") as caught:
        write(tmp_path / "page")
    assert "--force" in caught.value.hint
    assert (tmp_path / "page").read_text() == "before"


def test_force_replaces_it(tmp_path: Path) -> None:
    """With force the new file takes the old one's place."""
    (tmp_path / "page").write_text("before")
    write(tmp_path / "page", "after", force=True)
    assert (tmp_path / "page").read_text() == "after"
    assert os.listdir(tmp_path) == ["page"]


def test_a_file_that_comes_in_between_is_not_replaced(tmp_path: Path) -> None:
    """What another program puts there while we write stays, and ours leaves nothing."""
    page = tmp_path / "page"

    def write_while_another_does() -> None:
        with written_whole(page, force=False) as file:
            file.write("ours")
            page.write_text("theirs")

    with pytest.raises(FileNotWrittenError, match="already"):
        write_while_another_does()
    assert page.read_text() == "theirs"
    assert os.listdir(tmp_path) == ["page"]


def test_a_link_that_leads_nowhere_is_not_replaced(tmp_path: Path) -> None:
    """A name that is taken by a broken link counts as taken."""
    (tmp_path / "page").symlink_to(tmp_path / "gone")
    with pytest.raises(FileNotWrittenError, match="already"):
        write(tmp_path / "page")
    assert not (tmp_path / "gone").exists()


def test_force_writes_where_a_link_leads(tmp_path: Path) -> None:
    """A link stays a link; the file behind it is replaced."""
    (tmp_path / "real").write_text("before")
    (tmp_path / "page").symlink_to(tmp_path / "real")
    write(tmp_path / "page", "after", force=True)
    assert (tmp_path / "page").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


@pytest.mark.parametrize("force", [False, True])
def test_a_pipe_is_not_replaced(tmp_path: Path, force: bool) -> None:
    """What is no plain file, such as a pipe or a device, is refused even with force."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileNotWrittenError, match="not a file"):
        write(tmp_path / "pipe", force=force)
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(("place", "wrong"), [("", "is a folder"), ("no/page", "There is no folder")])
def test_a_place_that_can_hold_no_file_is_named(tmp_path: Path, place: str, wrong: str) -> None:
    """A folder, or a place in a folder that is not there, is refused in a sentence."""
    with pytest.raises(FileNotWrittenError, match=wrong):
        write(tmp_path / place, force=True)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
@pytest.mark.parametrize("force", [False, True])
def test_nothing_is_left_when_the_writing_stops(
    tmp_path: Path, stop: type[BaseException], force: bool
) -> None:
    """Whatever ends the writing in the middle, the folder is as it was."""
    (tmp_path / "page").write_text("before") if force else None
    before = os.listdir(tmp_path)
    with pytest.raises(stop):
        write_until(tmp_path / "page", stop(), force=force)
    assert os.listdir(tmp_path) == before
    assert not force or (tmp_path / "page").read_text() == "before"


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """An error of the system becomes one of ours, with its reason."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with pytest.raises(FileNotWrittenError, match="No space left"):
        write_until(tmp_path / "page", full)
    assert os.listdir(tmp_path) == []


@pytest.fixture
def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a file system that has no hard links."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("without_links")
def test_it_works_where_there_are_no_links(tmp_path: Path) -> None:
    """On a USB stick without hard links the file is written too, and replaces nothing."""
    write(tmp_path / "page", "first")
    with pytest.raises(FileNotWrittenError, match="already"):
        write(tmp_path / "page", "second")
    with pytest.raises(FileNotWrittenError, match="already"):
        put_in_place(tmp_path / "other", tmp_path / "page", force=False)
    assert (tmp_path / "page").read_text() == "first"
    assert os.listdir(tmp_path) == ["page"]


@pytest.mark.usefixtures("without_links")
def test_a_name_that_was_taken_in_vain_is_given_back(tmp_path: Path) -> None:
    """Where the move fails after the name was claimed, no empty file stays."""
    with pytest.raises(FileNotFoundError):
        put_in_place(tmp_path / "gone", tmp_path / "page", force=False)
    assert os.listdir(tmp_path) == []
