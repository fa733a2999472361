"""What an answer and a draft cost the disk, seen from the system calls."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("strace") is None, reason="counts system calls with strace"),
]

_WALK = """
import sys
from pathlib import Path
from tests.conftest import FixedClock
from resilify_cli.content.loader import load_program
from resilify_cli.prompters.scripted import ScriptedPrompter
from resilify_cli.session.stored_history import StoredAnswerHistory
from resilify_cli.session.runner import SessionRunner
from resilify_cli.vault.opening.stores import open_store

path, home, answers = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
program, clock = load_program(path), FixedClock()
with open_store(home / "resilify.db", clock) as store:
    enrollment = store.enrollments.begin(program.key, program.slug, program.title, "")
    history = StoredAnswerHistory(store, enrollment, program)
    prompter = ScriptedPrompter([None, *["words"] * answers])
    SessionRunner(program, program.sessions[0], enrollment, store, prompter, clock, history).run()
"""


def _fsyncs(program: Path, home: Path, answers: int) -> int:
    """Walk this many answers into a new store, and return how often the disk was made to write."""
    trace = home.with_suffix(".trace")
    subprocess.run(
        [
            "strace",
            "-f",
            "-o",
            str(trace),
            "-e",
            "trace=fsync,fdatasync",
            sys.executable,
            "-c",
            _WALK,
            str(program),
            str(home),
            str(answers),
        ],
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return trace.read_text().count("sync(")


def test_fsyncs_of_an_answer(full_program: Callable[..., Path], tmp_path: Path) -> None:
    """An answer, its progress and the place to go on from are one commit: five fsyncs."""
    body = "## One {#one}\n\n" + "".join(f":::{{note}} n{n}\nWhat?\n:::\n\n" for n in range(12))
    program = full_program(body)
    one, eleven = (_fsyncs(program, tmp_path / f"home{n}", n) for n in (1, 11))
    # The rollback journal twice, its folder, the store, and the folder again once the journal is gone.
    assert (eleven - one) / 10 == 5
