"""Exports that only a passphrase opens."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers import age
from resilify_cli.exchange.containers.age import decrypt, encrypt, is_encrypted
from resilify_cli.exchange.containers.source import ImportSource
from tests import age_files, private
from tests.age_files import sealed
from tests.conftest import Run
from tests.fuzz.bounds import bounded, soon

TEXT = "the secret wombat, zwölf Störche 🙂\n" * 50


@pytest.fixture(scope="module")
def armored() -> str:
    return encrypt(TEXT, private.PASSPHRASE)


def _source(content: bytes) -> ImportSource:
    return ImportSource("a file", io.BytesIO(content))


@pytest.mark.slow
def test_a_text_comes_back(armored: str) -> None:
    """What was sealed is known as such, has no word of the text in it, and opens by its passphrase."""
    source = _source(armored.encode())
    assert is_encrypted(source)
    assert "wombat" not in armored
    assert decrypt(source, private.PASSPHRASE).open().read().decode() == TEXT


def test_a_binary_one_is_read_too() -> None:
    """Files of the age program that are not armored open as well."""
    source = _source(sealed(TEXT.encode(), "words"))
    assert is_encrypted(source)
    assert decrypt(source, "words").open().read().decode() == TEXT


def test_what_is_longer_than_is_decrypted_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more than the most is told, with the way to open it elsewhere; none is cut off in silence."""
    content = age_files.armored(sealed(TEXT.encode(), "words"))
    monkeypatch.setattr(age, "_MOST_BYTES", len(content))
    assert age.read_encrypted(_source(content)) == content
    with pytest.raises(ImportRefusedError, match="longer than"):
        age.read_encrypted(_source(content + b"\n"))


def test_a_wrong_passphrase_or_a_damaged_file_is_told() -> None:
    """Another passphrase, a cut or a changed file: one sentence, and nothing of the text."""
    whole = sealed(TEXT.encode(), private.PASSPHRASE)
    assert decrypt(_source(whole), private.PASSPHRASE).open().read().decode() == TEXT
    changed = whole[:-1] + bytes([whole[-1] ^ 1])
    for content, words in (
        (whole, "wrong"),
        (whole[:-9], private.PASSPHRASE),
        (changed, private.PASSPHRASE),
    ):
        with pytest.raises(ImportRefusedError, match="does not open") as caught:
            decrypt(_source(content), words)
        assert "wombat" not in caught.value.message


@pytest.mark.parametrize("head", [b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"age-encryption.org/v1\n"])
def test_the_head_alone_is_refused(head: bytes) -> None:
    """A file that only begins like one is refused in a sentence."""
    for rest in (b"", b"\0" * 100, b"-> scrypt AAAA 60\n\n--- x\n"):
        with pytest.raises(ImportRefusedError):
            decrypt(_source(head + rest), "words")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_passphrase_opens_whichever_keyboard_it_was_typed_on(
    form: Literal["NFC", "NFD"], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One makes a letter of two parts where another makes one; both seal the same, and open it."""
    import pyrage

    monkeypatch.setattr(
        pyrage.passphrase,
        "encrypt",
        lambda content, words, armored: age_files.armored(sealed(content, words)),
    )
    other: Literal["NFC", "NFD"] = "NFD" if form == "NFC" else "NFC"
    content = encrypt(TEXT, normalize(form, "zwölf Störche")).encode()
    assert decrypt(_source(content), normalize(other, "zwölf Störche")).open().read().decode() == TEXT


def test_a_file_of_another_program_opens_whichever_way_its_passphrase_was_typed() -> None:
    """Other programs take a passphrase as it comes, also in two parts."""
    content = sealed(TEXT.encode(), normalize("NFD", "Störche"))
    assert decrypt(_source(content), normalize("NFC", "Störche")).open().read().decode() == TEXT


def _header(work: int, armored: bool) -> bytes:
    """Return a file whose passphrase makes that much work; it opens by none."""
    from base64 import b64encode

    stanza = b"-> scrypt %s %d\n%s\n" % (b64encode(bytes(16))[:22], work, b64encode(bytes(32))[:43])
    plain = b"age-encryption.org/v1\n" + stanza + b"--- " + b64encode(bytes(32))[:43] + b"\n" + bytes(40)
    return age_files.armored(plain) if armored else plain


@pytest.mark.parametrize("armored", [False, True])
@pytest.mark.parametrize("work", [22, 30, 63, 999])
def test_a_file_that_is_too_much_work_is_refused_at_once(work: int, armored: bool) -> None:
    """A file may ask for gigabytes and minutes before it is known whether it opens; it gets none."""
    with soon(2), pytest.raises(ImportRefusedError, match="more time or memory"):
        decrypt(_source(_header(work, armored)), "words")


@pytest.mark.parametrize("armored", [False, True])
def test_a_file_of_little_work_is_tried(armored: bool) -> None:
    """A lower number than age writes is no reason to refuse a file: the passphrase decides."""
    with pytest.raises(ImportRefusedError, match="does not open"):
        decrypt(_source(_header(10, armored)), "words")


def test_where_memory_is_scarce_a_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """What a file asks for within the bound, and this computer does not have, ends no process."""
    file = tmp_path / "a.age"
    file.write_bytes(_header(20, armored=True))
    words = private.secret(tmp_path)
    ran = bounded(str(tmp_path / "home"), "journal", "import", str(file), "--age-passphrase-file", words)
    assert ran.returncode == 1
    assert b"more time or memory" in ran.stderr


def test_an_export_goes_into_another_store(resilify: Run, home: Path, tmp_path: Path) -> None:
    """Encrypted out and in again: the entries are the same, and no word is in the file."""
    resilify("journal", "add", "a wombat note", check=True)
    words = private.secret(tmp_path / "secrets")
    out = tmp_path / "out.json.age"
    ran = resilify(
        "journal", "export", "--encrypt", "--output", str(out), "--age-passphrase-file", words, check=True
    )
    assert "not encrypted" not in ran.stderr
    assert b"wombat" not in out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    other = {"RESILIFY_HOME": str(tmp_path / "other")}
    resilify("journal", "import", str(out), "--age-passphrase-file", words, env=other, check=True)
    assert "a wombat note" in resilify("journal", env=other, check=True).stdout
    assert resilify("journal", "import", str(out), env=other).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--output", "x.age"], 2),
        (["--output", "folder/", "--format", "markdown"], 2),
        (["--output", "taken"], 1),
        (["--output", "no/such/folder"], 1),
    ],
)
def test_what_can_not_be_is_told_first(
    resilify: Run, tmp_path: Path, arguments: list[str], code: int
) -> None:
    """No terminal to ask in, a folder of files, a taken place: refused before anything is asked."""
    resilify("journal", "add", "a wombat note", check=True)
    (tmp_path / "taken").write_text("mine")
    arguments = [
        str(tmp_path / one) if one in {"x.age", "taken", "no/such/folder"} else one for one in arguments
    ]
    ran = resilify("journal", "export", "--encrypt", *arguments)
    assert ran.returncode == code
    assert ran.stderr
    assert "Traceback" not in ran.stderr
    assert (tmp_path / "taken").read_text() == "mine"
    assert not (tmp_path / "x.age").exists()
