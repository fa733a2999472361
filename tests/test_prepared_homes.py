"""Homes that are prepared once, for many tests."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.prepared_homes import copy_prepared


def test_each_test_has_a_copy_of_its_own(resilify: Run, tmp_path: Path) -> None:
    """It is prepared once, what was kept is there, and what one does to its copy no other sees."""
    prepared = []

    def prepare(run: Run, home: Path) -> str:
        prepared.append(home)
        return str(run("journal", "add", "a wombat").stderr)

    first, second = tmp_path / "first", tmp_path / "second"
    told = copy_prepared(first, prepare)
    resilify("journal", "add", "an otter", env={"RESILIFY_HOME": str(first)}, check=True)
    assert copy_prepared(second, prepare) == told
    assert "Kept as" in told
    shown = [resilify("journal", env={"RESILIFY_HOME": str(home)}).stdout for home in (first, second)]
    assert ["an otter" in one for one in shown] == [True, False]
    assert all("a wombat" in one for one in shown)
    assert [first.stat().st_mode & 0o777, (first / "resilify.db").stat().st_mode & 0o777] == [0o700, 0o600]
    assert len(prepared) == 1
