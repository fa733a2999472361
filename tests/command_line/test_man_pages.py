"""The man pages say what the help says, and are sound."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from resilify_cli.cli import app
from resilify_cli.command_line.all_pages import pages_by_heading, root_context
from resilify_cli.command_line.command_table import GROUPS
from resilify_cli.command_line.help_page import HelpPage, help_page
from resilify_cli.command_line.man_page import man_pages


@pytest.fixture(scope="module")
def groups() -> dict[str, list[HelpPage]]:
    return pages_by_heading(root_context(app, "resilify"))


@pytest.fixture(scope="module")
def pages(groups: dict[str, list[HelpPage]]) -> dict[str, str]:
    return man_pages(help_page(root_context(app, "resilify")), groups, "0.2", date(2026, 11, 3))


def without_markup(text: str) -> list[str]:
    for mark, letter in (("\\fB", ""), ("\\fR", ""), ("\\&", ""), ("\\(dq", '"'), ("\\-", "-"), ("\\`", "`")):
        text = text.replace(mark, letter)
    return text.replace("\\e", "\\").splitlines()


def test_there_is_one_for_each_group(pages: dict[str, str]) -> None:
    """Beside the one for all, whose end names the others."""
    names = [f"resilify-{title.lower().replace(' ', '-')}" for title in GROUPS]
    assert list(pages) == ["resilify.1", *(f"{name}.1" for name in names)]
    end = pages["resilify.1"].splitlines()[-1].replace("\\-", "-")
    assert all(name in end for name in names)


def test_a_man_page_says_what_the_help_says(pages: dict[str, str], groups: dict[str, list[HelpPage]]) -> None:
    """Each sentence, argument, option and example of each command is there, in the same words."""
    said = {line for text in pages.values() for line in without_markup(text)}
    whole = [page for found in groups.values() for page in found]
    assert len(whole) > 40
    for page in whole:
        assert page.summary in said
        assert f"Usage: {page.usage}" in said
        assert set(page.details) <= said
        for name, about in (*page.arguments, *page.options):
            assert {name, about} <= said, f"{page.path} {name}"
        for example in page.examples:
            assert {f"$ {example.line}", *example.output} <= said


def test_no_line_is_taken_for_a_request(pages: dict[str, str]) -> None:
    """Lines that begin with a full stop are ours: what is left out of an output is no macro."""
    known = (".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi", ".nh", ".ad")
    for text in pages.values():
        assert all(line.startswith(known) for line in text.splitlines() if line[:1] in {".", "'"})


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_finds_nothing_wrong(pages: dict[str, str], tmp_path: Path) -> None:
    """It formats each page without a warning."""
    for name, text in pages.items():
        (tmp_path / name).write_text(text)
    ran = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", *(str(tmp_path / name) for name in pages)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "Wmac" not in ran.stderr
    assert ran.stderr == ""
