"""Countries are found by what people call them, and by the locale."""

from __future__ import annotations

import pytest

from resilify_cli import crisis
from resilify_cli.crisis_lines import COUNTRIES


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("GB", "GB"),
        ("gb", "GB"),
        ("gbr", "GB"),
        ("England", "GB"),
        ("great britain", "GB"),
        ("u.k.", "GB"),
        (" germany ", "DE"),
        ("Deutschland", "DE"),
        ("osterreich", "AT"),
        ("Österreich", "AT"),
        ("O\u0308sterreich", "AT"),
        ("Espana", "ES"),
        ("the Netherlands", "NL"),
        ("holland", "NL"),
        ("The Philippines", "PH"),
        ("SOUTH  korea", "KR"),
        ("south-korea", "KR"),
        ("new_zealand", "NZ"),
        ("hongkong", "HK"),
        ("USA", "US"),
        ("u.s.a.", "US"),
        ("Turkiye", "TR"),
        ("日本", "JP"),
        ("Narnia", None),
        ("the", None),
        ("", None),
    ],
)
def test_a_country_is_found_by_name_or_code(name: str, code: str | None) -> None:
    """A country's codes, its names and its own name for itself lead to it, however they are spelled."""
    found = crisis.find_country(name)
    assert (found.code if found else None) == code


def test_each_name_leads_to_one_country() -> None:
    """Every country can be asked for by each of its names, and gets its own lines."""
    for country in COUNTRIES:
        for name in (country.code, country.name, *country.also):
            assert crisis.find_country(name) is country


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
