"""Runs commands in processes that have loaded everything already, so that no test waits for imports.

A server (`tests/forking.py`) loads the package once and forks itself for each command: streams, environment,
folder, signals and exit code are the command's own. What Python reads of the environment when it starts
(`LANG`, `PYTHON...`) can't be set that way; a command with another of those gets a Python of its own.
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
    """Run a command in a process of its own, without a terminal, and return what came of it.

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
        self._requests.close()
        _, told = self._server.communicate(timeout=60)
        assert (self._server.returncode, told) == (0, b"")

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
        command = self.start(module, arguments, environment=environment, streams=(stdin, stdout, stderr))
        for descriptor in (stdin, stdout, stderr):
            os.close(descriptor)
        with command:
            told = _exchange(command, stdin_text.encode(), to_command, (from_stdout, from_stderr), timeout)
            if told is None:
                raise subprocess.TimeoutExpired([module, *arguments], timeout)
            returncode = command.wait()
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
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._requests, [b"."], [*streams, theirs.fileno()])
        request = {
            "module": module,
            "arguments": list(arguments),
            "environment": dict(environment),
            "folder": os.getcwd(),
            "umask": _umask(),
            "terminal": terminal,
        }
        return ForkedCommand(ours, request)


class ForkedCommand:
    """A command that the server runs."""

    def __init__(self, channel: socket.socket, request: Mapping[str, object]) -> None:
        """Tell the new process what to run, and hear which it is."""
        self._channel = channel
        self._lines = channel.makefile("rw", encoding="utf-8")
        self._lines.write(f"{json.dumps(request)}\n")
        self._lines.flush()
        self.process = int(self._lines.readline())
        self._returncode: int | None = None

    def __enter__(self) -> ForkedCommand:
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self._channel.close()

    def poll(self) -> int | None:
        """Return the exit code, a signal as a negative number; None while the command goes on."""
        if self._returncode is None and not select.select([self._channel], [], [], 0)[0]:
            return None
        return self.wait()

    def wait(self) -> int:
        """Return the exit code when the command has ended."""
        if self._returncode is None:
            self._returncode = int(self._lines.readline())
            self.__exit__()
        return self._returncode


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
