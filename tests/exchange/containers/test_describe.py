"""What stands in something that no entry came of: kinds and numbers, never a word of it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilify_cli.exchange.containers.describe import describe_contents
from resilify_cli.exchange.containers.source import ImportSource


def there(data: bytes) -> str:
    with ImportSource("a file", io.BytesIO(data)) as source:
        return describe_contents(source)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ""),
        (b" \n\n", ""),
        (
            b'{"entries": [], "version": 1, "my secret": {"deep": 1}}',
            "JSON with entries, version, an odd name",
        ),
        (b'{"a": [1, 2', "JSON with a"),
        (b"{}", "JSON without any keys"),
        (b"[1, 2]", "JSON that is a list"),
        (b"[not json] but words", "text that begins with something in brackets"),
        (b"{not json", "text that begins with plain words"),
        (b"# A heading\nwords", "text that begins with a heading"),
        (b"---\ntitle: x\n", "text that begins with a line of ---"),
        (b"2023-02-05 secret", "text that begins with a date"),
        (b"<html>", "text that begins with a tag of XML or HTML"),
        (b"a,b,c\n1,2,3", "text that begins with columns of a table"),
        (b"my secret words", "text that begins with plain words"),
        (b"\x89PNG\0\0\0secret", "bytes that are no text"),
    ],
)
def test_a_file_is_told_by_its_kind(data: bytes, said: str) -> None:
    """By the keys of JSON, or by how a text begins."""
    assert there(data) == said


def test_a_folder_and_a_zip_are_told_by_the_kinds_of_their_files(tmp_path: Path) -> None:
    """With their numbers, the most frequent ones first; never by their names."""
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    names = ["my secret.jpeg", "below/two.JPEG", "a.docx", "without", "odd.my secret words are long"]
    for name in names:
        (folder / name).write_text("")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.md").write_text("")
    with ImportSource(str(folder)) as source:
        assert describe_contents(source) == "2 .jpeg files, 2 of no kind that is told, 1 .docx file"
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    with ImportSource(str(path)) as source:
        assert describe_contents(source) == "2 .jpeg files, 2 of no kind that is told, 1 .docx file"
    path.write_bytes(b"PK\x03\x04 broken")
    with ImportSource(str(path)) as source:
        assert describe_contents(source) == "a .zip that can't be read"


@given(st.binary(max_size=60), st.sampled_from((b"", b"{", b"[", b'{"a": ')))
def test_no_file_is_too_odd(data: bytes, begins: bytes) -> None:
    """And a word of the person's is in no answer."""
    assert "secret" not in there(begins + data + b" secret words")
