"""Runs commands side by side, in a pipe or in a pseudo-terminal, and compares their times."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles
from time import perf_counter

PIPED = "piped"
TERMINAL = "terminal"
MODES = (PIPED, TERMINAL)
_ROWS, _COLUMNS = 24, 80
_STARTER = """
import os, sys, time
begin = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - begin
print(f"\\n{seconds} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}", file=sys.stderr)
"""
_STYLES = re.compile("\x1b\\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Arm:
    """A command to measure. `shows` must all stand in its output, each time it is run.

    `rounds` is in how many rounds it takes part, if not in all. `repeats` is how often it is run in a
    round; the median counts. With `until`, it is ended as soon as that stands in the terminal.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    shows: tuple[str, ...] = ()
    rounds: int | None = None
    repeats: int = 1
    until: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """Quartiles of `pairs` ratios."""

    low: float
    middle: float
    high: float
    pairs: int


Times = Mapping[str, Sequence[float | None]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds, and the most memory that it held, in MiB."""

    seconds: float
    peak: float


class WrongOutputError(Exception):
    """A command failed, or did not show what it should: its time would mean nothing."""


def measure(arms: Sequence[Arm], rounds: int, mode: str) -> Times:
    """Return each arm's seconds by round, None where it did not take part.

    Each round runs the arms in another order, so that what disturbs the machine meets all alike. One
    run of each goes before and is not counted.
    """
    for arm in arms:
        run(arm, mode)
    times: dict[str, list[float | None]] = {arm.name: [] for arm in arms}
    random = Random(1)
    for number in range(rounds):
        taking_part = [arm for arm in arms if _takes_part(arm, number, rounds)]
        order = [arm for arm in taking_part for _ in range(arm.repeats)]
        random.shuffle(order)
        found: dict[str, list[float]] = {arm.name: [] for arm in arms}
        for arm in order:
            found[arm.name].append(run(arm, mode)[0])
        for name, seconds in found.items():
            times[name].append(median(seconds) if seconds else None)
        print(f"  {mode}: round {number + 1} of {rounds}", end="\r", file=sys.stderr)
    print(file=sys.stderr)
    return times


def compare(times: Times, over: str, under: str) -> Spread:
    """Return the quartiles of one arm's time over another's, round by round."""
    pairs = zip(times[over], times[under], strict=True)
    return spread([a / b for a, b in pairs if a is not None and b is not None])


def spread(values: Sequence[float]) -> Spread:
    """Return the quartiles of some values."""
    low, middle, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [*values] * 3
    return Spread(low, middle, high, len(values))


def run(arm: Arm, mode: str) -> tuple[float, str]:
    """Run an arm once and return its seconds and what it wrote.

    Raises:
        WrongOutputError: it failed, or left out what it should show.
    """
    begin = perf_counter()
    if mode == PIPED:
        code, output = _in_pipe(arm)
        seconds = perf_counter() - begin
    else:
        code, output, seconds = _in_terminal(arm)
    _check(arm, mode, code, output)
    return seconds, output


def cost(arm: Arm, python: str) -> Cost:
    """Run an arm once in a pipe, and return what it took.

    A child's peak begins with that of the process that started it, so a bare Python starts it.

    Raises:
        WrongOutputError: it failed, or left out what it should show.
    """
    done = subprocess.run(
        [python, "-I", "-S", "-c", _STARTER, *arm.command],
        env=dict(arm.environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=True,
    )
    said, _, measured = done.stderr.rstrip("\n").rpartition("\n")
    seconds, peak, code = measured.split()
    _check(arm, PIPED, int(code), done.stdout + said)
    return Cost(float(seconds), int(peak) / (2**20 if sys.platform == "darwin" else 2**10))


def _check(arm: Arm, mode: str, code: int, output: str) -> None:
    # What a search found is marked in the midst of a text.
    bare = _STYLES.sub("", output)
    missing = [text for text in arm.shows if text not in bare]
    if code or missing:
        raise WrongOutputError(
            f"{arm.name} ({mode}): exit code {code}, missing {missing!r} in:\n{output[-10_000:]}"
        )


def _takes_part(arm: Arm, number: int, rounds: int) -> bool:
    """Whether an arm is in this round; the rounds of one that is in few are spread over all."""
    most = min(rounds, arm.rounds or rounds)
    return (number + 1) * most // rounds > number * most // rounds


def _in_pipe(arm: Arm) -> tuple[int, str]:
    done = subprocess.run(
        arm.command,
        env=dict(arm.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _in_terminal(arm: Arm) -> tuple[int, str, float]:
    """Return the exit code, what was written, and the seconds until its end, or until what was waited for."""
    begin = perf_counter()
    seen_at = None
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    with subprocess.Popen(
        arm.command,
        env=dict(arm.environment),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        written = bytearray()
        try:
            # Linux reports the end of a terminal as an error, others as an empty read.
            while part := os.read(ours, 65_536):
                written += part
                if arm.until and seen_at is None and arm.until.encode() in written:
                    seen_at = perf_counter()
                    process.kill()
        except OSError:
            pass
        finally:
            os.close(ours)
    output = written.decode("utf-8", "replace")
    if seen_at is not None:
        return 0, output, seen_at - begin
    return process.returncode, output, perf_counter() - begin
