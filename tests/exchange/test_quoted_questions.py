"""A question above an answer, in formats that know nothing but a text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.exchange.containers.source import Source
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import bring, recognized
from resilify_cli.exchange.portable_entry import Record
from resilify_cli.exchange.quoted_questions import any_place, with_question, without_question, words_of
from resilify_cli.store.database import Database
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store

AT = datetime(2026, 11, 3, tzinfo=UTC)


def test_a_question_is_quoted_above_the_answer() -> None:
    """It reads as a quotation, with the place it comes from."""
    record = Record("calm", AT, prompt="One word?\nReally?", place="A program · One")
    assert with_question(record) == "> One word?\n> Really?\n> — A program · One\n\ncalm"


@pytest.mark.parametrize("text", ["plain", "> a quotation\n\nand words", "> only a quotation", ""])
def test_a_text_without_a_question_stays_as_it_is(text: str) -> None:
    """Quotations of the person's own are not taken for a question."""
    assert with_question(Record(text, AT)) == text
    assert without_question(text, any_place) == (text, "", "")


@given(st.text(), st.text(alphabet="a> —\n·"), st.text(alphabet="ab·— ").map(lambda p: " ".join(p.split())))
@example("> quoted\n> — somewhere\n\nsaid", "", "")
@example("> —\n\nsaid", "", "")
@example("", "\n", "")
def test_it_is_read_back(text: str, prompt: str, place: str) -> None:
    """Whatever the words are, even such as look like a question of ours, they come back exactly."""
    prompt = "\n".join(line.rstrip(" ") for line in prompt.split("\n"))
    written = with_question(Record(text, AT, prompt=prompt, place=place))
    assert without_question(written, any_place) == (text, prompt, place)


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
    assert without_question(text, options.knows_place) == (text, "", "")
    written = with_question(Record(text, AT))
    assert without_question(written, options.knows_place) == (text, "", "")
    assert without_question(written, any_place) == (text, "", "")


@pytest.mark.parametrize("place", ["A program", "A program · One"])
def test_a_question_of_a_known_program_is_one(place: str) -> None:
    """It is told by its place alone."""
    written = with_question(Record("calm", AT, prompt="One word?", place=place))
    options = ImportOptions(programs=lambda: ["A  program"])
    assert without_question(written, options.knows_place) == ("calm", "One word?", place)
    assert words_of(Record("calm", AT, prompt="One word?", place=place)) == words_of(Record(written, AT))


def test_a_quotation_in_day_one_stays_in_the_text(empty: Database) -> None:
    """It is found by the search, and nothing of it is a question."""
    path = Path(__file__).parents[1] / "data/cases/import/dayone/quotation-on-top.json"
    with Source(str(path)) as source:
        bring(empty, recognized(source), source)
    (entry,) = Store(empty).journal.page(Filter(), 9, 0, "marcus").entries
    assert (entry.prompt, entry.session) == ("", "")
    assert entry.text.startswith("> What is in the way becomes the way.\n> — Marcus\n\nThis stayed")
