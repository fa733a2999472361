"""Makes what the commands run on: stores of each size, jrnl's journals, a thousand programs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from installed import Installed

PROGRAMS = 1_000
_HERE = Path(__file__).parent
_STORE = "resilify.db"
_JRNL_CONFIG = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: false
highlight: true
indent_character: '|'
journals:
  default: {{journal: {journal}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %r'
version: {version}
"""
_OUTLINE = """\
---
templateKey: resilify-program
title: Program number {number}
programId: benchmark-{number}
sequence: {number}
overview: >-
  <p>{prose}</p><p>{prose}</p>
categories:
  category:
    - title: Mental Health
    - title: Personal Growth
sessions:
  session:
{sessions}
relatedpost:
  program:
    - title: Cultivating Self Compassion
      slug: cultivating-self-compassion
references:
{references}
---
"""
_PROSE = "It asks what we can do to meet a hard day with a little more care, one small step at a time. " * 4


@dataclass(frozen=True, slots=True)
class Home:
    """A folder for `RESILIFY_HOME`. Its journal shows `entries`, and jrnl's `journal` has the same texts.

    `found` is what each of the `reads` should find, newest first: the text, and words of it that are
    always shown on one line. `today` is the day on which it was filled.
    """

    path: Path
    entries: int
    found: Mapping[str, Sequence[tuple[str, str]]]
    today: str
    journal: Path | None = None

    @property
    def store(self) -> Path:
        """The file of the store."""
        return self.path / _STORE


def filled_home(folder: Path, size: int, resilify: Installed, jrnl: str | None) -> Home:
    """Return a home of `size` entries; if `jrnl` names a version, with a journal of the same text."""
    home = new_home(folder / f"entries-{size}")
    journal = jrnl_journal(home, jrnl) if jrnl else None
    expected = _fill(resilify, "fill.py", home, size, *([journal] if journal else []))
    return Home(home, size, expected["found"], expected["today"], journal)


def daily_home(folder: Path, days: int, resilify: Installed) -> tuple[Path, Any]:
    """Return a home with a check-in a day, and what `fill_daily` counted in it."""
    home = new_home(folder / f"days-{days}")
    return home, _fill(resilify, "fill_daily.py", home, days)


def copied_home(folder: Path, like: Home, jrnl: str | None) -> Home:
    """Return a home with the same in it, which may be written to while `like` stays as it is."""
    home = new_home(folder / f"{like.path.name}-copy")
    shutil.copy(like.store, home)
    journal = jrnl_journal(home, jrnl) if jrnl and like.journal else None
    if journal and like.journal:
        shutil.copy(like.journal, journal)
    return replace(like, path=home, journal=journal)


def new_home(home: Path) -> Path:
    """Return an empty home, made anew if it was there."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    return home


def jrnl_journal(home: Path, version: str) -> Path:
    """Configure a jrnl of this version for a home, and return where its journal will be."""
    config = home / "config" / "jrnl" / "jrnl.yaml"
    config.parent.mkdir(parents=True)
    journal = home / "journal.txt"
    config.write_text(_JRNL_CONFIG.format(journal=journal, version=version.rpartition(" v")[2]), "utf-8")
    return journal


def home_of_outlines(folder: Path, like: Home) -> Path:
    """Return a home with the store of `like` and a thousand programs of one file each."""
    home = _home_like(folder / "outlines", like)
    for number in range(PROGRAMS):
        sessions = "\n".join(
            f"    - title: Session {n} of program {number}\n      overview: {_PROSE[:96]}" for n in range(8)
        )
        references = "\n".join(
            f"  - title: Work number {n}\n    link: https://doi.org/10.1000/{number}.{n}" for n in range(6)
        )
        (home / "programs" / f"program-{number}.md").write_text(
            _OUTLINE.format(number=number, prose=_PROSE, sessions=sessions, references=references), "utf-8"
        )
    return home


def home_of_folders(folder: Path, like: Home, resilify: Installed, programs: int) -> Path:
    """Return a home with the store of `like` and so many copies of the bundled program's folder."""
    home = _home_like(folder / f"folders-{programs}", like)
    # One of nine files; the first by name is a single sitting of two.
    bundled = resilify.package / "programs" / "cultivating-self-compassion"
    for number in range(programs):
        copy = home / "programs" / f"program-{number}"
        shutil.copytree(bundled, copy)
        file = copy / "program.md"
        text = re.sub(r"(?m)^slug: .*$", f"slug: program-{number}", file.read_text("utf-8"))
        file.write_text(re.sub(r"(?m)^programId: .*$", f"programId: benchmark-{number}", text), "utf-8")
    return home


def environment(home: Path) -> dict[str, str]:
    """Return the environment that every command gets, resilify's, jrnl's and the bare Python alike."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        # A long result would wait for a key in Less.
        "PAGER": "",
        # The days that a store was filled for are those of this zone.
        "TZ": "UTC",
        "RESILIFY_HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
    }


def _home_like(home: Path, like: Home) -> Path:
    (home / "programs").mkdir(parents=True)
    shutil.copy(like.store, home)
    return home


def _fill(resilify: Installed, script: str, home: Path, size: int, *others: Path) -> Any:
    """Run a script that fills a home, and return what it says should be found there."""
    command = [str(resilify.python), str(_HERE / script), str(size), str(home), *map(str, others)]
    subprocess.run(command, check=True, env=environment(home))
    return json.loads((home / "expected.json").read_text("utf-8"))
