"""The store's schema, as numbered steps that are only ever appended to.

Each step runs with its record (`user_version`) in one transaction: an interrupted upgrade is as if it
had not begun. A step is a tuple of single statements, because `executescript` would commit. A step that has
landed never changes, nor does the code in `frozen` that its SQL calls; tests/store/test_migrations.py holds
both.
"""

from __future__ import annotations

from resilify_cli.store.schema_clocks import CLOCKS
from resilify_cli.store.schema_search import WORDS_OF_TITLES
from resilify_cli.store.schema_sync import SYNC

_FIRST = (
    """CREATE TABLE enrollments (
        id TEXT PRIMARY KEY,
        program_key TEXT NOT NULL,
        slug TEXT NOT NULL,
        title TEXT NOT NULL,
        path TEXT NOT NULL DEFAULT '',
        session_id TEXT NOT NULL DEFAULT '',
        step_id TEXT NOT NULL DEFAULT '',
        started_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        finished_at INTEGER,
        deleted_at INTEGER
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX enrollments_by_program ON enrollments (program_key, started_at)",
    "CREATE INDEX enrollments_by_update ON enrollments (updated_at)",
    """CREATE TABLE progress (
        enrollment_id TEXT NOT NULL REFERENCES enrollments (id),
        session_id TEXT NOT NULL,
        step_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'skipped')),
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (enrollment_id, session_id, step_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE finished_sessions (
        enrollment_id TEXT NOT NULL REFERENCES enrollments (id),
        session_id TEXT NOT NULL,
        finished_at INTEGER NOT NULL,
        PRIMARY KEY (enrollment_id, session_id)
    ) STRICT, WITHOUT ROWID""",
    # `seq` is the time in milliseconds, shifted, plus a few bits to keep rows apart. So rows, and
    # with them the search index, lie in the order of time: newest first is a walk from the end.
    """CREATE TABLE entries (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('response', 'note', 'checkin')),
        listed INTEGER NOT NULL,
        enrollment_id TEXT REFERENCES enrollments (id),
        session_id TEXT NOT NULL DEFAULT '',
        session_title TEXT NOT NULL DEFAULT '',
        activity_id TEXT NOT NULL DEFAULT '',
        activity_kind TEXT NOT NULL DEFAULT '',
        practice INTEGER NOT NULL DEFAULT 0,
        prompt TEXT NOT NULL DEFAULT '',
        text TEXT NOT NULL,
        answers TEXT,
        hash BLOB NOT NULL,
        created_at INTEGER NOT NULL,
        utc_offset INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        deleted_at INTEGER
    ) STRICT""",
    "CREATE INDEX entries_listed ON entries (seq) WHERE listed AND deleted_at IS NULL",
    """CREATE INDEX entries_by_session ON entries (enrollment_id, session_id, seq)
        WHERE listed AND deleted_at IS NULL""",
    """CREATE INDEX entries_by_enrollment ON entries (enrollment_id, seq)
        WHERE listed AND deleted_at IS NULL""",
    "CREATE INDEX entries_by_activity ON entries (enrollment_id, activity_id, seq)",
    # What a person types to name an entry is the random tail of its id.
    "CREATE INDEX entries_by_handle ON entries (substr(id, 13))",
    """CREATE TABLE entry_versions (
        entry_id TEXT NOT NULL REFERENCES entries (id),
        version INTEGER NOT NULL,
        prompt TEXT NOT NULL,
        text TEXT NOT NULL,
        answers TEXT,
        hash BLOB NOT NULL,
        written_at INTEGER NOT NULL,
        PRIMARY KEY (entry_id, version)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE readings (
        entry_id TEXT NOT NULL REFERENCES entries (id),
        measure TEXT NOT NULL,
        value REAL NOT NULL,
        low REAL NOT NULL,
        high REAL NOT NULL,
        PRIMARY KEY (entry_id, measure)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX readings_by_measure ON readings (measure, entry_id)",
    """CREATE TABLE drafts (
        enrollment_id TEXT NOT NULL REFERENCES enrollments (id),
        activity_id TEXT NOT NULL,
        practice INTEGER NOT NULL,
        content TEXT NOT NULL,
        hash BLOB NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (enrollment_id, activity_id, practice)
    ) STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE entries_fts USING fts5 (
        text, content='entries', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
    )""",
    """CREATE TRIGGER entries_fts_insert AFTER INSERT ON entries
        WHEN new.listed AND new.deleted_at IS NULL BEGIN
        INSERT INTO entries_fts (rowid, text) VALUES (new.seq, new.text);
    END""",
    """CREATE TRIGGER entries_fts_leave AFTER UPDATE OF text, deleted_at ON entries
        WHEN old.listed AND old.deleted_at IS NULL BEGIN
        INSERT INTO entries_fts (entries_fts, rowid, text) VALUES ('delete', old.seq, old.text);
    END""",
    """CREATE TRIGGER entries_fts_return AFTER UPDATE OF text, deleted_at ON entries
        WHEN new.listed AND new.deleted_at IS NULL BEGIN
        INSERT INTO entries_fts (rowid, text) VALUES (new.seq, new.text);
    END""",
    """CREATE TRIGGER entries_fts_delete AFTER DELETE ON entries
        WHEN old.listed AND old.deleted_at IS NULL BEGIN
        INSERT INTO entries_fts (entries_fts, rowid, text) VALUES ('delete', old.seq, old.text);
    END""",
)

_JOURNAL = (
    # What a person put on an entry besides its text: the #tags in it, and for a check-in its feelings
    # and activities. Read by label, newest first, and by entry.
    """CREATE TABLE labels (
        kind TEXT NOT NULL CHECK (kind IN ('tag', 'feeling', 'activity')),
        label TEXT NOT NULL,
        seq INTEGER NOT NULL REFERENCES entries (seq),
        PRIMARY KEY (kind, label, seq)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX labels_by_entry ON labels (seq)",
    # The index is of what the journal shows, and of nothing else: so it can be made anew, and compared with
    # the texts, by SQLite itself. The triggers stay as they are.
    "DROP TABLE entries_fts",
    "CREATE VIEW shown_entries AS SELECT seq, text FROM entries WHERE listed AND deleted_at IS NULL",
    """CREATE VIRTUAL TABLE entries_fts USING fts5 (
        text, content='shown_entries', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
    )""",
    "INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')",
    # As bytes: a text with a flipped bit may be no text that a function can be given.
    """INSERT INTO labels SELECT 'tag', j.value, e.seq
        FROM entries e, json_each(tags_of(CAST(e.text AS BLOB))) j""",
    # The person's own words for a check-in, and those of ours that they don't want to see.
    """CREATE TABLE words (
        kind TEXT NOT NULL CHECK (kind IN ('feeling', 'activity')),
        word TEXT NOT NULL,
        hidden INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (kind, word)
    ) STRICT, WITHOUT ROWID""",
    # Drafts outside any program: 'note', 'checkin', or the id of the entry that is being changed.
    """CREATE TABLE journal_drafts (
        place TEXT PRIMARY KEY,
        content TEXT NOT NULL,
        hash BLOB NOT NULL,
        updated_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # A deleted entry is in the trash until it is erased; then a row without words stays as its tombstone.
    "ALTER TABLE entries ADD COLUMN erased_at INTEGER",
    "CREATE INDEX entries_by_kind ON entries (kind, seq) WHERE listed AND deleted_at IS NULL",
    """CREATE INDEX entries_in_trash ON entries (deleted_at)
        WHERE deleted_at IS NOT NULL AND erased_at IS NULL""",
)

_ONE_TRIGGER = (
    # Two triggers of one event run in an order of SQLite's choice. The new words of a changed text came
    # before the old ones went, which took out again what both had: the search did not find it any more.
    "DROP TRIGGER entries_fts_leave",
    "DROP TRIGGER entries_fts_return",
    """CREATE TRIGGER entries_fts_change AFTER UPDATE OF text, deleted_at ON entries BEGIN
        INSERT INTO entries_fts (entries_fts, rowid, text)
            SELECT 'delete', old.seq, old.text WHERE old.listed AND old.deleted_at IS NULL;
        INSERT INTO entries_fts (rowid, text)
            SELECT new.seq, new.text WHERE new.listed AND new.deleted_at IS NULL;
    END""",
    "INSERT INTO entries_fts (entries_fts) VALUES ('rebuild')",
)

_ACTS = (
    # What was done here, so that the last of it can be taken back; `before` is JSON without words.
    """CREATE TABLE acts (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('added', 'changed', 'deleted', 'restored', 'imported')),
        entry_id TEXT NOT NULL DEFAULT '',
        before TEXT,
        source TEXT NOT NULL DEFAULT '',
        done_at INTEGER NOT NULL,
        undone_at INTEGER
    ) STRICT""",
    "CREATE INDEX acts_by_entry ON acts (entry_id)",
    # The entries that came in with an import.
    """CREATE TABLE act_entries (
        act INTEGER NOT NULL REFERENCES acts (number),
        entry_id TEXT NOT NULL,
        PRIMARY KEY (act, entry_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX act_entries_by_entry ON act_entries (entry_id)",
    # The date that an entry had when it said what a version says; empty in versions from before.
    "ALTER TABLE entry_versions ADD COLUMN created_at INTEGER",
    "ALTER TABLE entry_versions ADD COLUMN utc_offset INTEGER",
)

_TAGS_BY_ONE_RULE = (
    # Until now a `#` in code or in a link made a tag, and `work/project` and `c++` were cut short.
    """DELETE FROM labels WHERE kind = 'tag'
        AND seq IN (SELECT seq FROM entries WHERE instr(CAST(text AS BLOB), x'23'))""",
    """INSERT INTO labels SELECT 'tag', j.value, e.seq
        FROM entries e, json_each(tags_by_second_rule(CAST(e.text AS BLOB))) j
        WHERE instr(CAST(e.text AS BLOB), x'23')""",
)

_NAMED_DAY = (
    # The day that was told for an entry without a time, as `date.toordinal` counts; empty where its time
    # says it. See `entry_days`.
    "ALTER TABLE entries ADD COLUMN named_day INTEGER",
    # A file that told only a date came in as midnight, which is the day before where days begin later. Its
    # id has that time too, unlike one of a note that was written here about a time.
    """UPDATE entries SET named_day = (created_at + utc_offset * 60000 + 62135683200000) / 86400000
        WHERE kind = 'note' AND created_at BETWEEN 0 AND 8796093022207 AND utc_offset BETWEEN -1439 AND 1439
        AND (created_at + utc_offset * 60000) % 86400000 = 0
        AND substr(id, 1, 12) = printf('%012x', created_at)""",
)

# The named day belongs to a version's date as it does to an entry's.
_DAY_OF_VERSION = ("ALTER TABLE entry_versions ADD COLUMN named_day INTEGER",)

# The edition of its program that a pass was last gone on with, so that a newer one is told once.
_VERSION_OF_PASS = ("ALTER TABLE enrollments ADD COLUMN version TEXT NOT NULL DEFAULT ''",)

# When a pass was put down, for now; empty where it was not. It goes with the place that it was put down at.
_PAUSED = (
    "ALTER TABLE enrollments ADD COLUMN paused_at INTEGER",
    """CREATE TRIGGER enrollments_paused AFTER UPDATE OF paused_at ON enrollments
        WHEN new.clock = old.clock AND new.paused_at IS NOT old.paused_at BEGIN
        UPDATE enrollments SET
            clock = max((max(1, min(new.updated_at, 8796093022207)) << 20), old.clock + 1),
            device = (SELECT id FROM device) WHERE id = new.id;
    END""",
)

# What the store knows of its own files in a folder, what it has to write there anew, and what a sync in the
# background has to tell.
_SYNC_FILES = (
    "ALTER TABLE sync_segments ADD COLUMN size INTEGER NOT NULL DEFAULT -1",
    "ALTER TABLE sync_segments ADD COLUMN modified INTEGER NOT NULL DEFAULT -1",
    "ALTER TABLE sync_folders ADD COLUMN due TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE sync_folders ADD COLUMN background TEXT NOT NULL DEFAULT ''",
)

# What insights count by the day, so that no entry's text is gone past on the way to the next entry. The first
# has check-ins alone, and the second what belongs to a pass, so that a note is written to neither. Each has
# its conditions as columns too: SQLite looks at them again in every row.
_COUNTED_BY_DAY = (
    """CREATE INDEX checkins_by_time
        ON entries (kind, seq, listed, deleted_at, created_at, utc_offset, named_day, id)
        WHERE kind = 'checkin' AND listed AND deleted_at IS NULL""",
    "DROP INDEX entries_by_activity",
    """CREATE INDEX entries_by_activity ON entries (
        enrollment_id, activity_id, seq, practice, activity_kind, deleted_at, created_at, utc_offset,
        named_day, id
    ) WHERE enrollment_id IS NOT NULL""",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _JOURNAL,
    _ONE_TRIGGER,
    _ACTS,
    _TAGS_BY_ONE_RULE,
    _NAMED_DAY,
    CLOCKS,
    _DAY_OF_VERSION,
    WORDS_OF_TITLES,
    _VERSION_OF_PASS,
    SYNC,
    _PAUSED,
    _SYNC_FILES,
    _COUNTED_BY_DAY,
)
