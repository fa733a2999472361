"""No memory with words or keys in it reaches the disk, or another process."""

from __future__ import annotations

import inspect
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilify_cli.vault import core_dumps
from tests import private
from tests.conftest import Run


@pytest.fixture
def limit(tmp_path: Path) -> Iterator[Path]:
    """A place for the size that a core file may have in a child of resilify, where any size is allowed us."""
    resource = pytest.importorskip("resource", reason="there are no core files")
    before = resource.getrlimit(resource.RLIMIT_CORE)
    if before[1] == 0:
        pytest.skip("no core file is ever written here")
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield tmp_path / "limit"
    resource.setrlimit(resource.RLIMIT_CORE, before)


def _telling(limit: Path, more: str) -> Path:
    script = limit.with_name("a child")
    script.write_text(f'#!/bin/sh\nulimit -c > "{limit}"; {more}\n')
    script.chmod(0o700)
    return script


def test_no_core_file_is_written_of_words(resilify: Run, limit: Path) -> None:
    """Where a crash would write memory to the disk, that of resilify and of its editors is not written."""
    editor = _telling(limit, 'echo "a quail" > "$1"')
    resilify("journal", "add", "--editor", env={"EDITOR": f"'{editor}'"}, check=True)
    assert limit.read_text() == "0\n"


@pytest.mark.parametrize("command", ["passphrase", "doctor"])
def test_no_core_file_is_written_of_a_key(encrypted: Path, resilify: Run, limit: Path, command: str) -> None:
    """Nor is it in a command that only unlocks."""
    script = _telling(limit, f"echo '{private.PASSPHRASE}'")
    (encrypted / "settings.toml").write_text(f"passphrase_command = \"'{script}'\"\n")
    resilify(command)
    assert limit.read_text() == "0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux pipes cores to programs")
def test_no_core_is_piped_to_a_program(resilify: Run, limit: Path) -> None:
    """A limit of one byte is the one that counts there too, and no core fits it; an editor has it as well."""
    code = (
        "import resource, sys; open(sys.argv[1], 'w').write(str(resource.getrlimit(resource.RLIMIT_CORE)[0]))"
    )
    told = limit.with_name("told")
    editor = shlex.join([sys.executable, "-c", code, str(told)])
    resilify("journal", "add", "--editor", env={"EDITOR": editor})
    assert told.read_text() == "1"


_TELLS_ITSELF = """
import ctypes, os, sys
def tell():
    sys.stderr.write(f"dumpable: {ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)}\\n")
import atexit
atexit.register(tell)
sys.argv = ["resilify", *sys.argv[1:]]
from resilify_cli.cli import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux hides a process so")
def test_an_unlocked_process_is_hidden(encrypted: Path, given: dict[str, str], tmp_path: Path) -> None:
    """None of this user's processes reads its memory; what is piped or named by a number still comes in."""
    for command, dumpable in ((["journal"], 0), (["help-now"], 1), (["journal", "import", "-"], 0)):
        ran = subprocess.run(
            private.python(_TELLS_ITSELF, *command),
            input='{"application": "resilify", "entries": []}',
            capture_output=True,
            text=True,
            env={**given, "RESILIFY_HOME": str(encrypted), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            check=False,
        )
        assert f"dumpable: {dumpable}" in ran.stderr
        assert "Permission" not in ran.stderr


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_hidden_process_reads_its_own_input(tmp_path: Path) -> None:
    """Without root too, `/dev/stdin` opens in a process that is hidden, and its children are not."""
    # Nobody can't read the package in each place where the tests run, so it is given.
    code = (
        inspect.getsource(core_dumps)
        + "\nimport subprocess\nprotect_memory()\nprint(open('/dev/stdin').read())\n"
        + "code = 'import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))'\n"
        + "print(subprocess.run(['/usr/bin/python3', '-c', code], capture_output=True, text=True).stdout)"
    )
    become_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    ran = subprocess.run(
        # The pipe is theirs too: one of root's they could open by no name.
        [*become_nobody, "sh", "-c", 'echo words | exec /usr/bin/python3 -c "$0"', code],
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    assert (ran.stdout.split(), ran.stderr) == (["words", "1"], "")
