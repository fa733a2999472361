"""The person's settings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from resilify_cli.errors import SettingsError
from resilify_cli.settings import Settings, load_settings


def test_no_file_is_no_error(tmp_path: Path) -> None:
    """Who never set anything has the defaults."""
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_what_is_set_is_read(tmp_path: Path) -> None:
    """Each setting takes its value, and the others keep their defaults."""
    file = tmp_path / "settings.toml"
    file.write_text('plain = true\ncountry = "GB"\n')
    assert load_settings(file) == Settings(plain=True, animation=True, country="GB")


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (b"plain = tru", "not valid TOML", "line 1"),
        (b"x = " + b"[" * 100_000, "not valid TOML", ""),
        (b"x = " + b"1" * 5000, "not valid TOML", ""),
        (b"plain = true\nplain = false", "not valid TOML", ""),
        (b"\xff", "no text in UTF-8", ""),
    ],
)
def test_what_cant_be_used_is_told(tmp_path: Path, data: bytes, message: str, hint: str) -> None:
    """A file that is broken or wrong is one clear error that names it."""
    file = tmp_path / "settings.toml"
    file.write_bytes(data)
    with pytest.raises(SettingsError) as refused:
        load_settings(file)
    assert str(file) in refused.value.message
    assert message in refused.value.message
    assert hint in refused.value.hint


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
    told: list[str] = []
    assert load_settings(file, told.append) == Settings(passphrase_command="pass")
    assert told == [f"In {file}, {needed}"]


@pytest.mark.parametrize("value", ["1", "0", '"yes"', '"false"', "[]", "{}", "1979-05-27"])
def test_private_of_a_wrong_type_is_private(tmp_path: Path, value: str) -> None:
    """Who wrote something about privacy that can't be read gets more of it, never less."""
    file = tmp_path / "settings.toml"
    file.write_text(f"private = {value}\n")
    told: list[str] = []
    assert load_settings(file, told.append) == Settings(private=True)
    assert told == [f"In {file}, private needs true or false. Until then, true counts."]


def test_what_is_not_known_is_told_and_the_rest_heeded(tmp_path: Path) -> None:
    """Each unknown setting is a sentence with the nearest known one, a few of them at most."""
    file = tmp_path / "settings.toml"
    file.write_text("plane = true\nanimation = false\nwhatever = 1\n[other]\nplain = true\n")
    told: list[str] = []
    assert load_settings(file, told.append) == Settings(animation=False)
    assert [("'plane'" in line, "Did you mean 'plain'?" in line) for line in told] == [
        (True, True),
        (False, False),
        (False, False),
    ]
    assert "It knows: plain, animation, country, day_starts_at" in told[1]
    file.write_text("\n".join(f"x{number} = 1" for number in range(100)))
    told.clear()
    load_settings(file, told.append)
    assert len(told) == 6
    assert "95 more" in told[-1]


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
    assert load_settings(file).day_start == start
    assert Settings().day_start == timedelta(0)
