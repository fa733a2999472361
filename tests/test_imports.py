"""The layers hold, between folders and between modules, and only the commands look outside."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.architecture.imports import (
    PACKAGE,
    TOP,
    cycles,
    folder_graph,
    folder_of,
    imported,
    module_graph,
    modules,
    name_of,
)
from tests.architecture.outside import outside_uses

CORE = {"days", "errors", "decoding", "file_access", "safe"}
# The folders that look at the clock, the zone, the environment and the standard streams, and pass them in.
OUTERMOST = {"__main__", "app", "cli", "command_line", "commands", "platform_folders", "status_line"}
OUTERMOST |= {"terminal", "unlocking"}
# What each folder, and each module beside the folders, may import of the package. A folder or a
# module inside one keeps to the same, or has a line of its own. What is not named is refused.
MAY_IMPORT = {
    "errors": set(),
    "safe": set(),
    "decoding": set(),
    "crisis": {"crisis_lines"},
    "crisis_lines": set(),
    "days": set(),
    "file_access": {"atomic_files"},
    "text_width": set(),
    "settings": {"errors", "file_access", "theme"},
    "atomic_files": {"errors"},
    "console": {"decoding", "safe", "text_width", "theme"},
    "variables": set(),
    "theme": {"variables"},
    "activities": CORE,
    "checkin": CORE,
    "content": {*CORE, "activities", "atomic_files"},
    "checks": {*CORE, "activities", "content"},
    "store": {*CORE, "activities", "checkin"},
    "vault": {*CORE, "activities", "checkin", "store", "atomic_files"},
    "reminders": {*CORE, "atomic_files", "dates"},
    "insight": {*CORE, "activities", "checkin", "content", "pages", "store", "text_width"},
    "sync": {*CORE, "exchange", "store", "vault", "atomic_files"},
    "exchange": {*CORE, "activities", "checkin", "content", "store", "vault", "atomic_files"},
    "prompters.protocol": {*CORE, "activities"},
    "prompters.window_fit": {"activities", "prompters", "prompters.protocol"},
    "prompters": {*CORE, "activities", "console", "prompters.protocol", "render", "text_width", "theme"},
    "render": {*CORE, "activities", "content"},
    "session": {*CORE, "activities", "checkin", "content", "store", "prompters.protocol"},
    "pages": {"crisis", "crisis_lines", "days", "safe", "text_width"},
    "authoring": {*CORE, "activities", "checks", "content", "pages", "session", "store"}
    | {"prompters.protocol", "prompters.window_fit"},
    "dates": {"days", "errors"},
    "terminal": {"activities", "console", "errors", "prompters", "safe", "settings", "text_width", "theme"}
    | {"variables"},
    "unlocking": {*CORE, "console", "exchange", "prompters", "settings", "store"}
    | {"vault", "atomic_files", "variables"},
    "app": {
        *CORE,
        "authoring",
        "console",
        "content",
        "dates",
        "prompters",
        "reminders",
        "session",
        "settings",
    }
    | {"store", "atomic_files", "journal_view", "terminal", "theme", "unlocking", "variables", "vault"}
    | {"platform_folders"},
    "command_line": {"app", "console", "dates", "errors", "store", "terminal", "text_width", "theme"}
    | {"variables"}
    | {"checkin", "content", "crisis_lines", "session", "vault"},
    "journal_view": {*CORE, "activities", "console", "content", "store", "text_width", "theme"},
    "journal_editing": {
        *CORE,
        "activities",
        "app",
        "checkin",
        "console",
        "content",
        "journal_view",
        "prompters",
    }
    | {"prompters", "session", "store", "terminal"},
    "import_dialog": {*CORE, "activities", "app", "checkin", "command_line", "console", "dates", "exchange"}
    | {"prompters", "store", "terminal", "vault"},
    "health_view": {"days", "safe", "store", "text_width", "theme", "vault"},
    # It starts in little more than Python's own time.
    "status_line": {"platform_folders", "store"},
    "platform_folders": set(),
    "home_view": {
        *CORE,
        "activities",
        "app",
        "checkin",
        "content",
        "session",
        "settings",
        "store",
        "text_width",
    },
    # Nothing imports these but what is named here; they may import whatever lies below.
    "commands": None,
    "cli": None,
    "__main__": None,
}
# What goes in a circle today, and why, by the folders in which all of it lies. The list gets shorter only.
MODULE_CYCLES: dict[str, str] = {}
FOLDER_CYCLES: dict[str, str] = {}
# Where each library may be imported; a folder's name stands for all that is in it.
ONLY_IN = {
    "typer": {"cli", "command_line", "commands", "unlocking", "import_dialog", "journal_editing", "app"},
    "prompt_toolkit": {"prompters"},
    "sqlite3": {"store"},
    "sqlcipher3": {"store"},
    "cryptography": {"store", "vault"},
    "keyring": {"unlocking"},
    "jeepney": {"unlocking"},
    "frontmatter": {"content", "exchange"},
    "yaml": {"content", "exchange"},
    "bs4": {"content", "exchange"},
    "markdownify": {"content"},
    "ijson": {"exchange"},
    "icalendar": {"reminders"},
    "watchfiles": {"commands"},
    "markdown_it": {"authoring", "content", "render"},
    "pyrage": {"exchange", "sync"},
    "plotext": {"insight"},
    "jinja2": {"pages"},
    "rich": {"prompters", "render", "console", "commands", "terminal", "theme"},
}
# Where something of the outside is used below the commands for good, and why.
OUTSIDE = {
    ("console", "sys.stdout"): "it is the one place that writes results",
    ("console", "sys.stderr"): "it is the one place that says what is beside the results",
    ("console", "sys.stdin"): "it reads what is piped in",
    ("console", "sys as a whole"): "it sets how all three streams read and write letters",
    ("console", "shutil.get_terminal_size"): "results fit the terminal that they are written to",
    ("console", "os.get_terminal_size"): "messages fit the terminal that they are written to",
    ("prompters.line_reader", "shutil.get_terminal_size"): "a line that is typed fits the terminal",
    ("prompters.editor", "time.monotonic"): "an editor that ends at once was none; no date comes of it",
    ("prompters.line_reader", "time.monotonic"): "a draft is kept each second of typing; no date comes of it",
    (
        "prompters.plain_questions",
        "time.monotonic",
    ): "a draft is kept each second of typing; no date comes of it",
    ("activities", "importlib.import_module"): "each file of the folder is a kind of activity",
    ("content.readability", "importlib.import_module"): "textstat is for developers, without types",
    ("store.engine", "sys.modules"): "an engine that is not loaded has raised no error",
}
FILES = {name_of(file): file for file in modules()}
FOLDERS: dict[str, list[str]] = {}
for _name, _file in FILES.items():
    FOLDERS.setdefault(folder_of(_file), []).append(_name)
BELOW = [folder for folder in FOLDERS if folder.partition(".")[0] not in OUTERMOST]


def rule_of(name: str) -> str:
    """Return the line of the table that a module stands under: its own, or its folder's."""
    while name not in MAY_IMPORT and name:
        name = name.rpartition(".")[0]
    return name


def wrong_imports(name: str, source: str) -> list[str]:
    """Return what a module imports against the rule."""
    rule = rule_of(name)
    allowed = MAY_IMPORT.get(rule, set())
    wrong = []
    for module, line in imported(source, FILES):
        top, _, rest = module.partition(".")
        # Who may import a folder may import its modules that have a line of their own, too.
        wanted = {rule_of(rest), rule_of(folder_of(FILES[rest]))} if rest in FILES else {rule_of(rest)}
        if top == TOP and rest and allowed is not None and not wanted & {*allowed, rule}:
            wrong.append(f"{name}:{line} imports {rest}")
        if top in ONLY_IN and name.partition(".")[0] not in ONLY_IN[top]:
            wrong.append(f"{name}:{line} imports {module}")
    return wrong


def source(name: str) -> str:
    return FILES[name].read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_module_imports_only_what_its_folder_may(folder: str) -> None:
    """Commands use sessions, sessions use content and store, and those use activities, never back."""
    assert [wrong for name in FOLDERS[folder] for wrong in wrong_imports(name, source(name))] == []


def test_every_folder_has_its_rule() -> None:
    """A new folder says what it may import before anything in it does; one that is gone has no rule."""
    assert [folder for folder in FOLDERS if folder != "__init__" and not rule_of(folder)] == []
    assert MAY_IMPORT.keys() <= FOLDERS.keys() | FILES.keys()


def test_no_rule_allows_what_is_not_there() -> None:
    """Whatever a folder may import is a folder or a module of the package."""
    named = {name for allowed in MAY_IMPORT.values() for name in allowed or ()}
    assert named <= MAY_IMPORT.keys()


def is_within(cycle: set[str], known: str) -> bool:
    """Return whether all of a cycle lies in the folders that are named."""
    return all(any(f"{name}.".startswith(f"{folder}.") for folder in known.split()) for name in cycle)


def new_cycles(found: list[set[str]], known: dict[str, str]) -> list[set[str]]:
    """Return the cycles that are not within one that is known."""
    return [cycle for cycle in found if not any(is_within(cycle, old) for old in known)]


def mended_cycles(found: list[set[str]], known: dict[str, str]) -> list[str]:
    """Return the known cycles of which nothing is left."""
    return [old for old in known if not any(is_within(cycle, old) for cycle in found)]


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Each module stands on others that know nothing of it, by whatever way round."""
    found = cycles(module_graph())
    assert new_cycles(found, MODULE_CYCLES) == []
    assert mended_cycles(found, MODULE_CYCLES) == [], "take it off the list"


def test_no_folders_import_each_other_in_a_circle() -> None:
    """Each folder stands on others that know nothing of it, by whatever way round."""
    found = cycles(folder_graph())
    assert new_cycles(found, FOLDER_CYCLES) == []
    assert mended_cycles(found, FOLDER_CYCLES) == [], "take it off the list"


def listed(name: str) -> str:
    """Return what a module is listed by: itself, or the folder that it lies in."""
    known = {one for one, _ in OUTSIDE}
    longest = name
    while longest and longest not in known:
        longest = longest.rpartition(".")[0]
    return longest or name


@cache
def outside(folder: str) -> set[tuple[str, str]]:
    """Return what the modules of a folder use of the outside."""
    return {(listed(name), use) for name in FOLDERS[folder] for use, _ in outside_uses(source(name))}


@pytest.mark.parametrize("folder", BELOW)
def test_nothing_below_the_commands_prints_exits_or_looks_around(folder: str) -> None:
    """Clock, zone, environment and exits belong to the commands; below them, they are passed in."""
    assert outside(folder) - OUTSIDE.keys() == set()


def test_what_is_listed_is_still_there() -> None:
    """A use that is mended leaves the list with it, so that it can't come back unseen."""
    assert OUTSIDE.keys() - {use for folder in BELOW for use in outside(folder)} == set()


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("activities.x", "from resilify_cli.content.models import Program"),
        ("content.x", "def f():\n    from resilify_cli.store.store import Store"),
        ("content.x", "if TYPE_CHECKING:\n    from resilify_cli.store.store import Store"),
        ("content.x", "import resilify_cli.store.store as s"),
        ("store.x", "import rich.text"),
        ("store.x", "import yaml"),
        ("store.x", "from resilify_cli import exchange"),
        ("session.x", "from resilify_cli.prompters.terminal import TerminalPrompter"),
        ("session.x", "from resilify_cli.prompters import plain"),
        ("session.x", "import sqlite3"),
        ("session.x", "from resilify_cli import render"),
        ("prompters.protocol", "from resilify_cli.render import render_blocks"),
        ("prompters.protocol", "from resilify_cli.prompters.plain import PlainPrompter"),
        ("commands.x", "import prompt_toolkit"),
        ("content.x", "import typer"),
        ("content.x", "from typer import Option"),
        ("new_folder.x", "from resilify_cli.safe import safe"),
    ],
)
def test_the_rule_sees_an_import_that_breaks_it(name: str, source: str) -> None:
    """It is found at the top of a file and inside a function, by the module's name or its folder's."""
    assert len(wrong_imports(name, source)) == 1


def packed(folder: Path, **files: str) -> Path:
    """Write a package of modules, `a__b` for `a/b.py`, and return its folder."""
    for name, source in files.items():
        file = folder / TOP / f"{name.replace('__', '/')}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source)
    return folder / TOP


def test_a_circle_of_modules_is_seen(tmp_path: Path) -> None:
    """Over three modules, one import of them inside a function and one by the folder's name."""
    package = packed(
        tmp_path,
        a__one="from resilify_cli.a.two import f",
        a__two="def f():\n    import resilify_cli.a.three",
        a__three="from resilify_cli.a import one",
        a__four="from resilify_cli.a.one import f",
    )
    assert cycles(module_graph(package)) == [{"a.one", "a.two", "a.three"}]


def test_a_circle_of_folders_is_seen(tmp_path: Path) -> None:
    """A folder and one inside it make a circle, where no two modules do."""
    package = packed(
        tmp_path,
        a__one="from resilify_cli.a.b.two import f",
        a__three="import resilify_cli.safe",
        a__b__two="from resilify_cli.a.three import f",
        safe="",
    )
    assert cycles(module_graph(package)) == []
    assert cycles(folder_graph(package)) == [{"a", "a.b"}]


def test_a_known_circle_may_get_smaller_only() -> None:
    """One with another member is new; one of which nothing is left is to be taken off the list."""
    known = {"a b c": "a reason"}
    assert new_cycles([{"a", "b"}], known) == []
    assert new_cycles([{"a", "b", "d"}], known) == [{"a", "b", "d"}]
    assert mended_cycles([{"a", "b"}], known) == []
    assert mended_cycles([{"a", "d"}], known) == ["a b c"]


def test_the_reader_of_the_picture_sees_the_package() -> None:
    """The graphs are of the real package."""
    assert PACKAGE.is_dir()
    assert "errors" in module_graph()["store.store"] | module_graph()["cli"]
