"""The settings file, of any bytes and any values."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.errors import SettingsError
from resilify_cli.settings import Settings, load_settings
from tests.fuzz.bounds import ODD_TEXTS, bounded, soon

NAMES = st.sampled_from([*Settings._fields, "other", '"a b"', "a.b", "[plain]", "\x1b"])
PLAIN = [
    "true",
    "false",
    '"GB"',
    '"04:00"',
    "1",
    "[]",
    "{}",
    "1979-05-27",
    "inf",
    '"24:00"',
    '"٠٤:٠٠"',
    "'''",
    '"',
]
VALUES = st.sampled_from([*PLAIN, *ODD_TEXTS])
LINES = st.lists(st.builds("{} = {}".format, NAMES, VALUES) | st.text(max_size=10), max_size=5).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(data=LINES.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=60))
def test_any_settings_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Any bytes are settings that can be used, or are refused with a sentence of a few lines."""
    file = tmp_path_factory.getbasetemp() / "settings.toml"
    file.write_bytes(data)
    with soon():
        found, said = Settings(), ""
        try:
            found, warnings = load_settings(file)
            said = "".join(warnings)
        except SettingsError as error:
            said = error.message + error.hint
    assert len(said) < 1000 + 2 * len(str(file))
    assert 0 <= found.day_start.total_seconds() < 24 * 3600


@pytest.mark.parametrize("command", [["journal"], ["paths"], ["help-now"], ["list"]], ids=" ".join)
def test_settings_that_are_no_file_hang_no_command(home: Path, command: list[str]) -> None:
    """A pipe, or what has no end, in place of the settings is refused or left alone."""
    home.mkdir()
    os.mkfifo(home / "settings.toml")
    bounded(str(home), *command)
