"""Copies, restore, repair and upgrade, killed or failing at every system call that writes."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from resilify_cli.errors import StoreError
from resilify_cli.store.copies.backups import Backups
from resilify_cli.store.copies.making import contents_of, copy_store
from resilify_cli.store.copies.placing import set_aside_files
from resilify_cli.store.health.checking import examine
from resilify_cli.store.opening import open_database
from resilify_cli.store.private.encryption import BACKUPS
from resilify_cli.store.schema import MIGRATIONS
from resilify_cli.store.store import open_store
from tests.conftest import FixedClock
from tests.store.damage import PAGE, Content, content, fill, zero

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(shutil.which("strace") is None, reason="injects faults with strace"),
]

_WRITES = (
    "write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat2,link,linkat,mkdir,chmod"
    ",utimensat"
)
_DO = """
import sys
from pathlib import Path
from resilify_cli.errors import ResilifyError
from resilify_cli.store.copies.backups import Backups
from resilify_cli.store.copies.daily import copy_if_due
from resilify_cli.store.health.checking import examine
from resilify_cli.store.health.mending import mend
from resilify_cli.store.copies.restoring import restore_store
from resilify_cli.store.salvage.salvaging import salvage
from resilify_cli.store.store import open_store
from tests.conftest import FixedClock

what, path, copy, clock = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), FixedClock()
try:
    if what == "daily":
        with open_store(path, clock) as store:
            copy_if_due(store.database, path.parent / "backups")
    elif what == "restore":
        restore_store(copy, path, clock(), key=None, present_key=None)
    elif what == "salvage":
        salvage(path, clock(), None, [copy])
    elif what == "mend":
        mend(path, None, examine(path, None).altered, [copy])
    elif what == "upgrade":
        open_store(path, clock).database.close()
except ResilifyError as error:
    sys.exit(3)
"""
DOINGS = ("daily", "restore", "salvage", "mend", "upgrade")


class Case:
    """A store in a home of its own, made anew for each try, and what may come of it."""

    def __init__(self, folder: Path, doing: str) -> None:
        self.doing = doing
        self.sound, self.before, self.copy = folder / "sound.db", folder / "before.db", folder / "copy.db"
        self.path = folder / "home" / "resilify.db"
        self._trace = folder / "trace"
        clock = FixedClock()
        if doing == "upgrade":
            database = open_database(self.sound, clock, create=True, migrations=MIGRATIONS[:-1])
            assert database
            database.close()
        fill(self.sound, clock, 30)
        with open_store(self.sound, clock) as store:
            copy_store(store.database.connection, self.sound, self.copy, None)
            if doing == "restore":
                store.notes.add("since then")
        shutil.copyfile(self.sound, self.before)
        self._damage()

    def _damage(self) -> None:
        if self.doing == "salvage":
            data = self.before.read_bytes()
            zero(self.before, data.index(b"calm sea 10 ") // PAGE * PAGE)
        elif self.doing == "mend":
            data = self.before.read_bytes().replace(b"a #walk a #walk", b"a #wolk a #walk", 1)
            self.before.write_bytes(data)
        elif self.doing == "upgrade":
            shutil.rmtree(self.path.parent, ignore_errors=True)
            self.before.unlink()
            database = open_database(self.before, FixedClock(), create=True, migrations=MIGRATIONS[:-1])
            assert database
            database.connection.execute("INSERT INTO words VALUES ('feeling', 'mine', 0, 7)")
            database.close()

    def again(self) -> None:
        """Put everything back to where it begins."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self.path.parent.mkdir(mode=0o700)
        shutil.copyfile(self.before, self.path)
        self.path.chmod(0o600)

    def run(self, fault: str = "", call: str = _WRITES, number: int = 0) -> int:
        """Do it, with a fault at the so-manieth call of a kind; return its exit code, negative if killed."""
        ran = self._traced("-e", f"inject={call}:{fault}:when={number}") if fault else self._python([])
        assert b"Traceback" not in ran.stderr, (call, number, ran.stderr.decode())
        return ran.returncode

    def calls(self) -> list[tuple[str, int]]:
        """Return each call at which there can be a fault, as its kind and the how-manieth of that it is."""
        self.again()
        self._traced()
        counts = Counter(re.findall(r"^\d+ +(\w+)\(", self._trace.read_text(), re.MULTILINE))
        return [(call, number) for call, count in counts.items() for number in range(1, count + 1)]

    def is_to_do(self) -> bool:
        """Return whether there is something to do still; a sound store has nothing to be saved from."""
        return self.doing != "salvage" or examine(self.path, None).salvage

    def _traced(self, *inject: str) -> subprocess.CompletedProcess[bytes]:
        strace = ["strace", "-f", "-o", str(self._trace), "-e", f"trace={_WRITES}", *inject]
        return self._python(strace)

    def _python(self, strace: list[str]) -> subprocess.CompletedProcess[bytes]:
        python = [sys.executable, "-B", "-c", _DO, self.doing, str(self.path), str(self.copy)]
        root = Path(__file__).parents[2]
        return subprocess.run([*strace, *python], check=False, cwd=root, capture_output=True, timeout=120)

    def check(self) -> None:
        """Assert that the store is the one from before or the right one, and that all copies are whole."""
        assert self.path.exists()
        # As the next command would: a write that was cut off is taken back.
        examine(self.path, None)
        there = self.path.read_bytes() == self.before.read_bytes()
        if not there:
            self._check_content(content_if_any(self.path))
        for aside in set_aside_files(self.path):
            assert aside.stat().st_size == self.before.stat().st_size
        for copy in Backups(self.path.parent / BACKUPS).all():
            assert contents_of(copy.path, None, thorough=True).altered == 0

    def _check_content(self, found: Content | None) -> None:
        assert found is not None
        if self.doing == "restore":
            assert found in (content(self.copy), content(self.sound))
            assert set_aside_files(self.path) or found == content(self.sound)
        elif self.doing == "upgrade":
            assert [row["word"] for row in found["words"]] == ["mine"]
        elif self.doing == "mend":
            assert found in (content(self.sound), content(self.before))
        else:
            assert found == content(self.sound)


def content_if_any(path: Path) -> Content | None:
    try:
        return content(path)
    except StoreError:
        return None


@pytest.fixture(params=DOINGS)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    return Case(tmp_path, request.param)


def test_without_a_fault_it_is_done(case: Case) -> None:
    """Each of them does what it should, when nothing stops it."""
    case.again()
    assert case.run() == 0
    case.check()
    if case.doing in ("upgrade", "daily"):
        assert len(Backups(case.path.parent / BACKUPS).all()) == 1
    else:
        assert content(case.path) == content(case.copy)


@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_a_fault_at_every_call_that_writes(case: Case, fault: str) -> None:
    """At each call in turn: the store is the one from before or the right one, and the next try works."""
    calls = case.calls()
    assert len(calls) > 5
    for call, number in calls:
        case.again()
        code = case.run(fault, call, number)
        assert code in (0, 3, -signal.SIGKILL), (call, number)
        case.check()
        if fault != "signal=KILL" and not call.startswith("unlink"):
            assert not list(case.path.parent.rglob("*.part")), (call, number)
        if case.is_to_do():
            assert case.run() == 0, (call, number)
        case.check()
        assert examine(case.path, None).findings == (), (call, number)
