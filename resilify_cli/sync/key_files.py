"""The files in the folder `keys`, by which a machine gets the keys of a sync folder.

For each key: `N-ID.keys`, all keys that its maker had, wrapped (AES key wrap with padding, RFC 5649) by a
random secret; `N-ID.key`, that secret wrapped for a passphrase and for a recovery code, as the key file of a
store has it; and from the second
generation on `N-ID.proof`, which tells that whoever made the two had an older key. It is encrypted to the
older keys, so whoever has none can't make one. So what somebody else puts there is told, and hinders nobody.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from resilify_cli.errors import ResilifyError, StoreError, WrongSecretError
from resilify_cli.sync.folder import SyncFolder, SyncFolderError
from resilify_cli.sync.keys import SyncKeys, encrypt_to
from resilify_cli.sync.names import KeyName, content_hash
from resilify_cli.vault.keys.key_file import PASSPHRASE, RECOVERY, KeyFile, read_key_file, read_recovery_code
from resilify_cli.vault.keys.wrapping import unwrap_keys, wrap_keys

_TRY_AGAIN = (
    "It is the passphrase of the folder, or its recovery code. You can try again as often as you like."
)
# As a recovery code is shown: six groups of five letters, with dashes between.
_CODE_LENGTH = 35


class NewKeys(NamedTuple):
    """The keys in a folder that a device does not have.

    Attributes:
        succeeding: Those whose maker had the newest key of this device: it is to write with them.
        beside: Those whose maker had an older one: two machines forgot one at once.
        strange: Those that no machine of the person's made, or that have not arrived whole.
    """

    succeeding: tuple[KeyName, ...] = ()
    beside: tuple[KeyName, ...] = ()
    strange: tuple[KeyName, ...] = ()


def write_keys(folder: SyncFolder, keys: SyncKeys, passphrase: str, recovery_code: str) -> None:
    """Write the newest key to the folder, openable by two secrets.

    Raises:
        ResilifyError: It can't be written, or a package is not installed.
    """
    from resilify_cli.vault.keys.key_file import new_key_file

    key_file, secret = new_key_file(passphrase, recovery_code)
    name = keys.newest.name
    bundle = wrap_keys(secret, keys.to_json().encode())
    folder.place_key_part(name, "keys", bundle)
    if older := [key for key in keys.keys if key is not keys.newest]:
        folder.place_key_part(name, "proof", encrypt_to(older, _proof_of(name, key_file, bundle)))
    # It comes last: a key whose key file is there is complete.
    key_file.write(folder.key_file(name))


def find_new_keys(folder: SyncFolder, keys: SyncKeys) -> NewKeys:
    """Return the keys in the folder that are not among these. Nobody is asked for anything."""
    found: dict[str, list[KeyName]] = {"succeeding": [], "beside": [], "strange": []}
    for name in folder.key_names():
        if name not in keys.names:
            found[_relation_of(folder, keys, name)].append(name)
    return NewKeys(*map(tuple, found.values()))


def open_keys(folder: SyncFolder, names: tuple[KeyName, ...], secret: str) -> SyncKeys:
    """Return all keys that a secret opens, put together.

    Args:
        folder: The sync folder.
        names: The keys to open.
        secret: A passphrase or a recovery code.

    Raises:
        WrongSecretError: The secret opens none of them.
        ResilifyError: None of them is whole, or a package is not installed.
    """
    opened: SyncKeys | None = None
    failed: ResilifyError | None = None
    for name in sorted(names, reverse=True):
        try:
            keys = _open_one(folder, name, secret)
            opened = keys if opened is None else opened.merged(keys)
        except WrongSecretError as error:
            failed = error
        except SyncFolderError as error:
            # One that is damaged is in nobody's way. That a secret is wrong counts for more.
            failed = failed or error
    if opened is None:
        raise failed or SyncFolderError("There is no key in the folder.")
    return opened


def open_to_join(folder: SyncFolder, secret: str) -> SyncKeys:
    """Return the keys of a folder for a machine that has none yet.

    Raises:
        WrongSecretError: The secret opens none, or only an older one.
        ResilifyError: No key is whole, or a package is not installed.
    """
    keys = open_keys(folder, tuple(folder.key_names()), secret)
    if find_new_keys(folder, keys).succeeding:
        raise WrongSecretError(
            "That is an older passphrase of the folder: it has a newer one, since a machine was forgotten."
            " Nothing was changed.",
            _TRY_AGAIN,
        )
    return keys


def _open_one(folder: SyncFolder, name: KeyName, secret: str) -> SyncKeys:
    wrapping = _unlock(_read_key_file(folder, name), secret)
    try:
        bundle = folder.read_key_part(name, "keys") or b""
        keys = SyncKeys.from_json(unwrap_keys(wrapping, bundle))
        if keys.newest.name != name:
            # An older key in its place would have this machine write to who was forgotten.
            raise ValueError("another key")
        return keys
    except ValueError as error:
        raise SyncFolderError(
            "The keys in the folder don't belong together, or are damaged. Nothing was changed.",
            "Wait for what carries the folder, or put the folder `keys` back from another machine's.",
        ) from error


def _unlock(key_file: KeyFile, secret: str) -> bytes:
    code = read_recovery_code(secret)
    for kind, given in ((PASSPHRASE, secret), (RECOVERY, code)):
        if kind == RECOVERY and len(code) != _CODE_LENGTH:
            continue
        try:
            return key_file.unlock(kind, given)
        except WrongSecretError:
            continue
    raise WrongSecretError("That does not open the folder. Nothing was changed.", _TRY_AGAIN)


def _read_key_file(folder: SyncFolder, name: KeyName) -> KeyFile:
    try:
        return read_key_file(folder.key_file(name))
    except StoreError as error:
        if error.__cause__ is None:
            raise
        raise SyncFolderError(
            f"{folder.key_file(name)} is not whole, or can't be read. Nothing was changed.",
            "Wait for what carries the folder, or put the folder `keys` back from another machine's.",
        ) from error


def _relation_of(folder: SyncFolder, keys: SyncKeys, name: KeyName) -> str:
    proof, bundle = folder.read_key_part(name, "proof"), folder.read_key_part(name, "keys")
    newest = SyncKeys((keys.newest,))
    if proof is None or bundle is None:
        return "strange"
    try:
        key_file = read_key_file(folder.key_file(name))
        said = (newest.decrypt(proof) or keys.decrypt(proof) or (b"",))[0]
    except StoreError:
        return "strange"
    if said != _proof_of(name, key_file, bundle):
        return "strange"
    return "succeeding" if newest.decrypt(proof) else "beside"


def _proof_of(name: KeyName, key_file: KeyFile, bundle: bytes) -> bytes:
    return json.dumps([*name, key_file.checksum, content_hash(bundle)]).encode()
