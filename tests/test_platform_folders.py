"""The platform's own folders are those that platformdirs names, and on Linux it is seldom asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

from resilify_cli.platform_folders import cache_folder, config_folder, data_folder

VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
COUNTING = """
import os, sys
from resilify_cli.app.paths import find_paths
print(find_paths(os.environ).store, "platformdirs" in sys.modules, "tempfile" in sys.modules)
"""


@pytest.mark.parametrize("value", [None, "", " ", "/data", "/data/", "/", "//data", "data", "~/data"])
@pytest.mark.parametrize("home", ["/home/sam", "/home/sam/", "/", "", "sam", None])
def test_they_are_what_platformdirs_says(
    value: str | None, home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the variables of the desktop and of the home say, or where they are missing."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        if value is not None:
            monkeypatch.setenv(name, value)
    monkeypatch.delenv("HOME", raising=False)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    found = [find(os.environ, sys.platform) for find in (data_folder, config_folder, cache_folder)]
    asked = [platformdirs.user_data_dir, platformdirs.user_config_dir, platformdirs.user_cache_dir]
    assert found == [ask("resilify", appauthor=False) for ask in asked]


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is told without")
@pytest.mark.parametrize(
    ("variables", "store", "asked"),
    [
        ({}, "{home}/.local/share/resilify/resilify.db", False),
        ({"XDG_DATA_HOME": "/data"}, "/data/resilify/resilify.db", False),
        ({"ANDROID_ROOT": "/system"}, "{home}/.local/share/resilify/resilify.db", True),
    ],
    ids=["home", "variable", "android"],
)
def test_on_linux_platformdirs_is_not_loaded(
    variables: dict[str, str], store: str, asked: bool, tmp_path: Path
) -> None:
    """Nor what it would bring; on Android, which looks like Linux, it is asked."""
    environment = {"HOME": str(tmp_path), "PATH": os.defpath, **variables}
    command = [sys.executable, "-c", COUNTING]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=True)
    assert ran.stdout == f"{store.format(home=tmp_path)} {asked} {asked}\n"
