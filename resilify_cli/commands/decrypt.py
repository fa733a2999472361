"""`resilify decrypt`: the store and its copies as plain files again."""

from contextlib import suppress
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.atomic_files import sync_folder
from resilify_cli.command_line.options import Plain, Yes, command_app
from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import StoreError
from resilify_cli.terminal.confirmation import Confirmation

if TYPE_CHECKING:
    from resilify_cli.vault.keys.key_file import KeyFile

app = command_app()


@app.command()
def decrypt(yes: Yes = False, plain: Plain = None) -> None:
    """Make the store a plain file again, which opens without a passphrase."""
    ctx = app_context()
    from resilify_cli.vault.encryption.converting import convert_store
    from resilify_cli.vault.keys.key_copies import write_key_copy

    store = ctx.paths.store
    key_file = _key_file(ctx)
    key, encrypted = _key_and_state(ctx, key_file)
    asked = Confirmation(
        heading="Decrypt",
        question="Make the store plain again?",
        undone="It stays encrypted.",
        facts=("Whoever can read your files can then read your words.",),
    )
    if not asked.is_confirmed(ctx.prompters, yes=yes, plain=plain):
        return
    # With the copies until none of them needs it: beside a plain store it would tell that this is not yours.
    write_key_copy(store, key_file)
    if encrypted:
        convert_store(store, key, None)
    ctx.paths.vault.key_file.unlink(missing_ok=True)
    sync_folder(store.parent)
    _decrypt_copies(ctx, key, key_file)
    print_message("The store is plain again.")


def _key_file(ctx: AppContext) -> "KeyFile":
    """Return the key file; an earlier `decrypt` that was cut short may have left it with the copies alone.

    Raises:
        StoreError: nothing is encrypted, or the key file is missing or damaged.
    """
    from resilify_cli.vault.encryption.detection import encrypted_copies, is_plain
    from resilify_cli.vault.keys.key_copies import key_copies, missing_key_error, remove_key_copies
    from resilify_cli.vault.keys.key_file import read_key_file

    store = ctx.paths.store
    if ctx.paths.vault.key_file.exists():
        return read_key_file(ctx.paths.vault.key_file)
    if store.exists() and not is_plain(store) and (error := missing_key_error(store)):
        raise error
    if encrypted_copies(store) and (copies := key_copies(store)):
        return read_key_file(copies[0])
    remove_key_copies(store)
    raise StoreError("The store is not encrypted.")


def _key_and_state(ctx: AppContext, key_file: "KeyFile") -> tuple[bytes, bool]:
    """Return the key, and whether the store is encrypted; an earlier `decrypt` may have been cut short."""
    opened = ctx.stores.open_existing()
    if opened is not None:
        with opened:
            if opened.database.key is not None:
                return opened.database.key, True
    return ctx.unlocker(key_file), False


def _decrypt_copies(ctx: AppContext, key: bytes, key_file: "KeyFile") -> None:
    """Decrypt what copies there are. The key file stays with them for as long as one of them needs it."""
    from resilify_cli.unlocking.kernel_keyring import forget_key
    from resilify_cli.vault.encryption.converting import convert_copies, remove_unfinished_files
    from resilify_cli.vault.keys.key_copies import remove_key_copies

    # Opened by it, an encrypted copy that is put back would ask for nothing.
    forget_key(key_file.id)
    remove_unfinished_files(ctx.paths.store)
    left = convert_copies(ctx.paths.store, key, None)
    for path in left:
        print_warning(f"This file could not be decrypted: {path}")
    if left:
        kept = ctx.paths.vault.key_copy(key_file.id)
        print_warning(
            f"The key file stays with the copies, since it may still open what could not be decrypted: {kept}"
        )
        return
    remove_key_copies(ctx.paths.store)
    if ctx.settings.keyring:
        from resilify_cli.unlocking.system_keyring import KeyringError, delete_from_keyring

        with suppress(KeyringError):
            delete_from_keyring(key_file.id)
