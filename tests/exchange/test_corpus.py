"""Each file of another program that lies in the tests is accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.transfer.merge import MergeOutcome
from tests.exchange.conftest import new_store, noon
from tests.exchange.corpus import DATA, import_alone, inputs, table


@pytest.mark.parametrize("path", inputs(), ids=lambda path: str(path.relative_to(DATA)))
def test_an_input_is_kept_told_or_refused(path: Path) -> None:
    """Something came in, or it is said why not; and what came in once is known the second time."""
    came = import_alone(path)
    account = came.account
    if came.refused:
        assert came.refused.endswith(".")
        return
    assert account.read_count or account.left_out or path.name in ("nothing-in-it.json", "only-names.csv")
    database = new_store()
    for outcome in (MergeOutcome.NEW, MergeOutcome.KNOWN):
        with ImportSource(str(path)) as source:
            again = run_import(database, detect_format(source), source, ImportOptions(now=noon()))
        assert again.read_count == account.read_count
        assert set(again.entries) <= {outcome, MergeOutcome.KNOWN}
    database.close()


def test_the_numbers_are_told_by_format() -> None:
    """Each format that lies here has a row."""
    told = table()
    for name in ("dayone", "daylio", "jrnl", "markdown"):
        assert f"| {name} |" in told
