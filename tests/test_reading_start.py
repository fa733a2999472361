"""What a reading command does not do on its way: each took longer than to read a page of the journal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.test_start_up import run_code

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


# Tells the modules of ours that are loaded at the end, and the classes in them that are made of fields.
TELLING = """
import atexit, runpy, sys
def tell():
    ours = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "resilify_cli"}
    classes = [kind for module in ours.values() for kind in vars(module).values() if isinstance(kind, type)]
    of_fields = ("_fields", "__dataclass_fields__")
    made = {kind.__name__ for kind in classes if any(hasattr(kind, name) for name in of_fields)}
    sys.stderr.write("\\nLOADED " + " ".join(ours) + "\\nMADE " + " ".join(made))
atexit.register(tell)
sys.argv = ["resilify", *sys.argv[1:]]
runpy.run_module("resilify_cli", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("arguments", "most"),
    [(["journal"], 57), (["journal", "search", "calm"], 57), (["journal", "show", "last"], 59)],
    ids=["journal", "search", "show"],
)
def test_it_loads_few_modules_and_makes_few_classes(home: Path, arguments: list[str], most: int) -> None:
    """A module takes a quarter of a millisecond; a class made of fields what ten others take, or more."""
    told = told_by(TELLING, home, arguments)
    (loaded,), (made,) = re.findall("LOADED (.*)", told), re.findall("MADE (.*)", told)
    # Ten of them are folders.
    assert len(loaded.split()) <= most
    assert set(made.split()) <= {
        "Days",
        "Entry",
        "Filter",
        "LoadedSettings",
        "PermissionChange",
        "Settings",
    }


def compiling(home: Path, arguments: list[str]) -> list[str]:
    """Return the modules that compile a regular expression while a command runs, once for each."""
    return re.findall(r"COMPILED (.*)", told_by(NOTING, home, arguments))


def told_by(runner: str, home: Path, arguments: list[str]) -> str:
    """Run a command by some code in a home with one note, and return its standard error."""
    with open_store(home / "resilify.db", FixedClock()) as store:
        store.notes.add(
            f"The morning was calm · and so was I.\n\n{'A long walk by the sea, é. ' * 40}".strip()
        )
    ran = run_code(runner, home, *arguments)
    assert "calm" in ran.stdout
    return ran.stderr
