"""Notes that the first version brought in are known again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.exchange.notes.legacy_ids import legacy_ids
from resilify_cli.exchange.transfer.deferred_index import DeferredFtsIndex
from resilify_cli.exchange.transfer.imported_entries import ImportedEntries
from resilify_cli.exchange.transfer.merge import MergeOutcome
from resilify_cli.store.database import Database
from tests.exchange.conftest import told
from tests.exchange.notes.test_note import note

# As the first version wrote them, with the ids and the texts that it gave them in UTC.
NOTES = {
    "thought.md": ("words", "00000000000027c666a20041ecbf", "words"),
    "sub/letter.md": ("A letter #sea `#code`", "000000000000836a0cf17ca364f4", "A letter #sea `#code`"),
    "front.md": (
        "---\ndate: 2024-03-01 20:15\nmood: 2\ntags: [work/project, c++]\n---\nwords\n",
        "018dfba7e1a01f4d7457bb6b49cf",
        "words\n\n#work-project #c",
    ),
    "windows.md": (
        "---\r\ntitle: A day\r\ncreated: 2024-03-02\r\n---\r\none\r\ntwo\r\n",
        "018dfc75e00079611d172b56d270",
        "A day\n\none\ntwo",
    ),
    "2024-03-03 20-15 a walk by the sea.md": ("a walk", "018e05f499a0acebdd7b79de0f0d", "a walk"),
    "2024-03-04.md": ("monday", "018e06c29800d5b502a50a86cc16", "monday"),
    "2024-03-05-x.md": (
        "---\ntags: a, b c\n---\nwords",
        "018e0be8f4000d6a961643e566cf",
        "words\n\n#a #b-c",
    ),
}


@pytest.mark.parametrize("name", NOTES)
def test_the_ids_are_those_of_the_first_version(name: str) -> None:
    """Each note of then has the id of then, whichever folder was named."""
    text, entry_id, _ = NOTES[name]
    assert entry_id in set(legacy_ids(text, f"/home/me/vault/{name}", UTC))


def test_a_store_of_then_gets_nothing_twice(empty: Database, tmp_path: Path) -> None:
    """All that was brought in then is known, though it would be read otherwise now."""
    with empty.transaction() as connection, DeferredFtsIndex(connection) as index:
        imports = ImportedEntries(empty, index)
        for text, entry_id, kept in NOTES.values():
            at = datetime.fromtimestamp(int(entry_id[:12], 16) / 1000 or 1_700_000_000, UTC)
            imports.add(entry_id, at, kept, "", "")
            assert text
    before = told(empty)
    for name, (text, _, _) in NOTES.items():
        note(tmp_path, name, text)
    with ImportSource(str(tmp_path)) as source:
        account = run_import(empty, detect_format(source), source)
    assert account.entries == {MergeOutcome.KNOWN: len(NOTES)}
    assert told(empty) == before
