"""The keyring of a Linux desktop is asked without the library, and the library where that is not enough."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests import private
from tests.command_server import MODULES
from tests.conftest import Run
from tests.unlocking.secret_service import Answer, hangs, refuses, running, service

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux desktops have it")

OURS = service(private.KEY.hex().encode())
# In the library's place: it notes that it was asked, and has the key if the file says so.
_LIBRARY = """
import pathlib
here = pathlib.Path(__file__).parent
def get_password(service, name):
    (here / "asked").write_text(f"{service} {name}")
    return (here / "key").read_text() if (here / "key").exists() else None
def set_password(service, name, secret):
    raise RuntimeError("not this one")
"""
_LOCKED = "org.freedesktop.Secret.Error.IsLocked"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder with a module in the place of the library `keyring`."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "keyring.py").write_text(_LIBRARY)
    return folder


@pytest.fixture
def env(encrypted: Path, library: Path, tmp_path: Path) -> dict[str, str]:
    """An environment in which the store is opened by the keyring, and the library is ours."""
    (encrypted / "settings.toml").write_text("keyring = true\n")
    return {MODULES: str(library), "HOME": str(tmp_path)}


def test_a_key_at_hand_opens_the_store(resilify: Run, env: dict[str, str], library: Path) -> None:
    """The key that the service has is taken, and the library is not so much as asked."""
    with running(OURS) as bus:
        ran = resilify("journal", env={**env, "DBUS_SESSION_BUS_ADDRESS": bus.address}, check=True)
    assert private.SENTENCES[0] in ran.stdout
    assert ran.stderr == ""
    assert not (library / "asked").exists()


def test_it_is_asked_as_the_library_asks(resilify: Run, env: dict[str, str]) -> None:
    """The default collection, by the attributes under which the library keeps a secret."""
    with running(OURS) as bus:
        resilify("journal", env={**env, "DBUS_SESSION_BUS_ADDRESS": bus.address}, check=True)
    wanted = ({"service": "resilify", "username": "00" * 8},)
    assert ("/org/freedesktop/secrets/aliases/default", "SearchItems", wanted) in bus.calls
    assert {method for _, method, _ in bus.calls} == {"Hello", "SearchItems", "OpenSession", "GetSecret"}


@pytest.mark.parametrize(
    "other",
    [
        {"SearchItems": lambda _: ("ao", ([],))},
        {"SearchItems": refuses("org.freedesktop.DBus.Error.ServiceUnknown")},
        {"SearchItems": lambda _: ("s", ("odd",))},
        {"OpenSession": refuses("org.freedesktop.DBus.Error.NotSupported")},
        {"GetSecret": refuses(_LOCKED)},
        service(b"no hex at all"),
        service(b"\xff"),
        {"Hello": refuses("org.freedesktop.DBus.Error.LimitsExceeded")},
    ],
    ids=["none", "no service", "odd answer", "not plain", "locked", "no key", "no text", "no bus"],
)
def test_what_is_not_at_hand_is_left_to_the_library(
    resilify: Run, env: dict[str, str], library: Path, other: Mapping[str, Answer]
) -> None:
    """A service that is locked, empty or odd is passed over: the library is asked, and opens the store."""
    (library / "key").write_text(private.KEY.hex())
    with running({**OURS, **other}) as bus:
        ran = resilify("journal", env={**env, "DBUS_SESSION_BUS_ADDRESS": bus.address}, check=True)
    assert private.SENTENCES[0] in ran.stdout
    assert ran.stderr == ""
    assert (library / "asked").read_text() == f"resilify {'00' * 8}"


@pytest.mark.parametrize("address", ["unix:path=/nowhere", "tcp:host=localhost,port=1", "", "odd"])
def test_a_bus_that_is_not_there_is_left_to_the_library(
    resilify: Run, env: dict[str, str], library: Path, address: str
) -> None:
    """An address of no bus, or of one of another kind, is no error, and is never connected to by network."""
    (library / "key").write_text(private.KEY.hex())
    ran = resilify("journal", env={**env, "DBUS_SESSION_BUS_ADDRESS": address}, check=True)
    assert private.SENTENCES[0] in ran.stdout
    assert ran.stderr == ""


@pytest.mark.parametrize(
    "set_up",
    [
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        {"KEYRING_PROPERTY_SCHEME": "KeePassXC"},
        {"XDG_CONFIG_HOME": "{home}/config"},
        {"HOME": "{home}"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_another_keyring_that_is_set_up_is_kept_to(
    resilify: Run, env: dict[str, str], library: Path, tmp_path: Path, set_up: dict[str, str]
) -> None:
    """Where the library is told which keyring to use, the Secret Service is not called at all."""
    (library / "key").write_text(private.KEY.hex())
    for place in ("config", ".config"):
        (tmp_path / "set" / place / "python_keyring").mkdir(parents=True)
        (tmp_path / "set" / place / "python_keyring" / "keyringrc.cfg").write_text("[backend]\n")
    told = {name: value.format(home=tmp_path / "set") for name, value in set_up.items()}
    with running(OURS) as bus:
        resilify("journal", env={**env, **told, "DBUS_SESSION_BUS_ADDRESS": bus.address}, check=True)
    assert bus.calls == []
    assert (library / "asked").exists()


@pytest.mark.parametrize(
    "method",
    ["Hello", *(pytest.param(name, marks=pytest.mark.slow) for name in ("SearchItems", "GetSecret"))],
)
def test_a_service_that_hangs_leads_to_the_passphrase(
    resilify: Run, env: dict[str, str], method: str
) -> None:
    """One that does not answer is given up, wherever it stops, and the passphrase is asked for."""
    with running({**OURS, method: hangs}) as bus:
        ran = resilify("journal", env={**env, "DBUS_SESSION_BUS_ADDRESS": bus.address})
    assert ran.returncode == 2
    assert ran.stderr.startswith("The system's keyring does not answer, so the passphrase is needed.\n")
    assert "there is no terminal to ask for it in" in ran.stderr


_DESKTOP = """
set -e
printf 'words' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null
"$1" -m keyring set resilify 0000000000000000 < "$2"
exec "$1" -c "$3"
"""
_JOURNAL = """
import atexit, runpy, sys
atexit.register(lambda: print("keyring" in sys.modules))
sys.argv = ["resilify", "journal"]
runpy.run_module("resilify_cli", run_name="__main__")
"""


@pytest.mark.slow
def test_what_the_library_keeps_is_found_without_it(encrypted: Path, tmp_path: Path) -> None:
    """A key that the library put into a real service opens the store, and the library is not loaded."""
    for tool in ("dbus-run-session", "gnome-keyring-daemon"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    (encrypted / "settings.toml").write_text("keyring = true\n")
    key = private.secret(tmp_path, private.KEY.hex())
    ran = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", _DESKTOP, "sh", sys.executable, key, _JOURNAL],
        env={
            "RESILIFY_HOME": str(encrypted),
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": str(tmp_path),
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
        },
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert private.SENTENCES[0] in ran.stdout, ran.stderr
    assert ran.stdout.endswith("False\n")
