"""Fixtures that every test may use: a home of its own, a clock that stands still, a store."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from resilify_cli.store.store import Store
from resilify_cli.vault.opening.stores import open_store
from tests.command_server import ENVIRONMENT, run_command
from tests.new_stores import copy_new_stores
from tests.offline import sitecustomize as network
from tests.read_programs import remember_bundled
from tests.stores_in_memory import close_all

pytest_plugins = ["tests.campaign", "tests.encrypted_homes", "tests.folders_in_memory", "tests.jrnl_file"]
Run = Callable[..., subprocess.CompletedProcess[str]]

# What is made up is the same at each run, so that a red test is about the change. Others, and
# more of them, are drawn with `--hypothesis-profile=default`.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("default", deadline=None)
settings.load_profile("repeatable")

# Seconds that a test may take before it is ended. On a computer that is busy with other things too, the
# longest of the default tests took 78 of them; a slow test may go on for most of an hour.
TIME_LIMIT = 600
SLOW_TIME_LIMIT = 3600


def pytest_configure() -> None:
    """Let the tests be in one zone wherever they run, as what they run in processes of their own is."""
    # Of what tests make next to nothing is left for the collector, which would look through all of it often.
    gc.set_threshold(100_000)
    os.environ["TZ"] = ENVIRONMENT["TZ"]
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are cores, as tests often wait for a terminal."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return usable + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Run the tests of a file in one process, so that what is made once for them is made once."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log) if config.getoption("dist") == "load" else None


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays until the end: modules, and thousands of tests."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Limit the time of each test; a campaign takes as long as it takes."""
    if config.pluginmanager.hasplugin("timeout") and not config.getoption("--campaign"):
        for item in items:
            slow = item.get_closest_marker("slow") is not None
            item.add_marker(pytest.mark.timeout(SLOW_TIME_LIMIT if slow else TIME_LIMIT))


@pytest.fixture(autouse=True, scope="session")
def _heeding_signals() -> None:
    """Let commands heed Ctrl-C, Ctrl-\\ and a closed window, also where a script runs the tests with `&`."""
    for name in ("SIGHUP", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def _quick_passphrases() -> None:
    """Let nobody pay for a passphrase that nobody guesses; a test of the key file asks for the full cost."""
    from resilify_cli.vault.keys import key_file

    key_file._COST.update(n=2**4)


@pytest.fixture(autouse=True, scope="session")
def _copied_new_stores() -> None:
    """Let no test wait until all steps of the schema are run."""
    copy_new_stores()


@pytest.fixture(autouse=True, scope="session")
def _remembered_programs() -> None:
    """Let no test wait until a bundled program is read that another has read before."""
    remember_bundled()


@pytest.fixture(autouse=True)
def _offline() -> Iterator[None]:
    """Fail the test that reaches for the network, even where the code shrugs the error off."""
    yield
    tried = list(network.tried)
    network.tried.clear()
    assert tried == []


@pytest.fixture(autouse=True)
def _stores_in_memory() -> Iterator[None]:
    """Close the stores that a test made in memory; Python 3.13 tells of each that is left open."""
    yield
    close_all()


class FixedClock:
    """A clock that moves only when it is told to, by default a second at each look."""

    def __init__(self, step: timedelta = timedelta(seconds=1)) -> None:
        self.time = datetime(2026, 11, 3, 20, 15, tzinfo=timezone(timedelta(hours=1)))
        self.step = step

    def __call__(self) -> datetime:
        self.time += self.step
        return self.time


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder of this test's own, to be given as RESILIFY_HOME; not made yet."""
    return tmp_path / "home"


@pytest.fixture
def store(home: Path, clock: FixedClock) -> Iterator[Store]:
    with open_store(home / "resilify.db", clock) as opened:
        yield opened


@pytest.fixture
def resilify(home: Path) -> Run:
    """Run the command in a process of its own, without a terminal, and return what came of it.

    With `at`, the computer's clock stands at that time.
    """

    def run(
        *arguments: str,
        stdin: str = "",
        env: dict[str, str] | None = None,
        check: bool = False,
        at: str = "",
    ) -> subprocess.CompletedProcess[str]:
        ran = run_command(*arguments, stdin=stdin, env={"RESILIFY_HOME": str(home), **(env or {})}, at=at)
        if check:
            ran.check_returncode()
        return ran

    return run


@pytest.fixture
def full_program(tmp_path: Path) -> Callable[..., Path]:
    """Write a full program: a folder with `program.md` and one file for each session's body."""

    def write(*bodies: str, slug: str = "a-program", extra: str = "") -> Path:
        folder = tmp_path / "programs" / slug
        (folder / "sessions").mkdir(parents=True, exist_ok=True)
        listed = "".join(f"    - file: sessions/{n}.md\n" for n in range(1, len(bodies) + 1))
        (folder / "program.md").write_text(
            f"---\ntitle: A program\nprogramId: {slug}-key\n{extra}sessions:\n  session:\n{listed}---\n"
        )
        for number, body in enumerate(bodies, 1):
            (folder / "sessions" / f"{number}.md").write_text(
                f"---\nid: session-{number}\ntitle: Session {number}\nminutes: 10\n---\n\n{body}"
            )
        return folder

    return write
