"""The page of `report` in headless Chromium: on a desktop, on a phone, in light and dark, and on paper."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.insight.charts import DataTable, TableRow
from resilify_cli.insight.report import EntrySelection, Report, ReportOptions, build_report
from resilify_cli.insight.report_page import page_parts
from resilify_cli.store.series import DaySpan
from resilify_cli.store.store import Store
from tests.conftest import FixedClock
from tests.insight.stories import PLAN, tell

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here to show the page"),
]
DESKTOP, PHONE = 1280, 390
DARK, LIGHT = 0, 1
# Shows the page in a frame of some width, and writes down what is to be seen there.
LOOK = """<!DOCTYPE html><body style="margin:0">
<iframe src="page.html" style="border:0; width:%dpx; height:900px"></iframe><pre></pre><script>
onload = () => {
  const page = document.querySelector("iframe").contentDocument, root = page.documentElement;
  const shown = [...page.querySelectorAll("body *")].filter(one => one.getClientRects().length);
  const style = one => getComputedStyle(one);
  const texts = [...page.querySelectorAll("svg.chart text")].filter(one => one.getClientRects().length);
  document.querySelector("pre").textContent = JSON.stringify({
    inside: root.clientWidth,
    across: root.scrollWidth,
    overhanging: shown.filter(one => one.getBoundingClientRect().right > root.clientWidth + 1
      || one.getBoundingClientRect().left < -1).map(one => one.outerHTML.slice(0, 80)),
    ground: style(root).backgroundColor,
    colors: [...new Set(shown.filter(one => one.innerText).map(one => style(one).color))],
    lines: [...page.querySelectorAll("polyline")].filter(one => one.getClientRects().length)
      .map(one => [one.getBoundingClientRect().width, style(one).stroke]),
    bars: [...page.querySelectorAll(".length")].map(one => one.getBoundingClientRect().width),
    smallest: Math.min(...texts.map(one =>
      parseFloat(style(one).fontSize) * one.ownerSVGElement.getScreenCTM().a)),
    words: page.body.innerText.length,
  });
};
</script>"""

Shown = dict[str, Any]


def chromium(folder: Path, *arguments: str) -> str:
    """Run Chromium on a folder of its own, without a sandbox, which root can't have."""
    command = [
        str(CHROMIUM),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--allow-file-access-from-files",
        f"--user-data-dir={folder / 'profile'}",
        *arguments,
    ]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    return ran.stdout


@pytest.fixture
def folder(tmp_path: Path, store: Store, clock: FixedClock) -> Path:
    """A folder with the page of a full store, in which is everything that can be."""
    tell(store, clock)
    report = build_report(store, {}, DaySpan(date(2026, 11, 21)), ReportOptions(EntrySelection.ALL))
    (tmp_path / "page.html").write_text("".join(page_parts(report, "Anna", timedelta(0))), "utf-8")
    return tmp_path


def look_at(folder: Path, width: int, scheme: int) -> Shown:
    """Return what is to be seen of `page.html` in a folder, at a width and in a color scheme."""
    (folder / "look.html").write_text(LOOK % width)
    address = (folder / "look.html").as_uri()
    setting = f"--blink-settings=preferredColorScheme={scheme}"
    written = chromium(folder, setting, "--window-size=1400,1000", "--dump-dom", address)
    found = re.search("<pre>(.+?)</pre>", written, re.DOTALL)
    assert found, "the page was shown and looked at"
    shown: Shown = json.loads(unescape(found[1]))
    return shown


@pytest.fixture
def look(folder: Path) -> Callable[[int, int], Shown]:
    return partial(look_at, folder)


def light_of(color: str) -> float:
    """The relative luminance of a color, as WCAG 2 has it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light_of(one), light_of(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("width", [DESKTOP, PHONE, 320])
def test_nothing_reaches_over_the_edge(look: Callable[[int, int], Shown], width: int) -> None:
    """On a desktop and on a phone nothing is to be scrolled sideways, however long a word is."""
    shown = look(width, LIGHT)
    assert shown["inside"] == width
    assert shown["across"] == width
    assert shown["overhanging"] == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE, 320])
def test_a_table_fits(tmp_path: Path, width: int) -> None:
    """Many columns and long words stand one below the other on a phone, and nothing reaches over the edge."""
    row = TableRow(date(2026, 11, 3), ("what I expected " * 9, "85", "", "withoutanybreak" * 9, "7 h 20 min"))
    columns = ("I expected", "Sure, 0–100", "Left empty", "What happened", "Time asleep")
    table = DataTable("t", "Tests of a guess", "1 row.", columns, (row,) * 3)
    report = Report(date(2026, 11, 21), None, (), (), (table,), (), (table,))
    (tmp_path / "page.html").write_text("".join(page_parts(report, "", timedelta(0))), "utf-8")
    shown = look_at(tmp_path, width, LIGHT)
    assert shown["across"] == width
    assert shown["overhanging"] == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_pictures_can_be_read(look: Callable[[int, int], Shown], width: int) -> None:
    """Lines and bars take up room, each line is drawn once, and no label is smaller than ten pixels."""
    shown = look(width, LIGHT)
    assert len(shown["lines"]) == 2
    assert min(length for length, _ in shown["lines"]) > width / 5
    assert max(shown["bars"]) > width / 10
    assert shown["smallest"] >= 10


@pytest.mark.parametrize(("scheme", "is_dark"), [(DARK, True), (LIGHT, False)])
def test_it_is_light_or_dark(look: Callable[[int, int], Shown], scheme: int, is_dark: bool) -> None:
    """The page is as dark as the person's screen, and all words stand out from the ground (WCAG AA)."""
    shown = look(DESKTOP, scheme)
    assert (light_of(shown["ground"]) < 0.1) is is_dark
    assert shown["words"] > 1000
    assert min(contrast(color, shown["ground"]) for color in shown["colors"]) >= 4.5
    assert min(contrast(stroke, shown["ground"]) for _, stroke in shown["lines"]) >= 3


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", [DARK, LIGHT])
def test_it_is_not_blank(folder: Path, width: int, scheme: int) -> None:
    """A screenshot of it holds much more than one of an empty page."""
    (folder / "empty.html").write_text("<!DOCTYPE html>")
    sizes = []
    for name in ("page", "empty"):
        shot = folder / f"{name}.png"
        chromium(
            folder,
            f"--blink-settings=preferredColorScheme={scheme}",
            f"--window-size={width},1600",
            f"--screenshot={shot}",
            (folder / f"{name}.html").as_uri(),
        )
        sizes.append(shot.stat().st_size)
    assert sizes[0] > 5 * sizes[1]


@pytest.fixture
def printed(folder: Path) -> list[str]:
    """The text of each page on paper."""
    if shutil.which("pdftotext") is None:
        pytest.skip("there is no pdftotext here to read the printed page")
    pdf = folder / "page.pdf"
    chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", (folder / "page.html").as_uri())
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    return text.removesuffix("\f").split("\f")


def test_it_prints(folder: Path) -> None:
    """It can be made a PDF."""
    pdf = folder / "page.pdf"
    chromium(folder, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", (folder / "page.html").as_uri())
    assert pdf.read_bytes().startswith(b"%PDF")


def test_its_pages_are_numbered(printed: list[str]) -> None:
    """Each page has its number and how many there are, and none is empty."""
    assert 3 <= len(printed) <= 30
    for number, text in enumerate(printed, 1):
        assert f"{number} / {len(printed)}" in text
        assert len(text.split()) > 20


def test_all_words_are_on_paper(printed: list[str]) -> None:
    """The entries are there, and what to do in a crisis last; what opens on a click alone is left out."""
    words = " ".join(" ".join(printed).split())
    assert PLAN in words
    assert "In a crisis" in printed[-1]
    assert "All numbers" not in words


def test_no_picture_is_cut_in_two(printed: list[str]) -> None:
    """A picture is on one page from its first bar to its last."""
    (weekdays,) = [text for text in printed if "Mood by weekday" in text]
    assert "Monday " in weekdays
    assert "Sunday " in weekdays
