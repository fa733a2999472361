"""Writes a person's page for hard days as one HTML file, which prints in the size of a bank card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from resilify_cli.crisis_lines import CHECKED
from resilify_cli.days import date_text
from resilify_cli.safe import safe, safe_line

_TEMPLATES = Path(__file__).with_name("templates")


class PageSection(NamedTuple):
    """A part of the page: its title, and the person's words."""

    title: str
    words: str


class HardDaysPage(NamedTuple):
    """What is on the page, in its order.

    Attributes:
        danger: The sentence with the emergency number.
        lines: Who to call: each service, and how to reach it.
        sections: The person's own parts.
        about: What the page is, and is not.
        changed: The day of the last change; None where nothing was written.
    """

    danger: str
    lines: Sequence[tuple[str, str]]
    sections: Sequence[PageSection]
    about: str
    changed: date | None


def render_hard_days(page: HardDaysPage) -> str:
    """Return the page as HTML."""
    from resilify_cli.pages.environment import page_templates

    templates = page_templates(_TEMPLATES)
    templates.filters |= {"clean": safe, "line": safe_line}
    return templates.get_template("hard_days.html").render(
        danger=page.danger,
        lines=page.lines,
        boxes=page.sections,
        about=page.about,
        changed=date_text(page.changed) if page.changed else "",
        checked=date_text(CHECKED),
    )
