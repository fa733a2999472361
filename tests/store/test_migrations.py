"""A step of the schema that has landed never changes, and calls no code of today."""

from __future__ import annotations

import ast
import sqlite3
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.store import frozen
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.sqlite_file import SCHEMA_VERSION
from tests.architecture.imports import imported

FROZEN = sorted(Path(str(frozen.__file__)).parent.glob("*_rule.py"))
# Append the digest of a new step; none of those that are here changes.
STEPS = [
    "d4817c31dfbe871b",
    "478d205d4a5e4a57",
    "8518475edb8bcb5d",
    "afb62c7551f30423",
    "322ec15e96fb9e5c",
    "82cf12685386f517",
    "8f804e4ebab1eadd",
    "625cd2a4ea1c3cd5",
    "e58fc2b8b5d5b16a",
    "02de381c148fcfd7",
    "6ffd8f99cea39d1a",
    "fa33674532c959fb",
    "6ae2cd109a916b07",
    "1961908bdf80f107",
]
CODE = {
    "first_rule": "f18893e404f89698",
    "second_rule": "ac649cc56e251554",
}


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def code_of(file: Path) -> str:
    """Return what a module does, without comments, docstrings and layout."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef):
            node.body = [one for one in node.body if not isinstance(one, ast.Expr)
                         or not isinstance(one.value, ast.Constant)]  # fmt: skip
    return ast.unparse(tree)


def test_the_version_of_today_counts_every_step() -> None:
    """A store below it is brought up to date; the steps are not loaded to count them."""
    assert len(MIGRATIONS) == SCHEMA_VERSION


@pytest.mark.parametrize("number", range(len(MIGRATIONS)))
def test_no_step_changes_after_it_landed(number: int) -> None:
    """Stores were upgraded with it: a change comes as a step of its own, with its digest at the end."""
    statements = [" ".join(statement.split()) for statement in MIGRATIONS[number]]
    assert digest("\n".join(statements)) == STEPS[number]


@pytest.mark.parametrize("file", FROZEN, ids=lambda file: file.stem)
def test_code_that_a_step_calls_never_changes(file: Path) -> None:
    """What it does is pinned; its comments may be put better."""
    assert digest(code_of(file)) == CODE[file.stem]


class Watched(sqlite3.Connection):
    """A connection that notes which functions SQL is given."""

    given: list[Callable[..., Any]]

    def create_function(
        self, name: str, narg: int, func: Callable[..., Any] | None, /, *, deterministic: bool = False
    ) -> None:
        assert func is not None
        self.given.append(func)
        super().create_function(name, narg, func, deterministic=deterministic)


def test_a_step_calls_frozen_code_alone() -> None:
    """Each function that its SQL is given lies in the frozen folder."""
    connection = Watched(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.given = []
    migrate(connection, 0, MIGRATIONS)
    connection.close()
    assert {function.__module__ for function in connection.given} == {
        f"{frozen.__name__}.{file.stem}" for file in FROZEN
    }


@pytest.mark.parametrize(("done", "waits"), [(0, 1), (len(MIGRATIONS) - 2, 2)], ids=["new", "older"])
def test_a_new_store_waits_for_the_disk_once(done: int, waits: int) -> None:
    """Its steps are one transaction; those of an older store are one each."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrate(connection, 0, MIGRATIONS[:done])
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    migrate(connection, done, MIGRATIONS)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)
    connection.close()
    assert statements.count("COMMIT") == waits


@pytest.mark.parametrize("file", FROZEN, ids=lambda file: file.stem)
def test_frozen_code_uses_frozen_code_alone(file: Path) -> None:
    """Besides Python's own library it imports what is frozen too."""
    modules = {module for module, _ in imported(file.read_text("utf-8"))}
    own = {module for module in modules if module.partition(".")[0] not in sys.stdlib_module_names}
    assert {module for module in own if not module.startswith(f"{frozen.__name__}.")} == set()


def test_todays_rule_for_tags_is_the_one_that_stores_were_upgraded_to() -> None:
    """Where it changes, a step has to read the tags of each entry anew."""
    from resilify_cli.store.frozen import second_rule

    texts = ["a #walk/by-the-sea #c++ #fff #bad", "`#code` #Ümlaut\n\n    #block", "[x](#link) #1 #1a \\#no"]
    assert [second_rule.tags_in(text) for text in texts] == [tags_in(text) for text in texts]
    assert tags_in(texts[0]) == ["walk/by-the-sea", "c++", "bad"]
