"""Exports that only a passphrase opens."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.age import is_sealed, opened, sealed
from resilify_cli.exchange.source import Source
from tests import private
from tests.conftest import Run

TEXT = "the secret wombat, zwölf Störche 🙂\n" * 50


@pytest.fixture(scope="module")
def armored() -> str:
    return sealed(TEXT, private.PASSPHRASE)


def _source(content: bytes) -> Source:
    return Source("a file", io.BytesIO(content))


def test_a_text_comes_back(armored: str) -> None:
    """What was sealed is known as such, has no word of the text in it, and opens by its passphrase."""
    source = _source(armored.encode())
    assert is_sealed(source)
    assert "wombat" not in armored
    assert opened(source, private.PASSPHRASE).open().read().decode() == TEXT


def test_a_binary_one_is_read_too() -> None:
    """Files of the age program that are not armored open as well."""
    import pyrage

    source = _source(pyrage.passphrase.encrypt(TEXT.encode(), "words"))
    assert is_sealed(source)
    assert opened(source, "words").open().read().decode() == TEXT


def test_a_wrong_passphrase_or_a_damaged_file_is_told(armored: str) -> None:
    """Another passphrase, a cut or a changed file: one sentence, and nothing of the text."""
    half = len(armored) // 2
    changed = armored[:half] + ("A" if armored[half] != "A" else "B") + armored[half + 1 :]
    for content, words in (
        (armored, "wrong"),
        (armored[:half], private.PASSPHRASE),
        (changed, private.PASSPHRASE),
    ):
        with pytest.raises(ImportRefusedError, match="does not open") as caught:
            opened(_source(content.encode()), words)
        assert "wombat" not in caught.value.message


@pytest.mark.parametrize("head", [b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"age-encryption.org/v1\n"])
def test_the_head_alone_is_refused(head: bytes) -> None:
    """A file that only begins like one is refused in a sentence."""
    for rest in (b"", b"\0" * 100, b"-> scrypt AAAA 60\n\n--- x\n"):
        with pytest.raises(ImportRefusedError):
            opened(_source(head + rest), "words")


def test_an_export_goes_into_another_store(resilify: Run, home: Path, tmp_path: Path) -> None:
    """Encrypted out and in again: the entries are the same, and no word is in the file."""
    resilify("journal", "add", "a wombat note", check=True)
    words = private.secret(tmp_path / "secrets")
    out = tmp_path / "out.json.age"
    ran = resilify(
        "journal", "export", "--encrypt", "--to", str(out), "--age-passphrase-file", words, check=True
    )
    assert "not encrypted" not in ran.stderr
    assert b"wombat" not in out.read_bytes()
    assert out.stat().st_mode & 0o077 == 0
    other = {"RESILIFY_HOME": str(tmp_path / "other")}
    resilify("journal", "import", str(out), "--age-passphrase-file", words, env=other, check=True)
    assert "a wombat note" in resilify("journal", env=other, check=True).stdout
    assert resilify("journal", "import", str(out), env=other).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--to", "x.age"], 1),
        (["--to", "folder/", "--format", "markdown"], 2),
        (["--to", "taken"], 1),
        (["--to", "no/such/folder"], 1),
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
