"""Reads the journal: entries newest first, filtered, and by the words in them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.errors import EntryNotFoundError
from resilify_cli.store.entry import COLUMNS, JOIN, Entry, read_entry
from resilify_cli.store.search_terms import (
    CLOSES,
    LONGEST_MARKED,
    OPENS,
    check_terms,
    find_matches,
    fts_query,
    unindexed_terms,
)
from resilify_cli.store.stamps import storable

if TYPE_CHECKING:
    from resilify_cli.days import Days
    from resilify_cli.store.database import Database
    from resilify_cli.store.engine import Row
    from resilify_cli.store.similar_words import SimilarWord

_FEW = 200


class Filter(NamedTuple):
    """Which entries to read. An empty field does not filter.

    Attributes:
        program: The slug or key of their program.
        session: The id of their session.
        days: The days they are of.
        kind: Their kind.
        labels: Pairs of kind and label; an entry must have all of them.
    """

    program: str = ""
    session: str = ""
    days: Days | None = None
    kind: str = ""
    labels: tuple[tuple[str, str], ...] = ()


class Page:
    """Some entries, newest first, and whether there are older ones."""

    def __init__(self, entries: tuple[Entry, ...], more: bool) -> None:
        self.entries = entries
        self.more = more


class Journal:
    """Reads the table `entries` and its search index."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, wanted: Filter, limit: int, offset: int = 0, words: str = "") -> Page:
        """Return a page of entries, newest first.

        Args:
            wanted: Which entries.
            limit: How many at most.
            offset: How many of the newest are left out.
            words: What to search for in the text, the question, and the titles of session and program: all of
                these, each as a whole word; "a phrase" in quotes, and `begin*` for words that begin so.

        Raises:
            UsageError: There are more than `MOST_TERMS` words.
        """
        check_terms(words)
        sql, parameters = self._query(wanted, words)
        rows = self._database.rows(f"{sql} LIMIT ? OFFSET ?", (*parameters, limit + 1, offset))
        entries = (_with_matches(row, words) if words else read_entry(row) for row in rows[:limit])
        return Page(tuple(entries), len(rows) > limit)

    def oldest_first(self, wanted: Filter, activity_kinds: Collection[str] = ()) -> Iterator[Entry]:
        """Yield every entry, oldest first. They are read one by one: the store must stay open meanwhile.

        Args:
            wanted: Which entries.
            activity_kinds: The kinds of the activities they answer; empty for any entry.
        """
        sql, parameters = self._query(wanted, "", "ASC", activity_kinds)
        return map(read_entry, self._database.stream(sql, parameters))

    def count(self, wanted: Filter, words: str = "") -> int:
        """Return how many entries all pages of `page` have together."""
        sql, parameters = self._query(wanted, words)
        return int(self._database.rows(f"SELECT count(*) FROM ({sql})", parameters)[0][0])

    def find(self, name: str, *, in_trash: bool = False) -> Entry:
        """Return the entry with this id, or whose handle begins so; a deleted one if it is `in_trash`.

        `last` is the entry of the journal that was written last.

        Args:
            name: The id, or the first letters of the handle that is shown for it.
            in_trash: Whether to look among deleted entries.

        Raises:
            EntryNotFoundError: there is none, or more than one.
        """
        name = name.lower()
        if name == _LAST and not in_trash:
            return self._last_entry()
        way_out = _TRASH if in_trash else _IDS
        if not re.fullmatch(r"[0-9a-f]{1,28}", name):
            raise EntryNotFoundError(f"{name[:40]!r} is no id of an entry.", way_out)
        there = "e.deleted_at IS NOT NULL AND e.erased_at IS NULL" if in_trash else "e.deleted_at IS NULL"
        query = f"SELECT {COLUMNS} FROM entries e {JOIN} WHERE {there} AND"
        rows = self._database.rows(
            f"{query} substr(e.id, 13) >= ? AND substr(e.id, 13) < ? LIMIT 5", (name, name + "g")
        )
        rows = rows or self._database.rows(f"{query} e.id = ?", (name,))
        if not rows:
            where = "in the trash " if in_trash else ""
            raise EntryNotFoundError(f"No entry {where}has an id that begins with {name!r}.", way_out)
        if len(rows) > 1:
            longer = ", ".join(sorted(str(row["id"])[12:24] for row in rows))
            raise EntryNotFoundError(f"More than one entry begins with {name!r}.", f"For example {longer}.")
        return read_entry(rows[0])

    def _last_entry(self) -> Entry:
        # An id begins with the time at which the entry was written, whatever its date.
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM entries e {JOIN} WHERE e.listed AND e.deleted_at IS NULL"
            " ORDER BY e.id DESC LIMIT 1"
        )
        if not rows:
            raise EntryNotFoundError("The journal is still empty.", "To begin: resilify start")
        return read_entry(rows[0])

    def similar_words(self, words: str) -> dict[str, tuple[SimilarWord, ...]]:
        """Return, for each word of a search that is in no entry, similar words that are in some."""
        from resilify_cli.store.similar_words import find_similar_words

        return find_similar_words(self._database, storable(words))

    def newest(self) -> Entry | None:
        """Return the newest entry."""
        return self._entry_at_end("DESC")

    def oldest(self) -> Entry | None:
        """Return the oldest entry."""
        return self._entry_at_end("ASC")

    def tags(self) -> list[tuple[str, int]]:
        """Return every tag and how many entries have it, the commonest first."""
        rows = self._database.rows(
            "SELECT t.label, count(*) AS times FROM labels t JOIN entries e ON e.seq = t.seq"
            " WHERE t.kind = 'tag' AND e.listed AND e.deleted_at IS NULL"
            " GROUP BY t.label ORDER BY times DESC, t.label"
        )
        return [(row["label"], row["times"]) for row in rows]

    def explain(self, wanted: Filter, words: str = "") -> list[str]:
        """Return SQLite's plan for a query, so that a test can see that no table is scanned."""
        sql, parameters = self._query(wanted, words)
        rows = self._database.rows(f"EXPLAIN QUERY PLAN {sql} LIMIT 10", parameters)
        return [str(row["detail"]) for row in rows]

    def _entry_at_end(self, order: str) -> Entry | None:
        rows = self._database.rows(
            f"SELECT {COLUMNS} FROM entries e {JOIN} WHERE e.listed AND e.deleted_at IS NULL"
            f" ORDER BY e.seq {order} LIMIT 1"
        )
        return read_entry(rows[0]) if rows else None

    def _is_rare(self, label: tuple[str, str]) -> bool:
        """Return whether it is less work to look at each entry with a label than at each with a word."""
        rows = self._database.rows(
            "SELECT 1 FROM labels WHERE kind = ? AND label = ? LIMIT ?", (*label, _FEW)
        )
        return len(rows) < _FEW

    def _pass_ids(self, program: str) -> list[str]:
        rows = self._database.rows(
            "SELECT id FROM enrollments WHERE slug = ? OR program_key = ?", (program, program)
        )
        # An id that no pass has, where there is none: an empty list would make SQLite read every row.
        return [str(row["id"]) for row in rows] or [""]

    def _query(
        self, wanted: Filter, words: str, order: str = "DESC", activity_kinds: Collection[str] = ()
    ) -> tuple[str, list[object]]:
        words = storable(words)
        labels = [(kind, storable(name)) for kind, name in wanted.labels]
        where = _Conditions(["e.listed", "e.deleted_at IS NULL"], [])
        key, source = "e.seq", "entries e"
        match = fts_query(words)
        # Without words nothing is marked: four empty texts more would be a fifth of the reading.
        marked = f", {_MARKED if match else _UNMARKED}" if words else ""
        # CROSS JOIN keeps SQLite from turning the order round.
        if match and labels and self._is_rare(labels[0]):
            key = "t.seq"
            source = (
                "labels t CROSS JOIN entries_fts f ON f.rowid = t.seq CROSS JOIN entries e ON e.seq = t.seq"
            )
            where = _Conditions(["entries_fts MATCH ?"], [match])
            where.add("t.kind = ? AND t.label = ?", *labels.pop(0))
        elif match:
            # The index is read from its end.
            key, source = "f.rowid", "entries_fts f CROSS JOIN entries e ON e.seq = f.rowid"
            # What is in the index is listed and not deleted.
            where = _Conditions(["entries_fts MATCH ?"], [match])
        elif labels:
            key, source = "t.seq", "labels t CROSS JOIN entries e ON e.seq = t.seq"
            where.add("t.kind = ? AND t.label = ?", *labels.pop(0))
        for kind, name in labels:
            there = f"SELECT 1 FROM labels l WHERE l.kind = ? AND l.label = ? AND l.seq = {key}"
            where.add(f"EXISTS ({there})", kind, name)
        for word in unindexed_terms(words):
            columns = _MARKED_COLUMNS.values()
            where.add(f"({' OR '.join(f'instr({c}, ?) > 0' for c in columns)})", *[word] * len(columns))
        self._narrow(where, wanted, key, by_index=source == "entries e")
        if activity_kinds:
            where.add(f"e.activity_kind IN ({', '.join('?' * len(activity_kinds))})", *activity_kinds)
        return (
            f"SELECT {COLUMNS}{marked} FROM {source} {JOIN}"
            f" WHERE {' AND '.join(where.conditions)} ORDER BY {key} {order}",
            where.parameters,
        )

    def _narrow(self, where: _Conditions, wanted: Filter, key: str, *, by_index: bool) -> None:
        if wanted.program:
            # Named one by one, so that with one pass alone its index gives the order too.
            passes = self._pass_ids(storable(wanted.program))
            where.add(f"e.enrollment_id IN ({', '.join('?' * len(passes))})", *passes)
        elif wanted.session and by_index:
            # Says nothing, but lets the index by session be used.
            where.add("e.enrollment_id IN (SELECT id FROM enrollments)")
        if wanted.session:
            where.add("e.session_id = ?", storable(wanted.session))
        if wanted.kind:
            where.add("e.kind = ?", wanted.kind)
        if wanted.days:
            from resilify_cli.store.entry_days import day_conditions

            for condition in day_conditions(wanted.days, key):
                where.add(*condition)


# The columns in which places are marked, in the order of the index, by the names they get.
_MARKED_COLUMNS = {
    "marked_text": "e.text",
    "marked_prompt": "e.prompt",
    "marked_session": "e.session_title",
    "marked_program": "p.title",
}
# FTS5 copies the whole text at each match, so a long one with many would take hours.
_MARKED = ", ".join(
    f"CASE WHEN length({column}) <= {LONGEST_MARKED}"
    f" THEN highlight(entries_fts, {number}, '{OPENS}', '{CLOSES}') ELSE '' END AS {name}"
    for number, (name, column) in enumerate(_MARKED_COLUMNS.items())
)
_UNMARKED = ", ".join(f"'' AS {name}" for name in _MARKED_COLUMNS)


def _with_matches(row: Row, words: str) -> Entry:
    entry = read_entry(row)
    return entry._replace(
        matches=find_matches(entry.text, row["marked_text"], words),
        prompt_matches=find_matches(entry.prompt, row["marked_prompt"], words),
        session_matches=find_matches(entry.session, row["marked_session"], words),
        program_matches=find_matches(entry.program, row["marked_program"], words),
    )


class _Conditions:
    """The conditions of a query that must all hold, and their parameters in order."""

    def __init__(self, conditions: list[str], parameters: list[object]) -> None:
        self.conditions = conditions
        self.parameters = parameters

    def add(self, condition: str, *parameters: object) -> None:
        """Ask for this too."""
        self.conditions.append(condition)
        self.parameters.extend(parameters)


_LAST = "last"
_IDS = "The journal shows each entry's id: resilify journal"
_TRASH = "To see what is in the trash: resilify journal restore"
