"""A Markdown formatter run over a program changes nothing of what is read from it."""

from __future__ import annotations

import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import mdformat
import pytest
from markdown_it import MarkdownIt

from resilify_cli.content.loader import load_program

_BUNDLED = sorted(path.parent for path in (Path(__file__).parents[2] / "programs").glob("*/program.md"))
_EXAMPLE = """---
title: A
sessions:
  session:
    - file: 1.md
---
"""
_SESSION = """---
id: one
title: One
---

## Friend {#friend}
:aim: See the gap.
:caution: Take something small,
  and leave the rest [@x].
:stop: Look up.

Text, as *one* said:

1. first
2. second

---

- a list

:::{record} log
:title: Log
:example:
  Task: a call
  Mood: dull

What was it, as in [@x]:
- Task: What? {#task}
- Mood: How? {#mood}
:::
After it.
"""


def _meaning(value: Any) -> Any:
    """Return what a part of a program says, without its place in the file and its spelling as Markdown."""
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in ("path", "cites")]
        return {name: _meaning(getattr(value, name)) for name in names if "line" not in name}
    if isinstance(value, tuple | list):
        return [_meaning(one) for one in value]
    # A sum is worked out by a function, made anew for each file.
    if callable(value):
        return None
    return MarkdownIt().render(value).split() if isinstance(value, str) else value


def _formatted(program: Path, folder: Path) -> Path:
    shutil.copytree(program, folder)
    for path in folder.rglob("*.md"):
        mdformat.file(path, extensions={"frontmatter"})
    return folder


# All but the first take their seconds with the slow tests.
_EACH = [
    pytest.param(path, id=path.name, marks=[pytest.mark.slow] if number else [])
    for number, path in enumerate(_BUNDLED)
]


@pytest.mark.parametrize("program", _EACH)
def test_a_formatter_changes_nothing_in_a_bundled_program(program: Path, tmp_path: Path) -> None:
    """Aims, cautions, ways to stop, lists and screens are read as before."""
    formatted = _formatted(program, tmp_path / program.name)
    assert _meaning(load_program(formatted)) == _meaning(load_program(program))


def test_a_formatter_changes_nothing_that_can_be_written(tmp_path: Path) -> None:
    """Options and examples over several lines, screens, numbered lists, blocks with no blank line around."""
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "program.md").write_text(f"{_EXAMPLE[:-4]}references:\n  - id: x\n    title: X\n---\n")
    (folder / "1.md").write_text(_SESSION)
    formatted = _formatted(folder, tmp_path / "formatted" / "program")
    assert (formatted / "1.md").read_text() != _SESSION
    assert _meaning(load_program(formatted)) == _meaning(load_program(folder))
