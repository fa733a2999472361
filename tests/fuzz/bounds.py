"""What holds of anything that is read: it ends soon, and what is shown of it steers no terminal."""

from __future__ import annotations

import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from hypothesis import strategies as st

from tests.offline import OFFLINE

SECONDS = 20
MEBIBYTES = 512
# Sets the bounds on itself, then runs the command: nothing it does can outlast or outgrow them.
_BOUNDED = """
import contextlib, resource, runpy, sys
seconds, most = int(sys.argv[1]), int(sys.argv[2]) * 2**20
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
with contextlib.suppress(ValueError, OSError):
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
sys.argv = ["resilify", *sys.argv[3:]]
runpy.run_module("resilify_cli", run_name="__main__")
"""
_STEERING = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}

# Texts of the kinds that break programs: control characters, escapes, halves of characters, marks that
# turn the direction round, scripts that combine or run from right to left, families of emoji.
ODD_TEXTS = [
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\x00",
    "\u202egnorw\u202c",
    "\u2066x\u2069",
    "\ud83d",
    "\ufdd0\ufdd1\ufffe\uffff",
    "\u2028\u2029\x85",
    "\r\n\r",
    "שלום ولا",
    "e\u0301\u0323" + "\u0300" * 40,
    "क्षि ไทยก็ 심장",
    "👩‍👩‍👧‍👦🏳️‍🌈👍🏽",
    "[bold]x[/] [link=a]b[/link] :smile:",
    "\\x1b %s {0} $(id) `id`",
    "' OR 1=1 --",
    "../../../etc/passwd",
    "\U000e0041\U0010ffff",
]
TEXTS = st.lists(
    st.sampled_from(ODD_TEXTS) | st.text(max_size=8) | st.sampled_from([" ", "\n", "#tag "]), max_size=6
).map("".join)


@contextmanager
def soon(seconds: int = SECONDS) -> Iterator[None]:
    """Fail if what is done inside takes longer than this much of the processor's time."""

    def end(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"took more than {seconds} s")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def steering(text: str) -> set[str]:
    """Return the characters of a text that a terminal obeys, or that turn the reading direction."""
    return {
        character
        for character in set(text) - {"\n"}
        if unicodedata.category(character) in _STEERING or unicodedata.bidirectional(character) in _TURNING
    }


def bounded(
    home: str,
    *arguments: str,
    stdin: bytes = b"",
    seconds: int = SECONDS,
    mebibytes: int = MEBIBYTES,
    **env: str,
) -> subprocess.CompletedProcess[bytes]:
    """Run the command within bounds of time and memory; hold that it ends with words."""
    ran = subprocess.run(
        [sys.executable, "-c", _BOUNDED, str(seconds), str(mebibytes), *arguments],
        input=stdin,
        capture_output=True,
        env={"RESILIFY_HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **OFFLINE, **env},
        # Waiting costs no time of the processor.
        timeout=10 * seconds,
        check=False,
    )
    told = ran.stderr.decode("utf-8", "replace")
    assert ran.returncode in (0, 1, 2, 130), f"{arguments[:3]} ended with {ran.returncode}: {told[-2000:]}"
    assert "Traceback" not in told, told[-2000:]
    assert steering(told) == set()
    return ran
