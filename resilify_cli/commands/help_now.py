"""`resilify help-now`: who to call. It needs no set-up, no network and no settings."""

import os
from typing import Annotated

import typer

from resilify_cli import crisis
from resilify_cli.commands.options import SCHEMA_VERSION, AsJson, one_command
from resilify_cli.console import out, out_json
from resilify_cli.crisis import CrisisLine
from resilify_cli.errors import ResilifyError

app = one_command()


@app.command()
def help_now(
    country: Annotated[
        str | None, typer.Option(help="A country, by name or by code: GB, Germany ...")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every country that is known here.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show who to call in a crisis. Works offline, at once."""
    wanted = country or _set_country() or crisis.country_of_locale(os.environ) or ""
    code = crisis.find_country(wanted) if wanted else None
    lines = list(crisis.LINES) if every or code is None else crisis.lines_for(code)
    if as_json:
        out_json(_data(lines))
        return
    out(crisis.EMERGENCY)
    out()
    if country and code is None and not every:
        out(f"No line for {country!r} is known here. These are the ones that are:\n")
    for line in lines:
        for text in _words(line):
            out(text)
        out()
    if code is not None and not every:
        out("Not where you are? resilify help-now --country NAME, or --all.")
    out(crisis.ELSEWHERE)
    out(f"Numbers change. These were checked on {crisis.CHECKED.isoformat()}, on the pages named above.")


def _set_country() -> str:
    """Return the country of the settings; settings that can't be read are no reason to stop here."""
    from resilify_cli.commands.surroundings import surroundings

    try:
        return surroundings().settings.country
    except (ResilifyError, OSError):
        return ""


def _words(line: CrisisLine) -> list[str]:
    hours = f" ({line.hours})" if line.hours else ""
    return [
        f"{line.country}: {line.service}{hours}",
        f"  {line.contact}",
        *([f"  {line.caution}"] if line.caution else []),
        f"  seen at: {line.source}",
    ]


def _data(lines: list[CrisisLine]) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "checked": crisis.CHECKED.isoformat(),
        "emergency": crisis.EMERGENCY,
        "elsewhere": "https://findahelpline.com",
        "lines": [
            {
                "code": line.code,
                "country": line.country,
                "service": line.service,
                "contact": line.contact,
                "hours": line.hours,
                "source": line.source,
                "caution": line.caution,
            }
            for line in lines
        ],
    }
