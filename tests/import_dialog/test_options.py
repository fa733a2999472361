"""The options of an import, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.mark.parametrize(
    "option",
    [
        ("--date-format", "sideways"),
        ("--date-format", "%d.%m"),
        ("--date-format", "%d %Q"),
        ("--date", "someday"),
        ("--mood", "fine"),
        ("--mood", "fine=6"),
        ("--mood", "=3"),
    ],
)
def test_an_option_that_can_not_be_understood_is_told(
    resilify: Run, journal: Path, home: Path, option: tuple[str, str]
) -> None:
    """Before anything is read, with an example of a right one."""
    ran = resilify("journal", "import", str(journal), *option)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr
    assert not home.exists()


def test_a_number_without_end_is_refused_in_words(resilify: Run, tmp_path: Path) -> None:
    """Also where it is looked at only to say what stands there."""
    path = tmp_path / "numbers"
    path.write_text('{"entries": [{"creationDate": ' + "9" * 1_000_000 + "}]}")
    ran = resilify("journal", "import", str(path))
    assert ran.returncode == 1
    assert "Came in: 0." in ran.stdout
