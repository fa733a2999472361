"""The server that forks itself for the commands of tests: `python -m tests.forking SOCKET`.

`tests/command_server.py` starts it, and tells each process what to run: one command, or one after the other.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import json
import os
import resource
import runpy
import select
import signal
import socket
import sys
import termios
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.abc import SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from pkgutil import walk_packages
from types import CodeType
from typing import Any, cast

import typer
import typer.main

import resilify_cli.__main__
from resilify_cli import console
from resilify_cli.app import background_sync, store_opener
from resilify_cli.command_line.lazy_group import LazyGroup
from resilify_cli.terminal import private_screen
from tests.command_server import MODULES

# What commands load when they need it. Left out is what looks at the environment as it is loaded.
LOADED_LATER = (
    *("bs4", "frontmatter", "ijson", "jinja2", "markdown_it", "prompt_toolkit", "pyrage"),
    *("rich.console", "rich.markdown", "rich.table", "sqlcipher3", "sqlite3", "wcwidth", "yaml"),
    "cryptography.hazmat.primitives.ciphers.aead",
)
# How Python has opened the standard streams: the encoding of each, and what is done with errors.
_STREAMS = {
    name: (getattr(sys, name).encoding, getattr(sys, name).errors) for name in ("stdin", "stdout", "stderr")
}
# The exit code of a command that ends because of a signal is this, and the signal.
ENDED_BY_SIGNAL = 128


def _load() -> None:
    """Load whatever commands need."""
    for module in walk_packages(resilify_cli.__path__, "resilify_cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in LOADED_LATER:
        with contextlib.suppress(ImportError):
            import_module(name)
    from resilify_cli.content import loader
    from resilify_cli.vault.keys import key_file
    from tests.new_stores import copy_new_stores
    from tests.read_programs import BUNDLED, copy_caches, remember_bundled

    remember_bundled()
    for program in filter(Path.is_dir, BUNDLED.iterdir()):
        loader.read_program(program)
    copy_caches()
    copy_new_stores()
    _make_commands()
    _main_code()
    # Nobody guesses the passphrase of a test. What a real one costs is held by the tests of the key file, and
    # by one in a terminal, where a command is no fork of this.
    key_file._COST.update(n=2**4)


def _make_commands() -> None:
    """Make each command of its Typer app now, which takes a fork a third of its time."""
    made: dict[int, tuple[typer.Typer, Any]] = {}
    make = typer.main.get_command

    def get_command(typer_instance: typer.Typer) -> Any:
        if id(typer_instance) not in made:
            made[id(typer_instance)] = (typer_instance, make(typer_instance))
        return made[id(typer_instance)][1]

    typer.main.get_command = get_command
    groups = [get_command(import_module("resilify_cli.cli").app)]
    while groups:
        group = groups.pop()
        commands = [group.get_command(None, name) for name in group.list_commands(None)]
        groups += [command for command in commands if isinstance(command, LazyGroup)]


class _Server:
    """The server's side: forks a process for each command, and tells its exit code."""

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._under_way: dict[int, socket.socket] = {}

    def serve(self) -> socket.socket | None:
        """Return where to hear what to run, in each fork; None in the server, once nobody asks any more."""
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
            asked, descriptors, _, _ = socket.recv_fds(self._requests, 1, 1)
            if not asked:
                return None
            channel = socket.socket(fileno=descriptors[0])
            if not (process := os.fork()):
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for one in (ended, tell_ended, self._requests):
                    one.close()
                return channel
            self._under_way[process] = channel
            channel.send(b"%d\n" % process)

    def _tell_ended(self) -> None:
        """Tell the exit code of each process that has ended."""
        for process in list(self._under_way):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                # Whoever asked may have given up.
                with self._under_way.pop(process) as channel, contextlib.suppress(OSError):
                    channel.send(b"%d\n" % os.waitstatus_to_exitcode(status))


def _run_commands(channel: socket.socket) -> int:
    """Run what is asked for, and return the exit code that this process ends with.

    Where another command may follow, the channel is told the exit code and this process stays, unless the
    command ended as none is meant to end, or left a file open: what failed may hang on to a store.
    """
    files = os.listdir("/dev/fd")
    handlers = {number: signal.getsignal(number) for number in signal.valid_signals()}
    while True:
        asked, streams, _, _ = socket.recv_fds(channel, 1, 3)
        if not asked:
            return 0
        with channel.makefile("r", encoding="utf-8") as lines:
            request: dict[str, Any] = json.loads(lines.readline())
        _prepare(request, streams)
        if not request["again"]:
            channel.close()
            return _run(request["module"])[0]
        code, as_meant = _run(request["module"])
        if not as_meant or os.listdir("/dev/fd") != files:
            return code
        _tidy_up(handlers)
        channel.send(b"again %d\n" % code)


def _prepare(request: Mapping[str, Any], streams: Sequence[int]) -> None:
    """Make this process what is asked for."""
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    if request["terminal"]:
        _own_terminal()
    _open_streams()
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    os.umask(request["umask"])
    if folder := request["environment"].get(MODULES):
        sys.path.insert(0, folder)
    sys.argv[1:] = request["arguments"]


def _own_terminal() -> None:
    """Make the terminal that the streams are the one of this process, as a new window does."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _open_streams() -> None:
    """Open the standard streams as Python does when it starts."""
    for number, (name, (encoding, errors)) in enumerate(_STREAMS.items()):
        mode, buffering = "w" if number else "r", 1 if name == "stderr" else -1
        stream = open(number, mode, buffering, encoding, errors, newline="\n", closefd=False)  # noqa: SIM115
        for of_this_name in (name, f"__{name}__"):
            setattr(sys, of_this_name, stream)


def _tidy_up(handlers: Mapping[signal.Signals, Any]) -> None:
    """Undo what a command did to its process, so that the next finds it as new."""
    with open(os.devnull, "r+b") as nothing:
        for number in range(3):
            os.dup2(nothing.fileno(), number)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        stream.close()
    for number, handler in handlers.items():
        if signal.getsignal(number) is not handler:
            signal.signal(number, handler)
    gc.disable()
    sys.excepthook = sys.__excepthook__
    console._silent[:] = [False]
    console.take_unseen_messages()
    private_screen._requests = private_screen._Requests()
    background_sync._asked.clear()
    store_opener.last_opened.clear()


@cache
def _main_code() -> CodeType:
    """Read the module that `python -m resilify_cli` runs: finding it takes a tenth of a fork's time."""
    loader = cast(SourceLoader, resilify_cli.__main__.__loader__)
    return cast(CodeType, loader.get_code(resilify_cli.__main__.__name__))


def _run_module(module: str) -> None:
    """Run a module as `python -m` runs it."""
    if module != resilify_cli.__name__:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return
    main = module_from_spec(cast(ModuleSpec, resilify_cli.__main__.__spec__))
    main.__name__ = "__main__"
    sys.modules["__main__"] = main
    sys.argv[0] = str(main.__file__)
    exec(_main_code(), vars(main))


def _run(module: str) -> tuple[int, bool]:
    """Run a module as Python runs it.

    Returns:
        The exit code that Python would end with, and whether the command ended by itself and left nothing.
    """
    as_meant = True
    try:
        _run_module(module)
    except SystemExit as end:
        code = end.code
    except BaseException:
        traceback.print_exc()
        code, as_meant = 1, False
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
        code, as_meant = 120, False
    return code or 0, as_meant and (code or 0) < ENDED_BY_SIGNAL and threading.active_count() == 1


if __name__ == "__main__":
    # The test that began it may have raised the limit for itself, and a core would lie in the checkout.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    _load()
    # What is there is never garbage, and its pages stay shared.
    gc.freeze()
    if asked_by := _Server(socket.socket(fileno=int(sys.argv[1]))).serve():
        # Python would tidy up all that was loaded before, which takes longer than most commands.
        os._exit(_run_commands(asked_by))
