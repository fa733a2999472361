"""Whatever is done with a store, in whatever order: it holds what a plain model of it holds."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from resilify_cli.checkin.model import Checkin
from resilify_cli.store.altered_rows import find_altered_rows
from resilify_cli.store.journal import Filter
from resilify_cli.store.stamps import storable
from resilify_cli.store.store import Store
from resilify_cli.vault.copies.copying import copy_store
from resilify_cli.vault.copies.restoring import restore_store
from resilify_cli.vault.encryption.converting import convert_copies, convert_store
from resilify_cli.vault.erasing.rows import erase, erase_in_copies, find_entry_target
from resilify_cli.vault.health.index_check import index_is_right
from resilify_cli.vault.health.label_check import wrong_labels
from resilify_cli.vault.keys.key_file import KeyFile
from resilify_cli.vault.layout import VaultLayout
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.faults.homes import IN_MEMORY, SECRET, cheap_keys, unlock
from tests.store.conftest import response

TEXTS = st.text(min_size=1, max_size=60) | st.sampled_from(
    ["#tag words", "don't \"", "a\0b", "日本語の日記", "x" * 9000]
)


@dataclass(frozen=True)
class Told:
    """What the model knows of an entry."""

    text: str
    versions: tuple[str, ...] = ()
    deleted: bool = False
    erased: bool = False

    def changed(self, text: str) -> Told:
        return self if text == self.text else replace(self, text=text, versions=(*self.versions, self.text))


@dataclass
class Model:
    """All that a store is to hold: entries by id, drafts by place."""

    entries: dict[str, Told] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)

    def copy(self) -> Model:
        return Model(dict(self.entries), dict(self.drafts))


class _Killed(BaseException):
    """Stands for the end of the process in the middle of a write."""


class StoreMachine(RuleBasedStateMachine):
    """Does what people do, and compares."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="resilify-model-", dir=IN_MEMORY))
        self.path = self.home / "resilify.db"
        self.clock = FixedClock()
        self.model = Model()
        self.copies: list[tuple[Path, Model]] = []
        self.key: bytes | None = None
        self.answers: dict[str, str] = {}
        self.store: Store = open_store(self.path, self.clock)

    def teardown(self) -> None:
        self.store.database.close()
        shutil.rmtree(self.home)

    def _open(self) -> None:
        self.store = open_store(self.path, self.clock, unlock)

    @contextlib.contextmanager
    def _closed(self):  # type: ignore[no-untyped-def]
        self.store.database.close()
        try:
            yield
        finally:
            self._open()

    def _pick(self, number: int, *, deleted: bool = False) -> str:
        ids = [one for one, told in self.model.entries.items() if not told.erased and told.deleted is deleted]
        assume(ids)
        return ids[number % len(ids)]

    @rule(text=TEXTS, back=st.integers(-400, 400))
    def add(self, text: str, back: int) -> None:
        entry_id = self.store.notes.add(text, self.clock() + timedelta(days=back))
        self.model.entries[entry_id] = Told(storable(text))

    @rule(text=TEXTS, mood=st.integers(1, 5))
    def check_in(self, text: str, mood: int) -> None:
        checkin = Checkin(mood=mood, feelings=("calm", "thawed"), note=text)
        self.model.entries[self.store.checkins.add(checkin)] = Told(storable(checkin.text))

    @rule(text=TEXTS, activity=st.sampled_from(["one", "two"]))
    def answer(self, text: str, activity: str) -> None:
        enrollment = self.store.enrollments.latest("key") or self.store.enrollments.begin(
            "key", "slug", "A", ""
        )
        entry_id = self.store.entries.answer(enrollment, response(text, activity_id=activity))
        told = self.model.entries.get(entry_id)
        self.model.entries[entry_id] = told.changed(storable(text)) if told else Told(storable(text))

    @rule(number=st.integers(0, 99), text=TEXTS)
    def edit(self, number: int, text: str) -> None:
        entry_id = self._pick(number)
        entry = self.store.journal.find(entry_id)
        assume(entry.kind == "note")
        self.store.revisions.revise(entry, text, None)
        self.model.entries[entry_id] = self.model.entries[entry_id].changed(storable(text))

    @rule(number=st.integers(0, 99))
    def delete(self, number: int) -> None:
        entry_id = self._pick(number)
        self.store.trash.put(self.store.journal.find(entry_id))
        self.model.entries[entry_id] = replace(self.model.entries[entry_id], deleted=True)

    @rule(number=st.integers(0, 99))
    def take_back(self, number: int) -> None:
        entry_id = self._pick(number, deleted=True)
        entry = next(entry for entry, _ in self.store.trash.entries() if entry.id == entry_id)
        self.store.trash.restore(entry)
        self.model.entries[entry_id] = replace(self.model.entries[entry_id], deleted=False)

    @rule()
    def empty_trash(self) -> None:
        self.store.trash.empty()
        for entry_id, told in self.model.entries.items():
            if told.deleted:
                self.model.entries[entry_id] = Told("", deleted=True, erased=True)

    @rule(number=st.integers(0, 99), deleted=st.booleans())
    def erase(self, number: int, deleted: bool) -> None:
        entry_id = self._pick(number, deleted=deleted)
        doomed = find_entry_target(self.store.database, entry_id)
        assert erase_in_copies([path for path, _ in self.copies], lambda _: self.key, doomed) == []
        erase(self.store.database, doomed)
        for _, model in self.copies:
            model.entries.pop(entry_id, None)
        self.model.entries[entry_id] = Told("", deleted=True, erased=True)

    @rule(place=st.sampled_from(["note", "checkin"]), text=TEXTS)
    def draft(self, place: str, text: str) -> None:
        # As each window does, which then writes in the place of what it found.
        assert self.store.journal_drafts.find(place) == self.model.drafts.get(place)
        self.store.journal_drafts.save(place, text)
        self.model.drafts[place] = storable(text)

    @rule(place=st.sampled_from(["note", "checkin"]))
    def drop_draft(self, place: str) -> None:
        assert self.store.journal_drafts.find(place) == self.model.drafts.get(place)
        self.store.journal_drafts.drop(place)
        self.model.drafts.pop(place, None)

    @rule()
    def reopen(self) -> None:
        with self._closed():
            pass

    @rule(text=TEXTS, number=st.integers(0, 99))
    def fail_in_the_middle(self, text: str, number: int) -> None:
        entry_id = self._pick(number)
        with contextlib.suppress(_Killed), self.store.transaction():
            self.store.notes.add(text)
            self.store.trash.put(self.store.journal.find(entry_id))
            raise _Killed

    @rule(text=TEXTS, pages=st.booleans())
    def kill(self, text: str, pages: bool) -> None:
        """Go on with the files as a process that is killed in a write leaves them: the journal is hot."""
        killed = self.home / "killed"
        killed.mkdir()
        connection = self.store.database.connection
        if pages:
            # With no room to hold them, changed pages go to the file before the commit.
            connection.execute("PRAGMA cache_size = 1")
        with contextlib.suppress(_Killed), self.store.transaction():
            for _ in range(3):
                self.store.notes.add(text * 50)
            connection.execute("UPDATE entries SET updated_at = 1")
            for file in (self.path, self.path.with_name(f"{self.path.name}-journal")):
                shutil.copy(file, killed)
            raise _Killed
        self.store.database.close()
        for file in killed.iterdir():
            file.replace(self.home / file.name)
        killed.rmdir()
        self._open()

    @precondition(lambda self: self.key is None)
    @rule()
    def encrypt(self) -> None:
        key = os.urandom(32)
        with cheap_keys():
            keys = KeyFile(os.urandom(8).hex(), ()).with_slot("passphrase", SECRET, key)
        with self._closed():
            convert_store(self.path, None, key, before=lambda: keys.write(VaultLayout(self.path).key_file))
            assert convert_copies(self.path, None, key) == []
        self.key = key

    @precondition(lambda self: self.key is not None)
    @rule()
    def decrypt(self) -> None:
        with self._closed():
            convert_store(self.path, self.key, None)
            assert convert_copies(self.path, self.key, None) == []
            VaultLayout(self.path).key_file.unlink()
        self.key = None

    @precondition(lambda self: len(self.copies) < 3)
    @rule()
    def back_up(self) -> None:
        (self.home / "backups").mkdir(exist_ok=True)
        place = self.home / "backups" / f"resilify-copy-{len(self.copies)}.db"
        copy_store(self.store.database.connection, self.path, place, self.key)
        self.copies.append((place, self.model.copy()))

    @precondition(lambda self: self.copies)
    @rule(number=st.integers(0, 9))
    def bring_back(self, number: int) -> None:
        place, model = self.copies[number % len(self.copies)]
        before = self.model
        with self._closed():
            aside = restore_store(place, self.path, self.clock(), key=self.key, present_key=self.key)
        assert aside
        self.model = model.copy()
        # What was set aside is as complete as it was.
        aside.rename(place.with_name("aside.db"))
        place.with_name("aside.db").replace(place)
        self.copies[number % len(self.copies)] = (place, before)

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        database = self.store.database
        found = {}
        for row in database.rows("SELECT id, text, deleted_at, erased_at FROM entries"):
            versions = tuple(version.text for version in self.store.revisions.versions(row["id"]))
            deleted, erased = row["deleted_at"] is not None, row["erased_at"] is not None
            found[row["id"]] = Told(row["text"], versions, deleted, erased)
        assert found == self.model.entries
        drafts = database.rows("SELECT place, content FROM journal_drafts")
        assert {row["place"]: row["content"] for row in drafts} == self.model.drafts
        shown = {entry.id for entry in self.store.journal.page(Filter(), 1000).entries}
        assert shown == {one for one, told in self.model.entries.items() if not told.deleted and told.text}

    @invariant()
    def is_sound(self) -> None:
        connection = self.store.database.connection
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        assert index_is_right(connection)
        assert not find_altered_rows(connection)
        assert not list(wrong_labels(connection))
        assert len(VaultLayout(self.path).copies()) == len(self.copies)


def _settings(examples: int, steps: int) -> settings:
    # How long a step takes is up to the disk, and a kill is rarely possible at once.
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=[*HealthCheck]
    )


class TestStore(StoreMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = _settings(8, 20)


@pytest.mark.slow
class TestStoreAtLength(StoreMachine.TestCase):  # type: ignore[misc,valid-type]
    settings = _settings(100, 40)
