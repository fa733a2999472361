"""Finds words of the journal that are similar to a word that is not in it, as one that was mistyped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.store.engine import Connection, ignore_database_errors
from resilify_cli.store.search_terms import single_words

if TYPE_CHECKING:
    from resilify_cli.store.database import Database

# How alike two words have to be, from 0 to 1: of four letters one may be missing, or two stand the other way.
_NEARNESS = 0.72
_MOST_NEAR = 3
# For how many words of a search near ones are looked for, and among how many of the index for each.
_MOST_MISSING = 5
_MOST_LOOKED_AT = 20_000
_SHORTEST, _LONGEST = 3, 40
_LAST = "\U0010ffff"


class SimilarWord(NamedTuple):
    """A word of the journal, and how many entries have it."""

    word: str
    entries: int


def find_similar_words(database: Database, words: str) -> dict[str, tuple[SimilarWord, ...]]:
    """Return, for each word of a search that is in no entry, similar words that are in some."""
    found: dict[str, tuple[SimilarWord, ...]] = {}
    with ignore_database_errors(), _index_words(database.connection) as connection:
        missing = (word for word in single_words(words) if not _is_there(connection, word))
        for word in islice(missing, _MOST_MISSING):
            found[word] = _nearest_words(connection, _fold(word.rstrip("*")))
    return found


@contextmanager
def _index_words(connection: Connection) -> Iterator[Connection]:
    """Give a connection that has the words of the index as the table `temp.index_words`, in no file."""
    (read_only,) = connection.execute("PRAGMA query_only").fetchone()
    # A temporary table counts as a write, though nothing of the store is touched.
    connection.execute("PRAGMA query_only = OFF")
    try:
        connection.execute("CREATE VIRTUAL TABLE temp.index_words USING fts5vocab (main, entries_fts, row)")
        try:
            yield connection
        finally:
            connection.execute("DROP TABLE temp.index_words")
    finally:
        connection.execute(f"PRAGMA query_only = {read_only}")


def _is_there(connection: Connection, word: str) -> bool:
    bare = _fold(word.rstrip("*"))
    last = bare + _LAST if word.endswith("*") else bare
    query = "SELECT 1 FROM temp.index_words WHERE term >= ? AND term <= ? LIMIT 1"
    return connection.execute(query, (bare, last)).fetchone() is not None


def _nearest_words(connection: Connection, word: str) -> tuple[SimilarWord, ...]:
    if not _SHORTEST <= len(word) <= _LONGEST:
        return ()
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=word, autojunk=False)
    ranked = []
    for term, entries in islice(_similar_candidates(connection, word), _MOST_LOOKED_AT):
        matcher.set_seq1(term)
        # The first two are upper bounds of the third, and quick.
        measures = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if all(measure() >= _NEARNESS for measure in measures):
            ranked.append((matcher.ratio(), entries, term))
    best = dict.fromkeys((entries, term) for _, entries, term in sorted(ranked, reverse=True))
    return tuple(SimilarWord(term, entries) for entries, term in islice(best, _MOST_NEAR))


def _similar_candidates(connection: Connection, word: str) -> Iterator[tuple[str, int]]:
    """Yield words of the index that begin as this one does, then those that begin so but for one letter.

    To count the entries of a word takes as long as there are many, so the index is not read from end to end.
    """
    others = (f"{letter}{begins}" for begins in (word[1:3], word[:2]) for letter in ascii_lowercase)
    for beginning in dict.fromkeys((word[0], word[1:3], f"{word[1]}{word[0]}", *others)):
        query = "SELECT term, doc FROM temp.index_words WHERE term >= ? AND term <= ?"
        yield from connection.execute(query, (beginning, beginning + _LAST))


def _fold(word: str) -> str:
    """Return a word as the index has it: in small letters, without marks on letters."""
    letters = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)))
