"""The step of the schema by which the search finds the words of questions and titles too.

As every step it is frozen: what is to change comes as a step of its own.
"""

from __future__ import annotations

# As keyboards and other programs write it.
_APOSTROPHES = "'‘’ʼ＇´`"
_COLUMNS = "text, prompt, session, program, joined"


def _joined(column: str) -> str:
    """Return SQL for a text without its apostrophes, or for an empty one where it has none."""
    bare = column
    for mark in _APOSTROPHES:
        bare = f"replace({bare}, char({ord(mark)}), '')"
    return f"coalesce(nullif({bare}, {column}), '')"


def _put_in(where: str) -> str:
    shown = f"SELECT seq, {_COLUMNS} FROM shown_entries WHERE {where}"
    return f"INSERT INTO entries_fts (rowid, {_COLUMNS}) {shown};"


def _take_out(where: str) -> str:
    return (
        f"INSERT INTO entries_fts (entries_fts, rowid, {_COLUMNS})"
        f" SELECT 'delete', seq, {_COLUMNS} FROM shown_entries WHERE {where};"
    )


_CHANGES = "UPDATE OF seq, enrollment_id, listed, prompt, session_title, text, deleted_at ON entries"
_RENAMES = "UPDATE OF title ON enrollments WHEN old.title IS NOT new.title"

WORDS_OF_TITLES: tuple[str, ...] = (
    "DROP TRIGGER entries_fts_insert",
    "DROP TRIGGER entries_fts_change",
    "DROP TRIGGER entries_fts_delete",
    "DROP TABLE entries_fts",
    "DROP VIEW shown_entries",
    # To the index `don't` is two words, and `dont` is another. `joined` has what is written with an
    # apostrophe once more without it, so that each finds the other.
    f"""CREATE VIEW shown_entries AS SELECT e.seq, e.enrollment_id, e.text, e.prompt,
        e.session_title AS session, coalesce(p.title, '') AS program,
        {_joined("e.text")} || ' ' || {_joined("e.prompt")} || ' ' || {_joined("e.session_title")} || ' ' ||
        {_joined("coalesce(p.title, '')")} AS joined
        FROM entries e LEFT JOIN enrollments p ON p.id = e.enrollment_id
        WHERE e.listed AND e.deleted_at IS NULL""",
    f"""CREATE VIRTUAL TABLE entries_fts USING fts5 (
        {_COLUMNS}, content='shown_entries', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
    )""",
    # What the index has of a row is taken out before a change, when the view still shows it, and what it is
    # to have is put in after it: one trigger for each moment, whose order is not SQLite's to choose.
    f"""CREATE TRIGGER entries_fts_insert AFTER INSERT ON entries
        WHEN new.listed AND new.deleted_at IS NULL BEGIN {_put_in("seq = new.seq")} END""",
    f"CREATE TRIGGER entries_fts_leave BEFORE {_CHANGES} BEGIN {_take_out('seq = old.seq')} END",
    f"CREATE TRIGGER entries_fts_return AFTER {_CHANGES} BEGIN {_put_in('seq = new.seq')} END",
    f"CREATE TRIGGER entries_fts_delete BEFORE DELETE ON entries BEGIN {_take_out('seq = old.seq')} END",
    # The title of a program stands in its pass, which may come after its entries and go before them.
    f"""CREATE TRIGGER entries_fts_untitled BEFORE INSERT ON enrollments BEGIN
        {_take_out("enrollment_id = new.id")} END""",
    f"""CREATE TRIGGER entries_fts_titled AFTER INSERT ON enrollments BEGIN
        {_put_in("enrollment_id = new.id")} END""",
    f"CREATE TRIGGER entries_fts_unname BEFORE {_RENAMES} BEGIN {_take_out('enrollment_id = old.id')} END",
    f"CREATE TRIGGER entries_fts_rename AFTER {_RENAMES} BEGIN {_put_in('enrollment_id = new.id')} END",
    f"""CREATE TRIGGER entries_fts_untitle BEFORE DELETE ON enrollments BEGIN
        {_take_out("enrollment_id = old.id")} END""",
    f"""CREATE TRIGGER entries_fts_without AFTER DELETE ON enrollments BEGIN
        {_put_in("enrollment_id = old.id")} END""",
    "INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')",
)
