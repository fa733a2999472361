"""What a reading command does not do on its way: each took longer than to read a page of the journal."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.test_start_up import environment_of

# Tells each regular expression that is compiled, with the module that asks for it.
NOTING = """
import re, runpy, sys
compile_now = re._compiler.compile
def noted(pattern, flags=0):
    frame = sys._getframe(1)
    while frame.f_globals["__name__"] in {"re", "re._compiler", "functools"}:
        frame = frame.f_back
    sys.stderr.write(f"COMPILED {frame.f_globals['__name__']}\\n")
    return compile_now(pattern, flags)
re._compiler.compile = noted
sys.argv = ["resilify", *sys.argv[1:]]
runpy.run_module("resilify_cli", run_name="__main__")
"""


@pytest.mark.parametrize("arguments", [["journal"], ["journal", "show", "last"]], ids=" ".join)
def test_it_compiles_no_regular_expression(home: Path, arguments: list[str]) -> None:
    """Ordinary words are shown without any, long ones in a pipe too."""
    told = compiling(home, arguments)
    assert [name for name in told if name.startswith("resilify_cli")] == []
    assert "textwrap" in told, "the runner tells it"


def test_a_search_compiles_the_one_that_splits_its_words(home: Path) -> None:
    """What tells scripts without spaces, and what makes a text safe, is done without."""
    told = compiling(home, ["journal", "search", "calm"])
    assert [name for name in told if name.startswith("resilify_cli")] == ["resilify_cli.store.search_terms"]


def compiling(home: Path, arguments: list[str]) -> list[str]:
    """Return the modules that compile a regular expression while a command runs, once for each."""
    with open_store(home / "resilify.db", FixedClock()) as store:
        store.notes.add(
            f"The morning was calm · and so was I.\n\n{'A long walk by the sea, é. ' * 40}".strip()
        )
    ran = subprocess.run(
        [sys.executable, "-c", NOTING, *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment_of(home),
        timeout=60,
        check=True,
    )
    assert "calm" in ran.stdout
    return re.findall(r"COMPILED (.*)", ran.stderr)
