"""The page for a companion in headless Chromium: on a desktop, on a phone, and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from resilify_cli.crisis import find_country
from resilify_cli.pages.companion import NotePart, read_guide, render_guide, render_note
from tests.browser.test_report_page import CHROMIUM, DARK, DESKTOP, LIGHT, PHONE, chromium, contrast, look_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here to show the page"),
]


@pytest.fixture(params=["guide", "note"])
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    note = render_note([NotePart("What I plan", ["withoutanybreak" * 20, "two\nlines"])])
    page = note if request.param == "note" else render_guide(read_guide(), find_country("IN"))
    (tmp_path / "page.html").write_text(page, "utf-8")
    return tmp_path


@pytest.mark.parametrize("width", [DESKTOP, PHONE, 320])
@pytest.mark.parametrize("scheme", [DARK, LIGHT])
def test_it_fits_and_can_be_read(folder: Path, width: int, scheme: int) -> None:
    """Nothing reaches over the edge, and all words stand out from the ground (WCAG AA)."""
    shown = look_at(folder, width, scheme)
    assert shown["across"] == width
    assert shown["overhanging"] == []
    assert min(contrast(color, shown["ground"]) for color in shown["colors"]) >= 4.5


@pytest.mark.parametrize("country", ["GB", "IN", "US", None])
def test_it_is_two_sides_of_a_sheet(tmp_path: Path, country: str | None) -> None:
    """With the lines of any country, so that it can be handed over."""
    page = render_guide(read_guide(), find_country(country) if country else None)
    (tmp_path / "page.html").write_text(page, "utf-8")
    place = tmp_path / "page.pdf"
    chromium(tmp_path, f"--print-to-pdf={place}", "--no-pdf-header-footer", (tmp_path / "page.html").as_uri())
    assert len(re.findall(rb"/MediaBox \[", place.read_bytes())) == 2
