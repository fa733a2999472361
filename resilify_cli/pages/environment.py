"""Makes the templates of a page: what is put in is escaped, and what is missing is an error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.crisis import EMERGENCY

if TYPE_CHECKING:
    from jinja2 import Environment

_BASE = Path(__file__).with_name("templates")


def page_templates(folder: Path) -> Environment:
    """Return the templates of a folder, which may extend `base.html`: no script, no network, no file."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader([folder, _BASE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals["emergency"] = EMERGENCY
    return templates
