"""Runs commands in processes that have loaded everything already, so that no test waits for imports.

A server (`tests/forking.py`) loads the package once and forks itself for a command: streams, environment,
folder, signals and exit code are the command's own. What Python reads of the environment when it starts
(`LANG`, `PYTHON...`) can't be set that way; a command with another of those gets a Python of its own.

What `run_command` runs may come after another in the same process, which is tidied up between them. What is
started with `start`, or in a terminal, has a fork for itself alone.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import select
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from tests.offline import OFFLINE

ROOT = Path(__file__).parents[1]
# Names a folder of modules that a command finds before all others, but for those that are loaded already.
MODULES = "TESTED_WITH_MODULES"
# The modules after which a process is tidied up, and runs another command: it costs a third of a new process.
_FOLLOWED = ("resilify_cli", "tests.commands.set_clock", "tests.process_state")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC0", **OFFLINE}


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what Python reads of an environment only when it starts."""
    names = ("PYTHON", "LC_", "LANG", "MALLOC", "LD_")
    read_later = {"PYTHON_KEYRING_BACKEND"}
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(names) and name not in read_later
    }


def run_command(
    *arguments: str,
    env: Mapping[str, str],
    stdin: str = "",
    module: str = "resilify_cli",
    at: str = "",
    errors: str = "strict",
) -> subprocess.CompletedProcess[str]:
    """Run a command in another process, without a terminal, and return what came of it.

    Its environment is that of every test's command, and `env`; `errors` is how its output is decoded. With
    `at`, the computer's clock stands at that time.
    """
    if at:
        module, arguments = "tests.commands.set_clock", (at, *arguments)
    return command_server().run(
        module, arguments, stdin_text=stdin, environment={**ENVIRONMENT, **env}, errors=errors
    )


@cache
def command_server() -> CommandServer:
    """Start the server when the first command is run, until the tests are over."""
    server = CommandServer(ENVIRONMENT)
    atexit.register(server.close)
    return server


class CommandServer:
    """The tests' side: starts the server, and has it run commands."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Start a server with the environment that its Python shall have."""
        self._at_start = _read_at_start(environment)
        # Processes that have run a command and wait for the next.
        self._idle: list[_Process] = []
        self._requests, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.forking", str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
                cwd=ROOT,
                env=dict(environment),
            )

    def close(self) -> None:
        """End the server, which ends when nobody asks it any more."""
        for process in self._idle:
            process.close()
        self._requests.close()
        _, told = self._server.communicate(timeout=60)
        assert (self._server.returncode, told) == (0, b""), (self._server.returncode, told)

    def run(
        self,
        module: str,
        arguments: Sequence[str],
        *,
        stdin_text: str,
        environment: Mapping[str, str],
        errors: str,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Do what `subprocess.run([sys.executable, "-m", module, *arguments], …)` does."""
        if not self.can_start(environment):
            return subprocess.run(
                [sys.executable, "-m", module, *arguments],
                input=stdin_text,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors=errors,
                env=dict(environment),
                timeout=timeout,
                check=False,
            )
        (stdin, to_command), (from_stdout, stdout), (from_stderr, stderr) = (os.pipe() for _ in range(3))
        again = module in _FOLLOWED and MODULES not in environment
        process = self._idle.pop() if again and self._idle else self._fork()
        request = _request(module, arguments, environment, again=again)
        command = ForkedCommand(process, request, (stdin, stdout, stderr))
        for descriptor in (stdin, stdout, stderr):
            os.close(descriptor)
        told = _exchange(command, stdin_text.encode(), to_command, (from_stdout, from_stderr), timeout)
        returncode = command.wait()
        if told is None:
            raise subprocess.TimeoutExpired([module, *arguments], timeout)
        if command.may_be_followed:
            self._idle.append(process)
        texts = [io.TextIOWrapper(io.BytesIO(one), "utf-8", errors).read() for one in told]
        return subprocess.CompletedProcess([module, *arguments], returncode, *texts)

    def can_start(self, environment: Mapping[str, str]) -> bool:
        """Whether a command with this environment can be forked: Python would start in no other way."""
        return self._at_start == _read_at_start(environment)

    def start(
        self,
        module: str,
        arguments: Sequence[str],
        *,
        environment: Mapping[str, str],
        streams: tuple[int, int, int],
        terminal: bool = False,
    ) -> ForkedCommand:
        """Have a process made that runs a command.

        Args:
            module: What `python -m` would be given.
            arguments: The arguments of the command.
            environment: Its whole environment.
            streams: The descriptors of its input, output and errors; they stay open here.
            terminal: Whether they are a terminal, which the command shall then have for its own.
        """
        request = _request(module, arguments, environment, terminal=terminal)
        return ForkedCommand(self._fork(), request, streams)

    def _fork(self) -> _Process:
        """Have a process made that hears what to run."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._requests, [b"."], [theirs.fileno()])
        return _Process(ours)


class _Process:
    """A fork of the server, which runs what it is told."""

    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.lines = channel.makefile("rw", encoding="utf-8")
        self.number = int(self.lines.readline())

    def close(self) -> None:
        """Have it run nothing more."""
        self.lines.close()
        self.channel.close()


class ForkedCommand:
    """A command that a fork of the server runs.

    `may_be_followed` is whether that process waits for another, once this has ended.
    """

    def __init__(self, process: _Process, request: Mapping[str, object], streams: Sequence[int]) -> None:
        """Tell a process what to run, with which streams."""
        self._forked = process
        self.process = process.number
        self.may_be_followed = False
        self._returncode: int | None = None
        socket.send_fds(process.channel, [b"."], list(streams))
        process.lines.write(f"{json.dumps(request)}\n")
        process.lines.flush()

    def poll(self) -> int | None:
        """Return the exit code, a signal as a negative number; None while the command goes on."""
        if self._returncode is None and not select.select([self._forked.channel], [], [], 0)[0]:
            return None
        return self.wait()

    def wait(self) -> int:
        """Return the exit code when the command has ended."""
        if self._returncode is None:
            *may_follow, code = self._forked.lines.readline().split()
            self.may_be_followed = bool(may_follow)
            self._returncode = int(code)
            if not self.may_be_followed:
                self._forked.close()
        return self._returncode


def _request(
    module: str,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    *,
    terminal: bool = False,
    again: bool = False,
) -> dict[str, object]:
    """Build the request by which a process runs a command; `again` is whether another may follow."""
    return {
        "module": module,
        "arguments": list(arguments),
        "environment": dict(environment),
        "folder": os.getcwd(),
        "umask": _umask(),
        "terminal": terminal,
        "again": again,
    }


def _umask() -> int:
    """Return which rights new files of this process don't get."""
    os.umask(mask := os.umask(0o077))
    return mask


def _exchange(
    command: ForkedCommand, given: bytes, to_command: int, outputs: Sequence[int], timeout: float
) -> list[bytes] | None:
    """Write to a command and read what it says until it ends; kill it after some seconds, and return None."""
    end = time.monotonic() + timeout
    said: dict[int, list[bytes]] = {output: [] for output in outputs}
    os.set_blocking(to_command, False)
    with selectors.DefaultSelector() as waiting:
        for output in outputs:
            waiting.register(output, selectors.EVENT_READ)
        waiting.register(to_command, selectors.EVENT_WRITE)
        while waiting.get_map():
            ready = waiting.select(max(end - time.monotonic(), 0))
            if not ready:
                os.kill(command.process, signal.SIGKILL)
                break
            for key, _ in ready:
                if key.fd == to_command:
                    try:
                        given = given[os.write(to_command, given[:65536]) :]
                    except BrokenPipeError:
                        # A command that ends before it has read all is no error.
                        given = b""
                    is_open = bool(given)
                else:
                    said[key.fd].append(os.read(key.fd, 65536))
                    is_open = bool(said[key.fd][-1])
                if not is_open:
                    waiting.unregister(key.fd)
                    os.close(key.fd)
        is_over = not waiting.get_map()
        for key in list(waiting.get_map().values()):
            os.close(key.fd)
    return [b"".join(said[output]) for output in outputs] if is_over else None
