"""Words and sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.content.wording import plain, unkind_words
from resilify_cli.content.wordlist import AVOIDED
from tests.content.small_programs import program_of


@pytest.mark.parametrize("text", ['"I must do it"', "“I must do it”", "`must`", '"I\nmust do it"'])
def test_quoted_beliefs_and_code_are_free(text: str) -> None:
    """A word inside double quotes or code is not the program's own."""
    assert list(unkind_words(program_of(f"## A {{#a}}\n\nThe belief is {text} and so on."))) == []


@pytest.mark.parametrize("word", ["secure", "procure", "justice", "uneasy", "mustard", "approve", "failsafe"])
def test_only_whole_words_are_avoided(word: str) -> None:
    """A word that only holds an avoided one is fine."""
    assert list(unkind_words(program_of(f"## A {{#a}}\n\nA {word} thing."))) == []


def test_the_documentation_lists_what_is_avoided() -> None:
    """`docs/authoring.md` has a row for each group of avoided words, with words of that group alone."""
    docs = Path(__file__).parents[2] / "docs" / "authoring.md"
    table = docs.read_text("utf-8").partition("| Words | Why not |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [row.split("|")[1].strip().split(", ") for row in table.split("\n")]
    for avoided, row in zip(AVOIDED, rows, strict=True):
        assert [word for word in row if not avoided.words.fullmatch(word)] == []


def test_citations_and_marks_are_no_words() -> None:
    """What a person reads of a text has neither its citations nor the marks of Markdown."""
    assert plain("A claim [@one; @two], *and* `more` [@one].") == "A claim, and more."
