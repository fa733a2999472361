"""What `check` looks at, it looks at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from resilify_cli.checks.near_misses import find_near_misses
from resilify_cli.content.loader import load_program

EVERY_KIND = Path(__file__).parents[1] / "data" / "every-kind"


def test_each_session_is_parsed_once_for_all_near_misses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many are looked for: parsing takes longer than all of them."""
    folder = Path(shutil.copytree(EVERY_KIND, tmp_path / "every-kind"))
    program = load_program(folder)
    parse, parsed = MarkdownIt.parse, list[str]()

    def counted(self: MarkdownIt, text: str, env: object = None) -> object:
        parsed.append(text)
        return parse(self, text, {})

    monkeypatch.setattr(MarkdownIt, "parse", counted)
    find_near_misses(program)
    files = {session.path.read_text("utf-8") for session in program.sessions}
    bodies = [text for text in parsed if any(file.endswith(text.removesuffix("\n")) for file in files)]
    assert len(files) > 1
    assert len(bodies) == len(set(bodies)) == len(files)
