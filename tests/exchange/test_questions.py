"""A question above an answer, in formats that know nothing but a text."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.exchange.questions import with_question, without_question
from resilify_cli.exchange.record import Record

AT = datetime(2026, 11, 3, tzinfo=UTC)


def test_a_question_is_quoted_above_the_answer() -> None:
    """It reads as a quotation, with the place it comes from."""
    record = Record("calm", AT, prompt="One word?\nReally?", place="A program · One")
    assert with_question(record) == "> One word?\n> Really?\n> — A program · One\n\ncalm"


@pytest.mark.parametrize("text", ["plain", "> a quotation\n\nand words", "> only a quotation", ""])
def test_a_text_without_a_question_stays_as_it_is(text: str) -> None:
    """Quotations of the person's own are not taken for a question."""
    assert with_question(Record(text, AT)) == text
    assert without_question(text) == (text, "", "")


@given(st.text(), st.text(alphabet="a> —\n·"), st.text(alphabet="ab·— ").map(lambda p: " ".join(p.split())))
@example("> quoted\n> — somewhere\n\nsaid", "", "")
@example("> —\n\nsaid", "", "")
@example("", "\n", "")
def test_it_is_read_back(text: str, prompt: str, place: str) -> None:
    """Whatever the words are, even such as look like a question of ours, they come back exactly."""
    prompt = "\n".join(line.rstrip(" ") for line in prompt.split("\n"))
    written = with_question(Record(text, AT, prompt=prompt, place=place))
    assert without_question(written) == (text, prompt, place)
