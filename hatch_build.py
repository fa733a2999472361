"""Adds to a wheel what is made when it is built: the man pages, and the bundled programs as they are read."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MadeFiles(BuildHookInterface):
    """The build hook that hatchling calls."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files into a folder, and have them put into the wheel."""
        sys.path.insert(0, self.root)
        self.folder = Path(tempfile.mkdtemp())
        for name, text in _man_pages(self.root).items():
            (self.folder / name).write_text(text, encoding="utf-8")
            # Installed under `share/man/man1`.
            build_data["shared_data"][str(self.folder / name)] = f"share/man/man1/{name}"
        # An editable install reads the programs from the checkout, where they are edited.
        if version != "editable":
            build_data["force_include"] |= _bundled_cache(self.root, self.folder)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder)


def _man_pages(root: str) -> Mapping[str, str]:
    from resilify_cli import __version__
    from resilify_cli.cli import app
    from resilify_cli.command_line.all_pages import pages_by_heading, root_context
    from resilify_cli.command_line.help_page import help_page
    from resilify_cli.command_line.man_page import man_pages

    # A wheel that is built again from the same files is the same: https://reproducible-builds.org
    built = int(os.environ.get("SOURCE_DATE_EPOCH", Path(root, "CHANGELOG.md").stat().st_mtime))
    context = root_context(app, "resilify")
    day = datetime.fromtimestamp(built, UTC).date()
    return man_pages(help_page(context), pages_by_heading(context), __version__, day)


def _bundled_cache(root: str, folder: Path) -> Mapping[str, str]:
    """Return where in the wheel each file of the cache belongs, by its path."""
    from resilify_cli.content.bundled_cache import FOLDER, write_bundled_cache

    write_bundled_cache(Path(root, "programs"), folder / FOLDER)
    return {str(file): f"resilify_cli/{FOLDER}/{file.name}" for file in sorted((folder / FOLDER).iterdir())}
