"""Crisis lines, each as last seen on the page that is named, and when.

Numbers change: a test fails when `CHECKED` is more than 180 days old, and another when a number that
is known to be superseded comes back. Nothing here is fetched; it works offline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

CHECKED = date(2026, 11, 21)
ELSEWHERE = "For any other country: findahelpline.com lists free and confidential services."
EMERGENCY = (
    "If your life is in danger now, call your emergency number: 112 in the EU, 911 in much of the Americas."
)


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """One service: country as an ISO 3166 code and a name, how to reach it, and where that was seen.

    `numbers` are the numbers alone, to be compared exactly. `caution` says where the source is weak.
    """

    code: str
    country: str
    service: str
    contact: str
    numbers: tuple[str, ...]
    hours: str
    source: str
    caution: str = ""


LINES = (
    CrisisLine("US", "United States", "988 Lifeline", "call or text 988, or chat", ("988",), "24/7", "internationalmentalhealth.org"),
    CrisisLine("CA", "Canada", "9-8-8 Suicide Crisis Helpline", "call or text 9-8-8", ("9-8-8",), "24/7, English and French", "988.ca (a copy of its text), cmhasaskatoon.ca"),
    CrisisLine("GB", "United Kingdom", "Samaritans", "call 116 123, free; jo@samaritans.org", ("116 123",), "any time", "samaritans.org"),
    CrisisLine("IE", "Ireland", "Samaritans", "call 116 123", ("116 123",), "", "secondary sources only", "Check it before you rely on it."),
    CrisisLine("AU", "Australia", "Lifeline", "call 13 11 14, text 0477 13 11 14", ("13 11 14", "0477 13 11 14"), "24/7", "lifeinmind.org.au"),
    CrisisLine("NZ", "New Zealand", "1737", "call or text 1737, free", ("1737",), "24/7", "pegasus.health.nz, scoop.co.nz"),
    CrisisLine("IN", "India", "Tele-MANAS", "call 14416 or 1-800-891-4416", ("14416", "1-800-891-4416"), "24/7, 20 languages", "theshillongtimes.com (2025), crackittoday.com"),
    CrisisLine("DE", "Germany", "TelefonSeelsorge", "call 0800 1110111 or 0800 1110222, free", ("0800 1110111", "0800 1110222"), "24 hours", "katholische-kirche-aalen.de, internetseitung.de"),
    CrisisLine("AT", "Austria", "Telefonseelsorge", "call 142, free", ("142",), "24 hours", "katholisch.at, ooe.orf.at"),
    CrisisLine("CH", "Switzerland", "Die Dargebotene Hand", "call 143", ("143",), "24 hours", "zsz.ch, srf.ch"),
    CrisisLine("FR", "France", "3114", "call 3114, free", ("3114",), "24/7", "3114.fr, mayotte.ars.sante.fr"),
    CrisisLine("ES", "Spain", "024", "call 024, free", ("024",), "24/7", "rtve.es"),
    CrisisLine("NL", "Netherlands", "113 Zelfmoordpreventie", "call 113, free, or 0800-0113", ("113", "0800-0113"), "24/7", "upday.com (October 2025), nltimes.nl"),
    CrisisLine("BR", "Brazil", "CVV", "call 188, free", ("188",), "24 hours", "redeglobo.globo.com, claudia.abril.com.br"),
    CrisisLine("MX", "Mexico", "Línea de la Vida", "call 800 911 2000, free", ("800 911 2000",), "24 hours", "eluniversal.com.mx (December 2025)"),
    CrisisLine("SG", "Singapore", "SOS; mindline", "SOS: call 1767 or WhatsApp 9151 1767; mindline: 1771", ("1767", "9151 1767", "1771"), "24 hours", "daily8.com (CNA, 2025)"),
    CrisisLine("KR", "South Korea", "109", "call 109", ("109",), "24/7", "koreapolicy3.blogspot.com (2025)", "The source is weak; check it before you rely on it."),
    CrisisLine("ZA", "South Africa", "SADAG", "call 0800 567 567 (suicide line) or 0800 456 789", ("0800 567 567", "0800 456 789"), "24 hours", "public repositories, sabcnews.com, backabuddy.co.za"),
    CrisisLine("PH", "Philippines", "NCMH Crisis Hotline", "call 0917 899 8727 or 989 8727", ("0917 899 8727", "989 8727"), "24/7", "dwiz882am.com, bicolstandard.com (2019)", "The source is old; check it before you rely on it."),
)  # fmt: skip


def find_country(name: str) -> str | None:
    """Return the code of a country given by code or name, or None if no line of it is known."""
    wanted = name.strip().casefold()
    for line in LINES:
        if wanted in (line.code.casefold(), line.country.casefold()):
            return line.code
    return {"uk": "GB", "usa": "US", "america": "US", "england": "GB"}.get(wanted)


def country_of_locale(environment: Mapping[str, str]) -> str | None:
    """Return the country that the locale names, such as GB for `en_GB.UTF-8`."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        if value:
            _, _, region = value.partition(".")[0].partition("@")[0].partition("_")
            return region.upper() or None
    return None


def lines_for(code: str) -> list[CrisisLine]:
    """Return the lines of a country."""
    return [line for line in LINES if line.code == code]
