"""`resilify settings`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from resilify_cli.app.settings_change import change_setting
from resilify_cli.errors import SettingsError
from resilify_cli.settings import load_settings
from tests.conftest import Run


def test_each_setting_is_shown_with_where_it_comes_from(resilify: Run, home: Path) -> None:
    """From the file, a variable, or by itself; and where the file lies, also before there is one."""
    ran = resilify("settings", check=True)
    assert f"The file: {home / 'settings.toml'} (not there yet)\n" in ran.stdout
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text('country = "GB"\nanimation = "much"\n')
    ran = resilify("settings", env={"RESILIFY_PLAIN": "1"}, check=True)
    lines = {line.partition(" =")[0]: line for line in ran.stdout.splitlines() if " = " in line}
    assert lines["country"].split("  ")[0] == 'country = "GB"'
    assert lines["country"].endswith("from the file")
    assert lines["plain"].endswith("RESILIFY_PLAIN counts instead")
    # Its value can't be used, so it does not count.
    assert lines["animation"].startswith("animation = true")
    assert lines["animation"].endswith("as it is by itself")
    told = json.loads(resilify("settings", "country", "--json", check=True).stdout)
    assert told["settings"] == {"country": {"value": "GB", "source": "file"}}


def test_a_setting_is_set_and_counts(resilify: Run, home: Path) -> None:
    """What is set is heeded from then on; a wrong name or value changes nothing, and says what there is."""
    resilify("settings", "home", "quiet", check=True)
    resilify("settings", "animation", "off", check=True)
    assert load_settings(home / "settings.toml").settings.home == "quiet"
    assert load_settings(home / "settings.toml").settings.animation is False
    before = (home / "settings.toml").read_bytes()
    for name, value, said in [
        ("home", "loud", 'home needs one of "words", "names" and "quiet"'),
        ("plain", "maybe", "plain needs true or false"),
        ("hom", "quiet", "Did you mean 'home'?"),
    ]:
        ran = resilify("settings", name, value)
        assert ran.returncode == 1
        assert said in ran.stderr
    assert (home / "settings.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'country = "DE"\n'),
        ("# mine\nplain = true  # always\n", 'country = "DE"\n# mine\nplain = true  # always\n'),
        ('# a\ncountry = "GB" # b\nplain = true\n', '# a\ncountry = "DE" # b\nplain = true\n'),
        ("[table]\ncountry = 1\n", None),
        ('country = """\nplain = true\n"""\n', None),
        ("no toml at all", None),
    ],
)
def test_the_rest_of_the_file_stays(tmp_path: Path, before: str, after: str | None) -> None:
    """One line changes, comments stay; a file that is written otherwise is left as it is."""
    path = tmp_path / "settings.toml"
    path.write_text(before)
    if after is None:
        with pytest.raises(SettingsError):
            change_setting(path, "country", "DE")
    else:
        change_setting(path, "country", "DE")
    assert path.read_text() == (before if after is None else after)


@pytest.mark.parametrize("value", ['a "quoted" \\ command', "pass show a\tb", "\x7f\x01é"])
def test_any_text_is_written_so_that_it_is_read_the_same(tmp_path: Path, value: str) -> None:
    """Quotes, backslashes and control characters too."""
    path = tmp_path / "settings.toml"
    change_setting(path, "passphrase_command", value)
    assert load_settings(path).settings.passphrase_command == value


def test_short_words_do_what_longer_calls_do(resilify: Run, tmp_path: Path) -> None:
    """`note`, `search`, `export`, `import` and `exercise`, with the options and the help of the others."""
    resilify("note", "A walk by the sea", "--tag", "walk", check=True)
    assert "A walk by the sea" in resilify("search", "sea", "--tag", "walk", check=True).stdout
    file = str(tmp_path / "mine.json")
    resilify("export", "--format", "json", "--output", file, check=True)
    assert "Known already: 1" in resilify("import", file, "--dry-run", check=True).stdout
    assert resilify("exercise", "--list").stdout == resilify("practice", "--list").stdout
    assert "journal search rain" in resilify("search", "--help", check=True).stdout
    assert "journal search rain" in resilify("help", "search", check=True).stdout
