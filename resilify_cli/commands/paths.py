"""`resilify paths`: where things are kept."""

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_line
from resilify_cli.safe import safe_line

app = command_app()


@app.command()
def paths(as_json: AsJson = False) -> None:
    """Show where your words, programs and settings are kept."""
    found = app_context().paths
    places = {
        "store": (found.store, "your words and your progress"),
        "key": (found.vault.key_file, "locked by your passphrase, once the store is encrypted"),
        "backups": (found.backups, "copies of the store that are made by themselves"),
        "editor": (found.editor, "a text while it is in your editor"),
        "reminders": (found.vault.reminders, "when to remind you, and of what; no words of yours"),
        "programs": (found.programs, "programs of your own go here"),
        "settings": (found.settings, "plain, animation, country"),
        "cache": (found.cache, "what is known of the programs; safe to delete"),
        "bundled": (found.bundled, "the programs that come with resilify"),
    }
    aside = found.vault.set_aside_stores()
    if as_json:
        named = {name: str(path) for name, (path, _) in places.items()}
        print_json({"schema_version": SCHEMA_VERSION, **named, "set_aside": [str(path) for path in aside]})
        return
    for name, (path, about) in places.items():
        there = "" if path.exists() else ", not there yet"
        print_line(f"{name:<9} {safe_line(str(path))}\n{'':<9} {about}{there}")
    for path in aside:
        print_line(
            f"{'set aside':<9} {safe_line(str(path))}\n{'':<9} an earlier store, with the words it had"
        )
