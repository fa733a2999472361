"""`resilify help-now`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from resilify_cli.crisis_lines import CHECKED, COUNTRIES, Country
from tests.conftest import Run


def _words(shown: str) -> str:
    """Return what was shown as one line, however it was wrapped."""
    return " ".join(shown.split())


def test_it_works_before_anything_is_set_up_and_leaves_nothing_behind(resilify: Run, home: Path) -> None:
    """Without a country the way to help stands first, with when it was looked up; no file is made."""
    ran = resilify("help-now", check=True)
    assert ran.stdout.startswith("If your life is in danger now, call")
    assert "it is the line that is full" in _words(ran.stdout)
    assert f"{CHECKED.day} {CHECKED:%B %Y}" in ran.stdout
    assert not home.exists()


def test_every_line_of_every_country_is_shown_without_one(resilify: Run) -> None:
    """Each with its number, its languages, where it was seen, and what to know before one calls."""
    shown = _words(resilify("help-now", check=True).stdout)
    for country in COUNTRIES:
        assert f"{country.name} {country.emergency}" in shown or f"in danger: {country.emergency}" in shown
        for line in country.lines:
            assert f"{country.name}: {line.service}" in shown
            for said in (line.contact, line.languages, line.address, line.words_of_caution):
                assert said in shown
        assert ", ".join(country.pages) in shown


@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("GB", "If your life is in danger now, call 999 or 112."),
        ("jp", "If your life is in danger now, call 119 (ambulance) or 110 (police)."),
        ("Türkiye", "If your life is in danger now, call 112."),
    ],
)
def test_a_country_opens_with_its_own_emergency_number(resilify: Run, country: str, first: str) -> None:
    """The first line names the number of that country, and no other's."""
    assert resilify("help-now", "--country", country, check=True).stdout.split("\n")[0] == first


@pytest.mark.parametrize("words", [["germany"], ["United", "Kingdom"], ["uk"]], ids=" ".join)
def test_a_country_can_stand_without_its_option(resilify: Run, words: list[str]) -> None:
    """A country that is named behind the command is the one that is shown."""
    named = resilify("help-now", "--country", " ".join(words), check=True).stdout
    assert resilify("help-now", *words, check=True).stdout == named


@pytest.mark.parametrize("words", [["please"], ["i", "can't", "go", "on"], ["help", "me"]], ids=" ".join)
def test_no_words_behind_it_are_a_mistake(resilify: Run, words: list[str]) -> None:
    """Whatever somebody types in a crisis, the numbers are shown."""
    shown = resilify("help-now", *words, env={"LANG": "en_GB.UTF-8"}, check=True).stdout
    assert shown == resilify("help-now", env={"LANG": "en_GB.UTF-8"}, check=True).stdout
    assert "116 123" in shown


@pytest.mark.parametrize("word", ["crisis", "emergency", "suicide"])
def test_words_for_a_crisis_name_the_command(resilify: Run, word: str) -> None:
    """Whoever guesses at a command for help is told this one."""
    assert "help-now" in resilify(word).stderr


def test_a_country_without_a_line_says_so_and_where_to_look(resilify: Run) -> None:
    """Where nothing could be checked, that is said, with the number for an emergency."""
    shown = _words(resilify("help-now", env={"LANG": "bn_BD.UTF-8"}, check=True).stdout)
    assert "We have no number for your country that we could check." in shown
    assert "findahelpline.com lists services; in danger call 999." in shown


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_it_fits_a_narrow_terminal_and_breaks_no_number(
    resilify: Run,
    country: Country,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In 40 columns no line is wider, and each number stands on one line."""
    from rich.cells import cell_len

    from resilify_cli.commands.help_now import help_now

    monkeypatch.setenv("COLUMNS", "40")
    help_now(country=country.code, every=False, as_json=False)
    lines = capsys.readouterr().out.split("\n")
    assert max(map(cell_len, lines)) <= 40
    for number in (number for line in country.lines for number in line.numbers):
        assert any(number in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "env"),
    [
        (["--country", "germany"], {}),
        (["--country", "DE"], {"LANG": "en_GB.UTF-8"}),
        ([], {"LANG": "de_DE.UTF-8"}),
    ],
)
def test_a_country_shows_its_lines_alone(resilify: Run, arguments: list[str], env: dict[str, str]) -> None:
    """The country that is asked for, else that of the locale; and the way to the others."""
    ran = resilify("help-now", *arguments, env=env, check=True)
    assert "TelefonSeelsorge" in ran.stdout
    assert "Samaritans" not in ran.stdout
    assert "--country NAME, or --all" in ran.stdout
    assert "findahelpline.com" in ran.stdout


def test_the_settings_country_goes_before_the_locale(resilify: Run, home: Path) -> None:
    """What the person set counts more than what the computer guesses."""
    home.mkdir()
    (home / "settings.toml").write_text('country = "GB"\n')
    assert "Samaritans" in resilify("help-now", env={"LANG": "de_DE.UTF-8"}, check=True).stdout


def test_an_unknown_country_says_so_and_shows_all(resilify: Run) -> None:
    """Nobody is left without a number, and what was typed is shown harmlessly."""
    ran = resilify("help-now", "--country", "Nar\x1b[31mnia", check=True)
    assert "No line for 'Nar\ufffd[31mnia' is known here" in ran.stdout
    assert "988 Suicide & Crisis Lifeline" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_a_long_list_says_at_both_ends_how_to_see_one_country(resilify: Run) -> None:
    """Where no country is known, the way to one's own stands before the list and behind it."""
    lines = resilify("help-now", check=True).stdout.splitlines()
    found = [
        at for at, line in enumerate(lines) if line.startswith("For your country alone: resilify help-now")
    ]
    assert len(found) == 2
    assert found[0] < 5
    assert found[1] > len(lines) - 12


def test_all_shows_every_country(resilify: Run) -> None:
    """With --all the locale narrows nothing."""
    ran = resilify("help-now", "--all", env={"LANG": "de_DE.UTF-8"}, check=True)
    shown = _words(ran.stdout)
    assert all(line.contact in shown for country in COUNTRIES for line in country.lines)


@pytest.mark.parametrize(
    "text", ["plain = tru", "x = " + "[" * 100_000, "x = " + "1" * 5000, 'country = "Narnia"']
)
def test_broken_settings_are_no_reason_to_stop(resilify: Run, home: Path, text: str) -> None:
    """Whatever the settings hold, the lines are shown and no error stands in the way."""
    home.mkdir()
    (home / "settings.toml").write_text(text)
    ran = resilify("help-now", check=True)
    assert "116 123" in ran.stdout
    assert len(ran.stderr.splitlines()) == (0 if "Narnia" in text else 1)


def test_the_numbers_come_before_what_is_wrong_with_the_settings(home: Path) -> None:
    """Where both go to one place, whoever is in a crisis reads the numbers first."""
    home.mkdir()
    (home / "settings.toml").write_text("plain = tru\nplane = 1\n")
    ran = subprocess.run(
        [sys.executable, "-m", "resilify_cli", "help-now"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"RESILIFY_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        check=True,
    )
    assert 0 < ran.stdout.index("116 123") < ran.stdout.index("not valid TOML")


@pytest.mark.parametrize(
    "place", ["/dev/null/home", "~nobody-of-that-name/home", "/proc/1/nothing", "a" * 5000]
)
def test_a_home_that_cant_be_used_is_no_reason_to_stop(resilify: Run, place: str) -> None:
    """With a home that can't be read or written, the lines are shown."""
    ran = resilify("help-now", env={"RESILIFY_HOME": place}, check=True)
    assert "116 123" in ran.stdout
    assert ran.stderr == ""


def test_a_store_that_is_damaged_is_not_looked_at(resilify: Run, home: Path) -> None:
    """A crisis needs no journal."""
    home.mkdir()
    (home / "resilify.db").write_text("no store")
    assert "116 123" in resilify("help-now", check=True).stdout


def test_json_has_stable_keys(resilify: Run) -> None:
    """A script gets a version, the day of the check and each line in parts."""
    found = json.loads(resilify("help-now", "--country", "GB", "--json", check=True).stdout)
    assert list(found) == [
        "schema_version",
        "checked",
        "emergency",
        "elsewhere",
        "lines",
        "emergency_numbers",
    ]
    assert (found["schema_version"], found["checked"]) == (1, CHECKED.isoformat())
    assert found["emergency"] == "If your life is in danger now, call 999 or 112."
    assert found["emergency_numbers"] == {"GB": "999 or 112"}
    assert found["lines"][0]["service"] == "Samaritans"
    for line in found["lines"]:
        assert line["code"] == "GB"
        assert list(line) == [
            "code",
            "country",
            "emergency",
            "service",
            "contact",
            "numbers",
            "hours",
            "languages",
            "address",
            "sure",
            "source",
            "caution",
        ]


def test_json_of_all_has_every_country(resilify: Run) -> None:
    """A script gets the emergency numbers of the countries without a line, too."""
    found = json.loads(resilify("help-now", "--all", "--json", check=True).stdout)
    assert list(found["emergency_numbers"]) == [country.code for country in COUNTRIES]


def test_hours_and_days_can_be_read_out(resilify: Run) -> None:
    """A person hears them in words; what reads the JSON gets them as they are kept."""
    shown = resilify("help-now", "--country", "US", check=True).stdout
    assert "24 hours a day" in shown
    assert "24/7" not in shown
    assert CHECKED.isoformat() not in shown
    told = json.loads(resilify("help-now", "--country", "US", "--json", check=True).stdout)
    assert told["checked"] == CHECKED.isoformat()
    assert told["lines"][0]["hours"].startswith("24/7")
