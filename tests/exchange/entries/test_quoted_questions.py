"""A question above an answer, in formats that know nothing but a text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.entries.portable_entry import PortableEntry
from resilify_cli.exchange.entries.quoted_questions import (
    accept_any_place,
    add_question,
    question_and_words,
    split_question,
)
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store

AT = datetime(2026, 11, 3, tzinfo=UTC)


def test_a_question_is_quoted_above_the_answer() -> None:
    """It reads as a quotation, with the place it comes from."""
    record = PortableEntry("calm", AT, prompt="One word?\nReally?", place="A program · One")
    assert add_question(record) == "> One word?\n> Really?\n> — A program · One\n\ncalm"


@pytest.mark.parametrize("text", ["plain", "> a quotation\n\nand words", "> only a quotation", ""])
def test_a_text_without_a_question_stays_as_it_is(text: str) -> None:
    """Quotations of the person's own are not taken for a question."""
    assert add_question(PortableEntry(text, AT)) == text
    assert split_question(text, accept_any_place) == (text, "", "")


@given(st.text(), st.text(alphabet="a> —\n·"), st.text(alphabet="ab·— ").map(lambda p: " ".join(p.split())))
@example("> quoted\n> — somewhere\n\nsaid", "", "")
@example("> —\n\nsaid", "", "")
@example("", "\n", "")
def test_it_is_read_back(text: str, prompt: str, place: str) -> None:
    """Whatever the words are, even such as look like a question of ours, they come back exactly."""
    prompt = "\n".join(line.rstrip(" ") for line in prompt.split("\n"))
    written = add_question(PortableEntry(text, AT, prompt=prompt, place=place))
    assert split_question(written, accept_any_place) == (text, prompt, place)


@pytest.mark.parametrize(
    "text",
    [
        "> What is in the way becomes the way.\n> — Marcus\n\nThis stayed with me all day.",
        "> quoted\n> — A programme · One\n\nsaid",
        "> — somebody\n\nsaid",
        "> —\n\nsaid",
        "> —",
        "> quoted\n> —\n\nsaid",
    ],
)
def test_a_quotation_on_top_is_the_persons_own(text: str) -> None:
    """Only what was asked in a program that is known here is a question, unless the entry is one of ours."""
    options = ImportOptions(programs=lambda: ["A  program", ""])
    assert split_question(text, options.is_known_place) == (text, "", "")
    written = add_question(PortableEntry(text, AT))
    assert split_question(written, options.is_known_place) == (text, "", "")
    assert split_question(written, accept_any_place) == (text, "", "")


@pytest.mark.parametrize("place", ["A program", "A program · One"])
def test_a_question_of_a_known_program_is_one(place: str) -> None:
    """It is told by its place alone."""
    written = add_question(PortableEntry("calm", AT, prompt="One word?", place=place))
    options = ImportOptions(programs=lambda: ["A  program"])
    assert split_question(written, options.is_known_place) == ("calm", "One word?", place)
    assert question_and_words(
        PortableEntry("calm", AT, prompt="One word?", place=place)
    ) == question_and_words(PortableEntry(written, AT))


def test_a_quotation_in_day_one_stays_in_the_text(empty: Database) -> None:
    """It is found by the search, and nothing of it is a question."""
    path = Path(__file__).parents[2] / "data/cases/import/dayone/quotation-on-top.json"
    with ImportSource(str(path)) as source:
        run_import(empty, detect_format(source), source)
    (entry,) = Store(empty).journal.page(Filter(), 9, 0, "marcus").entries
    assert (entry.prompt, entry.session) == ("", "")
    assert entry.text.startswith("> What is in the way becomes the way.\n> — Marcus\n\nThis stayed")


@given(st.text(st.sampled_from("a\u00e9 \n\t\r\x0b\x1c\x85\xa0\u2003\u2028\u3000\u200b\ud83d"), max_size=20))
@example("a  \n\n   b ")
def test_words_have_one_space_between_any_two(text: str) -> None:
    """Whatever spaces a text has: those of other scripts, line ends, and none at its ends."""
    assert question_and_words(PortableEntry(text, AT)) == " ".join(text.split())
