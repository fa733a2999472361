"""A check-in that was left half-done, and a new one that comes from a pipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.checkin.word_lists import ACTIVITIES
from resilify_cli.session.draft import Draft
from resilify_cli.vault.opening.stores import open_store
from tests.checkins import PARTS, ask_in_plain_lines, checkins
from tests.conftest import FixedClock, Run


@pytest.fixture(params=range(1, 4))
def half_done(request: pytest.FixtureRequest, resilify: Run) -> int:
    """How many of the parts are answered of a check-in that is half done."""
    answered: int = request.param
    code, said = ask_in_plain_lines(resilify, "".join(PARTS[:answered]) + ":quit\n")
    assert (code, "resilify checkin" in said) == (130, True)
    return answered


def test_a_pipe_begins_anew_beside_what_is_half_done(resilify: Run, half_done: int) -> None:
    """Lines from a pipe answer the questions from the first on; what was half done is named."""
    code, said = ask_in_plain_lines(resilify, "".join(PARTS))
    assert code == 0
    assert "is half done. It stays as it is, and this is a new one." in " ".join(said.split())
    (kept,) = checkins(resilify)
    assert (kept["mood"], kept["note"]) == (2, "a #long day\nand more")
    assert (kept["feelings"], kept["activities"]) == (["sad? my own"], list(ACTIVITIES[:2]))


def test_what_is_half_done_stays_when_a_pipe_begins_anew(resilify: Run, home: Path, half_done: int) -> None:
    """Its answers wait as they did."""
    ask_in_plain_lines(resilify, "".join(PARTS))
    with open_store(home / "resilify.db", FixedClock()) as store:
        (row,) = store.database.rows("SELECT place, content FROM journal_drafts")
        assert row["place"] == "checkin"
        assert len(Draft.from_text(row["content"]).values) == half_done
