"""The lock file of development and CI fits what the package says it needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements" / "dev.lock").read_text("utf-8")


def needed() -> list[Requirement]:
    """Return all that the package, its extras and its build need, but itself."""
    project = PROJECT["project"]
    named = [*project["dependencies"], *PROJECT["build-system"]["requires"]]
    named += [one for extra in project["optional-dependencies"].values() for one in extra]
    found = [Requirement(one) for one in named]
    return [one for one in found if canonicalize_name(one.name) != canonicalize_name(project["name"])]


def locked() -> dict[str, str]:
    """Return each locked package's version."""
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)(?: ; .*)? \\$", LOCK, re.MULTILINE))


def test_every_need_is_locked_in_a_version_that_fits() -> None:
    """Whoever adds or raises a dependency makes the lock anew, as CONTRIBUTING says."""
    versions = locked()
    wrong = [
        str(one) for one in needed() if versions.get(canonicalize_name(one.name), "") not in one.specifier
    ]
    assert wrong == []


def test_every_version_is_held_by_a_hash() -> None:
    """Nothing in the lock is installed unless it is the very file that was looked at then."""
    blocks = re.split(r"^(?=\S)", re.sub(r"^#.*\n|^\n", "", LOCK, flags=re.MULTILINE), flags=re.MULTILINE)
    assert [block for block in blocks if block and not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []


def test_the_lock_names_no_place_of_whoever_made_it() -> None:
    """Packages come from the index that the person's own pip uses, and no path of a computer is told."""
    assert re.findall(r"^--(?!hash).*|\bfile:/.*|@ .*", LOCK, re.MULTILINE) == []


def test_each_dependency_has_its_reason() -> None:
    """CONTRIBUTING has a row for every package that resilify runs with."""
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = page.partition("## Dependencies, and why")[2]
    project = PROJECT["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["encryption"]]
    names = {canonicalize_name(Requirement(one).name) for one in named}
    told = {
        canonicalize_name(name)
        for row in re.findall(r"^\| (.*?) \|", section, re.MULTILINE)
        for name in row.split(", ")
    }
    assert names - told == set()
