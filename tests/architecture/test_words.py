"""The words that `CONTRIBUTING.md` explains are those of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.architecture.imports import modules, name_of
from tests.architecture.picture import PAGE

TABLE = PAGE.read_text("utf-8").partition("In the code:")[2].partition("\n## ")[0]
WORDS = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", TABLE, re.MULTILINE)))


def names() -> Iterator[str]:
    """Yield the name of each module, class and function of the package, of their arguments and of types."""
    for file in modules():
        yield name_of(file).rpartition(".")[2]
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                yield node.name
            elif isinstance(node, ast.arg):
                yield node.arg
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield node.id


def test_each_word_of_the_code_is_a_name_in_it() -> None:
    """Whoever renames something renames it in the list."""
    assert len(WORDS) > 30
    assert set(WORDS) - set(names()) == set()


def test_no_word_is_explained_twice() -> None:
    """One word has one meaning."""
    assert sorted(WORDS) == sorted(set(WORDS))
