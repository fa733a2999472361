"""`resilify help-now`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resilify_cli import crisis
from tests.conftest import Run


def test_it_works_before_anything_is_set_up_and_leaves_nothing_behind(resilify: Run, home: Path) -> None:
    """Without a country every line is shown, with where and when it was seen; no file is made."""
    ran = resilify("help-now", check=True)
    for line in crisis.LINES:
        assert f"{line.country}: {line.service}" in ran.stdout
        assert line.contact in ran.stdout
        assert line.source in ran.stdout
        assert line.caution in ran.stdout
    assert crisis.CHECKED.isoformat() in ran.stdout
    assert ran.stdout.startswith("If your life is in danger now, call")
    assert not home.exists()


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
    assert "No line for 'Nar\\x1b[31mnia' is known here" in ran.stdout
    assert "988 Lifeline" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_all_shows_every_country(resilify: Run) -> None:
    """With --all the locale narrows nothing."""
    ran = resilify("help-now", "--all", env={"LANG": "de_DE.UTF-8"}, check=True)
    assert all(line.contact in ran.stdout for line in crisis.LINES)


@pytest.mark.parametrize(
    "text", ["plain = tru", "x = " + "[" * 100_000, "x = " + "1" * 5000, 'country = "Narnia"']
)
def test_broken_settings_are_no_reason_to_stop(resilify: Run, home: Path, text: str) -> None:
    """Whatever the settings hold, the lines are shown and no error stands in the way."""
    home.mkdir()
    (home / "settings.toml").write_text(text)
    ran = resilify("help-now", check=True)
    assert "116 123" in ran.stdout
    assert ran.stderr == ""


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
    assert list(found) == ["schema_version", "checked", "emergency", "elsewhere", "lines"]
    assert (found["schema_version"], found["checked"]) == (1, crisis.CHECKED.isoformat())
    (line,) = found["lines"]
    assert list(line) == ["code", "country", "service", "contact", "hours", "source", "caution"]
    assert line["code"] == "GB"
