"""Writes the man pages from the help when a wheel is built, which installs them under `share/man/man1`."""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPages(BuildHookInterface):
    """The build hook that hatchling calls."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pages into a folder, and have them put into the wheel."""
        self.folder = Path(tempfile.mkdtemp())
        for name, text in _pages(self.root).items():
            (self.folder / name).write_text(text, encoding="utf-8")
            build_data["shared_data"][str(self.folder / name)] = f"share/man/man1/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder."""
        for path in self.folder.iterdir():
            path.unlink()
        self.folder.rmdir()


def _pages(root: str) -> dict[str, str]:
    sys.path.insert(0, root)
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
