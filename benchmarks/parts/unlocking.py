"""What it costs to open an encrypted store: with its key in a file, in a keyring, and by the passphrase."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from bench import Bench, tell
from cases import Row, Table, at_most
from homes import Home, environment, new_home
from keyrings import NoKeyringError, desktop_keyring, file_keyring, keep
from reads import NEWEST
from report import ratio_tables
from timing import MODES, Arm, Times, measure

_PLAIN = "plain"
_KEY_FILE = "key in a file"
_DESKTOP = "key in the desktop's keyring"
_LIBRARY = "key by the library `keyring`, from a file"
_PASSPHRASE = "passphrase in a file"
_SCRYPT, _NO_SCRYPT = "scrypt", "no scrypt"
_MORE, _DERIVATION = "passphrase − key file", "derivation"
_BY_KEYRING = "keyring = true"
_COST = ("n", "r", "p")


@dataclass(frozen=True, slots=True)
class _Encrypted:
    """An encrypted home, what opens it, and what deriving a key for it costs."""

    home: Path
    passphrase: Path
    key: Path
    name: str
    cost: Mapping[str, int]


def measured(bench: Bench) -> Iterator[str]:
    """Measure, and yield the tables. The ways to open a store run side by side with a plain one."""
    plain = _with_settings(bench, bench.home(bench.sizes[0]))
    made = _encrypted(bench, plain)
    with ExitStack() as running:
        ways, without = _ways(bench, made, running)
        arms = [*_arms(bench, plain, ways), *_derivation(bench, plain, made.cost)]
        times = {mode: [_with_differences(measure(arms, bench.rounds.pairs, mode))] for mode in MODES}
    yield from (f"Without the {_DESKTOP}: {reason}\n" for reason in without)
    yield from ratio_tables(_tables(ways, made.cost), times)


def _with_settings(bench: Bench, like: Home) -> Home:
    """Return a copy of a home that has settings, as those have that are opened by them.

    What is compared then differs in the store alone; to read any settings takes a time of its own.
    """
    home = new_home(bench.folder / "unlocked")
    shutil.copy(like.store, home)
    _set(home, _BY_KEYRING)
    return replace(like, path=home)


def _set(home: Path, setting: str) -> None:
    (home / "settings.toml").write_text(f"{setting}\n", "utf-8")


def _encrypted(bench: Bench, plain: Home) -> _Encrypted:
    """Encrypt a copy of a store, as a person would."""
    tell("encrypting")
    home = new_home(bench.folder / "encrypted")
    shutil.copy(plain.store, home)
    secrets = new_home(bench.folder / "secrets")
    passphrase, key = secrets / "passphrase", secrets / "key"
    passphrase.write_text("a kettle sings to the rain\n", "utf-8")
    env = environment(home) | {"RESILIFY_PASSPHRASE_FILE": str(passphrase)}
    for words in (("encrypt", "--yes"), ("passphrase", "--key-file", str(key))):
        subprocess.run([bench.command, *words], env=env, check=True, capture_output=True)
    kept = json.loads((home / "resilify.key").read_text("utf-8"))
    slot = next(slot for slot in kept["slots"] if slot["kind"] == "passphrase")
    return _Encrypted(home, passphrase, key, kept["id"], {name: slot[name] for name in _COST})


def _ways(
    bench: Bench, made: _Encrypted, running: ExitStack
) -> tuple[dict[str, Mapping[str, str]], Sequence[str]]:
    """Return the environment of each way to open the store, and why one is not there."""
    # Behind the key stands the name of what it opens.
    key = made.key.read_text("utf-8").split()[0]
    ways: dict[str, Mapping[str, str]] = {
        _KEY_FILE: _opening(bench, made, "by-file", f'key_file = "{made.key}"'),
        _PASSPHRASE: environment(made.home) | {"RESILIFY_PASSPHRASE_FILE": str(made.passphrase)},
    }
    by_keyring = _opening(bench, made, "by-keyring", _BY_KEYRING)
    ways[_LIBRARY] = {**by_keyring, **file_keyring(bench.folder)}
    keep(bench.resilify.python, ways[_LIBRARY], made.name, key)
    try:
        desktop = {**by_keyring, **running.enter_context(desktop_keyring(bench.folder))}
        keep(bench.resilify.python, desktop, made.name, key)
    except NoKeyringError as error:
        return ways, [str(error)]
    return ways | {_DESKTOP: desktop}, []


def _opening(bench: Bench, made: _Encrypted, name: str, setting: str) -> dict[str, str]:
    """Return the environment of a copy of the encrypted home, with a setting."""
    home = new_home(bench.folder / f"encrypted-{name}")
    for file in ("resilify.db", "resilify.key"):
        shutil.copy(made.home / file, home)
    _set(home, setting)
    return environment(home)


def _arms(bench: Bench, plain: Home, ways: Mapping[str, Mapping[str, str]]) -> Iterator[Arm]:
    """Yield the same reading on each store; it must show the same entries."""
    shown = tuple(words for _, words in plain.found[NEWEST.name])
    for name, env in {_PLAIN: environment(plain.path), **ways}.items():
        yield Arm(name, (bench.command, "journal", *NEWEST.words), env, shown)


def _derivation(bench: Bench, plain: Home, cost: Mapping[str, int]) -> Iterator[Arm]:
    """Yield Python alone as it derives a key, and as it does not."""
    given = ", ".join(f"{name}={number}" for name, number in cost.items())
    derive = f"; hashlib.scrypt(b'words', salt=bytes(16), {given}, maxmem=2**30, dklen=32)"
    for name, rest in ((_SCRYPT, derive), (_NO_SCRYPT, "")):
        command = (str(bench.resilify.python), "-c", f"import hashlib{rest}")
        yield Arm(name, command, environment(plain.path))


def _with_differences(times: Times) -> Times:
    """Return times with what the passphrase takes more than a key file, and the derivation by itself."""
    return {
        **times,
        _MORE: _less(times[_PASSPHRASE], times[_KEY_FILE]),
        _DERIVATION: _less(times[_SCRYPT], times[_NO_SCRYPT]),
    }


def _less(over: Sequence[float | None], under: Sequence[float | None]) -> list[float | None]:
    pairs = zip(over, under, strict=True)
    return [None if a is None or b is None else a - b for a, b in pairs]


def _tables(ways: Mapping[str, object], cost: Mapping[str, int]) -> list[Table]:
    targets = {_KEY_FILE: at_most(1.3), _DESKTOP: at_most(1.3), _LIBRARY: None}
    parameters = ", ".join(f"{name} = {number:,}" for name, number in cost.items())
    return [
        Table(
            "An encrypted store",
            "`journal` of an encrypted store ÷ `journal` of a plain one",
            [Row(name, name, _PLAIN, target) for name, target in targets.items() if name in ways],
        ),
        Table(
            "A passphrase",
            f"what it takes more than a key in a file ÷ scrypt alone, {parameters}",
            [Row(_PASSPHRASE, _MORE, _DERIVATION, at_most(1.1))],
        ),
    ]
