"""What `doctor` says of the copies of a store."""

from __future__ import annotations

import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from resilify_cli.vault.copies.backups import Backups
from resilify_cli.vault.health.copies_check import copies_findings
from resilify_cli.vault.health.finding import Finding
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.damage import PAGE, flip, root_of


@pytest.fixture
def copy(path: Path, clock: FixedClock) -> Path:
    with open_store(path, clock) as store:
        made, _ = Backups(path.parent / "backups").make(store.database.connection, path, clock(), None)
    # Nothing was written since, by that clock.
    os.utime(path, (clock().timestamp(),) * 2)
    return made


def found(path: Path, now: datetime | None = None) -> list[Finding]:
    copies = Backups(path.parent / "backups").all()
    return list(copies_findings(copies, path, lambda _: None, now or copies[0].at, UTC))


def test_a_sound_copy_is_no_finding(path: Path, copy: Path) -> None:
    """Of a copy that is as the store is, there is nothing to say."""
    assert found(path) == []


def test_a_copy_that_is_older_than_what_was_written_is_told(path: Path, copy: Path) -> None:
    """Days of writing without a copy are a finding; a store written later than now tells of a clock only."""
    day = 86_400
    made = Backups(copy.parent).all()[0].at
    os.utime(path, (made.timestamp() + 5 * day,) * 2)
    assert found(path, made + timedelta(days=1)) == []
    (finding,) = found(path, made + timedelta(days=6))
    assert "you have written since" in finding.what


@pytest.mark.parametrize(("hours", "told"), [(47, False), (49, True), (71, True)])
def test_a_copy_is_old_after_two_days_of_writing(path: Path, copy: Path, hours: int, told: bool) -> None:
    """One is made at the first change of a day: a store written two days later than its copy lacks one."""
    made = Backups(copy.parent).all()[0].at
    later = made + timedelta(hours=hours)
    os.utime(path, (later.timestamp(),) * 2)
    assert bool(found(path, later)) is told


@pytest.mark.parametrize("by", [0x01, 0x80])
def test_a_flipped_bit_in_a_text_of_a_copy_is_found(path: Path, copy: Path, by: int) -> None:
    """A copy is named in which a text is not as it was written, whether it is a text still or not."""
    flip(copy, copy.read_bytes().index(b"a #walk") + 4, by)
    (finding,) = found(path)
    assert "1 text that is not as written" in finding.what
    assert str(copy) in finding.what


def test_an_index_of_a_copy_is_compared_with_its_rows(path: Path, copy: Path) -> None:
    """A copy is named whose rows are whole and whose index is not: brought back, it would be damaged."""
    # The first row of an index lies at the end of its page.
    flip(copy, root_of(copy, "entries_by_handle") + PAGE - 6, 0x02)
    (finding,) = found(path)
    assert "can't be used" in finding.what


def test_a_search_index_that_is_behind_is_no_damage_of_a_copy(path: Path, copy: Path) -> None:
    """What can be built anew from the words leaves a copy as good as any."""
    connection = sqlite3.connect(copy)
    connection.execute("INSERT INTO entries_fts (entries_fts) VALUES ('delete-all')")
    connection.commit()
    connection.close()
    assert found(path) == []


def test_an_old_copy_beside_a_new_one_is_no_finding(path: Path, copy: Path) -> None:
    """How old the copies are is told by the newest."""
    made = Backups(copy.parent).all()[0].at
    old = made - timedelta(days=10)
    shutil.copy(copy, copy.with_name(f"resilify-{old:%Y-%m-%d-%H%M%S}.db"))
    assert [backup.at for backup in Backups(copy.parent).all()] == [made, old]
    assert found(path, made + timedelta(hours=1)) == []
