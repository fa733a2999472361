"""The page of `print` in headless Chromium: on a desktop, on a phone, and on paper."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from resilify_cli.authoring.print_page import render_program_page
from resilify_cli.content.loader import load_program
from tests.browser.test_report_page import CHROMIUM, DESKTOP, PHONE, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here to show the page"),
]
EVERY_KIND = Path(__file__).parents[1] / "data" / "every-kind"
# Shows the page in a frame of some width, and writes down what reaches over its edge, and what is cut.
LOOK = """<!DOCTYPE html><body style="margin:0">
<iframe src="page.html" style="border:0; width:%dpx; height:900px"></iframe><pre></pre><script>
onload = () => {
  const page = document.querySelector("iframe").contentDocument, root = page.documentElement;
  const shown = [...page.querySelectorAll("body *")].filter(one => one.getClientRects().length);
  document.querySelector("pre").textContent = JSON.stringify({
    across: root.scrollWidth,
    overhanging: shown.filter(one => one.getBoundingClientRect().right > root.clientWidth + 1
      || one.getBoundingClientRect().left < -1).map(one => one.outerHTML.slice(0, 80)),
    cut: [...page.querySelectorAll(".numbers span")].filter(one => one.scrollWidth > one.clientWidth + 1)
      .map(one => one.innerText),
    rules: [...page.querySelectorAll(".lines .rule")].map(one => one.getBoundingClientRect().width),
  });
};
</script>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.html").write_text(render_program_page(load_program(EVERY_KIND)), "utf-8")
    return tmp_path


@pytest.mark.parametrize("width", [DESKTOP, PHONE, 320])
def test_every_kind_fits_the_width(folder: Path, width: int) -> None:
    """Nothing is to be scrolled sideways, no number of a scale is cut, and there is room to write."""
    (folder / "look.html").write_text(LOOK % width)
    told = chromium(folder, "--window-size=1400,1000", "--dump-dom", (folder / "look.html").as_uri())
    found = re.search("<pre>(.+?)</pre>", told, re.DOTALL)
    assert found
    shown: dict[str, Any] = json.loads(unescape(found[1]))
    assert shown["across"] == width
    assert (shown["overhanging"], shown["cut"]) == ([], [])
    assert min(shown["rules"]) > min(width, 700) * 0.7


def test_it_is_printed(folder: Path) -> None:
    """A sheet of paper takes it: each session begins a page."""
    chromium(folder, f"--print-to-pdf={folder / 'page.pdf'}", (folder / "page.html").as_uri())
    pages = (folder / "page.pdf").read_bytes().count(b"/Type /Page\n")
    assert pages >= 1 + len(load_program(EVERY_KIND).sessions)
