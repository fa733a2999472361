"""Bytes that are no UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.letters import LETTERS, with_letters
from tests.conftest import Run


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9", "café"),
        ("Störche".encode() + b" and caf\xe9", "Störche and café"),
        (b"\x93quoted\x94 \x85", "“quoted” …"),
        (b"\x81\xff", "\x81ÿ"),
        (b"cut short \xe2\x82", "cut short â‚"),
        (b"half \xed\xa0\xbd of one", "half \ufffd of one"),
        (b"", ""),
    ],
)
def test_every_byte_becomes_a_letter(data: bytes, text: str) -> None:
    """What is UTF-8 is read as that, and every other byte as Windows has it."""
    assert data.decode("utf-8", LETTERS) == text
    assert with_letters(os.fsdecode(data)) == text


def test_where_only_ascii_is_known_the_rest_is_utf_8() -> None:
    """UTF-8 that comes by a stream without an encoding is read as it was meant."""
    assert "Grüße 中 🙂".encode().decode("ascii", LETTERS) == "Grüße 中 🙂"
    assert b"caf\xe9".decode("ascii", LETTERS) == "café"


def test_what_can_not_be_written_is_no_letter() -> None:
    """It is a way to read only."""
    with pytest.raises(UnicodeEncodeError):
        "é".encode("ascii", LETTERS)


@pytest.mark.parametrize("arguments", [["journal", "add", "-"], ["checkin", "--note", "-"]])
def test_a_pipe_in_another_encoding_loses_nothing(resilify: Run, home: Path, arguments: list[str]) -> None:
    """Words that are piped in Latin 1 are kept with all their letters."""
    subprocess.run(
        [sys.executable, "-m", "resilify_cli", *arguments],
        input=b"caf\xe9 cr\xe8me\n",
        env={"RESILIFY_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
    )
    assert "café crème" in resilify("journal").stdout
