"""`resilify passphrase`: another passphrase, or another way to give the key."""

from pathlib import Path
from typing import Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.own_files import refuse_own_file
from resilify_cli.command_line.options import command_app
from resilify_cli.console import print_message
from resilify_cli.errors import StoreError, UsageError
from resilify_cli.unlocking.secret_files import read_new_secret_file
from resilify_cli.unlocking.secret_prompt import ask_new_passphrase

app = command_app()


@app.command()
def passphrase(
    new_file: Annotated[
        Path | None,
        typer.Option("--new-passphrase-file", help="Take the new one from the first line of this file."),
    ] = None,
    key_file: Annotated[
        Path | None,
        typer.Option("--key-file", help="Write the store's key to this file, for a stick that you keep."),
    ] = None,
    forget_keyring: Annotated[
        bool, typer.Option("--forget-keyring", help="Take the key out of the system's keyring.")
    ] = False,
) -> None:
    """Change the passphrase of an encrypted store. The store itself is not rewritten."""
    ctx = app_context()
    ctx.stores.check_owner()
    if key_file is not None and (new_file is not None or forget_keyring):
        raise UsageError("--key-file goes alone.")
    if forget_keyring:
        _forget_keyring_key(ctx)
        return
    if key_file is not None:
        refuse_own_file(ctx, key_file)
    from resilify_cli.vault.keys.key_copies import require_key_file
    from resilify_cli.vault.keys.key_file import PASSPHRASE
    from resilify_cli.vault.permissions import check_no_link

    path = ctx.paths.vault.key_file
    check_no_link(path)
    slots = require_key_file(ctx.paths.store)
    # The passphrase of today is asked for, even where the key is at hand without it.
    key = ctx.unlocker.by_passphrase(slots)
    if key_file is not None:
        _write_key(key_file, key, slots.id)
        return
    if slots.intact is False:
        # Written anew, what is damaged in it would count as sound.
        raise StoreError(
            f"The key file {path} is damaged: the recovery code may not open it. Nothing was changed.",
            "To see what can be done: resilify doctor",
        )
    new = read_new_secret_file(new_file) if new_file is not None else ask_new_passphrase()
    slots.with_slot(PASSPHRASE, new, key).write(path)
    ctx.stores.update_key_copy()
    if ctx.settings.unlocked_for:
        # Whoever changes it wants the new one to be asked for.
        from resilify_cli.unlocking.kernel_keyring import forget_key

        forget_key(slots.id)
    print_message("Changed. The recovery code is the same as before.")


def _write_key(path: Path, key: bytes, key_id: str) -> None:
    from resilify_cli.atomic_files import atomic_write
    from resilify_cli.unlocking.secret_files import key_file_text

    with atomic_write(path, force=False) as file:
        file.write(key_file_text(key, key_id))
    print_message(f"Whoever has {path} can read the journal. To use it, put this into your settings:")
    print_message(f'  key_file = "{path.absolute()}"')


def _forget_keyring_key(ctx: AppContext) -> None:
    from resilify_cli.unlocking.system_keyring import KeyringError, delete_from_keyring
    from resilify_cli.vault.keys.key_copies import require_key_file

    try:
        delete_from_keyring(require_key_file(ctx.paths.store).id)
    except KeyringError as error:
        raise StoreError("The keyring holds no key of this store, or does not answer.") from error
    print_message("The keyring holds the key no more. Take keyring = true out of your settings too.")
