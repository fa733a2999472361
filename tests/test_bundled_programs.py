"""The programs that come with resilify."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.content.checker import check_program
from resilify_cli.content.loader import load_program
from resilify_cli.content.models import Program
from resilify_cli.content.sources import NOT_REVIEWED
from resilify_cli.crisis import LINES
from resilify_cli.paths import find_paths

FOLDER = find_paths({"RESILIFY_HOME": "unused"}).bundled
FLAGSHIP = FOLDER / "cultivating-self-compassion"


@pytest.fixture(scope="module")
def flagship() -> Program:
    return load_program(FLAGSHIP)


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_every_bundled_program_is_sound(path: Path) -> None:
    """A program that comes with resilify keeps every rule for published programs."""
    assert check_program(path, strict=True) == []
