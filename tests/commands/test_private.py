"""What others could see of a person's words: rights, links, arguments, tracebacks, completion."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests import private
from tests.conftest import Run


def test_rights_too_wide_are_mended_with_a_word(filled: Path, resilify: Run) -> None:
    """Each place that others could open is named once, and they can no more."""
    (filled / "resilify.db").chmod(0o644)
    filled.chmod(0o755)
    said = resilify("journal", check=True).stderr.splitlines()
    assert said == [
        f"Others on this computer could open {filled}. Now only you can.",
        f"Others on this computer could open {filled / 'resilify.db'}. Now only you can.",
    ]
    assert resilify("journal", check=True).stderr == ""


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_whatever_is_made_is_private(home: Path, resilify: Run, umask: int) -> None:
    """Store, copies and folders are for their owner alone, whatever the umask."""
    before = os.umask(umask)
    try:
        resilify("journal", "add", "a wombat", check=True)
        resilify("journal", "add", "another", check=True)
    finally:
        os.umask(before)
    for folder in (home, home / "backups"):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0
    for path in private.files_of(home):
        if path.suffix == ".db":
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_link_is_refused_in_a_sentence(filled: Path, resilify: Run, tmp_path: Path) -> None:
    """A store that is a link elsewhere is named; nothing is read or written through it."""
    (filled / "resilify.db").rename(tmp_path / "elsewhere")
    (filled / "resilify.db").symlink_to(tmp_path / "elsewhere")
    before = (tmp_path / "elsewhere").read_bytes()
    for arguments in (["journal"], ["journal", "add", "x"], ["encrypt", "--yes"]):
        ran = resilify(*arguments)
        assert ran.returncode == 1
        assert "is a link that leads elsewhere" in ran.stderr
    assert (tmp_path / "elsewhere").read_bytes() == before


_CRASH = """
import sys
from resilify_cli.store.notes import Notes
def add(self, text, *rest, **more):
    raise RuntimeError("a crash on purpose")
Notes.add = add
sys.argv = ["resilify", "journal", "add", "-"]
from resilify_cli.cli import main
main()
"""


def test_a_traceback_has_no_words_in_it(home: Path) -> None:
    """A crash of ours with a text at hand shows lines of code, and none of the text."""
    ran = subprocess.run(
        private.python(_CRASH),
        input="the secret wombat\n",
        capture_output=True,
        text=True,
        env={"RESILIFY_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=False,
    )
    assert "a crash on purpose" in ran.stderr
    assert "wombat" not in ran.stderr


def test_completion_offers_no_words(filled: Path) -> None:
    """Whatever a shell completes, no tag, text or id of an entry is offered."""
    for words in (
        "resilify journal search h",
        "resilify journal show ",
        "resilify erase --entry ",
        "resilify journal --tag h",
    ):
        ran = subprocess.run(
            private.python("import sys; sys.argv = ['resilify']; from resilify_cli.cli import main; main()"),
            capture_output=True,
            text=True,
            env={
                "RESILIFY_HOME": str(filled),
                "PATH": "/usr/bin:/bin",
                "_RESILIFY_COMPLETE": "complete_bash",
                "COMP_WORDS": words,
                "COMP_CWORD": str(words.count(" ")),
            },
            check=False,
        )
        assert "quail" not in ran.stdout + ran.stderr
