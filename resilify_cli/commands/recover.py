"""`resilify recover`: a new passphrase, by the recovery code."""

from pathlib import Path
from typing import Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import command_app
from resilify_cli.console import print_message
from resilify_cli.unlocking.secret_files import read_new_secret_file, read_secret_file
from resilify_cli.unlocking.secret_prompt import ask_new_passphrase, ask_secret, retry_secret

app = command_app()


@app.command()
def recover(
    code_file: Annotated[
        Path | None, typer.Option("--code-file", help="Take the code from the first line of this file.")
    ] = None,
    new_file: Annotated[
        Path | None,
        typer.Option("--new-passphrase-file", help="Take the passphrase from the first line of this file."),
    ] = None,
) -> None:
    """Open an encrypted store by its recovery code, and give it a new passphrase."""
    ctx = app_context()
    ctx.stores.check_owner()
    from resilify_cli.vault.core_dumps import protect_memory
    from resilify_cli.vault.keys.key_copies import require_key_file
    from resilify_cli.vault.keys.key_file import PASSPHRASE, RECOVERY, read_recovery_code
    from resilify_cli.vault.permissions import check_no_link

    path = ctx.paths.vault.key_file
    protect_memory()
    check_no_link(path)
    slots = require_key_file(ctx.paths.store)
    if code_file is not None:
        key = slots.unlock(RECOVERY, read_recovery_code(read_secret_file(code_file)))
    else:
        key = retry_secret(
            lambda: slots.unlock(RECOVERY, read_recovery_code(ask_secret("Recovery code: ", "--code-file"))),
            "It has thirty letters and digits, as it was written down.",
        )
    new = read_new_secret_file(new_file) if new_file is not None else ask_new_passphrase()
    slots.with_slot(PASSPHRASE, new, key).write(path)
    ctx.stores.update_key_copy()
    print_message("The new passphrase opens the store. The recovery code is the same as before.")
