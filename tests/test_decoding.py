"""Bytes that are no UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.decoding import LENIENT, decode_argument, decode_text
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
    assert data.decode("utf-8", LENIENT) == text
    assert decode_argument(os.fsdecode(data)) == text


WORDS = "Grüße, naïve 中 🙂\nsecond line\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        b"\xef\xbb\xbf" + WORDS.encode(),
        WORDS.encode("utf-16"),
        b"\xfe\xff" + WORDS.encode("utf-16-be"),
        b"\xff\xfe" + WORDS.encode("utf-16-le"),
        WORDS.encode("utf-32"),
    ],
)
def test_a_file_is_read_in_its_encoding(data: bytes) -> None:
    """With or without a mark, a file in any form of Unicode is the same text."""
    assert decode_text(data) == WORDS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    """A file of two bytes a letter is told by the NULs in it."""
    assert decode_text("A day with café.\n".encode(encoding)) == "A day with café.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\0b c\0\n", "a\0b c\0\n"),
        (b"caf\xe9\r\nna\xefve\r\n", "café\r\nnaïve\r\n"),
        (b"one\rtwo\r", "one\ntwo\n"),
        ("one\u2028two\x85three\x0b\x0c\n".encode(), "one\u2028two\x85three\x0b\x0c\n"),
        ("cut".encode("utf-16")[:-1], "cu\ufffd"),
        (b"\xff\xfeA\x00\x00\xd8B\x00", "A\ufffdB"),
        (b"\xff\xfe", ""),
    ],
)
def test_odd_bytes_cost_no_word(data: bytes, text: str) -> None:
    """NULs stay, old line ends of the Mac are line ends, and half a character is marked."""
    assert decode_text(data) == text


def test_where_only_ascii_is_known_the_rest_is_utf_8() -> None:
    """UTF-8 that comes by a stream without an encoding is read as it was meant."""
    assert "Grüße 中 🙂".encode().decode("ascii", LENIENT) == "Grüße 中 🙂"
    assert b"caf\xe9".decode("ascii", LENIENT) == "café"


def test_what_can_not_be_written_is_no_letter() -> None:
    """It is a way to read only."""
    with pytest.raises(UnicodeEncodeError):
        "é".encode("ascii", LENIENT)


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


@pytest.mark.parametrize("arguments", [["journal", "add", "-"], ["checkin", "--note", "-"]])
def test_a_pipe_of_utf_16_is_read(resilify: Run, home: Path, arguments: list[str]) -> None:
    """As some shells of Windows send it: with a mark, two bytes a letter, and CR LF."""
    subprocess.run(
        [sys.executable, "-m", "resilify_cli", *arguments],
        input="Grüße\r\nund mehr\r\n".encode("utf-16"),
        env={"RESILIFY_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
    )
    shown = resilify("journal", "--json").stdout
    assert r"Gr\u00fc\u00dfe\nund mehr" in shown or "Grüße\\nund mehr" in shown
