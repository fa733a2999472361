"""Byte search of a folder: no word, title, program or name of a machine is in any name or byte of it."""

from __future__ import annotations

import gzip
import re
import zlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from resilify_cli.checkin.model import Checkin
from resilify_cli.sync.folder import SyncFolder
from resilify_cli.sync.key_files import write_keys
from resilify_cli.sync.names import content_hash
from resilify_cli.vault.keys import key_file
from tests.faults.homes import CHEAP
from tests.read_programs import BUNDLED
from tests.store.conftest import response
from tests.sync.devices import Network

_SENTENCE = "the marigolds were out, and nobody had told me"
_ANSWER, _FEELING, _NAME, _PASSPHRASE = (
    "the columbine by the gate",
    "windswept",
    "kitchen table",
    "maps and soup",
)
_LAYERS = 3


def unpacked(content: bytes, layers: int = _LAYERS) -> Iterator[bytes]:
    """Yield the bytes, and what they or any part of them unpacks to, as gzip, zlib or bare deflate has it."""
    yield content
    starts = {0, *(found.start() for found in re.finditer(rb"\x1f\x8b|\x78[\x01\x5e\x9c\xda]", content))}
    for start in sorted(starts) if layers else ():
        for kind in (zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS):
            with suppress(zlib.error):
                found = zlib.decompressobj(kind).decompress(content[start:])
                if found:
                    yield from unpacked(found, layers - 1)


def found_in(folder: Path, known: list[str]) -> list[tuple[str, str]]:
    """Return which of these are in the names or bytes of a folder, packed or not, in some common writings."""
    forms = {form: text for text in known for form in _forms(text)}
    there = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder)).lower()
        content = path.read_bytes() if path.is_file() else b""
        for piece in (name.encode(), *(one.lower() for one in unpacked(content))):
            there += [(name, text) for form, text in forms.items() if form in piece]
    return there


def _forms(text: str) -> Iterator[bytes]:
    """Yield a text as bytes that a file may have it in, in lower case."""
    plain = text.lower()
    yield plain.encode()
    yield plain.encode("utf-16-le")
    yield plain.encode().hex().encode()
    yield b64encode(text.encode()).rstrip(b"=").lower()[:-1]


def _programs() -> Iterator[tuple[str, str]]:
    """Yield the slug and the title of each bundled program."""
    for path in BUNDLED.rglob("*.md"):
        found = re.match(r"---\n(?:.*\n)*?title: (.+)\n", path.read_text("utf-8"))
        if found and path.parent.name != "sessions":
            slug = path.parent.name if path.name == "program.md" else path.stem
            yield slug, found[1].strip("\"'")


@pytest.fixture
def known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Something of everything in a folder, at `tmp_path / "0"`; what is known to be in its journal."""
    monkeypatch.setattr(key_file, "_COST", {**key_file._COST, **CHEAP})
    network = Network(tmp_path)
    devices = [network.add(), network.add()]
    programs = list(_programs())
    assert len(programs) > 10
    for device in devices:
        state = device.state
        state.name = f"{_NAME} {device.folder.name}"
        with device.store.transaction() as connection:
            state.save(connection)
        device.store.notes.add(_SENTENCE)
        device.store.checkins.add(Checkin(mood=2, feelings=(_FEELING,), note=_SENTENCE))
        device.store.checkins.offer("feeling", _FEELING)
    for slug, title in programs:
        enrollment = devices[0].store.enrollments.begin(slug, slug, title, "")
        devices[0].store.entries.answer(enrollment, response(_ANSWER, activity_id=f"one-{slug}"))
    write_keys(SyncFolder(devices[0].folder), devices[0].state.keys, _PASSPHRASE, "ABCDEFGHJK" * 3)
    for everything in (False, True):
        for device in devices:
            device.sync(everything=everything)
        network.carry_all()
    names = [f"{_NAME} {device.folder.name}" for device in devices]
    ids = [device.store.database.rows("SELECT id FROM device")[0]["id"] for device in devices]
    written = [_SENTENCE, "marigold", _ANSWER, "columbine", _FEELING, _NAME, _PASSPHRASE, "ABCDEFGHJK"]
    return [*written, *names, *ids, *(text for program in programs for text in program), "program_key"]


def test_nothing_that_is_known_is_in_the_folder(tmp_path: Path, known: list[str]) -> None:
    """Neither as it was written, nor packed, nor as hexadecimal or base64 digits, nor in a file's name."""
    assert found_in(tmp_path / "0", known) == []


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, zlib.compress, lambda text: zlib.compress(text)[2:-4]]
)
def test_the_search_finds_what_is_there(tmp_path: Path, known: list[str], pack) -> None:  # type: ignore[no-untyped-def]
    """Plain, packed in three ways, and in a name."""
    folder = tmp_path / "0"
    (own,) = (name for name in SyncFolder(folder).devices()[:1])
    (folder / own / "one.age").write_bytes(pack(f"I wrote: {_SENTENCE.upper()}. ".encode() * 3))
    (folder / own / "kitchen table").touch()
    found = {text for _, text in found_in(folder, known)}
    assert {_SENTENCE, _NAME} <= found


def test_a_name_says_nothing_but_a_number_and_a_hash_of_encrypted_bytes(
    tmp_path: Path, known: list[str]
) -> None:
    """The hash in a file's name is that of its bytes, which are other ones each time."""
    folder = tmp_path / "0"
    for path in folder.glob("*/*.age"):
        assert re.fullmatch(r"(snapshot-)?\d{8}-[0-9a-f]{32}\.age", path.name)
        assert content_hash(path.read_bytes()) in path.name
        assert path.read_bytes().startswith(b"age-encryption.org/v1\n")
