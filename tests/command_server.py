"""Runs commands in processes that have loaded everything already, so that no test waits for imports.

A server loads the package once and forks itself for each command: streams, environment, folder, signals and
exit code are the command's own. What Python reads of the environment when it starts (`LANG`, `PYTHON...`)
can't be set that way; a command with another of those gets a Python of its own.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import resilify_cli
from tests.offline import OFFLINE

ROOT = Path(__file__).parents[1]
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **OFFLINE}
# What commands load when they need it. Left out is what looks at the environment as it is loaded.
LOADED_LATER = (
    *("bs4", "frontmatter", "ijson", "jinja2", "markdown_it", "prompt_toolkit", "pyrage"),
    *("rich.console", "rich.markdown", "rich.table", "sqlcipher3", "sqlite3", "wcwidth", "yaml"),
    "cryptography.hazmat.primitives.ciphers.aead",
)


def _read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what Python reads of an environment only when it starts."""
    names = ("PYTHON", "LC_", "LANG", "MALLOC", "LD_")
    return {name: value for name, value in environment.items() if name.startswith(names)}


def run_command(
    *arguments: str,
    env: Mapping[str, str],
    stdin: str = "",
    module: str = "resilify_cli",
    errors: str = "strict",
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, without a terminal, and return what came of it.

    Its environment is that of every test's command, and `env`; `errors` is how its output is decoded.
    """
    return _server().run(module, arguments, stdin=stdin, environment={**ENVIRONMENT, **env}, errors=errors)


@cache
def _server() -> CommandServer:
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
                [sys.executable, "-m", "tests.command_server", str(theirs.fileno())],
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
        stdin: str,
        environment: Mapping[str, str],
        errors: str,
        timeout: float = 120,
    ) -> subprocess.CompletedProcess[str]:
        """Do what `subprocess.run([sys.executable, "-m", module, *arguments], …)` does."""
        if self._at_start != _read_at_start(environment):
            return subprocess.run(
                [sys.executable, "-m", module, *arguments],
                input=stdin,
                capture_output=True,
                text=True,
                encoding="utf-8",
                errors=errors,
                env=dict(environment),
                timeout=timeout,
                check=False,
            )
        ours, (to_command, from_stdout, from_stderr) = self._fork()
        request = {
            "module": module,
            "arguments": list(arguments),
            "environment": dict(environment),
            "folder": os.getcwd(),
            "umask": _umask(),
        }
        with ours, ours.makefile("rw", encoding="utf-8") as channel, ThreadPoolExecutor() as at_once:
            channel.write(f"{json.dumps(request)}\n")
            channel.flush()
            killer = threading.Timer(timeout, os.kill, (int(channel.readline()), signal.SIGKILL))
            killer.start()
            began = time.monotonic()
            told = [
                at_once.submit(_read_text, descriptor, errors) for descriptor in (from_stdout, from_stderr)
            ]
            # A command that ends before it has read all is no error.
            with contextlib.suppress(BrokenPipeError), os.fdopen(to_command, "wb") as pipe:
                pipe.write(stdin.encode())
            returncode = int(channel.readline())
            killer.cancel()
            if returncode == -signal.SIGKILL and time.monotonic() - began >= timeout:
                raise subprocess.TimeoutExpired([module, *arguments], timeout)
            stdout, stderr = (one.result() for one in told)
        return subprocess.CompletedProcess([module, *arguments], returncode, stdout, stderr)

    def _fork(self) -> tuple[socket.socket, tuple[int, int, int]]:
        """Have a process made; return what to tell it through, and our ends of its streams."""
        ours, theirs = socket.socketpair()
        (stdin, to_command), (from_stdout, stdout), (from_stderr, stderr) = (os.pipe() for _ in range(3))
        with theirs:
            socket.send_fds(self._requests, [b"."], [stdin, stdout, stderr, theirs.fileno()])
        for descriptor in (stdin, stdout, stderr):
            os.close(descriptor)
        return ours, (to_command, from_stdout, from_stderr)


def _umask() -> int:
    """Return which rights new files of this process don't get."""
    os.umask(mask := os.umask(0o077))
    return mask


def _read_text(descriptor: int, errors: str) -> str:
    """Read a pipe to its end, its lines ended as `subprocess` ends them."""
    with os.fdopen(descriptor, encoding="utf-8", errors=errors) as pipe:
        return pipe.read()


def _load() -> None:
    """Load whatever commands need."""
    for module in walk_packages(resilify_cli.__path__, "resilify_cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in LOADED_LATER:
        with contextlib.suppress(ImportError):
            import_module(name)
    from resilify_cli.vault.keys import key_file
    from tests.read_programs import remember_bundled

    remember_bundled()
    # Nobody guesses the passphrase of a test. What a real one costs is held by the tests of the key file, and
    # by one in a terminal, where a command is no fork of this.
    key_file._COST.update(n=2**4)


class _Server:
    """The server's side: forks a process for each command, and tells its exit code."""

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._under_way: dict[int, socket.socket] = {}

    def serve(self) -> tuple[str, list[str]] | None:
        """Return what to run, in each process that is forked; return None here, when nobody asks any more."""
        # An end is read like a request: in a handler of the signal another one could come between.
        ended, tell_ended = socket.socketpair()
        ended.setblocking(False)
        tell_ended.setblocking(False)
        signal.set_wakeup_fd(tell_ended.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            ready, _, _ = select.select([self._requests, ended], [], [])
            if ended in ready:
                ended.recv(4096)
                self._tell_ended()
            if self._requests not in ready:
                continue
            asked, descriptors, _, _ = socket.recv_fds(self._requests, 1, 4)
            if not asked:
                return None
            channel = socket.socket(fileno=descriptors.pop())
            if not (process := os.fork()):
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for one in (ended, tell_ended, self._requests):
                    one.close()
                return _prepare(descriptors, channel)
            self._under_way[process] = channel
            channel.send(b"%d\n" % process)
            for descriptor in descriptors:
                os.close(descriptor)

    def _tell_ended(self) -> None:
        """Tell the exit code of each command that has ended."""
        for process in list(self._under_way):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                # Whoever asked may have given up.
                with self._under_way.pop(process) as channel, contextlib.suppress(OSError):
                    channel.send(b"%d\n" % os.waitstatus_to_exitcode(status))


def _prepare(streams: Sequence[int], channel: socket.socket) -> tuple[str, list[str]]:
    """Make this process what is asked for, and return the module to run and its arguments."""
    with channel, channel.makefile("r", encoding="utf-8") as lines:
        request: dict[str, Any] = json.loads(lines.readline())
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    os.umask(request["umask"])
    return request["module"], request["arguments"]


def _run(module: str) -> int:
    """Run a module as Python runs it, and return the exit code that Python would end with."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code = 1
    else:
        code = 0
    if not isinstance(code, int | None):
        print(code, file=sys.stderr)
        code = 1
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
    except OSError as error:
        print(f"Exception ignored in: {sys.stdout!r}\n{error!r}", file=sys.stderr)
        code = 120
    return code or 0


if __name__ == "__main__":
    _load()
    # What is there is never garbage, and its pages stay shared.
    gc.freeze()
    if command := _Server(socket.socket(fileno=int(sys.argv[1]))).serve():
        name, sys.argv[1:] = command
        # Python would tidy up all that was loaded before, which takes longer than most commands.
        os._exit(_run(name))
