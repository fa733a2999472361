"""Where things are kept: the store, the person's own programs, the settings, the cache."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "RESILIFY_HOME"


@dataclass(frozen=True, slots=True)
class Paths:
    """Every place that resilify reads or writes. Nothing is created by naming it."""

    store: Path
    backups: Path
    editor: Path
    programs: Path
    settings: Path
    cache: Path
    bundled: Path


def find_paths(environment: Mapping[str, str]) -> Paths:
    """Return the places to use: all under `RESILIFY_HOME` if set, else the platform's folders."""
    home = environment.get(HOME_VARIABLE)
    if home:
        # Unlike `Path.expanduser`, this leaves the name of an unknown user as it is.
        root = Path(os.path.expanduser(home)).absolute()
        return _laid_out(root, root, root / "cache")
    import platformdirs

    return _laid_out(
        Path(platformdirs.user_data_path("resilify", appauthor=False)),
        Path(platformdirs.user_config_path("resilify", appauthor=False)),
        Path(platformdirs.user_cache_path("resilify", appauthor=False)),
    )


def _laid_out(data: Path, config: Path, cache: Path) -> Paths:
    return Paths(
        store=data / "resilify.db",
        backups=data / "backups",
        editor=data / "editor",
        programs=data / "programs",
        settings=config / "settings.toml",
        cache=cache / "catalog.json",
        bundled=_bundled(),
    )


def _bundled() -> Path:
    """The bundled programs: inside an installed package, else beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "programs"
    return installed if installed.is_dir() else package.parent / "programs"
