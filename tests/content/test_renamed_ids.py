"""Which of today's steps a stored id belongs to."""

from __future__ import annotations

import pytest

from resilify_cli.content.renamed_ids import current_id, stored_ids, under_current_ids

_RENAMED = {"old": "new", "older": "new", "up": "w-up", "low": "mood"}


@pytest.mark.parametrize(
    ("stored", "today"),
    [
        ("old", "new"),
        ("new", "new"),
        ("other", "other"),
        ("old--two", "old--two"),
        ("follow-up-old", "follow-up-new"),
        ("follow-up-old--two", "follow-up-new--two"),
        ("follow-up-older", "follow-up-new"),
        ("follow-up-oldest", "follow-up-oldest"),
        ("follow-up-up--low", "follow-up-w-up--low"),
    ],
)
def test_a_stored_id_has_one_id_of_today(stored: str, today: str) -> None:
    """A follow-up's id changes with that of what it asks about, and an id that only begins alike does not."""
    assert current_id(_RENAMED, stored) == today
    assert stored in stored_ids(_RENAMED, today)


def test_an_id_may_have_had_several_names() -> None:
    """The answers under all of them are one activity's; its own name comes first."""
    assert stored_ids(_RENAMED, "new") == ("new", "old", "older")
    assert stored_ids(_RENAMED, "follow-up-new--two") == (
        "follow-up-new--two",
        "follow-up-old--two",
        "follow-up-older--two",
    )
    assert stored_ids(_RENAMED, "old") == ("old",)


def test_the_latest_time_counts() -> None:
    """A session that was finished under two names was finished when it was finished last."""
    assert under_current_ids(_RENAMED, {"old": 3, "new": 2, "older": 5, "x": 1}) == {"new": 5, "x": 1}
