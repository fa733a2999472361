"""`resilify decrypt`: the store and its copies as plain files again."""

from contextlib import suppress

from resilify_cli.commands.options import Plain, Yes, one_command
from resilify_cli.commands.surroundings import surroundings
from resilify_cli.console import talk
from resilify_cli.errors import StoreError

app = one_command()


@app.command()
def decrypt(yes: Yes = False, plain: Plain = False) -> None:
    """Make the store a plain file again, which opens without a passphrase."""
    around = surroundings()
    from resilify_cli.store.encryption import convert, convert_copies
    from resilify_cli.store.keyfile import read_key_file
    from resilify_cli.store.opening import is_encrypted, key_path

    store = around.paths.store
    keys = key_path(store)
    if not keys.exists():
        raise StoreError("The store is not encrypted.")
    key_file = read_key_file(keys)
    key = around.unlock(key_file)
    if not yes:
        from resilify_cli.activities.questions import Prose

        around.need_answer("--yes", plain=plain)
        asked = Prose("Make the store plain again? Whoever can read your files can then read your words.")
        if not around.confirm(asked, plain=plain):
            talk("It stays encrypted.")
            return
    # The store may be plain already, if an earlier decrypt was cut short.
    if store.exists() and is_encrypted(store):
        convert(store, key, None)
    for path in convert_copies(store, key, None):
        talk(f"This file could not be opened with the key: {path}")
    keys.unlink()
    if around.settings.keyring:
        from resilify_cli.commands.keyring_key import KeyringError, drop_from_keyring

        with suppress(KeyringError):
            drop_from_keyring(key_file.id)
    talk("The store is plain again.")
