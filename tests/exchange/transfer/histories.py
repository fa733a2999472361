"""Made-up histories of several stores of one person, and what is to be the same in them at the end."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from resilify_cli.activities.answer_history import Reading
from resilify_cli.checkin.model import Checkin
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.exchange.transfer.merge import RecordMerge
from resilify_cli.exchange.transfer.record_reader import PARTS, RecordReader
from resilify_cli.store.enrollments import Enrollment, StepState
from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.store import Store
from resilify_cli.vault.erasing.rows import erase, find_entry_target, find_program_target
from tests.store.conftest import response
from tests.stores_in_memory import store_in_memory

PROGRAMS = ("calm", "sleep")
Records = dict[str, list[dict[str, Any]]]


@dataclass
class SteppingClock:
    """A clock that is some hours off, and goes on by some minutes with each look."""

    off: timedelta
    looks: int = 0

    def __call__(self) -> datetime:
        self.looks += 1
        return datetime(2026, 11, 3, 12, tzinfo=UTC) + self.off + timedelta(minutes=self.looks)


@dataclass
class Person:
    """Several stores of one person.

    `words` are all texts by their entries, `erased` what went on purpose, `cleared` what left a trash.
    """

    stores: list[Store]
    words: dict[str, set[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    cleared: set[str] = field(default_factory=set)
    texts: int = 0

    def text(self) -> str:
        """Return words that were never written before."""
        self.texts += 1
        return f"words {self.texts} #tag{self.texts % 3}"


def person_with(offsets: Sequence[int]) -> Person:
    """Return a person whose stores have clocks that are so many hours off."""
    clocks = [SteppingClock(timedelta(hours=hours)) for hours in offsets]
    return Person([Store(store_in_memory(f"{n}", clock)) for n, clock in enumerate(clocks)])


def entries_of(store: Store) -> list[Entry]:
    """Return the entries with words, in the order of their ids."""
    rows = store.database.rows(
        f"SELECT {COLUMNS} FROM entries e {JOIN} WHERE e.erased_at IS NULL ORDER BY e.id"
    )
    return [read_entry(row) for row in rows]


def add(person: Person, store: Store, which: int) -> None:
    text = person.text()
    person.words[store.notes.add(text)] = {text}


def check_in(person: Person, store: Store, which: int) -> None:
    text = person.text()
    checkin = Checkin(mood=1 + which % 5, feelings=(f"own {which % 3}",), note=text)
    person.words[store.checkins.add(checkin)] = {text}


def edit(person: Person, store: Store, which: int) -> None:
    found = [entry for entry in entries_of(store) if entry.kind != "checkin"]
    if found:
        entry, text = found[which % len(found)], person.text()
        store.revisions.revise(entry, text, None, [Reading("calm", which % 10, 0, 10)])
        person.words[entry.id].add(text)


def delete(person: Person, store: Store, which: int) -> None:
    if found := [entry for entry in entries_of(store) if not entry.deleted]:
        store.trash.put(found[which % len(found)])


def restore(person: Person, store: Store, which: int) -> None:
    if found := [entry for entry in entries_of(store) if entry.deleted]:
        store.trash.restore(found[which % len(found)])


def clear_trash(person: Person, store: Store, which: int) -> None:
    person.cleared.update(entry.id for entry, _ in store.trash.entries())
    store.trash.empty()


def erase_entry(person: Person, store: Store, which: int) -> None:
    if found := entries_of(store):
        entry = found[which % len(found)]
        erase(store.database, find_entry_target(store.database, entry.id))
        person.erased.add(entry.id)


def erase_program(person: Person, store: Store, which: int) -> None:
    passes = store.enrollments.all()
    if passes and which % 3 == 0:
        doomed = find_program_target(store.database, passes[which % len(passes)].slug)
        marks = ", ".join("?" * len(doomed.enrollments))
        rows = store.database.rows(
            f"SELECT id FROM entries WHERE enrollment_id IN ({marks})", tuple(doomed.enrollments)
        )
        person.erased.update(row["id"] for row in rows)
        erase(store.database, doomed)


def _pass(store: Store, which: int, *, again: bool = False) -> Enrollment:
    key = PROGRAMS[which % len(PROGRAMS)]
    latest = store.enrollments.latest(key)
    if latest is None or again:
        return store.enrollments.begin(key, f"slug-{key}", f"The {key} program", "")
    return latest


def begin(person: Person, store: Store, which: int) -> None:
    _pass(store, which)


def begin_again(person: Person, store: Store, which: int) -> None:
    _pass(store, which, again=True)


def answer(person: Person, store: Store, which: int) -> None:
    enrollment, text = _pass(store, which), person.text()
    activity = f"activity-{which % 3}"
    entry_id = store.entries.answer(enrollment, response(text, activity_id=activity, practice=which % 4 == 0))
    person.words.setdefault(entry_id, set()).add(text)
    store.enrollments.mark_step(enrollment, "first", activity, StepState.DONE)
    store.enrollments.move(enrollment, "first", activity)


def fill_log(person: Person, store: Store, which: int) -> None:
    """Fill a row of a log, about a day before."""
    enrollment, text = _pass(store, which), person.text()
    about = store.database.clock() - timedelta(days=which % 3)
    named = about.date() if which % 2 else None
    row = response(text, activity_id="log", activity_kind="log", practice=True, about=about, day=named)
    person.words[store.entries.answer(enrollment, row)] = {text}


def skip(person: Person, store: Store, which: int) -> None:
    store.enrollments.mark_step(_pass(store, which), "first", f"activity-{which % 3}", StepState.SKIPPED)


def finish(person: Person, store: Store, which: int) -> None:
    enrollment = _pass(store, which)
    store.enrollments.finish_session(enrollment, "first")
    if which % 2:
        store.enrollments.finish(enrollment)


def pause(person: Person, store: Store, which: int) -> None:
    store.enrollments.pause(_pass(store, which))


def take_up(person: Person, store: Store, which: int) -> None:
    store.enrollments.take_up(_pass(store, which))


def hide_word(person: Person, store: Store, which: int) -> None:
    store.checkins.hide("feeling", f"own {which % 3}")


def half_type(person: Person, store: Store, which: int) -> None:
    store.journal_drafts.save("note", person.text())


ACTS: tuple[Callable[[Person, Store, int], None], ...] = (
    add, add, check_in, edit, edit, edit, delete, delete, restore, clear_trash, erase_entry, erase_program,
    begin, begin_again, answer, answer, fill_log, skip, finish, pause, take_up, hide_word, half_type,
)  # fmt: skip


def exported(store: Store) -> Records:
    """Return all that goes out of a store, as it is written and read back."""
    transfer = RecordReader(store.database)
    return {kind: json.loads(json.dumps(list(transfer.records(kind)))) for kind in PARTS}


def imported(records: Records, store: Store, *, one_of: int = 1) -> None:
    """Merge records into a store: all of them, or of the entries each `one_of`th."""
    with store.transaction() as connection, DeferredFtsIndex(connection) as index:
        merge = RecordMerge(store.database, index)
        for kind, found in records.items():
            for record in found[:: one_of if kind == "entries" else 1]:
                merged = merge.put(kind, record)
                assert not merged.unfit, merged.unfit
        merge.settle()


def held(store: Store, entry_id: str) -> set[str]:
    """Return all texts of an entry in a store, those from before too."""
    rows = store.database.rows(
        "SELECT text FROM entries WHERE id = ?1"
        " UNION ALL SELECT text FROM entry_versions WHERE entry_id = ?1",
        (entry_id,),
    )
    return {row["text"] for row in rows}


def has_words(store: Store, entry_id: str) -> bool:
    """Return whether an entry is in a store with its words."""
    return bool(store.database.rows("SELECT 1 FROM entries WHERE id = ? AND erased_at IS NULL", (entry_id,)))


def entry_states(store: Store) -> dict[str, tuple[Any, Any]]:
    """Return what is known of each entry: of its deletion, and all else or None where it has no words."""
    found: dict[str, tuple[Any, Any]] = {}
    for record in exported(store)["entries"]:
        if record["gone"] == "erased":
            found[record["id"]] = ("erased", None)
            continue
        state = (json.loads(record["edits"] or "{}"), json.loads(record["deletion"] or "null"))
        local = ("seq", "deleted_at", "erased_at", "gone", "edits", "deletion")
        said = {name: value for name, value in record.items() if name not in local}
        has = record["erased_at"] is None
        found[record["id"]] = (state, {**said, "in_trash": record["deleted_at"] is not None} if has else None)
    return found


def other_states(store: Store) -> dict[str, Any]:
    """Return what is kept besides entries and drafts."""
    records = exported(store)
    passes = {}
    for record in records["enrollments"]:
        if record["merged_into"]:
            passes[record["id"]] = record["merged_into"]
        elif not record["program_key"]:
            passes[record["id"]] = "erased"
        else:
            passes[record["id"]] = {name: value for name, value in record.items() if name != "drafts"}
    return {"passes": passes, "words": records["words"]}


def used_words(store: Store) -> set[str]:
    """Return the own words for check-ins that a check-in in a store has; no others are ever shown there."""
    rows = store.database.rows("SELECT word FROM words WHERE word IN (SELECT label FROM labels)")
    return {row["word"] for row in rows}


_MERGES = 6


def history(seed: int, length: int) -> list[tuple[int, ...]]:
    """Return what happens, in its order: the number of an act, where, and to which; or -1 for a merge.

    Drawn by `Random`: hypothesis draws simple lists most of the time, in which nobody is at odds.
    """
    random = Random(seed)
    events: list[tuple[int, ...]] = []
    for _ in range(length):
        number = random.randrange(-_MERGES, len(ACTS))
        if number < 0:
            # From which store to which, and every which of its entries.
            events.append((-1, random.randrange(5), random.randrange(5), random.randint(1, 3)))
        else:
            events.append((number, random.randrange(5), random.randrange(6)))
    return events


histories = st.builds(history, st.integers(0, 1 << 30), st.integers(8, 40))
