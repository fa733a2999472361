"""The line of a file that a text is written on."""

from __future__ import annotations

from pathlib import Path

from resilify_cli.content.text_lines import find_line


def _file(folder: Path, last: str) -> Path:
    path = folder / "1.md"
    path.write_text("\n".join(["a line"] * 299 + [last]))
    return path


def test_a_text_is_found_up_to_the_last_line(tmp_path: Path) -> None:
    """Far below the line that it belongs to, its first words are found all the same."""
    assert find_line(_file(tmp_path, "So many words are enough"), "So many words, and others", 1) == 1
    assert find_line(_file(tmp_path, "So many words are enough"), "So many words are others", 1) == 300


def test_two_of_many_words_are_too_few_to_be_found_far_away(tmp_path: Path) -> None:
    """Where only the first two stand there, it is another text, and the line is the one it belongs to."""
    assert find_line(_file(tmp_path, "So many things"), "So many words are enough", 7) == 7
