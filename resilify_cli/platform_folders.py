"""The platform's own folders for data, settings and caches.

On Linux they are told here where nothing is unusual: platformdirs, which is asked in every other case, loads
what makes temporary files, random numbers and hashes, and that takes a twentieth of `journal`'s time.
"""

from __future__ import annotations

import os

# As in `status_line`, which loads no `typing`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = "resilify"


def data_folder(environment: Mapping[str, str], platform: str) -> str:
    """Find the folder for the person's data.

    Args:
        environment: The variables of the process.
        platform: `sys.platform`.

    Returns:
        Its path; it need not exist.
    """
    if folder := _linux_folder(environment, platform, "XDG_DATA_HOME", ".local/share"):
        return folder
    import platformdirs

    return platformdirs.user_data_dir(_NAME, appauthor=False)


def config_folder(environment: Mapping[str, str], platform: str) -> str:
    """Find the folder for settings, as `data_folder` does."""
    if folder := _linux_folder(environment, platform, "XDG_CONFIG_HOME", ".config"):
        return folder
    import platformdirs

    return platformdirs.user_config_dir(_NAME, appauthor=False)


def cache_folder(environment: Mapping[str, str], platform: str) -> str:
    """Find the folder for caches, as `data_folder` does."""
    if folder := _linux_folder(environment, platform, "XDG_CACHE_HOME", ".cache"):
        return folder
    import platformdirs

    return platformdirs.user_cache_dir(_NAME, appauthor=False)


def _linux_folder(environment: Mapping[str, str], platform: str, name: str, below_home: str) -> str:
    """Return the folder that a variable names or that lies below the home; empty where it is less simple."""
    if platform != "linux" or "ANDROID_ROOT" in environment:
        return ""
    given, home = environment.get(name, ""), environment.get("HOME", "")
    if given.startswith("/"):
        return os.path.join(given, _NAME)
    return "" if given or not home.startswith("/") else f"{home.rstrip('/')}/{below_home}/{_NAME}"
