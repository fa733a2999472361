"""The person's settings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from resilify_cli.errors import SettingsError
from resilify_cli.settings import LARGEST, Settings, given_settings, load_settings, toml_value


def test_no_file_is_no_error(tmp_path: Path) -> None:
    """Who never set anything has the defaults."""
    assert load_settings(tmp_path / "settings.toml") == (Settings(), ())


def test_what_is_set_is_read(tmp_path: Path) -> None:
    """Each setting takes its value, and the others keep their defaults."""
    file = tmp_path / "settings.toml"
    file.write_text('plain = true\ncountry = "GB"\n')
    assert load_settings(file) == (Settings(plain=True, animation=True, country="GB"), ())


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("plain", (True, False)),
        ("animation", (True, False)),
        ("private", (True, False)),
        ("keyring", (True, False)),
        ("suggestions", (True, False)),
        ("page_look", (True, False)),
        ("theme", ("calm", "plain", "high-contrast")),
        ("home", ("words", "names", "quiet")),
        ("sync", ("off", "after")),
        ("editor", ("vi", "")),
    ],
)
def test_each_value_that_a_setting_can_have_is_taken(
    tmp_path: Path, name: str, values: tuple[str | bool, ...]
) -> None:
    """What is set is so, without a word, and is named as given."""
    file = tmp_path / "settings.toml"
    for value in values:
        file.write_text(f"{name} = {toml_value(value)}\n", "utf-8")
        found, warnings = load_settings(file)
        assert (found._asdict(), warnings) == (Settings()._asdict() | {name: value}, ())
        assert given_settings(file) == {name}


def test_nothing_unasked_is_on_by_itself() -> None:
    """The defaults keep nothing unlocked, sync nothing, and ask nothing about the page for hard days."""
    off = Settings()
    assert (off.unlocked_seconds, off.sync, off.page_look, off.keyring) == (0, "off", False, False)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"plain = tru", "line 1"),
        (b"x = " + b"[" * 100_000, ""),
        (b"x = " + b"1" * 5000, ""),
        (b"plain = true\nplain = false", ""),
        (b"\xff", "no text in UTF-8"),
    ],
)
def test_what_is_no_toml_is_told_and_the_defaults_count(tmp_path: Path, data: bytes, reason: str) -> None:
    """A file that is broken costs no one a command: one sentence names it and what is wrong."""
    file = tmp_path / "settings.toml"
    file.write_bytes(data)
    found, (warning,) = load_settings(file)
    assert found == Settings()
    assert warning.startswith(f"The settings in {file} are not valid TOML (")
    assert warning.endswith("Until they are, the defaults count.")
    assert reason in warning


@pytest.mark.parametrize("data", [b"private = tru", b"private = true\nplain =", b"private = true\n\xff"])
def test_a_broken_file_that_speaks_of_privacy_is_private(tmp_path: Path, data: bytes) -> None:
    """Whoever wrote of it has the screen cleared, whatever else is broken in the file."""
    file = tmp_path / "settings.toml"
    file.write_bytes(data)
    found, (warning,) = load_settings(file)
    assert found == Settings(private=True)
    assert warning.endswith("Besides, private = true counts.")


@pytest.mark.parametrize(
    ("data", "needed"),
    [
        (b"plain = 1", "plain needs true or false. Until then, false counts."),
        (b'animation = "no"', "animation needs true or false. Until then, true counts."),
        (b'keyring = "yes"', "keyring needs true or false. Until then, false counts."),
        (b"country = true", 'country needs a text in quotes. Until then, "" counts.'),
        (b"[key_file]\nx = 1", 'key_file needs a text in quotes. Until then, "" counts.'),
        *(
            (
                f"day_starts_at = {value}".encode(),
                'day_starts_at needs a time such as "04:00". Until then, "00:00" counts.',
            )
            for value in (
                *(
                    "4",
                    "04:00:00",
                    '"4"',
                    '"24:00"',
                    '"04:60"',
                    '"-1:00"',
                    '"04:00\\n"',
                    '"٠٤:٠٠"',
                    '""',
                    "[]",
                ),
            )
        ),
    ],
)
def test_a_value_that_cant_be_used_is_told_and_the_default_counts(
    tmp_path: Path, data: bytes, needed: str
) -> None:
    """It costs no one a command: one sentence names it, and the other settings are heeded."""
    file = tmp_path / "settings.toml"
    file.write_bytes(b'passphrase_command = "pass"\n' + data)
    assert load_settings(file) == (Settings(passphrase_command="pass"), (f"In {file}, {needed}",))


@pytest.mark.parametrize("name", Settings._fields)
@pytest.mark.parametrize("value", ["1", "1.5", "[]", "{}", "{ plain = true }", "1979-05-27", "04:00:00"])
def test_a_value_of_no_settings_type_is_told_for_each_setting(tmp_path: Path, name: str, value: str) -> None:
    """No setting takes a number, a list, a table or a date, and each says so in one sentence."""
    file = tmp_path / "settings.toml"
    file.write_text(f"{name} = {value}\n")
    _, (warning,) = load_settings(file)
    assert warning.startswith(f"In {file}, {name} needs ")
    assert given_settings(file) == set()


@pytest.mark.parametrize("value", ["1", "0", '"yes"', '"false"', "[]", "{}", "1979-05-27"])
def test_private_of_a_wrong_type_is_private(tmp_path: Path, value: str) -> None:
    """Who wrote something about privacy that can't be read gets more of it, never less."""
    file = tmp_path / "settings.toml"
    file.write_text(f"private = {value}\n")
    warning = f"In {file}, private needs true or false. Until then, true counts."
    assert load_settings(file) == (Settings(private=True), (warning,))


def test_what_is_not_known_is_told_and_the_rest_heeded(tmp_path: Path) -> None:
    """Each unknown setting is a sentence with the nearest known one, a few of them at most."""
    file = tmp_path / "settings.toml"
    file.write_text("plane = true\nanimation = false\nwhatever = 1\n[other]\nplain = true\n")
    found, warnings = load_settings(file)
    assert found == Settings(animation=False)
    assert [("'plane'" in line, "Did you mean 'plain'?" in line) for line in warnings] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    assert "It knows: plain, animation, country, day_starts_at" in warnings[1]
    file.write_text("\n".join(f"x{number} = 1" for number in range(100)))
    warnings = load_settings(file).warnings
    assert len(warnings) == 6
    assert "95 more" in warnings[-1]
    file.write_text("\n".join(f"x{number} = 1" for number in range(5)))
    assert not any("more of those" in line for line in load_settings(file).warnings)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("", 0), ("1min", 60), ("30 min", 1800), ("90 minutes", 5400), ("2 Hours", 7200), ("24 h", 86400)],
)
def test_a_time_unlocked_is_read_as_seconds(tmp_path: Path, text: str, seconds: int) -> None:
    """Minutes and hours count, up to a day; nothing is no time at all."""
    file = tmp_path / "settings.toml"
    file.write_text(f'unlocked_for = "{text}"\n')
    assert load_settings(file) == (Settings(unlocked_for=text), ())
    assert Settings(unlocked_for=text).unlocked_seconds == seconds


@pytest.mark.parametrize(
    "value", ['"always"', '"0 min"', '"59 s"', '"25 h"', '"1441 min"', '"9999999 h"', "30", '"-5 min"', '" "']
)
def test_a_time_unlocked_that_is_none_is_told(tmp_path: Path, value: str) -> None:
    """Less than a minute, more than a day, and what is no time leave the store locked."""
    file = tmp_path / "settings.toml"
    file.write_text(f"unlocked_for = {value}\n")
    found, (warning,) = load_settings(file)
    assert found.unlocked_seconds == 0
    assert 'unlocked_for needs a time from "1 min" to "24 h"' in warning


def test_a_file_up_to_a_bound_is_read(tmp_path: Path) -> None:
    """At the largest size its settings count; with one byte more it is refused."""
    file = tmp_path / "settings.toml"
    file.write_bytes(b"plain = true\n#".ljust(LARGEST, b"x"))
    assert load_settings(file).settings.plain
    file.write_bytes(b"plain = true\n#".ljust(LARGEST + 1, b"x"))
    with pytest.raises(SettingsError):
        load_settings(file)


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    """What is no file can't be read."""
    with pytest.raises(SettingsError):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "start"),
    [("00:00", timedelta(0)), ("04:00", timedelta(hours=4)), ("4:30", timedelta(hours=4, minutes=30))],
)
def test_a_day_may_begin_later_than_midnight(tmp_path: Path, text: str, start: timedelta) -> None:
    """The time a day begins at is how long it is after midnight."""
    file = tmp_path / "settings.toml"
    file.write_text(f'day_starts_at = "{text}"\n')
    assert load_settings(file).settings.day_start == start
    assert Settings().day_start == timedelta(0)
