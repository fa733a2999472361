"""The page for hard days in headless Chromium, on paper."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from resilify_cli.pages.hard_days import HardDaysPage, PageSection, render_hard_days
from tests.browser.test_report_page import CHROMIUM, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here to show the page"),
]


def test_it_is_printed_in_the_size_of_a_bank_card(tmp_path: Path) -> None:
    """Each sheet is 85.6 by 54 mm, which a wallet takes, and a full page needs only a few of them."""
    sections = [PageSection(f"Part {number}", "a line of words\nand another one") for number in range(9)]
    page = HardDaysPage(
        "Call 112.", [("A line", "call 116 123")], sections, "Made by you.", date(2026, 11, 3)
    )
    (tmp_path / "page.html").write_text(render_hard_days(page), "utf-8")
    place = tmp_path / "page.pdf"
    chromium(tmp_path, f"--print-to-pdf={place}", "--no-pdf-header-footer", (tmp_path / "page.html").as_uri())
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", place.read_bytes())
    millimetres = {tuple(round(float(points) / 72 * 25.4) for points in box) for box in boxes}
    assert millimetres == {(86, 54)}
    assert 1 < len(boxes) <= 5
