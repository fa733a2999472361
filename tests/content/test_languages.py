"""What a language brings to a program."""

from __future__ import annotations

import shutil
import string
from pathlib import Path

import pytest

from resilify_cli.checks.checker import check_program
from resilify_cli.content.languages import find_language

SPANISH = Path(__file__).parents[1] / "data" / "tardes-amables"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the Spanish program, to be changed."""
    return Path(shutil.copytree(SPANISH, tmp_path / "tardes"))


def _replace(folder: Path, old: str, new: str) -> list[str]:
    for file in (folder / "program.md", folder / "sessions" / "1-dejar-el-dia.md"):
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    return [problem.wrong for problem in check_program(folder, strict=True)]


def _slots(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_words_to_avoid_are_those_of_the_language(changed: Path) -> None:
    """The Spanish list holds in a Spanish program, and the English one does not."""
    assert _replace(changed, "Escribe sin prisa.", "Escribe, es fácil. Just easy.") == [
        "'fácil' makes light of what may be hard"
    ]


def test_a_question_that_begins_upside_down_begins_a_sentence(changed: Path) -> None:
    """Two sentences of twenty words are no sentence of forty."""
    twenty = " ".join(["palabra"] * 19)
    assert _replace(changed, "Escribe sin prisa.", f"¿Qué {twenty}? ¿Qué {twenty}?") == []


@pytest.mark.parametrize("tag", ["español", "e", "ES", "es_MX", "en-" + "x" * 40])
def test_what_is_no_tag_of_a_language_is_told(changed: Path, tag: str) -> None:
    """With its line's key, and how one is written."""
    assert f"{tag[:20]!r} is no tag of a language" in _replace(changed, "language: es", f"language: {tag}")


def test_directions() -> None:
    """Arabic and Hebrew run from right to left, whatever the region; what is unknown, from left to right."""
    tags = ("ar", "he-IL", "fa", "en", "", "es-MX", "xx")
    assert [find_language(tag).direction for tag in tags] == ["rtl"] * 3 + ["ltr"] * 4


def test_a_phrase_and_its_translation_hold_the_same_slots() -> None:
    """Nothing that is to stand in a phrase is lost, but for what another language says in other words."""
    for english, spanish in find_language("es").phrases.items():
        assert _slots(spanish) <= _slots(english), english
