"""Splitting a text at the headers of its entries."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.containers import source, text_sections
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.containers.text_sections import split_sections

_BEGINS = frozenset("[")
_Told = tuple[int, str | None, list[str]]


def find_header(line: str) -> str | None:
    """Return the word in brackets that a line begins with, or None."""
    written, bracket, _ = line[1:].partition("]")
    return written if bracket and written.isalpha() else None


def sections_of(data: bytes) -> list[_Told]:
    """Return the sections of a file."""
    with ImportSource("a file", io.BytesIO(data)) as file:
        found = split_sections(file, _BEGINS, find_header)
        return [(section.number, section.header, section.lines) for section in found]


def line_by_line(text: str) -> list[_Told]:
    """Return the sections of a text, found in the plainest way."""
    found: list[_Told] = []
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else [], 1):
        if line.startswith("[") and (header := find_header(line)) is not None:
            found.append((number, header, []))
        elif found:
            found[-1][2].append(line)
        elif line.strip():
            found.append((number, None, [line]))
    return found


@given(
    st.lists(st.sampled_from(["\n", "\n\n", "[a]", "[b] c", "[1]", "words", " ", "["]), max_size=14),
    st.integers(1, 9),
)
def test_sections_are_the_same_wherever_the_pieces_of_a_file_end(pieces: list[str], buffer: int) -> None:
    """Each header begins one, with the lines up to the next; so do the first words before them."""
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(source, "_BUFFER", buffer)
        assert sections_of(text.encode()) == line_by_line(text)


def test_what_is_too_large_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """A section beyond all bounds is told as such, without its lines; the next one is whole."""
    monkeypatch.setattr(text_sections, "LARGEST_ENTRY", 100)
    data = b"[a]\n" + b"words\n" * 20 + b"[b]\nwords\n"
    with ImportSource("a file", io.BytesIO(data)) as file:
        first, second = split_sections(file, _BEGINS, find_header)
    assert (first.too_large, first.lines) == (True, [])
    assert (second.too_large, second.lines) == (False, ["words"])


def test_only_what_may_be_a_header_is_looked_at() -> None:
    """Most lines are told apart by their first character, whatever it takes to match a header."""
    asked: list[str] = []

    def find_and_note(line: str) -> str | None:
        asked.append(line)
        return find_header(line)

    with ImportSource("a file", io.BytesIO(b"[a]\nwords\n\nmore words\n[1]\n")) as file:
        assert len([*split_sections(file, _BEGINS, find_and_note)]) == 1
    assert asked == ["[a]", "[1]"]
