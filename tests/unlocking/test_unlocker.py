"""The ways to open an encrypted store, in their order, and each of them when it fails."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests import private
from tests.command_server import MODULES
from tests.conftest import Run


def _settings(home: Path, **settings: object) -> None:
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    (home / "settings.toml").write_text("\n".join(lines) + "\n")


def _says(words: str) -> str:
    """Return a command that says a passphrase."""
    return f"{sys.executable} -c 'print({words!r})'".replace("'print('", "\"print('").replace("')'", "')\"")


def _opens(ran: object) -> bool:
    return private.SENTENCES[0] in ran.stdout and ran.returncode == 0  # type: ignore[attr-defined]


def _refused(ran: object, words: str) -> None:
    """One sentence and a way out at most, on stderr; nothing else."""
    assert ran.returncode == 1  # type: ignore[attr-defined]
    assert ran.stdout == ""  # type: ignore[attr-defined]
    said = ran.stderr.splitlines()  # type: ignore[attr-defined]
    assert words in said[0]
    assert len(said) <= 2
    assert "Traceback" not in "".join(said)


def test_ten_wrong_ones_change_nothing(encrypted: Path, resilify: Run, tmp_path: Path) -> None:
    """A wrong passphrase is one sentence, exit 1, every time, and the right one still opens after ten."""
    before = private.everything_in(encrypted)
    for number in range(10):
        wrong = private.secret(tmp_path, f"wrong {number}", "wrong")
        _refused(resilify("--passphrase-file", wrong, "journal"), "That passphrase does not open the store.")
    assert private.everything_in(encrypted) == before
    assert _opens(resilify("--passphrase-file", private.secret(tmp_path), "journal"))


def test_the_sources_come_in_their_order(encrypted: Path, resilify: Run, tmp_path: Path) -> None:
    """The option, the variable, the command, the key file: each goes before those after it."""
    right, wrong = private.secret(tmp_path), private.secret(tmp_path, "wrong", "wrong")
    key = private.secret(tmp_path, private.KEY.hex(), "key")
    in_variable = {"RESILIFY_PASSPHRASE_FILE": wrong}
    _settings(encrypted, passphrase_command=f"cat {wrong}", key_file=key)
    assert _opens(resilify("--passphrase-file", right, "journal", env=in_variable))
    _refused(resilify("journal", env=in_variable), "That passphrase")
    assert _opens(resilify("journal", env={"RESILIFY_PASSPHRASE_FILE": right}))
    _refused(resilify("journal"), "That passphrase")
    _settings(encrypted, passphrase_command=f"cat {right}", key_file=wrong)
    assert _opens(resilify("journal"))
    _settings(encrypted, key_file=key)
    assert _opens(resilify("journal"))


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_secret_that_others_can_read_is_told(encrypted: Path, resilify: Run, mode: int) -> None:
    """A passphrase file that others can read is named with the command that mends it, and is used."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        file = Path(private.secret(folder))
        file.chmod(mode)
        ran = resilify("--passphrase-file", str(file), "journal")
        assert _opens(ran)
        told, command = ran.stderr.splitlines()
        assert told == f"Others on this computer can read {file}. To keep it to yourself:"
        subprocess.run(["sh", "-c", command], check=True)
        assert resilify("--passphrase-file", str(file), "journal").stderr == ""
        file.chmod(mode)
        folder.chmod(0o700)
        assert resilify("--passphrase-file", str(file), "journal").stderr == ""


def test_a_passphrase_is_never_an_argument_or_a_variable(encrypted: Path, resilify: Run) -> None:
    """There is no option or variable whose value is the passphrase itself."""
    assert resilify("--passphrase", private.PASSPHRASE, "journal").returncode == 2
    for name in ("RESILIFY_PASSPHRASE", "RESILIFY_PASSWORD"):
        assert resilify("journal", env={name: private.PASSPHRASE}).returncode == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "can't be read"),
        (b"", "empty or too long"),
        (b"\n\nlater", "empty or too long"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"x" * 200_000, "empty or too long"),
    ],
)
def test_a_file_without_a_passphrase_is_told(
    encrypted: Path, resilify: Run, tmp_path: Path, content: bytes | None, words: str
) -> None:
    """A file that is missing, empty, no text or endless is named, and none of its bytes is."""
    file = tmp_path / "file"
    if content is not None:
        file.write_bytes(content)
    ran = resilify("--passphrase-file", str(file), "journal")
    _refused(ran, words)
    assert "xxx" not in ran.stderr
    assert "0xff" not in ran.stderr


@pytest.mark.parametrize("ending", ["\n", "\r\n", "", "\nsecond line\n"])
def test_the_first_line_is_the_passphrase(
    encrypted: Path, resilify: Run, tmp_path: Path, ending: str
) -> None:
    """However the file ends, and with a mark at its beginning."""
    for mark in ("", "\ufeff"):
        (tmp_path / "file").write_text(f"{mark}{private.PASSPHRASE}{ending}", "utf-8", newline="")
        assert _opens(resilify("--passphrase-file", str(tmp_path / "file"), "journal"))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("no-such-command", "can't be started"),
        ("' unclosed", "can't be started"),
        (" ", "can't be started"),
        ("false", "gave no passphrase (exit code 1)"),
        ("true", "gave no passphrase (exit code 0)"),
        ("sh -c 'echo secret; exit 3'", "gave no passphrase (exit code 3)"),
        ("yes", "gave no passphrase"),
        ("printf '\\xff\\n'", "gave no passphrase"),
    ],
)
def test_a_command_that_fails_is_told(encrypted: Path, resilify: Run, command: str, words: str) -> None:
    """One that is missing, fails, says nothing or never stops is told in a sentence, without what it said."""
    _settings(encrypted, passphrase_command=command)
    ran = resilify("journal")
    _refused(ran, words)
    assert "secret" not in ran.stderr


def test_a_command_does_not_eat_what_is_piped(encrypted: Path, resilify: Run, tmp_path: Path) -> None:
    """What comes on standard input is the note, not the command's."""
    _settings(encrypted, passphrase_command=f"sh -c 'cat >/dev/null; cat {private.secret(tmp_path)}'")
    resilify("journal", "add", "-", stdin="a piped wombat\n", check=True)
    assert "a piped wombat" in resilify("journal", check=True).stdout


def test_a_key_file_that_is_not_there_is_told(encrypted: Path, resilify: Run, tmp_path: Path) -> None:
    """A stick that is not plugged in is named, and the passphrase is asked for."""
    _settings(encrypted, key_file=str(tmp_path / "stick"))
    ran = resilify("journal")
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"The key_file of the settings is not there: {tmp_path / 'stick'}\n")
    (tmp_path / "stick").write_text("no key\n")
    _refused(resilify("journal"), "holds no key")
    (tmp_path / "stick").write_text("00" * 32 + "\n")
    _refused(resilify("journal"), "does not open with its key")


_KEYRING = """
import json, pathlib, time
from keyring.backend import KeyringBackend

class Working(KeyringBackend):
    priority = 1
    file = pathlib.Path(__file__).with_name("kept.json")
    def _all(self):
        return json.loads(self.file.read_text()) if self.file.exists() else {}
    def get_password(self, service, username):
        return self._all().get(f"{service}/{username}")
    def set_password(self, service, username, password):
        self.file.write_text(json.dumps({**self._all(), f"{service}/{username}": password}))
    def delete_password(self, service, username):
        kept = self._all()
        del kept[f"{service}/{username}"]
        self.file.write_text(json.dumps(kept))

class Failing(KeyringBackend):
    priority = 1
    def get_password(self, service, username):
        raise RuntimeError("locked")
    set_password = delete_password = get_password

class Hanging(Failing):
    def get_password(self, service, username):
        time.sleep(3600)

class Odd(Working):
    def get_password(self, service, username):
        return "no hex at all"
"""


@pytest.fixture
def keyring(tmp_path: Path) -> dict[str, str]:
    """An environment with keyrings of our own."""
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "our_keyrings.py").write_text(_KEYRING)
    return {MODULES: str(tmp_path / "modules")}


def test_a_keyring_keeps_the_key_after_the_first_time(
    encrypted: Path, resilify: Run, tmp_path: Path, keyring: dict[str, str]
) -> None:
    """A keyring that has the key opens the store; `--forget-keyring` and `decrypt` take it out."""
    _settings(encrypted, keyring=True)
    env = {**keyring, "PYTHON_KEYRING_BACKEND": "our_keyrings.Working"}
    kept = tmp_path / "modules" / "kept.json"
    name = json.loads((encrypted / "resilify.key").read_text())["id"]
    kept.write_text(json.dumps({f"resilify/{name}": private.KEY.hex()}))
    assert _opens(resilify("journal", env=env))
    resilify("passphrase", "--forget-keyring", env=env, check=True)
    assert json.loads(kept.read_text()) == {}
    assert resilify("journal", env=env).returncode == 2
    kept.write_text(json.dumps({f"resilify/{name}": private.KEY.hex()}))
    resilify("decrypt", "--yes", env=env, check=True)
    assert json.loads(kept.read_text()) == {}


@pytest.mark.parametrize("backend", ["Failing", "Hanging", "Odd", "NoSuch"])
def test_a_keyring_that_fails_leads_to_the_passphrase(
    encrypted: Path, resilify: Run, keyring: dict[str, str], backend: str
) -> None:
    """One that fails, hangs, keeps something else or is not there: the passphrase is asked for."""
    _settings(encrypted, keyring=True)
    ran = resilify("journal", env={**keyring, "PYTHON_KEYRING_BACKEND": f"our_keyrings.{backend}"})
    assert ran.returncode == 2
    assert "there is no terminal to ask for it in" in ran.stderr
    assert "Traceback" not in ran.stderr
    right = private.secret(encrypted.parent)
    assert _opens(resilify("--passphrase-file", right, "journal", env=keyring))


def test_what_needs_no_words_needs_no_passphrase(encrypted: Path, resilify: Run) -> None:
    """What can be said without the store is said, and nobody is asked."""
    for arguments in (
        ["list"],
        ["show", "cultivating-self-compassion"],
        ["help-now"],
        ["paths"],
        ["--version"],
    ):
        assert resilify(*arguments).returncode == 0, arguments


def test_no_error_names_what_was_written(encrypted: Path, resilify: Run, given: dict[str, str]) -> None:
    """A damaged encrypted store is told of without a word of it."""
    content = bytearray((encrypted / "resilify.db").read_bytes())
    for at in range(5000, len(content), 4096):
        content[at] ^= 255
    (encrypted / "resilify.db").write_bytes(content)
    for arguments in (["journal"], ["journal", "search", "quail"], ["decrypt", "--yes"], ["doctor"]):
        ran = resilify(*arguments, env=given)
        assert ran.returncode == 1
        assert "Traceback" not in ran.stderr
        assert not any(sentence in ran.stdout + ran.stderr for sentence in private.SENTENCES)
