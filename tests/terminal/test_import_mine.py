"""A merge of two stores asks once, in a terminal, and names what would change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.terminal.terminal import Terminal


def _text(resilify: Run) -> str:
    (entry,) = json.loads(resilify("journal", "--json", check=True).stdout)["entries"]
    return str(entry["text"])


@pytest.mark.parametrize(
    ("key", "code", "text"), [("y", 0, "later words"), ("n", 0, "first words"), ("\x1b", 130, "first words")]
)
def test_what_would_change_stands_above_the_question(
    terminal: Callable[..., Terminal], resilify: Run, tmp_path: Path, key: str, code: int, text: str
) -> None:
    """Yes merges; no and Esc leave everything as it is."""
    resilify("journal", "add", "first words", check=True)
    file, other = tmp_path / "all.json", {"RESILIFY_HOME": str(tmp_path / "other")}
    export = ("journal", "export", "--format", "json", "--force", "-o", str(file))
    resilify(*export, check=True)
    resilify("journal", "import", str(file), env=other, check=True)
    resilify("journal", "edit", "last", "later words", env=other, check=True)
    resilify(*export, env=other, check=True)
    run = terminal("journal", "import", "--mine", str(file))
    run.wait_for("it says the later words from there", "A copy of your store", "Merge the two?")
    run.press(key)
    assert run.exit_code() == code
    assert _text(resilify) == text
