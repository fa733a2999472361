"""Texts of every sort through the whole command line: kept as they are, shown so that nothing steers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from resilify_cli.decoding import LENIENT, decode_argument
from tests.fuzz.bounds import ODD_TEXTS, SECONDS, TEXTS, bounded, steering

TEN = 10_000_000
EVERY_KIND = str(Path(__file__).parents[1] / "data" / "every-kind")
# Ten megabytes each.
LARGE = {
    "one word": b"a" * TEN,
    "one line": b"word " * (TEN // 5),
    "many lines": b"a line of words\n" * (TEN // 16),
    "no spaces": "心".encode() * (TEN // 3),
    "one letter": b"a" + "\u0301".encode() * (TEN // 2),
    "escapes": b"\x1b[31m" * (TEN // 5),
}
SHOWING = [
    [],
    ["show", "ID"],
    ["show", "ID", "--text"],
    ["search", "a*"],
    ["search", "word"],
    ["history", "ID"],
    ["on-this-day"],
    ["tags"],
    ["export", "--format", "txt", "--output", "-"],
]


def newest(home: Path) -> dict[str, str]:
    """Return the newest entry as JSON tells it."""
    told = bounded(str(home), "journal", "--limit", "1", "--json").stdout
    found: dict[str, str] = json.loads(told)["entries"][0]
    return found


def marks_as_one(text: str) -> str:
    """Return a text with one mark for any run of halves of characters, or of their marks."""
    return re.sub("[\ud800-\udfff\ufffd]+", "\ufffd", text)


def shown(home: Path, ident: str, seconds: int = SECONDS) -> None:
    """Hold that no way to show an entry sends anything that steers a terminal."""
    for command in SHOWING:
        arguments = [ident if part == "ID" else part for part in command]
        told = bounded(str(home), "journal", *arguments, seconds=seconds).stdout.decode()
        assert command[:1] == ["export"] or steering(told) == set(), command


def hold(home: Path, text: str) -> None:
    """Keep a text by way of a pipe, where every line end is a line feed, and look at it."""
    given_text = text.encode("utf-8", "surrogatepass")
    bounded(str(home), "journal", "add", "-", stdin=given_text)
    entry = newest(home)
    read = given_text.decode("utf-8", LENIENT).replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    assert marks_as_one(entry["text"]) == marks_as_one(read)
    shown(home, entry["id"])


def test_every_odd_text_is_kept_and_steers_nothing(home: Path) -> None:
    """Escapes, halves of characters, turned directions, NUL, scripts and emoji are kept, and shown safely."""
    hold(home, "a word\n" + "\n".join(ODD_TEXTS))


def test_odd_words_on_the_command_line_are_kept(home: Path) -> None:
    """The same as arguments, where bytes that are no UTF-8 come as halves of characters."""
    words = "a word " + " ".join(ODD_TEXTS).replace("\x00", "").replace("\ud83d", "\udcff\udc80")
    bounded(str(home), "journal", "add", "--", words)
    assert newest(home)["text"] == decode_argument(words)


def answered(home: Path, answer: bytes) -> str:
    """Answer the first question of a session in plain lines, and return what is written back."""
    typed = b"\n" * 4 + answer + b"\n.\n"
    return bounded(str(home), "start", EVERY_KIND, "--plain", stdin=typed).stderr.decode()


def test_odd_answers_in_plain_lines_are_kept(home: Path) -> None:
    """In plain lines they are answers like any other, and what is written back steers nothing."""
    lines = [re.sub("[\n\r\ud800-\udfff]", "", text) for text in ODD_TEXTS]
    assert steering(answered(home, "\n".join(lines).encode())) == set()
    assert newest(home)["text"] == "\n".join(lines)


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=TEXTS.filter(lambda text: bool(text.strip())))
def test_any_text_is_kept_and_steers_nothing(home: Path, text: str) -> None:
    """Whatever comes through a pipe is kept as it was read, and shown safely in every way."""
    hold(home, f"a{text}")


@pytest.mark.slow
@pytest.mark.parametrize("name", [*LARGE])
def test_ten_megabytes_are_kept_and_shown_within_bounds(home: Path, name: str) -> None:
    """An entry of ten megabytes, on one line or on many, is kept whole and hangs no command."""
    bounded(str(home), "journal", "add", "-", stdin=LARGE[name])
    entry = newest(home)
    assert entry["text"] == LARGE[name].decode().rstrip("\n")
    shown(home, entry["id"], seconds=60)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*LARGE])
def test_ten_megabytes_in_plain_lines_are_kept(home: Path, name: str) -> None:
    """An answer of ten megabytes through a pipe arrives whole."""
    answered(home, LARGE[name])
    assert newest(home)["text"].rstrip("\n") == LARGE[name].decode().rstrip("\n")
