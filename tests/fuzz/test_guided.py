"""Readers, searched for what breaks them by a fuzzer that sees which lines an input reaches."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

from resilify_cli.activities import kinds
from resilify_cli.settings import Settings, toml_value
from tests.campaign import Tell
from tests.fuzz.test_importers import NAMES as FORMATS
from tests.fuzz.test_importers import real
from tests.fuzz.test_kinds import BLOCKS, OPTIONS, TOKENS
from tests.fuzz.test_programs import ROOT, SEED, SESSIONS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is not installed"),
]
_READERS = ("session", "kind", "definition", "search", "days", "settings", *FORMATS)
_SECONDS, _SECONDS_WHOLE = 4, 120
_DAYS = ("monday", "last monday", "-3d", "3 weeks ago", "3 november", "2026-11-03", "2026-11-03 18:30")
_SEARCHES = ("well-being", "don't \"", "AND", "一緒 日", "#tag kind*", "NEAR(a b)", "-x ^y", "a:b")


# The marks of a session's file, in the form that libFuzzer reads.
_MARKS = [
    *(f":{option}: " for option in OPTIONS),
    *(f":::{{{kind}}} a\n" for kind in kinds()),
    *TOKENS,
    ":::\n",
]


def _dictionary(folder: Path) -> str:
    """Write the marks of a session's file for libFuzzer, and return its option."""
    lines = ("".join(f"\\x{byte:02x}" for byte in mark.encode()) for mark in _MARKS if mark)
    folder.with_suffix(".dict").write_text("".join(f'"{line}"\n' for line in lines))
    return f"-dict={folder.with_suffix('.dict')}"


def _seeds(name: str) -> list[bytes]:
    if name == "session":
        kinds = (ROOT / "tests" / "data" / "every-kind").rglob("*.md")
        whole = [path.read_bytes()[:8000] for path in (*SESSIONS, *kinds)]
        return [*whole, *(f"## A\n\n{block}\n".encode() for block in BLOCKS)]
    if name == "kind":
        # These are the choices of hypothesis, not text.
        return [Random(seed).randbytes(2000) for seed in range(40)]
    if name == "definition":
        return [SEED, SEED[:3000]]
    if name == "settings":
        several = b'plain = true\nday_starts_at = "04:00"\ncountry = "GB"\n'
        return [
            several,
            *(f"{name} = {toml_value(value)}\n".encode() for name, value in Settings._field_defaults.items()),
        ]
    words = {"days": _DAYS, "search": _SEARCHES}
    return [word.encode() for word in words[name]] if name in words else [real(name)]


@pytest.mark.parametrize("name", _READERS)
def test_no_input_is_found_that_breaks_a_reader(name: str, tmp_path: Path, whole: bool, tell: Tell) -> None:
    """Led by what it reaches, the search finds no traceback, no hang, and no hunger for memory."""
    for number, seed in enumerate(_seeds(name)):
        (tmp_path / str(number)).write_bytes(seed)
    ran = subprocess.run(
        [
            # A process counts the memory of the one that it was made from as its own. A worker that has run
            # other tests before may have more than the limit; a shell between the two has little.
            *("/bin/sh", "-c", '"$@"; exit $?', "sh"),
            *(sys.executable, "-m", "tests.fuzz.guided", name, str(tmp_path)),
            f"-max_total_time={_SECONDS_WHOLE if whole else _SECONDS}",
            *([_dictionary(tmp_path)] if name == "session" else ()),
            *(["-len_control=0"] if name == "kind" else ()),
            *("-timeout=30", "-rss_limit_mb=1024", "-max_len=10000", "-print_final_stats=1"),
            f"-artifact_prefix={tmp_path}/broken-",
        ],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    told = ran.stderr.decode("utf-8", "replace")
    tried = re.search(r"number_of_executed_units: (\d+)", told)
    broken = {path.name: path.read_bytes() for path in tmp_path.glob("broken-*")}
    assert (ran.returncode, broken) == (0, {}), told[-3000:]
    assert tried
    tell(f"inputs led through the reader of {name}", int(tried[1]), 0)
