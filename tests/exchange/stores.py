"""Made-up stores, with everything in them that a store can hold, and how to look at all of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from resilify_cli.checkin.model import Checkin
from resilify_cli.store.database import Database
from resilify_cli.store.entry_rows import entry_hash
from resilify_cli.store.entry_times import MOST_DAYS_APART, SEQ_SHIFT, local_time
from resilify_cli.store.hashtags import tags_in
from resilify_cli.store.row_hash import hash_texts

TABLES = (
    "enrollments",
    "progress",
    "finished_sessions",
    "entries",
    "entry_versions",
    "readings",
    "labels",
    "words",
    "drafts",
    "journal_drafts",
)
Rows = dict[str, list[tuple[Any, ...]]]
# The columns of the rows that are made up here; the store works out the others.
COLUMNS = {
    "enrollments": "id, program_key, slug, title, path, session_id, step_id, started_at, updated_at,"
    " finished_at, deleted_at",
    "entries": "seq, id, kind, listed, enrollment_id, session_id, session_title, activity_id, activity_kind,"
    " practice, prompt, text, answers, hash, created_at, utc_offset, updated_at, deleted_at, erased_at,"
    " named_day",
    "entry_versions": "entry_id, version, prompt, text, answers, hash, written_at, created_at, utc_offset,"
    " named_day",
    "drafts": "enrollment_id, activity_id, practice, content, hash, updated_at",
    "journal_drafts": "place, content, hash, updated_at",
}
# What a store keeps for itself: a count of changes, and where a draft was typed that came from elsewhere.
_LOCAL = {
    "entries": {"changed"},
    "enrollments": {"changed"},
    "drafts": {"device"},
    "journal_drafts": {"device"},
}

ODD_TEXTS = (
    "",
    "\0",
    "\u202eright to left\u2066",
    "שלום עולם",
    "👩‍👩‍👧‍👦 family 🏳️‍🌈",
    "e\u0301 \u2028 \u0085 \ufeff \x1b[31m",
    "---\nnot: front matter\n---\n",
    "\n\n  lines around  \n\n",
    "one\r\ntwo\rthree\r\r\nfour\r",
    "[2026-11-03 20:15] a header\n[2026-11-03 08:15:00 PM]\n [x] y\n  [2020-01-01] z",
    "Monday 2026-11-03 20:15:00 +01:00 · note\n\n  words",
    "> quoted\n> — somewhere\n\nsaid",
    "> — \n\n> —\n",
    "In: here\nAsked: what\n\n#tag and #two-words",
    "=1+1",
    "Mood: okay (3 of 5)\nFeelings: a, b\n\nnote",
    'quotes " and \\ and {"creationDate": 1}',
)
LONG_TEXT = "long " * 4_000
# A second before and after the clocks change in Berlin, in both directions, and before 1970.
_ODD_TIMES = (1_792_893_599_999, 1_792_893_600_000, 1_774_745_999_999, 1_774_746_000_000, -1, 0, 1)

texts = st.one_of(st.sampled_from(ODD_TEXTS), st.text(max_size=40), st.just(LONG_TEXT))
lines = st.text(max_size=12)
times = st.one_of(st.sampled_from(_ODD_TIMES), st.integers(-2_000_000_000_000, 6_900_000_000_000))
numbers = st.floats(-1000, 1000, allow_nan=False)
offsets = st.sampled_from((0, 60, 120, -480, 330, 765, -210))
# An id begins with its time, before the year 2200.
ids = st.integers(0, (6 << 104) - 1).map(lambda number: f"{number:028x}")
checkins = st.builds(
    Checkin,
    mood=st.one_of(st.none(), st.integers(1, 5)),
    feelings=st.lists(st.sampled_from(("tired", "calm", "café")), unique=True, max_size=3).map(tuple),
    activities=st.lists(st.sampled_from(("work", "time alone")), unique=True, max_size=2).map(tuple),
    note=texts,
)


def named_days(created: int, offset: int) -> st.SearchStrategy[int | None]:
    """Days that can have been named for an entry of this time, as its row has them."""
    date = local_time(created, offset).toordinal()
    return st.none() | st.integers(date - MOST_DAYS_APART, date + MOST_DAYS_APART)


@st.composite
def full_stores(draw: Callable[..., Any]) -> Rows:
    """All rows of a store, by their tables."""
    rows: Rows = {table: [] for table in TABLES}
    for enrollment_id in draw(st.lists(ids, unique=True, max_size=2)):
        _enrollment(draw, rows, enrollment_id)
    used: set[int] = set()
    for entry_id in draw(st.lists(ids, unique=True, max_size=5)):
        _entry(draw, rows, entry_id, used)
    for kind, word in draw(st.sets(st.tuples(st.sampled_from(("feeling", "activity")), lines), max_size=3)):
        rows["words"].append((kind, word, draw(st.integers(0, 1)), draw(times)))
    places = st.one_of(st.sampled_from(("note", "note~2", "checkin")), ids)
    # An entry that was erased has no draft, and takes none in.
    erased = {row[1] for row in rows["entries"] if row[18] is not None}
    for place in draw(st.sets(places, max_size=2)) - erased:
        rows["journal_drafts"].append((place, *_content(draw)))
    return rows


def _enrollment(draw: Callable[..., Any], rows: Rows, enrollment_id: str) -> None:
    # A path is of one computer, and goes nowhere.
    names = [draw(lines) for _ in range(3)] + [""] + [draw(lines) for _ in range(2)]
    ends = [draw(st.one_of(st.none(), times)) for _ in range(2)]
    rows["enrollments"].append((enrollment_id, *names, draw(times), draw(times), *ends))
    for step in draw(st.sets(st.tuples(lines, lines), max_size=2)):
        state = draw(st.sampled_from(("done", "skipped")))
        rows["progress"].append((enrollment_id, *step, state, draw(times)))
    for session in draw(st.sets(lines, max_size=2)):
        rows["finished_sessions"].append((enrollment_id, session, draw(times)))
    for activity in draw(st.sets(lines, max_size=2)):
        rows["drafts"].append((enrollment_id, activity, draw(st.integers(0, 1)), *_content(draw)))


def _content(draw: Callable[..., Any]) -> tuple[Any, ...]:
    content = draw(texts)
    return content, hash_texts(content), draw(times)


def _entry(draw: Callable[..., Any], rows: Rows, entry_id: str, used: set[int]) -> None:
    created = draw(times)
    seq = (created << SEQ_SHIFT) + draw(
        st.integers(0, 2**SEQ_SHIFT - 1).filter(lambda bits: (created << SEQ_SHIFT) + bits not in used)
    )
    used.add(seq)
    kind = draw(st.sampled_from(("response", "note", "checkin")))
    enrollments = [None, *(row[0] for row in rows["enrollments"])]
    said = _said(draw, kind)
    # A hash that does not fit is a text that was damaged; that is told elsewhere too.
    stamp = draw(st.one_of(st.just(entry_hash(said)), st.binary(min_size=16, max_size=16)))
    place = [draw(lines) for _ in range(4)]
    deleted, erased = (draw(st.one_of(st.none(), times)) for _ in range(2))
    offset = draw(offsets)
    rows["entries"].append((
        seq, entry_id, kind, draw(st.integers(0, 1)), draw(st.sampled_from(enrollments)), *place,
        draw(st.integers(0, 1)), said["prompt"], said["text"], said["answers"], stamp,
        created, offset, draw(times), deleted, erased, draw(named_days(created, offset)),
    ))  # fmt: skip
    for version in range(1, draw(st.integers(0, 2)) + 1):
        said = _said(draw, kind)
        date = draw(st.one_of(st.just((None, None, None)), st.tuples(times, offsets, st.none())))
        rows["entry_versions"].append(
            (entry_id, version, *said.values(), entry_hash(said), draw(times), *date)
        )
    for measure in draw(st.sets(lines, max_size=2)):
        low, value, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3, unique=True)))
        rows["readings"].append((entry_id, measure, value, low, high))
    labels = st.tuples(st.sampled_from(("tag", "feeling", "activity")), lines)
    rows["labels"] += [(kind, name, seq) for kind, name in draw(st.sets(labels, max_size=2))]


def _said(draw: Callable[..., Any], kind: str) -> dict[str, Any]:
    if kind == "checkin":
        checkin = draw(checkins)
        return {"prompt": "", "text": checkin.text, "answers": checkin.to_json()}
    text = draw(texts)
    answers = draw(st.one_of(st.none(), st.lists(st.one_of(st.none(), st.integers(0, 9), lines), max_size=2)))
    return {
        "prompt": draw(texts),
        "text": text,
        "answers": None if answers is None else json.dumps(answers, ensure_ascii=False),
    }


@st.composite
def journals(draw: Callable[..., Any]) -> Rows:
    """The rows of a store that shows all its entries in the journal, as they come by writing."""
    rows: Rows = {table: [] for table in TABLES}
    # A program has a title, by which its questions are known in formats without ids.
    title = draw(lines.filter(str.strip))
    rows["enrollments"].append(("e" * 28, "key", "slug", title, "", "", "", 1, 1, None, None))
    used: set[int] = set()
    for entry_id in draw(st.lists(ids, unique=True, max_size=5)):
        _shown(draw, rows, entry_id, used)
    return rows


def _shown(draw: Callable[..., Any], rows: Rows, entry_id: str, used: set[int]) -> None:
    created = draw(times.filter(lambda time: time not in used))
    used.add(created)
    seq = created << SEQ_SHIFT
    kind = draw(st.sampled_from(("response", "note", "checkin")))
    checkin = draw(checkins.filter(bool)) if kind == "checkin" else None
    text = checkin.text if checkin else draw(texts)
    answers = checkin.to_json() if checkin else None
    prompt = draw(texts) if kind == "response" else ""
    said = {"prompt": prompt, "text": text, "answers": answers}
    enrollment = "e" * 28 if kind == "response" else None
    offset = draw(offsets)
    session = draw(lines) if kind == "response" else ""
    rows["entries"].append((
        seq, entry_id, kind, 1, enrollment, "", session, "", "", 0, prompt, text, answers,
        entry_hash(said), created, offset, created, None, None, draw(named_days(created, offset)),
    ))  # fmt: skip
    rows["labels"] += [("tag", tag, seq) for tag in tags_in(text)]


def fill(database: Database, rows: Rows) -> None:
    """Write all rows into an empty store."""
    with database.transaction() as connection:
        for table, found in rows.items():
            for row in found:
                marks = ", ".join("?" * len(row))
                into = f"{table} ({COLUMNS[table]})" if table in COLUMNS else table
                connection.execute(f"INSERT INTO {into} VALUES ({marks})", row)


def everything(database: Database) -> Rows:
    """Return all rows of a store, by their tables."""
    found = {table: [dict(row) for row in database.rows(f"SELECT * FROM {table}")] for table in TABLES}
    return {
        table: sorted(
            (tuple(v for k, v in row.items() if k not in _LOCAL.get(table, ())) for row in rows), key=repr
        )
        for table, rows in found.items()
    }


def indexed(database: Database) -> tuple[set[int], set[int]]:
    """Return the numbers of the entries that the search knows, and of those that it should."""
    known = {row[0] for row in database.rows("SELECT id FROM entries_fts_docsize")}
    shown = {row[0] for row in database.rows("SELECT seq FROM entries WHERE listed AND deleted_at IS NULL")}
    return known, shown
