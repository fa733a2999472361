"""Nothing here uses the network: neither a test, nor the command as it is installed."""

from __future__ import annotations

import asyncio
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.offline import OFFLINE
from tests.offline import sitecustomize as network

CONNECT = "import socket; socket.create_connection(('127.0.0.1', 9))"


@pytest.fixture
def reaching() -> Iterator[list[str]]:
    """Let a test reach for the network on purpose, and give what was seen of it."""
    yield network.tried
    network.tried.clear()


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: socket.gethostbyname("localhost"),
    ],
    ids=["tcp", "udp", "connect", "look-up", "old-look-up"],
)
def test_a_test_that_reaches_for_the_network_fails(reach: Callable[[], object], reaching: list[str]) -> None:
    """A socket is refused before it is there, and is seen though the error may be shrugged off."""
    with pytest.raises(RuntimeError, match="reached for the network"):
        reach()
    assert len(reaching) == 1


def test_a_command_that_reaches_for_the_network_is_ended() -> None:
    """A process that a test starts ends at once with a code of its own, whatever it catches."""
    ran = subprocess.run(
        [sys.executable, "-c", f"try:\n    {CONNECT}\nexcept BaseException:\n    pass"],
        env=OFFLINE,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == network.EXIT_CODE
    assert "reached for the network" in ran.stderr


def test_an_event_loop_may_wake_itself() -> None:
    """Sockets inside this computer stay, since prompts run in an event loop."""

    async def answer() -> int:
        return await asyncio.to_thread(lambda: 42)

    assert asyncio.run(answer()) == 42


RESILIFY = Path(sys.executable).with_name("resilify")
EVERY_KIND = Path(__file__).parent / "data" / "every-kind"
COMMANDS = [
    ["list"],
    ["show", "cultivating-self-compassion"],
    ["start", "cultivating-self-compassion", "--plain"],
    ["continue", "--plain"],
    ["practice", "--list"],
    ["journal", "add", "A word about https://example.org #day"],
    ["journal", "search", "word"],
    ["checkin", "--mood", "3", "--note", "slow"],
    ["insights"],
    ["report", "--output", "report.html"],
    ["journal", "export", "--format", "json", "--output", "journal.json"],
    ["journal", "import", "journal.json"],
    ["help-now"],
    ["check", str(EVERY_KIND)],
    ["paths"],
    ["--version"],
]


LEFT = 130


@pytest.fixture
def traced(tmp_path: Path) -> Callable[[list[str], str], str]:
    """Run a command under strace, in a terminal if something is typed; return its sockets' calls."""
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    if not RESILIFY.exists():
        pytest.skip("the command is not installed beside this Python")
    calls = tmp_path / "calls"
    env = {
        "RESILIFY_HOME": str(tmp_path / "home"),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TERM": "xterm",
    }
    strace = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(calls)]

    def run(command: list[str], typed: str = "") -> str:
        if typed:
            child = pexpect.spawn(strace[0], [*strace[1:], *command], env=env, cwd=tmp_path, timeout=60)
            child.expect("write down")
            child.send(typed)
            child.expect("Kept as")
            child.expect(pexpect.EOF)
        else:
            ran = subprocess.run(
                [*strace, *command],
                env=env,
                cwd=tmp_path,
                input=b"\n\n",
                capture_output=True,
                timeout=120,
                check=False,
            )
            assert ran.returncode in (0, LEFT), ran.stderr
        return calls.read_text()

    return run


def beyond_this_computer(calls: str) -> list[str]:
    """Return the families of the sockets that are made, but AF_UNIX."""
    made = re.findall(r"\bsocket(?:pair)?\((\w+)", calls)
    return [family for family in made if family not in ("AF_UNIX", "AF_LOCAL")]


@pytest.mark.slow
def test_the_installed_command_opens_no_socket(traced: Callable[..., str]) -> None:
    """No command makes a socket that leads out of this computer, as the kernel sees it."""
    made = {
        " ".join(command): beyond_this_computer(traced([str(RESILIFY), *command])) for command in COMMANDS
    }
    assert made == {" ".join(command): [] for command in COMMANDS}


@pytest.mark.slow
def test_writing_in_a_terminal_opens_no_socket(traced: Callable[..., str]) -> None:
    """The screens, with their event loop and drafts, make none either."""
    assert beyond_this_computer(traced([str(RESILIFY), "journal", "add"], "A day.\x04")) == []


@pytest.mark.slow
def test_the_trace_sees_a_socket(traced: Callable[..., str]) -> None:
    """A program that makes one is seen, so that an empty list means something."""
    assert beyond_this_computer(traced([sys.executable, "-c", "import socket; socket.socket()"])) == [
        "AF_INET"
    ]
