"""`resilify lock`: forget the key that is kept for a time."""

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import command_app
from resilify_cli.console import print_message

app = command_app()


@app.command()
def lock() -> None:
    """Lock an encrypted store now: the passphrase is needed from here on."""
    ctx = app_context()
    key_file = ctx.paths.vault.key_file
    if not key_file.exists():
        print_message("The store is not encrypted. To lock it with a passphrase: resilify encrypt")
        return
    from resilify_cli.unlocking.kernel_keyring import forget_key
    from resilify_cli.vault.keys.key_file import read_key_file

    was_open = forget_key(read_key_file(key_file).id)
    print_message("Locked: the passphrase is needed from here on." if was_open else "It was locked already.")
    ways = [name for name in ("passphrase_command", "key_file", "keyring") if getattr(ctx.settings, name)]
    if ways:
        print_message(f"Your settings open it without typing all the same, by: {', '.join(ways)}.")
