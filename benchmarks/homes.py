"""Makes what the commands run on: stores of each size, jrnl's journals, a thousand programs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from installed import Installed

PROGRAMS = 1_000
_FILL = Path(__file__).with_name("fill.py")
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
    """A folder for `RESILIFY_HOME`, with what should be found in it; jrnl's journal is beside it."""

    path: Path
    newest: tuple[str, ...]
    rare: str
    journal: Path | None = None


def filled_home(folder: Path, size: int, resilify: Installed, jrnl: str | None) -> Home:
    """Return a home of `size` entries; if `jrnl` names a version, with a journal of the same text."""
    home = folder / f"entries-{size}"
    home.mkdir(mode=0o700)
    config = home / "config" / "jrnl" / "jrnl.yaml"
    journal = home / "journal.txt" if jrnl else None
    if journal and jrnl:
        config.parent.mkdir(parents=True)
        config.write_text(_JRNL_CONFIG.format(journal=journal, version=jrnl.split()[-1]), "utf-8")
    arguments = [str(_FILL), str(size), str(home), *([str(journal)] if journal else [])]
    subprocess.run([str(resilify.python), *arguments], check=True, env=environment(home))
    expected = json.loads((home / "expected.json").read_text("utf-8"))
    return Home(home, tuple(expected["newest"]), expected["rare"], journal)


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


def home_of_folders(folder: Path, like: Home, resilify: Installed) -> Path:
    """Return a home with the store of `like` and a thousand copies of the bundled program's folder."""
    home = _home_like(folder / "folders", like)
    bundled = next(path.parent for path in sorted((resilify.package / "programs").glob("*/program.md")))
    for number in range(PROGRAMS):
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
        "RESILIFY_HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
    }


def _home_like(home: Path, like: Home) -> Path:
    (home / "programs").mkdir(parents=True)
    shutil.copy(like.path / "resilify.db", home)
    return home
