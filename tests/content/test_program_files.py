"""The text of a file, within bounds and within its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.limits import LARGEST_FILE
from resilify_cli.content.program_files import read_text


def read(path: Path, folder: Path | None = None) -> tuple[str | None, list[tuple[int, str]]]:
    problems = ProblemList(path)
    text = read_text(path, problems, folder)
    return text, [(problem.line, problem.wrong) for problem in problems.found]


def test_a_mark_and_carriage_returns_are_dropped(tmp_path: Path) -> None:
    """A file of another system reads the same as one of this."""
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read(file) == ("one\ntwo\nthree\n", [])


@pytest.mark.parametrize(
    ("data", "line", "wrong"),
    [
        (b"one\ntwo\n\xff", 3, "not UTF-8"),
        (b"one\n\xc3", 2, "not UTF-8"),
        ("one\n\ud800".encode("utf-8", "surrogatepass"), 2, "not UTF-8"),
        ("one".encode("utf-16"), 1, "not UTF-8"),
        (b"one\ntw\0o", 2, "NUL"),
        (b" " * (LARGEST_FILE + 1), 1, "1,048,577 bytes"),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_their_line(
    tmp_path: Path, data: bytes, line: int, wrong: str
) -> None:
    """What can't be shown as text is refused, and the line of the first such byte is told."""
    file = tmp_path / "a.md"
    file.write_bytes(data)
    text, ((told, words),) = read(file)
    assert text is None
    assert (told, wrong in words) == (line, True), words


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    """The bound itself is allowed."""
    file = tmp_path / "a.md"
    file.write_bytes(b" " * LARGEST_FILE)
    assert len(read(file)[0] or "") == LARGEST_FILE


def test_what_is_no_regular_file_is_refused_unopened(tmp_path: Path) -> None:
    """A pipe that nobody writes to, a device without end and a folder are refused, and none hangs."""
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "zero.md").symlink_to("/dev/zero")
    (tmp_path / "folder.md").mkdir()
    for name in ("pipe.md", "zero.md", "folder.md"):
        assert read(tmp_path / name) == (None, [(1, "this is no regular file")])


def test_links_in_a_circle_are_refused(tmp_path: Path) -> None:
    """A link that leads to itself can't be read, with and without a folder to stay in."""
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    for folder in (None, tmp_path):
        text, ((_, words),) = read(tmp_path / "a.md", folder)
        assert text is None
        assert "it can't be read" in words


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    """A file outside is not read, be the link at the file or at a folder on the way."""
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "diary.md").write_text("private")
    (inside / "a.md").symlink_to(outside / "diary.md")
    (inside / "sessions").symlink_to(outside)
    for name in ("a.md", "sessions/diary.md", "../outside/diary.md"):
        text, ((_, words),) = read(inside / name, inside)
        assert (text, words) == (None, "this file lies outside the program's folder")


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    """Links are fine as long as they stay inside, also when the folder itself is one."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.md").write_text("text")
    (inside / "b.md").symlink_to("a.md")
    (tmp_path / "link").symlink_to(inside)
    assert read(tmp_path / "link" / "b.md", tmp_path / "link") == ("text", [])


def test_a_name_that_no_file_can_have_is_a_problem(tmp_path: Path) -> None:
    """A name too long, or one with a NUL, is told and not raised."""
    for name in ("a" * 5000, "a\0b"):
        text, problems = read(tmp_path / name, tmp_path)
        assert text is None
        assert problems
