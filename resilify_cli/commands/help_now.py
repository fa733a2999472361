"""`resilify help-now`: who to call. It needs no set-up, no network and no settings."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from resilify_cli import crisis
from resilify_cli.app.paths import find_paths
from resilify_cli.command_line.completions import complete_country
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_warning, terminal_width
from resilify_cli.crisis_lines import CHECKED, COUNTRIES, Country, CrisisLine
from resilify_cli.days import date_text
from resilify_cli.errors import ResilifyError
from resilify_cli.safe import safe_line
from resilify_cli.settings import LoadedSettings, Settings, load_settings
from resilify_cli.terminal.pager import print_paged
from resilify_cli.terminal.private_screen import keep_on_screen
from resilify_cli.text_width import wrap

app = command_app()


@app.command()
def help_now(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COUNTRY]", autocompletion=complete_country, help="The same as --country."),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(autocompletion=complete_country, help="A country, by name or by code: GB, Germany ..."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every country that is known here.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show who to call in a crisis. Works offline, at once."""
    keep_on_screen()
    # Nothing that somebody types here in a crisis is a mistake: what is no country is passed over.
    named = " ".join(words or ())
    if country is None and named and crisis.find_country(named):
        country = named
    settings, warnings = _load_settings()
    wanted = country or settings.country or crisis.country_of_locale(os.environ) or ""
    found = crisis.find_country(wanted) if wanted and not every else None
    if as_json:
        print_json(_help_data(found))
    else:
        unknown = country if country and not every and found is None else ""
        # Nobody has to find out in a crisis how to leave a pager.
        width = terminal_width()
        lines = [line for text in _all_texts(found, unknown) for line in _wrapped(text, width)]
        print_paged(lines, os.environ, always=False)
    # Whoever calls this needs the numbers first, also where both go to one file.
    sys.stdout.flush()
    for warning in warnings:
        print_warning(warning)


_ONE_COUNTRY = "For your country alone: resilify help-now --country NAME"
_OWN_PAGE = "Your own page for hard days: resilify page"
_OTHER_COUNTRIES = "Not where you are? resilify help-now --country NAME, or --all."


def _load_settings() -> LoadedSettings:
    """Return the settings; those that can't be read are no reason to stop here."""
    try:
        return load_settings(find_paths(os.environ).settings)
    except (ResilifyError, OSError):
        return LoadedSettings(Settings())


def _all_texts(found: Country | None, unknown: str) -> Iterator[str]:
    """Yield all that is to show, not wrapped yet: of the country that was `found`, or else of every one."""
    yield found.in_danger if found else crisis.EMERGENCY
    yield ""
    if unknown:
        yield f"No line for {safe_line(unknown)[:40]!r} is known here. These are the ones that are:"
        yield ""
    if found is not None:
        if found.lines:
            yield from _country_texts(found)
        else:
            yield crisis.NO_LINE.format(found.emergency)
        yield ""
    else:
        yield _ONE_COUNTRY
        yield ""
        yield from _general_texts()
    yield crisis.BUSY
    # At the end too, since the beginning of a long list has scrolled away.
    yield _ONE_COUNTRY if found is None else _OTHER_COUNTRIES
    yield _OWN_PAGE
    yield crisis.ABROAD
    yield crisis.ELSEWHERE
    yield (
        f"Numbers change. These are as last seen on {date_text(CHECKED)}, in copies of the pages named above."
    )


def _shown_countries(found: Country | None) -> Sequence[Country]:
    return COUNTRIES if found is None else (found,)


def _general_texts() -> Iterator[str]:
    for country in COUNTRIES:
        if country.lines:
            yield from _country_texts(country)
            yield f"  in danger: {country.emergency}"
            yield ""
    others = (f"{each.name}{_HELD}{each.emergency}" for each in COUNTRIES if not each.lines)
    yield f"{crisis.ONLY_DANGER} {', '.join(others)}."
    yield ""


def _country_texts(country: Country) -> Iterator[str]:
    for line in country.lines:
        yield from _helpline_texts(country.name, line)
    yield f"  seen at: {', '.join(country.pages)}"


def _helpline_texts(country: str, line: CrisisLine) -> Iterator[str]:
    hours = f" ({line.hours_in_words})" if line.hours else ""
    yield f"{country}: {line.service}{hours}"
    contact = line.contact
    for number in line.numbers:
        contact = contact.replace(number, number.replace(" ", _HELD))
    yield f"  {contact}"
    if line.languages:
        yield f"  in {line.languages}"
    if line.address:
        yield f"  {line.address}"
    if line.words_of_caution:
        yield f"  {line.words_of_caution}"


# Stands for a space at which no line is broken, so that a number stays whole.
_HELD = "\xa0"


def _wrapped(text: str, width: int) -> list[str]:
    if not text:
        return [""]
    indent = "  " if text.startswith("  ") else ""
    lines = wrap(text.strip(), width, at_hyphens=False, indent=indent, hanging_indent=2 * indent)
    return [line.replace(_HELD, " ") for line in lines]


def _help_data(found: Country | None) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "checked": CHECKED.isoformat(),
        "emergency": found.in_danger if found else crisis.EMERGENCY,
        "elsewhere": "https://findahelpline.com",
        "lines": [_line_data(country, line) for country in _shown_countries(found) for line in country.lines],
        "emergency_numbers": {country.code: country.emergency for country in _shown_countries(found)},
    }


def _line_data(country: Country, line: CrisisLine) -> dict[str, object]:
    return {
        "code": country.code,
        "country": country.name,
        "emergency": country.emergency,
        "service": line.service,
        "contact": line.contact,
        "numbers": list(line.numbers),
        "hours": line.hours,
        "languages": line.languages,
        "address": line.address,
        "sure": line.sure,
        "source": ", ".join(country.pages),
        "caution": line.words_of_caution,
    }
