"""Where things are kept: the store, the person's own programs, the settings, the cache."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from resilify_cli.vault.layout import VaultLayout, cache_file, cache_folder, settings_file

HOME_VARIABLE = "RESILIFY_HOME"


class Paths:
    """Every place that resilify reads or writes. Nothing is created by naming it."""

    def __init__(self, vault: VaultLayout, settings: Path, cache: Path, bundled: Path) -> None:
        self.vault = vault
        self.settings = settings
        self.cache = cache
        self.bundled = bundled

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.vault.store

    @property
    def backups(self) -> Path:
        """The folder of the copies that are made by themselves."""
        return self.vault.backups

    @property
    def editor(self) -> Path:
        """The folder of a text while it is in an editor."""
        return self.vault.editor

    @property
    def programs(self) -> Path:
        """The folder of the person's own programs."""
        return self.vault.programs


def find_paths(environment: Mapping[str, str]) -> Paths:
    """Return the places to use: all under `RESILIFY_HOME` if set, else the platform's folders."""
    home = environment.get(HOME_VARIABLE)
    if home:
        # Unlike `Path.expanduser`, this leaves the name of an unknown user as it is.
        root = Path(os.path.expanduser(home)).absolute()
        return _laid_out(root, root, cache_folder(root))
    from resilify_cli import platform_folders

    return _laid_out(
        Path(platform_folders.data_folder(environment, sys.platform)),
        Path(platform_folders.config_folder(environment, sys.platform)),
        Path(platform_folders.cache_folder(environment, sys.platform)),
    )


def _laid_out(data: Path, config: Path, cache: Path) -> Paths:
    return Paths(
        vault=VaultLayout.in_folder(data),
        settings=settings_file(config),
        cache=cache_file(cache),
        bundled=_bundled_programs(),
    )


def _bundled_programs() -> Path:
    """Return the folder of the bundled programs: in an installed package, else beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "programs"
    return installed if installed.is_dir() else package.parent / "programs"
