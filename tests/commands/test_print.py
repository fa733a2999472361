"""`resilify print`, as a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Run


def test_a_page_is_written_once_and_replaced_only_by_force(
    resilify: Run, full_program: Callable[..., Path], tmp_path: Path
) -> None:
    """A file that is there stays; a name of another kind is refused, with the name that goes."""
    folder, page = str(full_program(":::{note} a\nÄhm?\n:::\n")), tmp_path / "page.html"
    assert resilify("print", folder, "--output", str(page), check=True).stdout == ""
    before = page.read_text("utf-8")
    assert "Ähm?" in before
    assert resilify("print", folder, "--output", str(page)).returncode == 1
    resilify("print", folder, "--output", str(page), "--force", check=True)
    assert page.read_text("utf-8") == before
    refused = resilify("print", folder, "--output", str(tmp_path / "page.pdf"))
    assert refused.stderr.splitlines()[1].startswith("Write page.html.")
    assert "&#196;hm?" in resilify("print", folder, "--output", "-", check=True).stdout
