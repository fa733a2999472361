"""A journal in a .zip: what is whole in it comes in, and what is damaged is told."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.containers.zip_file import LARGEST
from resilify_cli.exchange.entries.portable_entry import ImportProblem
from resilify_cli.exchange.formats.registry import import_formats
from resilify_cli.exchange.importing.run_import import run_import
from resilify_cli.exchange.importing.summary import ImportSummary
from resilify_cli.store.database import Database
from tests.conftest import Run
from tests.exchange.conftest import new_store, told
from tests.fuzz.bounds import bounded

WAYS = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
ENTRY = '{"uuid": "%032x", "creationDate": "2026-11-03T20:15:00Z", "text": "day %d: %x"}'


def journal(count: int, first: int = 0) -> str:
    """Return a journal whose texts can't be packed to much less."""
    drawn = random.Random(first)
    entries = (ENTRY % (first + n, n, drawn.getrandbits(800)) for n in range(count))
    return '{"entries": [\n' + ",\n".join(entries) + "\n]}"


def packed(way: int, **journals: str) -> bytes:
    """Return a .zip with journals of these names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, text in journals.items():
            archive.writestr(f"{name}.json", text)
    return file.getvalue()


def from_zip(database: Database, path: Path, data: bytes) -> ImportSummary:
    path.write_bytes(data)
    with ImportSource(str(path)) as source:
        return run_import(database, import_formats()["dayone"], source)


@pytest.mark.parametrize("way", WAYS)
def test_damage_in_the_middle_of_a_file_costs_no_entry_before_it(
    empty: Database, tmp_path: Path, way: int
) -> None:
    """Whichever way it is packed, the damage is told once, and the other journal comes in whole."""
    data = bytearray(packed(way, Long=journal(5_000), Other=journal(3, first=50_000)))
    middle = len(data) * 3 // 4
    data[middle : middle + 64] = bytes(64)
    account = from_zip(empty, tmp_path / "a.zip", bytes(data))
    (problem,) = account.problems
    assert problem.location.startswith("Long.json:after entries[")
    assert len(told(empty)) > 3


@pytest.mark.parametrize("way", WAYS)
def test_a_small_file_that_is_damaged_costs_no_other(empty: Database, tmp_path: Path, way: int) -> None:
    """It is told by its name, and never as an odd one."""
    data = bytearray(packed(way, Small=journal(9), Other=journal(3, first=50)))
    data[400:420] = bytes(20)
    account = from_zip(empty, tmp_path / "a.zip", bytes(data))
    assert account.problems == [ImportProblem("Small.json", "the .zip is damaged from here on")]
    assert len(told(empty)) == 3


@settings(deadline=None, max_examples=60)
@given(
    way=st.sampled_from(WAYS),
    # Most of what can be wrong is in the list of files, at the end.
    flips=st.lists(
        st.tuples(st.integers(1, 300) | st.integers(1, 1500), st.integers(0, 255)), min_size=1, max_size=4
    ),
)
def test_any_damage_is_told_or_refused(
    tmp_path_factory: pytest.TempPathFactory, way: int, flips: list[tuple[int, int]]
) -> None:
    """Whichever bytes of a .zip are wrong, it ends in words."""
    data = bytearray(packed(way, Tage=journal(4), **{"Über": journal(2)}))
    for place, byte in flips:
        data[-place % len(data)] = byte
    store = new_store()
    try:
        account = from_zip(store, tmp_path_factory.getbasetemp() / "a.zip", b"PK\3\4" + bytes(data[4:]))
        came_in = {text for _, text in told(store)}
    except ImportRefusedError:
        return
    finally:
        store.close()
    # What came in is as it was, or it is told; and what did not is told.
    assert account.problems or account.left_out or came_in == _WHOLE


_WHOLE = {entry["text"] for count in (4, 2) for entry in json.loads(journal(count))["entries"]}


def test_a_damaged_zip_ends_the_command_in_a_sentence(resilify: Run, tmp_path: Path) -> None:
    """Where nothing of it can be read, that is a failure, and its place is told."""
    path = tmp_path / "a.zip"
    data = bytearray(packed(zipfile.ZIP_DEFLATED, Journal=journal(9)))
    data[300:320] = bytes(20)
    path.write_bytes(data)
    ran = resilify("journal", "import", str(path))
    assert (ran.returncode, ran.stderr) == (1, f"{path}:Journal.json: the .zip is damaged from here on\n")


def test_journals_that_are_too_large_together_are_refused(empty: Database, tmp_path: Path) -> None:
    """Each may be small enough, and all of them together too much to read; none is unpacked."""
    data = bytearray(packed(zipfile.ZIP_DEFLATED, One=journal(1), Two=journal(1, first=9)))
    at = -1
    for _ in range(2):
        # What the list of files says of a file's size.
        at = data.index(b"PK\1\2", at + 1)
        data[at + 24 : at + 28] = (LARGEST * 2 // 3).to_bytes(4, "little")
    with pytest.raises(ImportRefusedError, match="too large"):
        from_zip(empty, tmp_path / "a.zip", bytes(data))


def test_a_few_bytes_that_unpack_to_a_flood_take_little_memory(tmp_path: Path) -> None:
    """An entry of millions of empty lists in a small .zip is told in less memory than they would take."""
    path = tmp_path / "a.zip"
    flood = '{"entries": [{"creationDate": "2026-11-03T20:15:00Z", "text": "x", "tags": ['
    path.write_bytes(packed(zipfile.ZIP_DEFLATED, Journal=flood + "[]," * 20_000_000 + "[]]}]}"))
    assert path.stat().st_size < 100_000
    ran = bounded(str(tmp_path / "home"), "journal", "import", str(path), mebibytes=256)
    assert ran.returncode == 1
    assert b"too large" in ran.stderr
