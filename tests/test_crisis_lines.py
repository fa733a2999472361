"""Crisis lines: whole, recent, as the pages had them, and free of numbers that are known to be superseded."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from resilify_cli import crisis_lines
from resilify_cli.crisis_lines import CHECKED, COUNTRIES, Country, CrisisLine

# Numbers that were once right, or made up, each with the country where it must not come back (or everywhere).
SUPERSEDED = {
    "08457 90 90 90": None,
    "1-800-784-2433": None,
    "0900-0113": None,
    "1393": None,
    "1800-221-4444": None,
    "141": "BR",
    "07725 909090": None,
    "989 8727": None,
    "0800-788-995": None,
    "199 284 284": None,
    "345 0361628": None,
    "500-454": None,
    "1577-0199": None,
    "1850 60 90 90": None,
    "800 46342": None,
    "1190": None,
    "800 202 669": None,
    "182": "TR",
}
# Those that stood on one page alone, or on pages that disagree.
HELD_BACK = (
    "09643 262626",
    "09612-119911",
    "0722 178 177",
    "50808",
    "1800 247 247",
    "51444",
    "02-113-6789",
    "16328",
    "108",
    "0800 21 22 23",
    "0800 12 13 14",
)
# What the checked table says of each: how sure its main number is, the emergency numbers, all numbers.
TABLE = {
    "US": ("A", "911", ("988",)),
    "CA": ("A", "911", ("9-8-8",)),
    "GB": ("A", "999, 112", ("116 123", "85258", "111")),
    "IE": ("A", "112, 999", ("116 123",)),
    "AU": ("A", "000", ("13 11 14", "0477 13 11 14")),
    "NZ": ("A", "111", ("1737", "0508 828 865")),
    "IN": ("A", "112", ("14416", "1-800-891-4416")),
    "DE": ("A", "112", ("0800 1110111", "0800 1110222", "116 123")),
    "AT": ("A", "112, 144", ("142",)),
    "CH": ("A", "112, 144", ("143",)),
    "FR": ("A", "112, 15", ("3114",)),
    "ES": ("A", "112", ("024",)),
    "NL": ("A", "112", ("113", "0800-0113")),
    "BR": ("A", "192, 190", ("188",)),
    "MX": ("A", "911", ("800 911 2000",)),
    "SG": ("A", "995, 999", ("1771", "6669 1771", "1767", "9151 1767")),
    "KR": ("A", "119, 112", ("109",)),
    "ZA": ("A", "112, 10177", ("0800 567 567", "0800 456 789", "31393")),
    "PH": ("A", "911", ("1553", "0919 057 1553", "0917 899 8727")),
    "PT": ("A", "112", ("1411",)),
    "IT": ("A", "112", ("02 2327 2327", "324 011 7252")),
    "BE": ("A", "112", ("1813", "0800 32 123", "02 648 40 14", "02 616 26 26")),
    "IS": ("A", "112", ("1717",)),
    "DK": ("A", "112", ("70 201 201",)),
    "SE": ("A", "112", ("90101",)),
    "NO": ("A", "113, 112", ("116 123", "22 40 00 40")),
    "FI": ("A", "112", ("09 2525 0111", "09 2525 0112", "09 2525 0113", "09 2525 0114", "09 2525 0115")),
    "PL": ("A", "112", ("116 123", "800 70 2222")),
    "CZ": ("A", "112, 155", ("116 123",)),
    "HU": ("A", "112", ("116-123",)),
    "GR": ("A", "112, 166", ("1018", "10306")),
    "UA": ("A", "112, 103", ("7333",)),
    "IL": ("B", "101, 100", ("1201",)),
    "JP": ("B", "119, 110", ("0120-279-338", "0120-279-226", "0120-061-338")),
    "CN": ("A", "120, 110", ("12356",)),
    "TW": ("A", "119, 110", ("1925", "1995", "1980")),
    "HK": ("A", "999", ("18111", "2896 0000")),
    "MY": ("A", "999", ("15555", "03-7627 2929")),
    "ID": ("A", "119, 110", ()),
    "TH": ("A", "1669, 191", ("1323",)),
    "VN": ("B", "115, 113", ("096 306 1414",)),
    "PK": ("B", "15, 1122, 115", ("0311 7786264",)),
    "LK": ("A", "119, 1990", ("1926",)),
    "NP": ("B", "102, 100", ("1166",)),
    "KE": ("A", "999, 112", ("1199",)),
    "NG": ("A", "112", ("0800 078 7746",)),
    "GH": ("B", "112, 191, 193", ("0800 678 678",)),
    "AR": ("A", "911, 107", ("0800-999-0091", "135", "(011) 5275-1135")),
    "CL": ("A", "131, 133", ("*4141",)),
    "CO": ("A", "123", ("106", "300 754 8933")),
    "PE": ("A", "105, 117", ("113",)),
    "AE": ("B", "999, 998", ("800 4673",)),
}
# The lines within those countries that are less sure than the main one.
LESS_SURE = {
    "NZ": {"0508 828 865"},
    "IN": {"1-800-891-4416"},
    "SG": {"9151 1767"},
    "ZA": {"0800 456 789", "31393"},
    "BE": {"02 616 26 26", "02 648 40 14"},
    "NO": {"22 40 00 40"},
    "PL": {"800 70 2222"},
    "MY": {"03-7627 2929"},
    "AR": {"135", "(011) 5275-1135"},
}
WITH_LINES = [country for country in COUNTRIES if country.lines]
LINES = [(country, line) for country in WITH_LINES for line in country.lines]
each_line = pytest.mark.parametrize(
    ("country", "line"), LINES, ids=[f"{country.code}-{line.service}" for country, line in LINES]
)
each_country = pytest.mark.parametrize("country", WITH_LINES, ids=lambda country: country.code)


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def test_the_countries_are_those_of_the_table() -> None:
    """Each country of which a line could be checked is there once, and no other has a line."""
    assert sorted(country.code for country in WITH_LINES) == sorted(TABLE)
    codes = [country.code for country in COUNTRIES]
    assert len(set(codes)) == len(codes)


@each_country
def test_a_country_says_what_the_table_says(country: Country) -> None:
    """The numbers of its services and for an emergency are those that were checked, to the letter."""
    sure, emergency, numbers = TABLE[country.code]
    assert country.lines[0].sure == sure
    assert re.findall(r"\d+", country.emergency) == emergency.split(", ")
    assert sorted(number for line in country.lines for number in line.numbers) == sorted(numbers)


@each_country
def test_a_country_names_its_pages_and_when_they_were_written(country: Country) -> None:
    """At least two pages are named, and the year of at least one."""
    assert len(country.pages) >= 2
    assert any(re.search(r"\b20[0-2]\d\b", page) for page in country.pages)
    assert len(set(country.pages)) == len(country.pages)


@each_line
def test_every_line_is_whole(country: Country, line: CrisisLine) -> None:
    """Each says who it is and how to reach them, by a number or an address, and how sure that is."""
    assert re.fullmatch("[A-Z]{2}", country.code)
    assert all((line.service, line.contact))
    assert line.numbers or line.address
    assert line.sure in ("A", "B")
    for number in line.numbers:
        assert digits(number)
        assert number in line.contact, "what is compared must be what is shown"


@each_line
def test_every_number_that_is_shown_is_listed(country: Country, line: CrisisLine) -> None:
    """No number stands in the words to the person without standing among those that are compared."""
    shown = {digits(found) for found in re.findall(r"(?:\(\d+\) )?\d[\d -]*\d", line.contact)}
    assert shown == {digits(number) for number in line.numbers}


@each_line
def test_what_is_less_sure_says_so(country: Country, line: CrisisLine) -> None:
    """Every line that is not as sure as the rest tells so, and no other does."""
    less_sure = TABLE[country.code][0] == "B" or set(line.numbers) & LESS_SURE.get(country.code, set())
    assert (line.sure == "B") == bool(less_sure)
    assert (crisis_lines.LESS_SURE in line.words_of_caution) == bool(less_sure)


@each_line
def test_an_address_is_one_of_a_page(country: Country, line: CrisisLine) -> None:
    """An address is a bare host, perhaps with a path, which a person can type."""
    assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[a-z0-9-]+)?|", line.address)


@pytest.mark.parametrize("number", [*SUPERSEDED, *HELD_BACK])
def test_no_superseded_number_comes_back(number: str) -> None:
    """A number that leads nowhere any more, or that nobody could check, is not listed."""
    country = SUPERSEDED.get(number)
    listed = {digits(n) for where, line in LINES if country in (None, where.code) for n in line.numbers}
    assert digits(number) not in listed


def test_no_country_stands_twice_with_one_service() -> None:
    """A line that was renewed took the old one's place."""
    assert len({(country.code, line.service) for country, line in LINES}) == len(LINES)


def test_the_lines_were_checked_lately() -> None:
    """Numbers change, so they are looked at again at least every 180 days."""
    assert timedelta(days=-1) <= date.today() - CHECKED <= timedelta(days=180)
