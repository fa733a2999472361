"""Crisis lines: whole, recent, and free of numbers that are known to be superseded."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from resilify_cli import crisis
from resilify_cli.crisis import LINES, CrisisLine

# Numbers that were once right, each with the country where it must not come back (or everywhere).
SUPERSEDED = {
    "08457 90 90 90": None,
    "1-800-784-2433": None,
    "0900-0113": None,
    "1393": None,
    "1800-221-4444": None,
    "141": "BR",
}


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.code}-{line.service}")
def test_every_line_is_whole(line: CrisisLine) -> None:
    """Each says where, who, how, by which numbers, and on which page that was seen."""
    assert re.fullmatch("[A-Z]{2}", line.code)
    assert all((line.country, line.service, line.contact, line.numbers, line.source))
    assert line.hours or line.caution
    for number in line.numbers:
        assert digits(number)
        assert number in line.contact, "what is compared must be what is shown"


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.code}-{line.service}")
def test_every_number_that_is_shown_is_listed(line: CrisisLine) -> None:
    """No number stands in the words to the person without standing among those that are compared."""
    shown = {digits(found) for found in re.findall(r"\d[\d -]*\d", line.contact)}
    assert shown == {digits(number) for number in line.numbers}


@pytest.mark.parametrize("number", SUPERSEDED)
def test_no_superseded_number_comes_back(number: str) -> None:
    """A number that no longer leads anywhere is not listed, however it is spaced."""
    country = SUPERSEDED[number]
    listed = {digits(n) for line in LINES if country in (None, line.code) for n in line.numbers}
    assert digits(number) not in listed


def test_no_country_stands_twice_with_one_service() -> None:
    """A line that was renewed took the old one's place."""
    assert len({(line.code, line.service) for line in LINES}) == len(LINES)


def test_the_lines_were_checked_lately() -> None:
    """Numbers change, so they are looked at again at least every 180 days."""
    assert timedelta(days=-1) <= date.today() - crisis.CHECKED <= timedelta(days=180)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GB", "GB"),
        ("gb", "GB"),
        (" germany ", "DE"),
        ("uk", "GB"),
        ("USA", "US"),
        ("Narnia", None),
        ("", None),
    ],
)
def test_a_country_is_found_by_name_or_code(name: str, code: str | None) -> None:
    """A country's code, its name and a few everyday names lead to it, in any case."""
    assert crisis.find_country(name) == code


def test_each_country_is_found_and_has_its_lines() -> None:
    """Every listed country can be asked for by its name, and then its own lines come."""
    for line in LINES:
        code = crisis.find_country(line.country)
        assert code is not None
        assert line in crisis.lines_for(code)


@pytest.mark.parametrize(
    ("environment", "code"),
    [
        ({"LANG": "en_GB.UTF-8"}, "GB"),
        ({"LC_ALL": "de_AT@euro", "LANG": "en_GB.UTF-8"}, "AT"),
        ({"LC_ALL": "", "LC_MESSAGES": "pt_BR", "LANG": "en_GB"}, "BR"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "POSIX"}, None),
        ({}, None),
    ],
)
def test_the_locale_names_a_country(environment: dict[str, str], code: str | None) -> None:
    """The locale that counts gives the country; one without a country gives none."""
    assert crisis.country_of_locale(environment) == code
