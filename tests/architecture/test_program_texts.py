"""Programs that tests run in processes of their own import names that are there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
_IMPORT = re.compile(r"^from (resilify_cli[\w.]*) import (\w+(?:, \w+)*)$", re.MULTILINE)
# It makes up packages, to see that the rule for imports sees what breaks it.
_MADE_UP = {TESTS / "test_imports.py"}


def missing(text: str) -> list[str]:
    """Return the names that a text imports from the package and that are not there."""
    found = []
    for module, names in _IMPORT.findall(text):
        for name in names.split(", "):
            try:
                if not hasattr(importlib.import_module(module), name):
                    importlib.import_module(f"{module}.{name}")
            except ImportError:
                found.append(f"{module}.{name}")
    return found


@pytest.mark.parametrize("folder", sorted(path.name for path in TESTS.iterdir() if path.is_dir()))
def test_what_a_program_text_imports_is_there(folder: str) -> None:
    """A name that was changed is changed in strings too, where no checker looks."""
    files = (file for file in (TESTS / folder).rglob("*.py") if file not in _MADE_UP)
    assert {file.name: left for file in files if (left := missing(file.read_text("utf-8")))} == {}


def test_a_name_that_is_not_there_is_seen() -> None:
    """Of a module that is there, and of one that is not."""
    text = "x = '''\nfrom resilify_cli.safe import safe, unsafe\nfrom resilify_cli.gone import one\n'''"
    assert missing(text) == ["resilify_cli.safe.unsafe", "resilify_cli.gone.one"]
