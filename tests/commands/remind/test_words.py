"""What reminders say: neutral to others, and in words that put nobody down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilify_cli.command_line.examples import all_examples
from resilify_cli.content.avoided_words import AVOIDED_WORDS
from resilify_cli.reminders.reminder import TEXT
from tests.architecture.imports import PACKAGE

FILES = sorted(
    [*(PACKAGE / "reminders").glob("*.py"), *(PACKAGE / "commands" / "remind").glob("*.py")],
    key=lambda path: path.as_posix(),
)


def sentences(file: Path) -> Iterator[str]:
    """Yield the texts of a module that are of several words: messages and help, and docstrings with them."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.value


def avoided(text: str) -> list[str]:
    """Return the words of a text that a program would not use either."""
    return [found[0] for group in AVOIDED_WORDS for found in group.words.finditer(text)]


@pytest.mark.parametrize("file", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_text_has_a_word_that_is_avoided(file: Path) -> None:
    """None scolds, counts what was not done, or promises."""
    assert [word for text in sentences(file) for word in avoided(text)] == []


def test_nor_has_an_example() -> None:
    """Those of the help are read with it."""
    examples = [
        one for name, found in all_examples().items() if name.startswith("resilify remind") for one in found
    ]
    assert examples
    assert [word for one in examples for text in (one.line, *one.output) for word in avoided(text)] == []


def test_what_others_may_see_names_nothing() -> None:
    """No number, no product, no session, no feeling: a few minutes are all it tells of."""
    assert TEXT == "A few minutes for yourself"
    assert avoided(TEXT) == []
