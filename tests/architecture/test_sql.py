"""The SQL of the package is such as every Python from 3.11 on takes."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.imports import folder_of, modules

NUMBERED = re.compile(r"\?[1-9]")


def numbered(source: str) -> list[int]:
    """Return the lines of texts that are SQL with a numbered parameter."""
    texts = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)]
    return [text.lineno for text in texts if isinstance(text.value, str) and NUMBERED.search(text.value)]


@pytest.mark.parametrize("folder", ["store", "vault", "exchange"])
def test_no_parameter_has_a_number(folder: str) -> None:
    """One that stands twice has a name: Python 3.12.1 warns of numbers, and tells that 3.14 refuses them."""
    files = [file for file in modules() if folder_of(file).split(".")[0] == folder]
    assert files
    found = {str(file): lines for file in files if (lines := numbered(file.read_text("utf-8")))}
    assert found == {}


def test_a_number_is_seen() -> None:
    """In a text of several lines, too."""
    assert numbered("rows('SELECT 1'\n    ' WHERE id = ?1', (x,))") == [1]
