"""An encrypted store that stays open for a time: the kernel keeps its key until then."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilify_cli.settings import Settings
from resilify_cli.unlocking import kernel_keyring
from resilify_cli.unlocking.kernel_keyring import forget_key, keep_key, read_kept_key
from resilify_cli.unlocking.unlocker import Unlocker
from resilify_cli.vault.keys.key_file import KeyFile, read_key_file
from tests import private
from tests.conftest import Run

_IS_KEPT = keep_key("a-test", b"k" * 32, 60) and forget_key("a-test")
needs_kernel = pytest.mark.skipif(not _IS_KEPT, reason="this system keeps no keys, as in some containers")


class _TypedUnlocker(Unlocker):
    """An unlocker whose person types the right passphrase, and that counts how often."""

    typed = 0

    def by_passphrase(self, key_file: KeyFile) -> bytes:
        type(self).typed += 1
        return private.unlock(key_file)


@pytest.fixture
def key_file(encrypted: Path) -> Iterator[KeyFile]:
    found = read_key_file(encrypted / "resilify.key")
    forget_key(found.id)
    yield found
    forget_key(found.id)


@pytest.fixture
def unlocked(encrypted: Path, key_file: KeyFile) -> _TypedUnlocker:
    """What has opened a store that is to stay open for a while."""
    (encrypted / "settings.toml").write_text('unlocked_for = "30 min"\n')
    unlocker = _TypedUnlocker({}, Settings(unlocked_for="30 min"))
    _TypedUnlocker.typed = 0
    assert unlocker(key_file) == private.KEY
    return unlocker


@needs_kernel
def test_the_passphrase_is_typed_once(unlocked: _TypedUnlocker, key_file: KeyFile) -> None:
    """The second time the key is there."""
    assert unlocked(key_file) == private.KEY
    assert _TypedUnlocker.typed == 1


@needs_kernel
@pytest.mark.usefixtures("unlocked")
def test_other_commands_open_the_store_meanwhile(resilify: Run) -> None:
    """With no terminal, and nothing that gives the passphrase."""
    assert private.SENTENCES[0] in resilify("journal", check=True).stdout
    assert "locked" not in resilify(check=True).stdout


@needs_kernel
@pytest.mark.usefixtures("unlocked")
def test_lock_forgets_the_key_at_once(resilify: Run) -> None:
    """And says so once."""
    assert resilify("lock", check=True).stderr == "Locked: the passphrase is needed from here on.\n"
    assert resilify("journal").returncode != 0
    assert resilify("lock", check=True).stderr == "It was locked already.\n"


@needs_kernel
def test_a_kept_key_opens_nothing_where_nobody_set_it(
    encrypted: Path, key_file: KeyFile, resilify: Run
) -> None:
    """Off by default: the passphrase is asked for, and no key is kept after it."""
    _TypedUnlocker({}, Settings())(key_file)
    assert read_kept_key(key_file.id) is None
    keep_key(key_file.id, private.KEY, 60)
    assert resilify("journal").returncode != 0


@needs_kernel
def test_a_key_ends_and_others_of_this_computer_cant_read_it() -> None:
    """The kernel itself tells the time that is left, and who may do what."""
    name = f"a-test-{os.getpid()}"
    assert keep_key(name, b"k" * 32, 90)
    try:
        (line,) = [
            each for each in Path("/proc/keys").read_text().splitlines() if f"resilify:{name}:" in each
        ]
        assert re.search(r" 1m 3f0b0000 ", line)
    finally:
        assert forget_key(name)
    assert read_kept_key(name) is None


@needs_kernel
def test_a_new_passphrase_forgets_the_key(
    encrypted: Path, key_file: KeyFile, resilify: Run, tmp_path: Path
) -> None:
    """Whoever changes it wants the new one to be asked for."""
    (encrypted / "settings.toml").write_text('unlocked_for = "30 min"\n')
    keep_key(key_file.id, private.KEY, 60)
    old, new = private.secret(tmp_path), private.secret(tmp_path, "other words here now", "new")
    resilify("--passphrase-file", old, "passphrase", "--new-passphrase-file", new, check=True)
    assert read_kept_key(key_file.id) is None


@needs_kernel
@pytest.mark.parametrize(
    "command", [("--passphrase-file", "{secret}", "decrypt", "--yes"), ("erase", "--all", "--yes")]
)
def test_a_store_that_is_encrypted_no_more_leaves_no_key(
    encrypted: Path, key_file: KeyFile, resilify: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """The key goes with what it opened, also where the setting is gone by now."""
    keep_key(key_file.id, private.KEY, 60)
    secret = str(private.secret(tmp_path))
    resilify(*(part.format(secret=secret) for part in command), check=True)
    assert read_kept_key(key_file.id) is None


@needs_kernel
def test_a_kill_before_the_end_is_set_leaves_no_key() -> None:
    """The key gets to where it outlives the process only with its end."""
    name = f"a-killed-test-{os.getpid()}"
    child = os.fork()
    if not child:
        kernel_keyring._keyctl = lambda *_: os._exit(0)
        keep_key(name, b"k" * 32, 60)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert read_kept_key(name) is None


def test_where_no_key_is_kept_the_passphrase_opens_all_the_same(
    encrypted: Path, key_file: KeyFile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On another machine there is no such call; that is told, and nothing fails."""
    monkeypatch.setattr(kernel_keyring, "_CALLS", {})
    assert _TypedUnlocker({}, Settings(unlocked_for="1 h"))(key_file) == private.KEY
    assert "the passphrase is needed each time" in capsys.readouterr().err
    assert not forget_key(key_file.id)
