"""A command in a pseudo-terminal that is forked from a process that has loaded everything already."""

from __future__ import annotations

import os
import sys
import termios
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pexpect
import ptyprocess

from tests.command_server import ForkedCommand, command_server

if TYPE_CHECKING:
    _Spawn = pexpect.spawn[bytes]
else:
    _Spawn = pexpect.spawn


class ForkedSpawn(_Spawn):
    """Runs `python -m MODULE ARGUMENTS` as `pexpect.spawn` does, without the time that it takes to start."""

    def _spawnpty(self, args: Sequence[str], **how: Any) -> ptyprocess.PtyProcess:
        server = command_server()
        if not server.can_start(how["env"]):
            return ptyprocess.PtyProcess.spawn(args, **how)
        python, option, module, *arguments = args
        assert (python, option) == (sys.executable, "-m"), args
        ours, theirs = os.openpty()
        termios.tcsetwinsize(theirs, how["dimensions"])
        streams = (theirs, theirs, theirs)
        command = server.start(module, arguments, environment=how["env"], streams=streams, terminal=True)
        os.close(theirs)
        return _ForkedPty(command, ours)


class _ForkedPty(ptyprocess.PtyProcess):  # type: ignore[misc]  # it has no types
    """A process in a pseudo-terminal that is no child of this one; the server tells when it has ended."""

    def __init__(self, command: ForkedCommand, terminal: int) -> None:
        super().__init__(command.process, terminal)
        self._command = command

    def isalive(self) -> bool:
        """Tell whether the command goes on; note its exit code or the signal that ended it."""
        if self._command.poll() is None:
            return True
        self.wait()
        return False

    def wait(self) -> int | None:
        """Return the exit code when the command has ended, or None if a signal ended it."""
        code = self._command.wait()
        self.terminated: bool = True
        self.exitstatus: int | None = code if code >= 0 else None
        self.signalstatus: int | None = -code if code < 0 else None
        return self.exitstatus
