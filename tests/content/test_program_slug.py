"""The name of a program on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.content.catalog import find_program, open_catalog
from resilify_cli.content.program_slug import program_slug


@pytest.mark.parametrize(
    ("names", "slug"),
    [
        (("", "Calm Evenings"), "calm-evenings"),
        (("Ruhe für Ängstliche",), "ruhe-fur-angstliche"),
        (("休息 2",), "休息-2"),
        (("Отдых вечером",), "отдых-вечером"),
        (("", "🙂", "हिन्दी में"), "हिन्दी-में"),
        (("2",), "2"),
        (("🙂",), "untitled"),
    ],
)
def test_a_title_gets_a_slug_of_its_own_letters(names: tuple[str, ...], slug: str) -> None:
    """ASCII where there is some, else the letters of its script; what has none leaves it to the next name."""
    assert program_slug(*names) == slug


def test_programs_in_another_script_are_apart(tmp_path: Path) -> None:
    """Each is listed, and found by its name."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("休息", "睡眠"):
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\nsessions: [One]\n---\n", "utf-8")
    catalog = open_catalog((folder,), tmp_path / "cache")
    assert [program.slug for program in catalog.programs] == ["休息", "睡眠"]
    assert catalog.overridden == ()
    assert find_program("睡眠", catalog) == folder / "睡眠.md"
