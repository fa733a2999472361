"""Whether a store has the tables, indexes and triggers of its version."""

from __future__ import annotations

import pytest

from resilify_cli.store.engine import connect
from resilify_cli.store.migrations import migrate
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.schema_check import has_expected_schema


@pytest.mark.parametrize(
    ("statement", "is_expected"),
    [
        ("PRAGMA user_version", True),
        ("CREATE TABLE aaa (a)", False),
        ("CREATE TABLE zzz (a)", False),
        ("DROP INDEX enrollments_by_update", False),
        ("CREATE TRIGGER t AFTER INSERT ON entries BEGIN SELECT 1; END", False),
    ],
)
def test_only_the_schema_of_the_version_is_the_expected_one(statement: str, is_expected: bool) -> None:
    """Whatever is there besides is seen, wherever its name stands in the order, and whatever is missing."""
    connection = connect(None)
    migrate(connection, 0, MIGRATIONS)
    connection.execute(statement).fetchall()
    assert has_expected_schema(connection) == is_expected
    connection.close()
