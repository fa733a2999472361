"""`resilify settings`: what is set, where it comes from, and where the file lies."""

from collections.abc import Collection, Mapping
from typing import Annotated

import typer

from resilify_cli.app.context import app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_line, print_message
from resilify_cli.safe import safe_line
from resilify_cli.settings import given_settings, read_value, toml_value
from resilify_cli.variables import PASSPHRASE_FILE, PLAIN, is_on

app = command_app()
# Where an option of the command line, or a variable, counts more than the file.
_VARIABLES = {"plain": PLAIN, "passphrase_command": PASSPHRASE_FILE}
_FILE, _DEFAULT = "from the file", "as it is by itself"


@app.command("settings")
def settings(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="The setting to see or to set.")
    ] = None,
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="What to set it to.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show each setting with its value and where that comes from; with a name and a value, set it."""
    ctx = app_context()
    path = ctx.paths.settings
    if name is not None and value is not None:
        from resilify_cli.app.settings_change import change_setting

        chosen = read_value(name, value)
        change_setting(path, name, chosen)
        print_message(f"{name} = {toml_value(chosen)}, from now on. It stands in {path}")
        return
    values = ctx.settings._asdict()
    given = given_settings(path)
    if name is not None and name not in values:
        # Says what there is.
        read_value(name, "")
    shown = values if name is None else {name: values[name]}
    sources = {one: _setting_source(one, given, ctx.environment) for one in shown}
    if as_json:
        data = {one: {"value": shown[one], "source": sources[one][0]} for one in shown}
        print_json({"schema_version": SCHEMA_VERSION, "file": str(path), "settings": data})
        return
    for one, set_to in shown.items():
        print_line(f"{safe_line(f'{one} = {toml_value(set_to)}'):<30} {sources[one][1]}")
    if name is None:
        print_line()
        print_line(f"The file: {safe_line(str(path))}{'' if path.exists() else ' (not there yet)'}")
        print_message("To set one: resilify settings NAME VALUE")


def _setting_source(name: str, given: Collection[str], environment: Mapping[str, str]) -> tuple[str, str]:
    """Return where a setting comes from, as one word and as words to read."""
    variable = _VARIABLES.get(name, "")
    if variable and is_on(environment, variable):
        return "environment", f"{variable} counts instead"
    return ("file", _FILE) if name in given else ("default", _DEFAULT)
