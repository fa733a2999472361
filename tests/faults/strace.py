"""The one harness of attacks at a system call: `strace` kills a command there, or lets the call fail."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.homes import run

NEEDED = pytest.mark.skipif(shutil.which("strace") is None, reason="attacks at system calls with strace")
WRITES = (
    "write,writev,pwrite64,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,"
    "link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmod,fchmodat,mkdir,mkdirat,utimensat"
)
# A file is made by an `openat`, of which most only read.
WRITES_AND_OPENS = f"{WRITES},openat"
# What a disk without any room refuses, from one call on; what is there can still be read and removed.
GROWS = "pwrite64,pwritev,fallocate,mkdir,mkdirat,link,linkat"

_CALL = re.compile(r"\d+ +([a-z0-9_]+)\(")


@dataclass(frozen=True)
class Moment:
    """A moment of a run: before the call `name`, which is the `number`-th of that name.

    `ahead` says of each name the number that its next call has.
    """

    name: str
    number: int
    ahead: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Fault:
    """What happens at a moment: a signal, or an error; `on`: at all calls of those names from then on."""

    moment: Moment
    what: str
    on: bool = False

    @property
    def at(self) -> tuple[tuple[str, int], ...]:
        """The calls that are hit, by their names and numbers: strace counts each name for itself."""
        return self.moment.ahead if self.on else ((self.moment.name, self.moment.number),)

    def __str__(self) -> str:
        return f"{self.what} at {self.moment.name} {self.moment.number}{' and on' if self.on else ''}"


@dataclass(frozen=True)
class Outcome:
    """How an attacked run ended: `struck` is the call that was hit, or empty if it ended before."""

    code: int
    out: str
    err: str
    struck: str

    @property
    def said(self) -> str:
        return self.out + self.err


def moments_at(root: Path, arguments: list[str], stdin: str, calls: str) -> list[Moment]:
    """Run the command unharmed, and return the moments before it changes something below `root`."""
    trace = root.with_suffix(".trace")
    ran = run(root, *arguments, stdin=stdin, before=_strace(trace, calls, "--seccomp-bpf"))
    assert ran.returncode in {0, 130}, ran.stderr
    ahead = dict.fromkeys(calls.split(","), 1)
    found = []
    for line in trace.read_text("utf-8", "replace").splitlines():
        if not (call := _CALL.match(line)):
            continue
        if str(root) in line and _changes(line):
            found.append(Moment(call[1], ahead[call[1]], tuple(ahead.items())))
        ahead[call[1]] += 1
    return found


def attack(root: Path, arguments: list[str], stdin: str, fault: Fault) -> Outcome:
    """Run the command with a fault."""
    trace = root.with_suffix(".trace")
    on = "+" if fault.on else ""
    inject = [
        part for name, number in fault.at for part in ("-e", f"inject={name}:{fault.what}:when={number}{on}")
    ]
    # It looks at no other call, and so is quick; but a signal is never sent then.
    quick = ("--seccomp-bpf",) if fault.what.startswith("error") else ()
    calls = ",".join(name for name, _ in fault.at)
    ran = run(root, *arguments, stdin=stdin, before=_strace(trace, calls, *quick, *inject))
    return Outcome(ran.returncode, ran.stdout, ran.stderr, _struck(trace.read_text("utf-8", "replace")))


def works() -> str:
    """Return why no attack can be made here, or an empty string."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(["strace", "-f", "--seccomp-bpf", "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


def _strace(trace: Path, calls: str, *more: str) -> tuple[str, ...]:
    return ("strace", "-f", "-qq", "-y", "-o", str(trace), "-e", f"trace={calls}", *more)


def _changes(line: str) -> bool:
    return not re.search(r"\bopenat\(", line) or "O_CREAT" in line or "O_TRUNC" in line


def _struck(trace: str) -> str:
    lines = trace.splitlines()
    if any("killed by SIGKILL" in line for line in lines):
        return next((line for line in reversed(lines) if "(" in line), "")
    return next((line for line in lines if "INJECTED" in line), "")
