"""Every way through the programs that come with resilify."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.content.loader import load_program
from tests.authoring.test_ways import walked
from tests.conftest import FixedClock

PROGRAMS = sorted(path.parent for path in (Path(__file__).parents[2] / "programs").glob("*/program.md"))
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("folder", PROGRAMS, ids=lambda path: path.name)
def test_every_step_is_shown_on_one_way_or_another(folder: Path, clock: FixedClock) -> None:
    """No walk crashes, and nobody wrote a step that no reader can meet."""
    assert load_program(folder).full
    found = walked(folder, clock)
    assert (found.never_shown, found.crashes, found.is_cut) == ((), (), False)
