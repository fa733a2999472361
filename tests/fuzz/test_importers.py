"""What is imported may be anything: each reader takes what it can, tells the rest, and ends soon."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.formats.registry import import_formats
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.store.database import Database
from tests.exchange.conftest import new_store, written
from tests.fuzz.bounds import ODD_TEXTS, bounded, soon, steering
from tests.fuzz.test_programs import Changes, changed

DAYONE = b"""{"metadata": {"version": "1.0"}, "entries": [
 {"uuid": "A1", "creationDate": "2026-11-03T20:15:00Z", "timeZone": "Europe/Berlin", "text": "A day",
  "tags": ["one"]},
 {"uuid": "A2", "creationDate": "2026-11-04T20:15:00Z", "text": "Another", "starred": true,
  "photos": [{"md5": "x"}]}
]}"""
JSON_PARTS = (
    b"""{ } [ ] " , : null -1 1e999 "\\ud800" "\\u0000" "id":"../../x", 2026-13-45T99:99:99Z +99:99""".split()
)
PARTS = [
    *JSON_PARTS,
    b"9" * 400,
    b"\n",
    b"\r",
    b"[2026-11-03 20:15] ",
    b"[9999-12-31 23:59] ",
    b"[0001-01-01 00:00] ",
    b"---\n",
    b"&a *a",
    b"!!x ",
    b"> ",
    b"\xff",
    b"\xef\xbb\xbf",
    *(text.encode("utf-8", "surrogatepass") for text in ODD_TEXTS),
]
CHANGES = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.integers(0, 20),
        st.sampled_from(PARTS) | st.binary(max_size=4),
        st.sampled_from([1, 1, 1, 2, 40, 5000]),
    ),
    min_size=1,
    max_size=6,
)
# A TextBundle is a folder or a .zip, and can't come as bytes alone.
NAMES = sorted({*import_formats()} - {"textbundle"})
DAYLIO = b"""full_date,date,weekday,time,mood,activities,note_title,note
2023-02-05,February 5,Sunday,9:12 AM,rad,family | walk,"","A slow morning."
2023-02-04,February 4,Saturday,10:45 PM,bad,,"Headache","It passed."
"""
APPLE = b"""<html><body><div class="pageHeader">Friday, May 10, 2024</div><div class="assetGrid">
<div class="gridItem assetType_photo"><img src="a.heic"></div></div><div class="title">A day</div>
<div class="bodyText"><p class="p2"><span>It rained.</span></p></div></body></html>"""


def full_store() -> Database:
    """Return a store with entries of several sorts."""
    store = new_store()
    with ImportSource("a file", io.BytesIO(DAYONE)) as source:
        run_import(store, import_formats()["dayone"], source)
    return store


def real(name: str) -> bytes:
    """Return a file that the format itself writes of a small store; a folder's files one after the other."""
    if own := {"dayone": DAYONE, "daylio": DAYLIO, "apple-journal": APPLE}.get(name):
        return own
    if name == "markdown":
        return b"---\nid: a\ncreated: 2026-11-03T20:15:00+01:00\nkind: note\ntags: [one]\n---\n\nA day\n"
    return written(full_store(), name)


def hold(name: str, data: bytes) -> None:
    """Bring bytes into an empty store, and hold what is true of whatever comes of it."""
    store = new_store()
    with soon():
        try:
            with ImportSource("a file", io.BytesIO(data)) as source:
                recognized_or_named = import_formats()[name] if name else detect_format(source)
                account = run_import(store, recognized_or_named, source)
        except ImportRefusedError as error:
            told = [error.message, error.hint]
        else:
            told = [f"{problem.location} {problem.message}" for problem in account.problems]
    assert all(len(words) < 600 for words in told)
    assert store.rows("PRAGMA integrity_check", ())[0][0] == "ok"
    kept = store.rows("SELECT text FROM entries", ())
    assert all(isinstance(row["text"], str) for row in kept)
    store.close()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_broken_is_whole_at_first(name: str) -> None:
    """The changes begin from a file of which each format reads every entry."""
    store = new_store()
    with ImportSource("a file", io.BytesIO(real(name))) as source:
        account = run_import(store, import_formats()[name], source)
    assert (account.problem_count, account.is_empty) == (0, False)
    assert store.rows("SELECT count(*) AS n FROM entries", ())[0]["n"] > 0
    store.close()


@settings(max_examples=30, deadline=None)
@given(name=st.sampled_from(NAMES), changes=CHANGES)
def test_a_real_export_that_is_broken_is_read_or_told(name: str, changes: Changes) -> None:
    """Whatever happens to an export's bytes, what can be read comes in and the store is sound."""
    hold(name, changed(real(name), changes))


@settings(max_examples=40, deadline=None)
@given(
    name=st.sampled_from(["", *NAMES]), data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode)
)
def test_any_bytes_are_read_or_told(name: str, data: bytes) -> None:
    """Any bytes, under any format's name or none, are entries or are refused."""
    hold(name, data)


@pytest.mark.slow
@settings(max_examples=600, deadline=None)
@given(name=st.sampled_from(NAMES), changes=CHANGES)
def test_many_broken_exports(name: str, changes: Changes) -> None:
    """The same, tried long enough to find what hides."""
    hold(name, changed(real(name), changes))


DEEP = 200_000
ENTRY = b'{"entries": [{"creationDate": "2026-11-03T20:15:00Z", "text": "'


def zip_bomb() -> bytes:
    """Return an archive that grows to 180 MB, with names that lead out of a folder."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("Journal.json", "../../evil.json", "/etc/evil.json"):
            packed.writestr(name, b'{"entries": [' + b" " * 60_000_000 + b"]}")
    return file.getvalue()


def yaml_bomb() -> bytes:
    """Return front matter of a few lines that grows to gigabytes."""
    lines = (b"%c: &%c [*%c,*%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 121))
    return b"---\na: &a [x,x]\n" + b"".join(lines) + b"---\n\nx\n"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep lists": lambda: b"[" * DEEP,
    "deep maps": lambda: b'{"entries":' * DEEP,
    "deep in an entry": lambda: b'{"entries": [{"text": ' + b"[" * DEEP,
    "one long text": lambda: ENTRY + b"a" * 10**7 + b'"}]}',
    "a number": lambda: b'{"entries": [{"creationDate": ' + b"9" * 10**6 + b"}]}",
    "a number with a power": lambda: b'{"entries": [{"creationDate": 1e999999999}]}',
    "many problems": lambda: b'{"entries": [' + b"1," * 10**6 + b"1]}",
    "many keys": lambda: b'{"entries": [{' + b",".join(b'"%d": 1' % n for n in range(DEEP)) + b"}]}",
    "headers": lambda: b"[2026-11-03 20:15] \n" * 50_000,
    "brackets": lambda: b"[" * 10**6 + b"\n[2026-11-03 20:15] x",
    "one long line": lambda: b"[2026-11-03 20:15] " + b"a " * (5 * 10**6),
    "front matter": lambda: b"---\n" + b"a: " * 10**6,
    "yaml bomb": yaml_bomb,
    "zip bomb": zip_bomb,
    "nothing": lambda: b"",
    "nul": lambda: b"\0" * 10**6,
}


@pytest.mark.slow
@pytest.mark.parametrize("hostile", [*HOSTILE])
def test_a_hostile_file_is_read_or_refused_within_bounds(tmp_path: Path, hostile: str) -> None:
    """Under three formats' names and none, a file made to break readers ends soon, in 512 MiB, with words."""
    file = tmp_path / "hostile"
    file.write_bytes(HOSTILE[hostile]())
    for form in ([], *(["--format", name] for name in ("json", "jrnl", "markdown"))):
        ran = bounded(str(tmp_path / "home"), "journal", "import", str(file), *form, seconds=60)
        assert steering(ran.stdout.decode()) == set()
    assert {found.name for found in tmp_path.iterdir()} <= {"hostile", "home"}
