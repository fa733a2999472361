"""Reads the journal: entries newest first, by program, session and day, and by the words in them."""

from __future__ import annotations

import re
import sqlite3
from datetime import datetime
from typing import NamedTuple

from resilify_cli.errors import EntryNotFoundError
from resilify_cli.store.database import Database
from resilify_cli.store.entry_rows import first_seq, local_time
from resilify_cli.store.stamps import storable, text_hash

HANDLE_LENGTH = 7
# Scripts that are written without spaces, in which the index can't find a word inside a run, and
# symbols such as emoji, of which it knows only some. Kept as text, since compiling it takes longer
# than reading a page of the journal.
_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u2190-\u2bff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff]"
)
_TERM = re.compile(r'"([^"]*)"|(\S+)')

_COLUMNS = """e.id, e.kind, e.session_title, e.activity_kind, e.practice, e.prompt, e.text, e.answers,
    e.hash, e.created_at, e.utc_offset, e.updated_at, p.title AS program, p.slug AS slug"""
_JOIN = "LEFT JOIN enrollments p ON p.id = e.enrollment_id"


class Entry(NamedTuple):
    """One entry of the journal; `said` and `hash` are what `intact` compares."""

    id: str
    kind: str
    text: str
    at: datetime
    edited: bool
    prompt: str = ""
    program: str = ""
    slug: str = ""
    session: str = ""
    activity_kind: str = ""
    practice: bool = False
    said: tuple[str, ...] = ()
    hash: bytes = b""

    @property
    def handle(self) -> str:
        """What a person types for it: the first characters of the random part of the id."""
        return self.id[12 : 12 + HANDLE_LENGTH]

    @property
    def intact(self) -> bool:
        """Whether the text still matches the hash that was kept with it."""
        return self.hash == text_hash(*self.said)


class Filter(NamedTuple):
    """Which entries to read: of one program (slug), of one session (id), of a span of time.

    `since` is included and `until` is not.
    """

    program: str = ""
    session: str = ""
    since: datetime | None = None
    until: datetime | None = None


class Page(NamedTuple):
    """Some entries, newest first, and whether there are older ones."""

    entries: tuple[Entry, ...]
    more: bool


class Journal:
    """Reads the table `entries` and its search index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: Filter, limit: int, offset: int = 0, words: str = "") -> Page:
        """Return at most `limit` entries, newest first, after leaving out `offset`.

        `words` are looked for in the text: all of them, each as a whole word; "a phrase" in quotes,
        and `begin*` for words that begin so.
        """
        sql, parameters = self._query(wanted, words)
        rows = self._database.rows(f"{sql} LIMIT ? OFFSET ?", (*parameters, limit + 1, offset))
        return Page(tuple(_entry(row) for row in rows[:limit]), len(rows) > limit)

    def find(self, name: str) -> Entry:
        """Return the entry with this id, or whose handle begins so.

        Raises:
            EntryNotFoundError: there is none, or more than one.
        """
        name = name.lower()
        if not re.fullmatch(r"[0-9a-f]{1,28}", name):
            raise EntryNotFoundError(f"{name[:40]!r} is no id of an entry.", _IDS)
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM entries e {_JOIN}"
            " WHERE substr(e.id, 13) >= ? AND substr(e.id, 13) < ? AND e.deleted_at IS NULL LIMIT 5",
            (name, name + "g"),
        )
        if not rows:
            rows = self._database.rows(
                f"SELECT {_COLUMNS} FROM entries e {_JOIN} WHERE e.id = ? AND e.deleted_at IS NULL",
                (name,),
            )
        if not rows:
            raise EntryNotFoundError(f"No entry has an id that begins with {name!r}.", _IDS)
        if len(rows) > 1:
            longer = ", ".join(sorted(str(row["id"])[12:24] for row in rows))
            raise EntryNotFoundError(f"More than one entry begins with {name!r}.", f"For example {longer}.")
        return _entry(rows[0])

    def newest(self) -> datetime | None:
        """Return when the newest entry was written."""
        rows = self._database.rows(
            "SELECT created_at, utc_offset FROM entries WHERE listed AND deleted_at IS NULL"
            " ORDER BY seq DESC LIMIT 1"
        )
        return local_time(rows[0]["created_at"], rows[0]["utc_offset"]) if rows else None

    def explain(self, wanted: Filter, words: str = "") -> list[str]:
        """Return SQLite's plan for a query, so that a test can see that nothing is scanned."""
        sql, parameters = self._query(wanted, words)
        rows = self._database.rows(f"EXPLAIN QUERY PLAN {sql} LIMIT 10", parameters)
        return [str(row["detail"]) for row in rows]

    def _passes(self, program: str) -> list[str]:
        rows = self._database.rows(
            "SELECT id FROM enrollments WHERE slug = ? OR program_key = ?", (program, program)
        )
        # An id that no pass has, where there is none: an empty list would make SQLite read every row.
        return [str(row["id"]) for row in rows] or [""]

    def _query(self, wanted: Filter, words: str) -> tuple[str, list[object]]:
        parameters: list[object] = []
        words = storable(words)
        key = "e.seq"
        if match := _match(words):
            # The index is read from its end; CROSS JOIN keeps SQLite from turning the order round.
            source = "entries_fts f CROSS JOIN entries e ON e.seq = f.rowid"
            conditions = ["entries_fts MATCH ?"]
            parameters.append(match)
            key = "f.rowid"
        else:
            source = "entries e"
            conditions = ["e.listed", "e.deleted_at IS NULL"]
        for word in _unspaced(words):
            conditions.append("instr(e.text, ?) > 0")
            parameters.append(word)
        if wanted.program:
            # Named one by one, so that with one pass alone its index gives the order too.
            passes = self._passes(storable(wanted.program))
            conditions.append(f"e.enrollment_id IN ({', '.join('?' * len(passes))})")
            parameters += passes
        elif wanted.session and not match:
            # Says nothing, but lets the index by session be used.
            conditions.append("e.enrollment_id IN (SELECT id FROM enrollments)")
        if wanted.session:
            conditions.append("e.session_id = ?")
            parameters.append(storable(wanted.session))
        if wanted.since:
            conditions.append(f"{key} >= ?")
            parameters.append(first_seq(wanted.since))
        if wanted.until:
            conditions.append(f"{key} < ?")
            parameters.append(first_seq(wanted.until))
        where = " AND ".join(conditions)
        return (
            f"SELECT {_COLUMNS} FROM {source} {_JOIN} WHERE {where} ORDER BY {key} DESC",
            parameters,
        )


_IDS = "The journal shows each entry's id: resilify journal"


def _match(words: str) -> str:
    """Return words as an FTS5 query in which nothing is syntax but our own quotes and stars."""
    terms = []
    found = _TERM.findall(words)
    for phrase, word in found:
        text = phrase or word
        if re.search(_UNSPACED, text):
            continue
        star = "*" if word.endswith("*") else ""
        bare = text.rstrip("*") if word else text
        if any(character.isalnum() for character in bare):
            terms.append('"{}"{}'.format(bare.replace('"', '""').replace("\0", " "), star))
    if found and not terms and not _unspaced(words):
        # Nothing but marks was asked for: a character that is in no text finds none.
        return '"\ufffe"'
    return " ".join(terms)


def _unspaced(words: str) -> list[str]:
    found = (phrase or word.rstrip("*") for phrase, word in _TERM.findall(words))
    return [term for term in found if re.search(_UNSPACED, term)]


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        id=row["id"],
        kind=row["kind"],
        text=row["text"],
        at=local_time(row["created_at"], row["utc_offset"]),
        edited=row["updated_at"] != row["created_at"],
        prompt=row["prompt"],
        program=row["program"] or "",
        slug=row["slug"] or "",
        session=row["session_title"],
        activity_kind=row["activity_kind"],
        practice=bool(row["practice"]),
        said=(row["prompt"], row["text"], row["answers"] or ""),
        hash=row["hash"],
    )
