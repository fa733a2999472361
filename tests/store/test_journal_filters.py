"""Filters and words in every combination, held against filtering a plain list."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resilify_cli.checkin.model import Checkin
from resilify_cli.days import Days, day_of
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.journal import Filter
from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.conftest import FixedClock
from tests.store.conftest import response

_START = datetime(2026, 1, 1, tzinfo=UTC)
_TEXTS = ("a walk", "A walk #sea", "the sea walks", "#sea #rain", "rain today", "好天 walk", "nothing")


class _Row(NamedTuple):
    """What the plain model knows of an entry."""

    id: str
    kind: str
    program: str
    session: str
    at: datetime
    text: str
    labels: frozenset[tuple[str, str]]
    named: date | None


class _World(NamedTuple):
    """A store, and the same as a plain list."""

    store: Store
    rows: list[_Row]


@pytest.fixture(scope="module")
def world() -> Iterator[_World]:
    """Two programs, one of them taken twice, notes and check-ins, over ten days; some deleted again."""
    clock = FixedClock(timedelta(0))
    clock.time = _START
    rows: list[_Row] = []
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder, "x.db"), clock) as store:
        passes = [store.enrollments.begin(f"{slug}-key", slug, slug, "") for slug in ("one", "two", "one")]
        for number in range(140):
            zone = timezone(timedelta(hours=(-11, 0, 0, 13)[number % 4]))
            at = (_START + timedelta(hours=number * 37 % 240, minutes=number)).astimezone(zone)
            clock.time = at
            text = _TEXTS[number % len(_TEXTS)]
            labels = {("tag", tag) for tag in tags_in(text)}
            program = session = ""
            named = None
            if number % 4 == 0:
                named = at.date() + timedelta(days=number % 3 - 1) if number % 5 else None
                kind, entry_id = "note", store.notes.add(text, at, named)
            elif number % 4 == 1:
                given_ = Checkin(mood=1 + number % 5, feelings=("calm", "my own")[: number % 3], note=text)
                kind, entry_id = "checkin", store.checkins.add(given_)
                text = given_.text
                labels |= {("feeling", feeling) for feeling in given_.feelings}
            else:
                kind, one = "response", passes[number % 3]
                program, session = one.slug, ("first", "second")[number % 2]
                answer = response(text, session_id=session, activity_id=f"a{number}")
                entry_id = store.entries.answer(one, answer)
            if number % 11 == 0:
                store.trash.put(store.journal.find(entry_id))
            else:
                rows.append(_Row(entry_id, kind, program, session, at, text, frozenset(labels), named))
        yield _World(store, sorted(rows, key=lambda row: row.at, reverse=True))


def _has(text: str, word: str) -> bool:
    """Whether a text has a word, a beginning or a phrase; a run of Chinese is looked for as it is."""
    if word == "好":
        return word in text
    end = "" if word.endswith("*") else r"\b"
    return bool(re.search(rf"\b{word.strip('*').strip(chr(34))}{end}", text.lower()))


def _is_of(row: _Row, days: Days | None) -> bool:
    """Whether an entry is of some days."""
    if days is None:
        return True
    day = day_of(row.at, days.starts_at, row.named)
    return (days.first or day) <= day <= (days.last or day)


_DATES = st.none() | st.integers(-2, 12).map(lambda days: _START.date() + timedelta(days=days))
_STARTS = st.sampled_from((0, 5, 12, 23)).map(lambda hours: timedelta(hours=hours))
_FILTERS = st.builds(
    Filter,
    program=st.sampled_from(("", "", "one", "two", "one-key", "three")),
    session=st.sampled_from(("", "", "first", "second", "third")),
    days=st.none() | st.builds(Days, _DATES, _DATES, _STARTS),
    kind=st.sampled_from(("", "", "note", "response", "checkin")),
    labels=st.lists(
        st.sampled_from((("tag", "sea"), ("tag", "rain"), ("feeling", "calm"), ("tag", "no"))), max_size=2
    ).map(tuple),
)
_ASKED = st.lists(st.sampled_from(("walk", "sea", "wal*", '"a walk"', "好", "today", "absent")), max_size=2)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_FILTERS, _ASKED, st.integers(1, 30), st.integers(0, 30))
def test_every_combination_tells_what_a_plain_list_would(
    world: _World, wanted: Filter, words: list[str], limit: int, offset: int
) -> None:
    """Program, session, kind, tags, span and words in any combination leave the right ones, newest first."""
    expected = [
        row.id
        for row in world.rows
        if (not wanted.program or wanted.program in (row.program, f"{row.program}-key"))
        and (not wanted.session or row.session == wanted.session)
        and _is_of(row, wanted.days)
        and (not wanted.kind or row.kind == wanted.kind)
        and row.labels >= set(wanted.labels)
        and all(_has(row.text, word) for word in words)
    ]
    page = world.store.journal.page(wanted, limit, offset, " ".join(words))
    assert [entry.id for entry in page.entries] == expected[offset : offset + limit]
    assert page.more == (len(expected) > offset + limit)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_FILTERS, _ASKED)
def test_no_combination_reads_a_whole_table(world: _World, wanted: Filter, words: list[str]) -> None:
    """SQLite's plan for every combination of filters goes by an index, also with tags and kinds."""
    for line in world.store.journal.explain(wanted, " ".join(words)):
        if line.startswith("SCAN") and not re.match("SCAN [a-z]+ VIRTUAL TABLE", line):
            assert line == "SCAN e USING INDEX entries_listed"
            # The newest entries themselves are told, with what the index can't know left out.
            assert not any((wanted.program, wanted.session, wanted.kind, wanted.labels))
            assert not set(words) - {"好"}


@pytest.mark.parametrize(
    "wanted", [Filter(labels=(("tag", "sea"),)), Filter(kind="note")], ids=["tag", "kind"]
)
def test_a_page_of_a_tag_or_a_kind_is_not_sorted(store: Store, wanted: Filter) -> None:
    """The index of tags and of kinds gives the order of time too."""
    assert not [line for line in store.journal.explain(wanted) if "TEMP B-TREE" in line]
