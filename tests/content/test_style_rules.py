"""Words and sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from resilify_cli.activities.problem import Problem
from resilify_cli.content.avoided_words import AVOIDED_WORDS
from resilify_cli.content.models import Program
from resilify_cli.content.style_rules import (
    LONGEST_SENTENCE,
    MOST_WORDS,
    exclamations,
    long_screens,
    long_sentences,
    repeated_names,
    unkind_words,
)
from tests.content.small_programs import program_of

Rule = Callable[[Program], Iterator[Problem]]


@pytest.mark.parametrize("text", ['"I must do it"', "“I must do it”", "`must`", '"I\nmust do it"'])
def test_quoted_beliefs_and_code_are_free(text: str) -> None:
    """A word inside double quotes or code is not the program's own."""
    assert list(unkind_words(program_of(f"## A {{#a}}\n\nThe belief is {text} and so on."))) == []


def test_a_word_behind_code_has_its_own_line() -> None:
    """What stands in place of the code is as long as the code."""
    text = "In the middle `some code` of it\nyou must go\nand\nso\non."
    (problem,) = unkind_words(program_of(f"## A {{#a}}\n\n{text}"))
    assert problem.line == 8


@pytest.mark.parametrize("word", ["secure", "procure", "justice", "uneasy", "mustard", "approve", "failsafe"])
def test_only_whole_words_are_avoided(word: str) -> None:
    """A word that only holds an avoided one is fine."""
    assert list(unkind_words(program_of(f"## A {{#a}}\n\nA {word} thing."))) == []


def test_the_documentation_lists_what_is_avoided() -> None:
    """`docs/authoring.md` has a row for each group of avoided words, with words of that group alone."""
    docs = Path(__file__).parents[2] / "docs" / "authoring.md"
    table = docs.read_text("utf-8").partition("| Words | Why not |\n|---|---|\n")[2].partition("\n\n")[0]
    rows = [row.split("|")[1].strip().split(", ") for row in table.split("\n")]
    for avoided, row in zip(AVOIDED_WORDS, rows, strict=True):
        assert [word for word in row if not avoided.words.fullmatch(word)] == []


@pytest.mark.parametrize("text", ["``a ` must``", "![must](must)", '[x](must "must")', "<!-- must! -->"])
def test_what_is_not_read_as_a_word_is_none(text: str) -> None:
    """Code, addresses and comments are not the program's words, however they are written."""
    found = list(unkind_words(program_of(f"## A {{#a}}\n\nThis {text} is fine.")))
    assert [problem.wrong for problem in found] == (["'must' scolds"] if text.startswith("!") else [])
    assert list(exclamations(program_of(f"## A {{#a}}\n\nThis {text} is fine."))) == []


BODY_LINE = 5  # Where `program_of` says that its text begins.


@pytest.mark.parametrize("rule", [unkind_words, exclamations, long_sentences])
def test_a_problem_names_the_line_of_the_words(rule: Rule) -> None:
    """In a lesson of several lines, a problem names the line that its words stand on."""
    texts: dict[Rule, str] = {
        unkind_words: "It is just so.",
        exclamations: "It is so!",
        long_sentences: "And so on " * 11 + ".",
    }
    program = program_of(f"## A {{#a}}\n\nOne line.\nAnother line.\n\n{texts[rule]}\n\nA last line.\n")
    assert [problem.line for problem in rule(program)] == [BODY_LINE + 5]


def test_what_is_said_of_the_whole_program_is_told_at_its_first_line() -> None:
    """A word in a program's title or overview is told of the program's own file, at line 1."""
    program = replace(program_of("Text."), title="Just a title!", overview="It is simply so!")
    assert {(problem.path, problem.line) for problem in unkind_words(program)} == {(Path("p.md"), 1)}
    assert [(problem.path, problem.line) for problem in exclamations(program)] == [(Path("p.md"), 1)] * 2


def test_a_screen_may_have_just_as_many_words_as_said() -> None:
    """A lesson of the greatest number of words is no problem; one word more is."""
    full = "word " * MOST_WORDS
    assert list(long_screens(program_of(f"## A {{#a}}\n\n{full}\n"))) == []
    assert len(list(long_screens(program_of(f"## A {{#a}}\n\n{full} more\n")))) == 1


def test_a_sentence_may_have_just_as_many_words_as_said() -> None:
    """A sentence of the greatest number of words is no problem; of a longer one the first six are told."""
    full = " ".join(f"w{number}" for number in range(LONGEST_SENTENCE))
    assert list(long_sentences(program_of(f"## A {{#a}}\n\n{full}.\n"))) == []
    (problem,) = long_sentences(program_of(f"## A {{#a}}\n\n{full} more.\n"))
    assert problem.wrong == f"a sentence has {LONGEST_SENTENCE + 1} words (w0 w1 w2 w3 w4 w5 ...)"


def test_a_name_twice_is_told_where_it_stands() -> None:
    """The line named is that of the second example; a word in small letters opens none."""
    example = "Omar, 52, sits down.\n"
    small = "someone, 52, sits down.\n"
    first, second = (
        replace(program_of(f"## A {{#a}}\n\n{small}\n{lead}{example}").sessions[0], id=name, title=name)
        for name, lead in (("one", ""), ("two", "A line.\n\n"))
    )
    program = replace(program_of("Text."), sessions=(first, second))
    assert [problem.line for problem in repeated_names(program)] == [BODY_LINE + 6]
