"""`resilify encrypt`: the store and its copies, so that nobody reads them without the passphrase."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import Plain, Yes, command_app
from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import ResilifyError
from resilify_cli.terminal.confirmation import Confirmation
from resilify_cli.terminal.recovery_code import show_recovery_code
from resilify_cli.unlocking.secret_prompt import ask_new_passphrase, warn_if_weak
from resilify_cli.variables import PASSPHRASE_FILE
from resilify_cli.vault.layout import VaultLayout

if TYPE_CHECKING:
    from resilify_cli.vault.keys.key_file import KeyFile

app = command_app()


@app.command()
def encrypt(yes: Yes = False, plain: Plain = None) -> None:
    """Encrypt your words. A passphrase opens them, or a recovery code that is shown once."""
    ctx = app_context()
    store = ctx.paths.store
    from resilify_cli.store.engine import check_encryption_installed
    from resilify_cli.vault.core_dumps import protect_memory
    from resilify_cli.vault.encryption.detection import encrypted_copies
    from resilify_cli.vault.keys.key_copies import remove_key_copies

    check_encryption_installed()
    protect_memory()
    # Made if there is none, so that a journal can be private from its first word.
    with ctx.stores.open_for_writing(allow_plain=True) as opened:
        key = opened.database.key
    if key is not None:
        _encrypt_copies(ctx, key)
        print_message("The store is encrypted already.")
        return
    key_file = _key_file_there(store) if encrypted_copies(store) else None
    if key_file is not None:
        # An earlier `encrypt` or `decrypt` did not come to its end: the key is needed for these still.
        print_message("There are copies that need the passphrase you had. The store gets the same one.")
        key = ctx.unlocker.by_passphrase(key_file)
        _convert(store, key_file, key)
    else:
        if not _CONFIRMATION.is_confirmed(ctx.prompters, yes=yes, plain=plain):
            return
        key_file, key = _new_key_file(ctx, yes=yes)
        _convert(store, key_file, key)
        remove_key_copies(store, but=key_file.id)
    _encrypt_copies(ctx, key)
    print_message("Encrypted. To change the passphrase: resilify passphrase. To undo it: resilify decrypt")


def _new_key_file(ctx: AppContext, *, yes: bool) -> "tuple[KeyFile, bytes]":
    """Agree with the person on a passphrase and a recovery code, and return what holds them."""
    from resilify_cli.vault.keys.key_file import new_key_file, new_recovery_code

    passphrase = ctx.unlocker.given_passphrase()
    if passphrase is None:
        passphrase = ask_new_passphrase(f"--passphrase-file, or {PASSPHRASE_FILE}")
    else:
        warn_if_weak(passphrase)
    code = new_recovery_code()
    lead = "Your recovery code. It is shown this once: write it down, and keep it away from this computer."
    show_recovery_code(lead, code, yes=yes)
    return new_key_file(passphrase, code)


def _key_file_there(store: Path) -> "KeyFile | None":
    """Return the key file beside the store, or else the newest of those that are kept with its copies."""
    from resilify_cli.vault.keys.key_copies import key_copies
    from resilify_cli.vault.keys.key_file import read_key_file

    key_file = VaultLayout(store).key_file
    there = [key_file] if key_file.exists() else key_copies(store)
    return read_key_file(there[0]) if there else None


def _convert(store: Path, key_file: "KeyFile", key: bytes) -> None:
    from resilify_cli.vault.encryption.converting import convert_store
    from resilify_cli.vault.encryption.detection import is_plain
    from resilify_cli.vault.keys.key_copies import write_key_copy

    layout = VaultLayout(store)
    places = (layout.key_file, layout.key_copy(key_file.id))
    new = not any(path.exists() for path in places)

    def put_key_files() -> None:
        # Beside the store and its copies once it is complete, and before it is in its place.
        write_key_copy(store, key_file)
        key_file.write(layout.key_file)

    try:
        convert_store(store, None, key, before=put_key_files)
    except ResilifyError:
        if new and is_plain(store):
            for path in places:
                with suppress(OSError):
                    path.unlink()
            print_warning("It could not be done. Your store is as it was, and that code opens nothing.")
        raise


def _encrypt_copies(ctx: AppContext, key: bytes) -> None:
    """Encrypt what plain copies there are, and name what can't be."""
    from resilify_cli.vault.encryption.converting import convert_copies, remove_unfinished_files
    from resilify_cli.vault.encryption.detection import readable_without_key

    store = ctx.paths.store
    remove_unfinished_files(store)
    left = convert_copies(store, None, key)
    for path in dict.fromkeys((*left, *readable_without_key(store), *ctx.paths.editor.glob("*"))):
        print_warning(f"This file could not be encrypted, and may hold words of yours: {path}")


_CONFIRMATION = Confirmation(
    heading="Encrypt",
    question="Encrypt your store?",
    undone="It stays as it is.",
    facts=(
        "From now on a passphrase opens your store and its copies, or a recovery code if you forget it.",
        "With both lost nobody can help, and your words are gone for good.",
        "To make a copy first that can be read without them: resilify journal export --output FILE",
    ),
)
