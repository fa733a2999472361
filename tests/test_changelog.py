"""The list of changes, and the version that the package says it is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from resilify_cli import __version__

CHANGES = (Path(__file__).parents[1] / "CHANGELOG.md").read_text("utf-8")
# Each version with its date, the newest first.
VERSIONS = re.findall(r"^## (\S+) - (\S+)$", CHANGES, re.MULTILINE)


def test_the_newest_version_is_the_packages() -> None:
    """A version that is worked on is the package's, marked as not released; else the one released last."""
    version, day = VERSIONS[0]
    assert __version__ == (f"{version}.dev0" if day == "unreleased" else version)


def test_every_released_version_has_its_day() -> None:
    """Each heading names a version and a day, and later versions have later days."""
    assert len(VERSIONS) == CHANGES.count("\n## ")
    days = [date.fromisoformat(day) for _, day in VERSIONS if day != "unreleased"]
    assert days == sorted(days, reverse=True)
    assert [day for _, day in VERSIONS].count("unreleased") <= 1


def test_versions_get_higher() -> None:
    """As semantic versions do, from the last to the first."""
    numbers = [tuple(map(int, version.split("."))) for version, _ in VERSIONS]
    assert numbers == sorted(set(numbers), reverse=True)


def test_a_list_of_changes_is_one_list() -> None:
    """No blank line stands between its items, where Markdown would make each a paragraph."""
    assert not re.search(r"^(- |  ).*\n\n- ", CHANGES, re.MULTILINE)
