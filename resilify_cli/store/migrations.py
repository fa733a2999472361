"""Runs the numbered steps of the schema that a store does not have yet."""

from __future__ import annotations

from collections.abc import Sequence

from resilify_cli.store.engine import Connection, ignore_database_errors


def migrate(connection: Connection, version: int, migrations: Sequence[Sequence[str]]) -> None:
    """Run the steps of the schema after `version`, each with its record (`user_version`) in one transaction.

    A new store has nothing to go back to, and waits for the disk once instead of at each step.

    Args:
        connection: The store. Its SQL gets the functions of the `frozen` folder.
        version: How many steps the store has had.
        migrations: All steps, each a sequence of single statements.
    """
    from resilify_cli.store.frozen import first_rule, second_rule

    connection.create_function("tags_of", 1, first_rule.tags_as_json, deterministic=True)
    connection.create_function("tags_by_second_rule", 1, second_rule.tags_as_json, deterministic=True)
    missing = range(version, len(migrations))
    for steps in [missing] if version == 0 else [[number] for number in missing]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for number in steps:
                # Another process may have done it while this one waited for the lock.
                if connection.execute("PRAGMA user_version").fetchone()[0] == number:
                    for statement in migrations[number]:
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            with ignore_database_errors():
                connection.execute("ROLLBACK")
            raise
