"""The two kinds of SQLite, of which a store needs one."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import private

_OPEN = """
import sys
from pathlib import Path
from resilify_cli.store.engine import any_error, connect, overlooked
assert not {"sqlite3", "sqlcipher3"} & set(sys.modules)
key = bytes.fromhex(sys.argv[2]) or None
def read():
    connect(Path(sys.argv[1]), key=key).execute("SELECT * FROM entries")
with overlooked():
    read()
try:
    read()
except any_error():
    print("both")
"""


@pytest.mark.parametrize("key", [b"", private.KEY], ids=["plain", "encrypted"])
def test_errors_are_known_of_a_module_that_is_loaded_late(tmp_path: Path, key: bytes) -> None:
    """What goes wrong with a file is overlooked or caught, though its kind was opened only after."""
    (tmp_path / "file").write_bytes(b"no database, and not a short one either" * 100)
    ran = subprocess.run(
        private.python(_OPEN, tmp_path / "file", key.hex()), capture_output=True, text=True, check=False
    )
    assert ran.stdout == "both\n", ran.stderr
