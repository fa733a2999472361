"""What every reader of text reads from: bytes in any encoding, with any line ends."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.decoding import LENIENT
from resilify_cli.exchange.containers import source
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.importing.run_import import detect_format, run_import
from resilify_cli.store.database import Database
from tests.exchange.conftest import told

WORDS = "Café, naïve, “so”."
AS_BYTES = {
    "utf-8": lambda text: text.encode(),
    "with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "windows": lambda text: text.encode("cp1252"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16, the other way round": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16, without a mark": lambda text: text.encode("utf-16-le"),
}
LINE_ENDS = ("\n", "\r\n", "\r")
FILES = {
    "markdown": f"---\ndate: 2026-11-03 20:15\n---\n{WORDS}\nsecond\n",
    "txt": f"Tuesday 2026-11-03 20:15:00 +00:00 · note\n\n  {WORDS}\n  second\n\n",
    "jrnl": f"[2026-11-03 20:15] {WORDS}\nsecond\n",
    "jrnl-json": json.dumps(
        {"entries": [{"date": "2026-11-03", "time": "20:15", "title": WORDS, "body": "second"}]},
        ensure_ascii=False,
        indent=1,
    ),
    "dayone": json.dumps(
        {"entries": [{"creationDate": "2026-11-03T20:15:00Z", "text": f"{WORDS}\nsecond"}]},
        ensure_ascii=False,
        indent=1,
    ),
}


@pytest.mark.parametrize("line_end", LINE_ENDS, ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("encoding", AS_BYTES)
@pytest.mark.parametrize("name", FILES)
def test_every_reader_of_text_reads_every_encoding(
    empty: Database, name: str, encoding: str, line_end: str
) -> None:
    """The same words come of a file, whichever way its bytes and its line ends are; its format is seen."""
    data = AS_BYTES[encoding](FILES[name].replace("\n", line_end))
    with ImportSource("a file", io.BytesIO(data)) as source:
        form = detect_format(source)
        account = run_import(empty, form, source)
    assert (form.name, account.problems) == (name, [])
    assert told(empty) == [("2026-11-03 20:15:00", f"{WORDS}\nsecond")]


def test_a_long_file_in_another_encoding_is_read_whole(empty: Database) -> None:
    """It goes on behind what was read ahead, in pieces that may end within a letter."""
    text = "".join(f"[2026-11-03 20:15:{n % 60:02}] Grüße 🙂 {n}\n" for n in range(8_000))
    with ImportSource("a file", io.BytesIO(text.encode("utf-16"))) as source:
        account = run_import(empty, detect_format(source), source)
    assert account.problems == []
    assert {said for _, said in told(empty)} == {f"Grüße 🙂 {n}" for n in range(8_000)}


def numbered(source: ImportSource) -> list[tuple[int, str]]:
    """Return the lines of a file with their numbers."""
    return [pair for number, lines in source.line_blocks() for pair in enumerate(lines, number)]


@given(
    st.lists(
        st.sampled_from([b"\n", b"a", b"\r", b"\xc3", b"\xa9", b"\xff", b"words\n", b"\n\n"]), max_size=12
    ),
    st.integers(1, 9),
)
@example([b"a", b"\n"], 1)
def test_lines_are_those_of_the_file_wherever_its_pieces_end(pieces: list[bytes], buffer: int) -> None:
    """Each line is decoded as it would be by itself, also where others are damaged."""
    data = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(source, "_BUFFER", buffer)
        with ImportSource("a file", io.BytesIO(data)) as read:
            if not (b"\r" in read.head and b"\n" not in read.head):
                lines = data.removesuffix(b"\n").split(b"\n") if data else []
                wanted = [line.decode("utf-8", LENIENT) for line in lines]
                assert numbered(read) == list(enumerate(wanted, 1))


def test_a_line_without_end_comes_in_pieces() -> None:
    """No more of it is held than an entry can have, and a little."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(source, "_BUFFER", 10)
        patched.setattr(source, "LARGEST_ENTRY", 25)
        with ImportSource("a file", io.BytesIO(b"x" * 100 + b"\ny\n")) as read:
            lines = [line for _, line in numbered(read)]
    assert "".join(lines) == "x" * 100 + "y"
    assert max(map(len, lines)) <= 35
