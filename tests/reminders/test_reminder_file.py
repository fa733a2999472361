"""The files of reminders: what is written is read again, and what is no such file is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.reminders.reminder import InstalledFile, TimeWindow
from resilify_cli.reminders.reminder_file import (
    DONE,
    SHOWN,
    load_reminders,
    load_times,
    save_reminders,
    save_times,
)
from tests.reminders.reminders import reminder

AT = datetime(2026, 11, 3, 20, tzinfo=UTC)


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """In a file that only its owner may read; without reminders there is no file."""
    place = tmp_path / "home" / "file"
    kept = (
        reminder(TimeWindow(60, 30))._replace(files=(InstalledFile(Path("/a/b"), "00"),)),
        reminder()._replace(number=2, weekdays=(0, 6)),
    )
    save_reminders(place, kept)
    assert load_reminders(place) == kept
    assert place.stat().st_mode & 0o777 == 0o600
    save_reminders(place, ())
    assert not place.exists()
    assert load_reminders(place) == ()


def _with(**changed: object) -> str:
    data = {**reminder()._asdict(), "files": [], **changed}
    return json.dumps({"version": 1, "reminders": [data]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "\x00",
        "[" * 100_000,
        _with(about="something else"),
        _with(way="a pigeon"),
        _with(windows=[]),
        _with(windows=[[1440, 0]]),
        _with(windows=[[0]]),
        _with(weekdays=[7]),
        _with(weekdays=[]),
        _with(number="x"),
        _with(files=[["/a"]]),
    ],
)
def test_what_can_not_be_understood_is_told(tmp_path: Path, text: str) -> None:
    """Whatever is in the file; of the times nothing is known then, and that is all."""
    place = tmp_path / "file"
    place.write_text(text)
    with pytest.raises(StoreError, match="can't be read"):
        load_reminders(place)
    assert load_times(place, SHOWN) == {}


def test_the_one_kind_of_times_leaves_the_other(tmp_path: Path) -> None:
    """What was shown and what was done are of one file."""
    place = tmp_path / "file"
    save_times(place, SHOWN, {"1": AT})
    save_times(place, DONE, {"checkin": AT})
    assert (load_times(place, SHOWN), load_times(place, DONE)) == ({"1": AT}, {"checkin": AT})
