"""How hard a session's prose is to read."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilify_cli.content import readability
from resilify_cli.content.loader import load_program
from tests.content.small_programs import program_of, write_sound


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a rule reached for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    readability.find_grade_function.cache_clear()
    yield
    readability.find_grade_function.cache_clear()


HARD = "Nevertheless, considerable psychological difficulties necessitate professional assistance."
CHOPPED = "It is a day. You sit. You look. It is so. " * 20


@pytest.mark.parametrize(("text", "right"), [(f"{HARD} " * 6, "shorter"), (CHOPPED, "join")])
def test_prose_is_neither_hard_nor_chopped(tmp_path: Path, text: str, right: str) -> None:
    """A session's prose is refused above grade 8 and below grade 6."""
    folder = write_sound(tmp_path / "rest", "1.md", "In a study", f"{text}In a study")
    (problem,) = readability.unfit_grade(load_program(folder))
    assert right in problem.right


def test_only_full_sentences_count_for_the_grade() -> None:
    """List items, hints, cues and headings leave the reading grade as it is."""
    lesson = "## A {#a}\n\nYou can rest here.\n"
    more = f"\n### {HARD}\n\n- {HARD}\n\n:::{{guided}} g\n{HARD}\n:::\n"
    more += f":::{{note}} n\n:hint: {HARD}\nAnd now?\n:::\n"
    found = readability.graded_text(program_of(lesson + more).sessions[0])
    assert found.split("\n") == ["You can rest here.", "And now?"]


def test_without_textstat_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where textstat is absent, the rule says so once and names the way out."""
    monkeypatch.setitem(sys.modules, "textstat", None)
    (problem,) = readability.unfit_grade(load_program(write_sound(tmp_path / "rest")))
    assert "authoring extra" in problem.right


def test_a_textstat_that_would_fetch_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A textstat that reads its word list from the network is treated as absent."""
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["pyphen", "nltk"])
    (problem,) = readability.unfit_grade(load_program(write_sound(tmp_path / "rest")))
    assert "authoring extra" in problem.right
