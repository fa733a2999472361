"""A file to keep is written whole or not at all, for its owner alone, replacing nothing unasked."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from resilify_cli.atomic_files import atomic_write, place_file, place_new_file, set_aside
from resilify_cli.errors import FileNotWrittenError


def write(path: Path, text: str = "words", *, force: bool = False) -> None:
    with atomic_write(path, force=force) as file:
        file.write(text)


def write_until(path: Path, stop: BaseException, *, force: bool = False) -> None:
    with atomic_write(path, force=force) as file:
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
        with atomic_write(page, force=False) as file:
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

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("without_links")
def test_it_works_where_there_are_no_links(tmp_path: Path) -> None:
    """On a USB stick without hard links the file is written too, and replaces nothing."""
    write(tmp_path / "page", "first")
    with pytest.raises(FileNotWrittenError, match="already"):
        write(tmp_path / "page", "second")
    with pytest.raises(FileNotWrittenError, match="already"):
        place_file(tmp_path / "other", tmp_path / "page", force=False)
    assert (tmp_path / "page").read_text() == "first"
    assert os.listdir(tmp_path) == ["page"]


@pytest.mark.usefixtures("without_links")
def test_a_name_that_was_taken_in_vain_is_given_back(tmp_path: Path) -> None:
    """Where the move fails after the name was claimed, no empty file stays."""
    with pytest.raises(FileNotFoundError):
        place_file(tmp_path / "gone", tmp_path / "page", force=False)
    assert os.listdir(tmp_path) == []


@pytest.mark.usefixtures("without_links")
def test_a_place_can_be_kept_free_of_an_empty_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without links, a store comes to its place in one step, so that a crash leaves none or a whole one."""
    (tmp_path / "new").write_text("whole")
    sizes = []
    rename = Path.rename

    def watched(path: Path, target: Path) -> Path:
        sizes.append(os.path.lexists(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", watched)
    place_new_file(tmp_path / "new", tmp_path / "store", never_empty=True)
    assert (tmp_path / "store").read_text() == "whole"
    assert sizes == [False]


@pytest.mark.usefixtures("without_links")
def test_a_place_that_is_taken_stays_so(tmp_path: Path) -> None:
    """Without links, what another process put there is not replaced."""
    (tmp_path / "new").write_text("ours")
    (tmp_path / "store").write_text("theirs")
    with pytest.raises(FileExistsError):
        place_new_file(tmp_path / "new", tmp_path / "store", never_empty=True)
    assert (tmp_path / "store").read_text() == "theirs"


def test_what_is_set_aside_stays_where_it_is_too(tmp_path: Path) -> None:
    """It gets the first name that is free, and keeps its own until something replaces it."""
    for name in ("store", "one"):
        (tmp_path / name).write_text(name)
    assert set_aside(tmp_path / "store", [tmp_path / "one", tmp_path / "two"]) == tmp_path / "two"
    assert [(tmp_path / name).read_text() for name in ("store", "one", "two")] == ["store", "one", "store"]


@pytest.mark.usefixtures("without_links")
def test_it_is_copied_where_there_are_no_links(tmp_path: Path) -> None:
    """The copy is for its owner alone, and takes no name that something has."""
    for name in ("store", "one"):
        (tmp_path / name).write_text(name)
    aside = set_aside(tmp_path / "store", [tmp_path / "one", tmp_path / "two"])
    assert aside == tmp_path / "two"
    assert aside.read_text() == "store"
    assert aside.stat().st_mode & 0o777 == 0o600
    assert set_aside(tmp_path / "store", [tmp_path / "one"]) is None
