"""The step of the schema that gives rows what stores are merged by: clocks, devices, and their triggers.

As every step it is frozen: what is to change comes as a step of its own.
"""

from __future__ import annotations

# A vector is JSON: the greatest clock by each device, as in `edits`.
_MINE = "(SELECT id FROM device)"
_MY_EDIT = f"""coalesce(json_extract(nullif(new.edits, ''), '$."' || {_MINE} || '"'), 0)"""
_SET_MY_EDIT = f"json_set(CASE edits WHEN '' THEN '{{}}' ELSE edits END, '$.\"' || {_MINE} || '\"', %s)"
_NOW = "(max(1, min(new.updated_at, 8796093022207)) << 20)"
_NEXT_CLOCK = f"max({_NOW}, old.clock + 1, {_MY_EDIT} + 1)"

CLOCKS: tuple[str, ...] = (
    # What stores are merged by; see `exchange.transfer.merge`. The triggers set it, whoever writes a row.
    # A random name, so that two stores can tell who wrote what. Nothing of the computer is in it.
    "CREATE TABLE device (id TEXT NOT NULL) STRICT",
    "INSERT INTO device VALUES (lower(hex(randomblob(8))))",
    # When the words of this row were written, in milliseconds and 20 bits that count on, and where.
    "ALTER TABLE entries ADD COLUMN clock INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entries ADD COLUMN device TEXT NOT NULL DEFAULT ''",
    # The changes and restorings of an entry since it was written, and those that its deletion knew of.
    "ALTER TABLE entries ADD COLUMN edits TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE entries ADD COLUMN deletion TEXT",
    # Why an erased row has no words: 'erased' on purpose, 'cleared' from the trash here, or elsewhere ('').
    "ALTER TABLE entries ADD COLUMN gone TEXT NOT NULL DEFAULT ''",
    # Counts up with each change of a row here, so that those since a time can be found.
    "ALTER TABLE entries ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE enrollments ADD COLUMN clock INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE enrollments ADD COLUMN device TEXT NOT NULL DEFAULT ''",
    # The pass through the same program that was there when this one was begun.
    "ALTER TABLE enrollments ADD COLUMN follows TEXT NOT NULL DEFAULT ''",
    # The pass that this one became a part of.
    "ALTER TABLE enrollments ADD COLUMN merged_into TEXT NOT NULL DEFAULT ''",
    # Came in with somebody's file beside a pass through the same program: never the one to go on with.
    "ALTER TABLE enrollments ADD COLUMN beside INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE enrollments ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
    # The device a draft came from; empty for one that was typed here.
    "ALTER TABLE drafts ADD COLUMN device TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE journal_drafts ADD COLUMN device TEXT NOT NULL DEFAULT ''",
    # When the words of a version were written, and where, as `clock` of an entry.
    "ALTER TABLE entry_versions ADD COLUMN clock INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE entry_versions ADD COLUMN device TEXT NOT NULL DEFAULT ''",
    "UPDATE entry_versions SET clock = max(1, min(written_at, 8796093022207)) << 20",
    # Of what was written before, the words of a deleted row are as old as its last version says.
    """UPDATE entries SET changed = 1, clock = CASE
        WHEN deleted_at IS NULL THEN max(1, min(updated_at, 8796093022207)) << 20
        ELSE max(1, min(updated_at, coalesce((SELECT max(written_at) + 1 FROM entry_versions v
            WHERE v.entry_id = entries.id), created_at), 8796093022207)) << 20 END""",
    """UPDATE entries SET edits = json_object('', clock)
        WHERE EXISTS (SELECT 1 FROM entry_versions v WHERE v.entry_id = entries.id)""",
    "UPDATE entries SET deletion = CASE edits WHEN '' THEN '{}' ELSE edits END WHERE deleted_at IS NOT NULL",
    """UPDATE entries SET gone = CASE WHEN deleted_at = erased_at THEN 'erased' ELSE 'cleared' END
        WHERE erased_at IS NOT NULL""",
    """UPDATE enrollments SET changed = 1, clock = max(1, min(updated_at, 8796093022207)) << 20,
        follows = coalesce((SELECT p.id FROM enrollments p
            WHERE p.program_key = enrollments.program_key AND p.program_key <> ''
            AND (p.started_at, p.id) < (enrollments.started_at, enrollments.id)
            ORDER BY p.started_at DESC, p.id DESC LIMIT 1), '')""",
    "CREATE INDEX entries_by_change ON entries (changed)",
    "CREATE INDEX enrollments_by_change ON enrollments (changed)",
    f"""CREATE TRIGGER entries_written AFTER INSERT ON entries WHEN new.clock = 0 OR new.changed = 0 BEGIN
        UPDATE entries SET changed = 1 + (SELECT max(changed) FROM entries),
            clock = CASE new.clock WHEN 0 THEN {_NOW} ELSE new.clock END,
            device = CASE new.clock WHEN 0 THEN {_MINE} ELSE new.device END,
            deletion = CASE WHEN new.deleted_at IS NULL THEN new.deletion
                ELSE coalesce(new.deletion, CASE new.edits WHEN '' THEN '{{}}' ELSE new.edits END) END
            WHERE seq = new.seq;
    END""",
    """CREATE TRIGGER entry_versions_written AFTER INSERT ON entry_versions WHEN new.clock = 0 BEGIN
        UPDATE entry_versions SET clock = max(1, min(new.written_at, 8796093022207)) << 20
            WHERE entry_id = new.entry_id AND version = new.version;
    END""",
    # One that lies in the trash stays there.
    f"""CREATE TRIGGER entries_edited AFTER UPDATE OF hash, created_at, utc_offset, named_day ON entries
        WHEN new.clock = old.clock AND new.erased_at IS NULL AND (new.hash IS NOT old.hash
            OR new.created_at <> old.created_at OR new.utc_offset <> old.utc_offset
            OR new.named_day IS NOT old.named_day) BEGIN
        UPDATE entries SET clock = {_NEXT_CLOCK}, device = {_MINE}, edits = {_SET_MY_EDIT % _NEXT_CLOCK},
            deletion = CASE WHEN deleted_at IS NULL THEN deletion ELSE {_SET_MY_EDIT % _NEXT_CLOCK} END
            WHERE seq = new.seq;
    END""",
    """CREATE TRIGGER entries_deleted AFTER UPDATE OF deleted_at ON entries
        WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL AND new.deletion IS old.deletion BEGIN
        UPDATE entries SET deletion = CASE edits WHEN '' THEN '{}' ELSE edits END WHERE seq = new.seq;
    END""",
    f"""CREATE TRIGGER entries_restored AFTER UPDATE OF deleted_at ON entries
        WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL AND new.edits = old.edits BEGIN
        UPDATE entries SET edits = {_SET_MY_EDIT % f"max(old.clock, {_MY_EDIT}) + 1"} WHERE seq = new.seq;
    END""",
    """CREATE TRIGGER entries_changed AFTER UPDATE ON entries WHEN new.changed = old.changed BEGIN
        UPDATE entries SET changed = 1 + (SELECT max(changed) FROM entries) WHERE seq = new.seq;
    END""",
    f"""CREATE TRIGGER enrollments_written AFTER INSERT ON enrollments
        WHEN new.clock = 0 OR new.changed = 0 BEGIN
        UPDATE enrollments SET changed = 1 + (SELECT max(changed) FROM enrollments),
            clock = CASE new.clock WHEN 0 THEN {_NOW} ELSE new.clock END,
            device = CASE new.clock WHEN 0 THEN {_MINE} ELSE new.device END WHERE id = new.id;
    END""",
    f"""CREATE TRIGGER enrollments_moved AFTER UPDATE OF session_id, step_id, slug, title ON enrollments
        WHEN new.clock = old.clock BEGIN
        UPDATE enrollments SET clock = max({_NOW}, old.clock + 1), device = {_MINE} WHERE id = new.id;
    END""",
    """CREATE TRIGGER enrollments_changed AFTER UPDATE ON enrollments WHEN new.changed = old.changed BEGIN
        UPDATE enrollments SET changed = 1 + (SELECT max(changed) FROM enrollments) WHERE id = new.id;
    END""",
    *(
        f"""CREATE TRIGGER {table}_{event} AFTER {event} ON {table} BEGIN
        UPDATE enrollments SET changed = 1 + (SELECT max(changed) FROM enrollments)
            WHERE id = new.enrollment_id;
    END"""
        for table in ("progress", "finished_sessions")
        for event in ("insert", "update")
    ),
)
