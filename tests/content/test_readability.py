"""How hard a session's prose is to read."""

from __future__ import annotations

import re
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


def test_hard_prose_is_told_with_its_hardest_sentences(tmp_path: Path) -> None:
    """Above grade 8, the sentences that are hardest are named with their lines."""
    folder = write_sound(
        tmp_path / "rest", "1.md", "In a study", f"{HARD}\n{'Here you can rest. ' * 30}\nIn a study"
    )
    assert list(readability.high_grade(load_program(folder))) == []
    path = folder / "1.md"
    path.write_text(path.read_text().replace("Here you can rest.", HARD, 9))
    (problem,) = readability.high_grade(load_program(folder))
    assert re.fullmatch(r"the reading grade is \d+\.\d, above 8", problem.wrong)
    assert problem.right.startswith("make these shorter or plainer: line 18 (Nevertheless, considerable")
    assert problem.line == 18


def test_there_is_no_lowest_grade_and_a_little_prose_has_none() -> None:
    """Plain short sentences are no fault, and a few words say little about a grade."""
    for text in (CHOPPED, f"{HARD} " * 6):
        assert list(readability.high_grade(program_of(f"## A\n\n{text}\n"))) == []
    assert len(list(readability.high_grade(program_of(f"## A\n\n{HARD * 20}\n")))) == 1


def test_only_full_sentences_count_for_the_grade() -> None:
    """List items, questions, hints, cues and headings leave the reading grade as it is."""
    lesson = "## A {#a}\n\nYou can rest here. It is\nquiet:\n"
    more = f"\n### {HARD}\n\n- {HARD}\n\n:::{{guided}} g\n{HARD}\n:::\n"
    more += f":::{{note}} n\n:hint: {HARD}\nAnd now?\n:::\n"
    found = readability.graded_text(program_of(lesson + more).sessions[0])
    assert found.split("\n") == ["You can rest here.", "It is quiet."]


def test_without_textstat_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where textstat is absent, the rule says so once and names the way out."""
    monkeypatch.setitem(sys.modules, "textstat", None)
    (problem,) = readability.high_grade(load_program(write_sound(tmp_path / "rest")))
    assert "authoring extra" in problem.right


def test_a_textstat_that_would_fetch_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A textstat that reads its word list from the network is treated as absent."""
    monkeypatch.setattr("importlib.metadata.requires", lambda _: ["pyphen", "nltk"])
    (problem,) = readability.high_grade(load_program(write_sound(tmp_path / "rest")))
    assert "authoring extra" in problem.right
