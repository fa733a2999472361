"""The layers hold, and a reading command loads nothing that it does not need."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilify_cli.store.entries import Response
from resilify_cli.store.store import Store
from tests import private

PACKAGE = Path(__file__).parents[1] / "resilify_cli"
CORE = {"days", "errors", "decoding", "owned", "safe"}
# What each part may import of the package, besides itself.
MAY_IMPORT = {
    "errors": set(),
    "safe": set(),
    "decoding": set(),
    "__init__": set(),
    "columns": set(),
    "crisis": set(),
    "days": set(),
    "owned": set(),
    "paths": set(),
    "settings": {"errors", "owned"},
    "whole_file": {"errors"},
    "console": {"decoding", "safe"},
    "activities": CORE,
    "checkin": CORE,
    "content": {*CORE, "activities"},
    "store": {*CORE, "activities", "checkin", "whole_file"},
    "insight": {*CORE, "activities", "checkin", "columns", "content", "crisis", "store"},
    "exchange": {*CORE, "activities", "checkin", "content", "store", "whole_file"},
    "prompters.protocol": {*CORE, "activities"},
    "prompters": {*CORE, "activities", "columns", "render", "console", "prompters.protocol"},
    "render": {*CORE, "activities", "content"},
    "session": {*CORE, "activities", "checkin", "content", "store", "prompters.protocol"},
}
ABOVE = {
    "__main__",
    "app",
    "cli",
    "command_line",
    "commands",
    "dates",
    "health_view",
    "importing",
    "journal_editing",
    "journal_view",
    "terminal",
    "unlocking",
}
# Where each library may be imported; a part's name stands for all that is in it.
ONLY_IN = {
    "typer": {"cli", "command_line", "commands", "unlocking", "importing", "journal_editing", "app"},
    "questionary": {"prompters"},
    "prompt_toolkit": {"prompters"},
    "sqlite3": {"store"},
    "sqlcipher3": {"store"},
    "cryptography": {"store"},
    "keyring": {"unlocking"},
    "jeepney": {"unlocking"},
    "frontmatter": {"content", "exchange"},
    "yaml": {"content", "exchange"},
    "bs4": {"content", "exchange"},
    "markdownify": {"content"},
    "ijson": {"exchange"},
    "markdown_it": {"content", "render"},
    "pyrage": {"exchange"},
    "plotext": {"insight"},
    "jinja2": {"insight"},
    "rich": {"prompters", "render", "console", "commands", "terminal"},
}
# What only the outermost layer does. `console` and the prompters are the places that write.
FORBIDDEN = {"print", "input", "exit", "quit", "breakpoint"}
FORBIDDEN_IN = {
    "sys": {"exit", "argv"},
    "os": {"environ", "getenv", "_exit"},
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def part_of(name: str) -> str:
    return name if name in MAY_IMPORT else name.partition(".")[0]


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each module that is imported, at the top or inside a function, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports name the whole path"
            # `from resilify_cli import crisis` imports a part by name.
            names = [alias.name for alias in node.names] if node.module == "resilify_cli" else [""]
            yield from (((f"{node.module}.{name}").rstrip("."), node.lineno) for name in names)


def wrong_imports(file: Path) -> list[str]:
    """Return what a file imports against the rule."""
    part = part_of(name_of(file))
    wrong = []
    for module, line in imported(ast.parse(file.read_text("utf-8"))):
        top, _, rest = module.partition(".")
        if top == "resilify_cli" and part not in ABOVE:
            wanted = part_of(rest or "__init__")
            if wanted not in MAY_IMPORT[part] | {part, "__init__"}:
                wrong.append(f"{file.name}:{line} imports {rest}")
        where = ONLY_IN.get(top)
        if where is not None and part.partition(".")[0] not in where:
            wrong.append(f"{file.name}:{line} imports {module}")
    return wrong


def wrong_uses(file: Path) -> list[str]:
    """Return where a file prints, exits, or reads the clock or the environment."""
    wrong = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN:
            wrong.append(f"{file.name}:{node.lineno} calls {node.func.id}")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if node.attr in FORBIDDEN_IN.get(owner, ()):
                wrong.append(f"{file.name}:{node.lineno} uses {owner}.{node.attr}")
    return wrong


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_module_imports_only_what_lies_below_it(file: Path) -> None:
    """Commands use sessions, sessions use content and store, and those use activities, never back."""
    assert wrong_imports(file) == []


@pytest.mark.parametrize("file", [m for m in MODULES if part_of(name_of(m)) not in ABOVE], ids=name_of)
def test_nothing_below_the_commands_prints_exits_or_looks_around(file: Path) -> None:
    """Clock, environment and exits belong to the commands; below them, they are passed in."""
    # The one console takes the terminal's own variables for Rich beside those it is given.
    allowed = {"os.environ"} if file.name == "console.py" else set()
    assert [use for use in wrong_uses(file) if not any(use.endswith(one) for one in allowed)] == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("activities/x.py", "from resilify_cli.content.models import Program"),
        ("content/x.py", "def f():\n    from resilify_cli.store.store import Store"),
        ("store/x.py", "import rich.text"),
        ("store/x.py", "import yaml"),
        ("session/x.py", "from resilify_cli.prompters.terminal import TerminalPrompter"),
        ("session/x.py", "import sqlite3"),
        ("session/x.py", "from resilify_cli import render"),
        ("prompters/protocol.py", "from resilify_cli.render import draw"),
        ("prompters/protocol.py", "from resilify_cli.prompters.plain import PlainPrompter"),
        ("commands/x.py", "import questionary"),
        ("content/x.py", "import typer"),
    ],
)
def test_the_rule_sees_an_import_that_breaks_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, source: str
) -> None:
    """The walk finds what must not be, at the top of a file and inside a function."""
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    file = tmp_path / place
    file.parent.mkdir()
    file.write_text(source)
    assert len(wrong_imports(file)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "print(1)",
        "sys.exit(1)",
        "x = os.environ['A']",
        "datetime.now()",
        "datetime.datetime.now()",
        "time.time()",
    ],
)
def test_the_rule_sees_a_use_that_breaks_it(tmp_path: Path, source: str) -> None:
    """The walk finds each way to print, exit or look around."""
    file = tmp_path / "x.py"
    file.write_text(source)
    assert len(wrong_uses(file)) == 1


RUNNER = """
import atexit, runpy, sys
atexit.register(lambda: sys.stderr.write("\\nLOADED " + " ".join(sys.modules)))
sys.argv = ["resilify", *sys.argv[1:]]
runpy.run_module("resilify_cli", run_name="__main__")
"""
HEAVY = (
    "questionary",
    "prompt_toolkit",
    "rich.markdown",
    "markdownify",
    "bs4",
    "keyring",
    "pydantic",
    "frontmatter",
    "yaml",
)


def loaded(home: Path, *arguments: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", RUNNER, *arguments],
        capture_output=True,
        encoding="utf-8",
        env={"RESILIFY_HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"},
        timeout=60,
        check=True,
    )
    return set(ran.stderr.rpartition("LOADED ")[2].split())


@pytest.fixture
def used(home: Path, store: Store) -> Path:
    """A home with the bundled program under way and an entry in the journal."""
    key = "1d7df8d0-ac9d-11eb-a609-9bd2845cb169"
    enrollment = store.enrollments.begin(key, "cultivating-self-compassion", "A title", "")
    store.entries.answer(enrollment, Response("one", "One", "word", "note", "One word?", "calm", ("calm",)))
    return home


@pytest.mark.parametrize(
    ("arguments", "also"),
    [
        (["list"], ("rich",)),
        (["list", "--json"], ("rich",)),
        ([], ("rich",)),
        (["journal"], ("rich", "resilify_cli.content", "resilify_cli.dates.parsing")),
        (["--version"], ("rich", "json", "sqlite3")),
        (["help-now"], ("rich", "sqlite3", "resilify_cli.content")),
        (["paths"], ("rich", "sqlite3", "resilify_cli.content")),
    ],
    ids=" ".join,
)
def test_a_reading_command_loads_nothing_heavy(
    used: Path, arguments: list[str], also: tuple[str, ...]
) -> None:
    """In a fresh process with a warm cache, none of the slow libraries is there at the end."""
    assert "yaml" in loaded(used, "list"), "the first list reads the programs, and the runner tells it"
    found = loaded(used, *arguments)
    assert "resilify_cli.cli" in found
    assert found & {*HEAVY, *also} == set()


def test_an_encrypted_store_loads_only_what_opens_it(home: Path) -> None:
    """With its key in a file: SQLCipher alone, not SQLite too, and nothing that derives or unwraps a key."""
    private.make_encrypted(home)
    key = private.secret(home, private.KEY.hex(), "stick")
    (home / "settings.toml").write_text(f"key_file = '{key}'\n")
    found = loaded(home, "journal")
    assert "sqlcipher3" in found
    unneeded = {"sqlite3", "_hashlib", "cryptography.hazmat", "jeepney"}
    assert found & {*HEAVY, *unneeded, "rich", "resilify_cli.content"} == set()
