"""The two kinds of SQLite, of which a store needs one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.exchange.transfer.entry_reader import EntryReader
from resilify_cli.store.engine import connect
from resilify_cli.store.journal import Filter
from resilify_cli.vault.opening.stores import open_store
from tests import private
from tests.conftest import FixedClock

_OPEN = """
import sys
from pathlib import Path
from resilify_cli.store.engine import connect, database_errors, ignore_database_errors
assert not {"sqlite3", "sqlcipher3"} & set(sys.modules)
key = bytes.fromhex(sys.argv[2]) or None
def read():
    connect(Path(sys.argv[1]), key=key).execute("SELECT * FROM entries")
with ignore_database_errors():
    read()
try:
    read()
except database_errors():
    print("both")
"""


@pytest.mark.parametrize("key", [b"", private.KEY], ids=["plain", "encrypted"])
def test_errors_are_known_of_a_module_that_is_loaded_late(tmp_path: Path, key: bytes) -> None:
    """What goes wrong with a file is ignored or caught, though its kind was opened only after."""
    (tmp_path / "file").write_bytes(b"no database, and not a short one either" * 100)
    ran = subprocess.run(
        private.python(_OPEN, tmp_path / "file", key.hex()), capture_output=True, text=True, check=False
    )
    assert ran.stdout == "both\n", ran.stderr


@pytest.mark.parametrize("key", [None, private.KEY], ids=["plain", "encrypted"])
def test_what_is_no_text_any_more_can_be_read(home: Path, clock: FixedClock, key: bytes | None) -> None:
    """One flipped bit in a text takes nothing from the rest: all else is read, and one letter is a mark."""
    path = private.make_encrypted(home, clock) if key else home / "resilify.db"
    with open_store(path, clock, private.unlock) as store:
        note = store.notes.add("a quail #grey")
        store.database.connection.execute(
            "UPDATE entries SET text = CAST(x'6120e865726f6e202367726579' AS TEXT) WHERE id = ?", (note,)
        )
    with open_store(path, clock, private.unlock) as store:
        (entry,) = store.journal.page(Filter(), 1).entries
        assert (entry.text, entry.intact) == ("a \ufffderon #grey", False)
        assert store.journal.page(Filter(), 9, 0, "grey").entries[0].id == note
        (found,) = EntryReader(store.database).entries(Filter(labels=(("tag", "grey"),)))
        assert found.text == entry.text


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="later ones ask without an error")
@pytest.mark.parametrize("key", [None, private.KEY], ids=["plain", "encrypted"])
def test_no_value_is_asked_for_an_adapter_of_its_own(key: bytes | None) -> None:
    """Python 3.11 would make and drop an error for each None and each bytes; they are kept as before."""
    connection = connect(None, key=key)
    module = sys.modules[type(connection).__module__]
    for kind in (type(None), bytes):
        assert (kind, module.PrepareProtocol) in module.adapters
    row = connection.execute("SELECT ?, typeof(?), ?, typeof(?)", (None, None, b"\0x", b"")).fetchone()
    assert tuple(row) == (None, "null", b"\0x", "blob")
