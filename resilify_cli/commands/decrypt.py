"""`resilify decrypt`: the store and its copies as plain files again."""

from contextlib import suppress

from resilify_cli.commands.options import Plain, Yes, one_command
from resilify_cli.commands.surroundings import Surroundings, surroundings
from resilify_cli.console import talk
from resilify_cli.errors import StoreError

app = one_command()


@app.command()
def decrypt(yes: Yes = False, plain: Plain = False) -> None:
    """Make the store a plain file again, which opens without a passphrase."""
    around = surroundings()
    from resilify_cli.store.opening import key_path
    from resilify_cli.store.private.encryption import convert

    store = around.paths.store
    if not key_path(store).exists():
        raise StoreError("The store is not encrypted.")
    key, encrypted = _key(around)
    if not yes:
        from resilify_cli.activities.questions import Prose

        around.need_answer("--yes", plain=plain)
        asked = Prose("Make the store plain again? Whoever can read your files can then read your words.")
        if not around.confirm(asked, plain=plain):
            talk("It stays encrypted.")
            return
    if encrypted:
        convert(store, key, None)
    _finish(around, key)
    talk("The store is plain again.")


def _key(around: Surroundings) -> tuple[bytes, bool]:
    """Return the key, and whether the store is encrypted; an earlier `decrypt` may have been cut short."""
    from resilify_cli.store.opening import key_path
    from resilify_cli.store.private.keyfile import read_key_file

    opened = around.found_store()
    if opened is not None:
        with opened:
            if opened.database.key is not None:
                return opened.database.key, True
    return around.unlock(read_key_file(key_path(around.paths.store))), False


def _finish(around: Surroundings, key: bytes) -> None:
    """Decrypt what copies there are. The key file stays for as long as one of them needs it."""
    from resilify_cli.store.opening import key_path
    from resilify_cli.store.private.encryption import convert_copies, sweep
    from resilify_cli.store.private.keyfile import read_key_file

    keys = key_path(around.paths.store)
    sweep(around.paths.store)
    left = convert_copies(around.paths.store, key, None)
    for path in left:
        talk(f"This file could not be decrypted: {path}")
    if left:
        talk(f"The key file stays, since it may still open what could not be decrypted: {keys}")
        return
    name = read_key_file(keys).id
    keys.unlink()
    if around.settings.keyring:
        from resilify_cli.commands.keyring_key import KeyringError, drop_from_keyring

        with suppress(KeyringError):
            drop_from_keyring(name)
