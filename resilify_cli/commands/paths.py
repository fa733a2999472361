"""`resilify paths`: where things are kept."""

from resilify_cli.commands.options import SCHEMA_VERSION, AsJson, one_command
from resilify_cli.commands.surroundings import surroundings
from resilify_cli.console import out, out_json
from resilify_cli.safe import safe_line

app = one_command()


@app.command()
def paths(as_json: AsJson = False) -> None:
    """Show where your words, programs and settings are kept."""
    found = surroundings().paths
    places = {
        "store": (found.store, "your words and your progress"),
        "programs": (found.programs, "programs of your own go here"),
        "settings": (found.settings, "plain, animation, country"),
        "cache": (found.cache, "what is known of the programs; safe to delete"),
        "bundled": (found.bundled, "the programs that come with resilify"),
    }
    if as_json:
        out_json({"schema_version": SCHEMA_VERSION, **{k: str(v) for k, (v, _) in places.items()}})
        return
    for name, (path, about) in places.items():
        there = "" if path.exists() else ", not there yet"
        out(f"{name:<9} {safe_line(str(path))}\n{'':<9} {about}{there}")
