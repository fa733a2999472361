"""Words and sentences."""

from __future__ import annotations

import pytest

from resilify_cli.content.wording import unkind_words
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


def test_every_avoided_word_has_its_reason() -> None:
    """Each group of avoided words says why, and what to do instead."""
    assert all(avoided.why and avoided.instead for avoided in AVOIDED)
