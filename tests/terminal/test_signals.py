"""Commands that are ended from outside leave nothing half done behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import private

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there no such signal can be sent")
_ENDS = [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT] if sys.platform != "win32" else []
_WRITING = """
import sys, time
from pathlib import Path
from resilify_cli.terminal.signals import exit_on_signals
from resilify_cli.exchange.exporting.folder_writer import open_folder_writer
from resilify_cli.atomic_files import atomic_write

exit_on_signals()
with atomic_write(Path("all.txt"), force=False) as file, \
        open_folder_writer(Path("all"), force=False) as write:
    file.write("a quail")
    file.flush()
    write("one.md", "a quail")
    print("half done", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("which", _ENDS, ids=lambda which: which.name)
def test_a_file_that_is_half_written_is_taken_away(tmp_path: Path, which: signal.Signals) -> None:
    """An export that is cut off by a closed window, or when a system shuts down, leaves no words behind."""
    with subprocess.Popen(private.python(_WRITING), cwd=tmp_path, stdout=subprocess.PIPE) as ran:
        assert ran.stdout is not None
        assert ran.stdout.readline() == b"half done\n"
        assert any(tmp_path.iterdir())
        ran.send_signal(which)
        assert ran.wait(30) == 128 + which
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("which", _ENDS, ids=lambda which: which.name)
def test_every_command_is_ended_in_order(home: Path, which: signal.Signals) -> None:
    """A command that waits for its input ends by the signal's number, and makes nothing."""
    with subprocess.Popen(
        [sys.executable, "-m", "resilify_cli", "journal", "add", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"RESILIFY_HOME": str(home), "LANG": "C.UTF-8", "PYTHONVERBOSE": "1"},
    ) as ran:
        assert ran.stderr is not None
        # It has loaded what it needs to read its input.
        for line in ran.stderr:
            if b"journal_editing.given_words" in line:
                break
        ran.send_signal(which)
        ran.communicate(timeout=30)
        assert ran.returncode == 128 + which
    assert not home.exists()


def test_who_had_a_signal_ignored_is_heeded(tmp_path: Path) -> None:
    """Under `nohup` a closed window ends nothing."""
    script = "import signal; from resilify_cli.terminal.signals import exit_on_signals; exit_on_signals()"
    told = "print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
    ran = subprocess.run(
        ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *private.python(f"{script}; {told}")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "True\n"
