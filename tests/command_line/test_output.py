"""Where an export and a report are written to, and the names that this had before."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.prepared_homes import copy_prepared


def _write_two(resilify: Run, home: Path) -> None:
    resilify("journal", "add", "of late")
    resilify("journal", "add", "long ago", "--date", "8th october 2024")


@pytest.fixture
def written(resilify: Run, home: Path) -> Run:
    """A journal with an entry of this year and one of another."""
    copy_prepared(home, _write_two)
    return resilify


@pytest.mark.parametrize(
    ("filters", "texts"),
    [
        ((), {"of late", "long ago"}),
        (("--to", "2024"), {"long ago"}),
        (("--until", "2024"), {"long ago"}),
        (("--from", "last week"), {"of late"}),
        (("--on", "october 2024"), {"long ago"}),
        (("--session", "nothing"), set()),
        (("--kind", "checkin"), set()),
    ],
)
def test_an_export_takes_the_filters_of_the_journal(
    written: Run, filters: tuple[str, ...], texts: set[str]
) -> None:
    """Under the same names, with the same words for days, and with the same entries as the list."""
    ran = written("journal", "export", "-o", "-", "--format", "txt", *filters, check=True)
    assert {text for text in ("of late", "long ago") if text in ran.stdout} == texts
    if "--until" not in filters:
        listed = written("journal", *filters, check=True).stdout
        assert {text for text in ("of late", "long ago") if text in listed} == texts


@pytest.mark.parametrize("command", [("journal", "export"), ("report",)])
def test_a_file_named_by_to_is_written_for_a_while_with_a_word(
    written: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    """What can't be a day and looks like a path is the place to write still, and the new name is said."""
    written("checkin", "-m", "3", check=True)
    path = tmp_path / ("out.html" if command == ("report",) else "out.txt")
    ran = written(*command, "--to", str(path), check=True)
    assert path.exists()
    assert "the place to write is --output" in ran.stderr
    assert "--output" not in written(*command, "-o", str(path), "--force", check=True).stderr


@pytest.mark.parametrize("to", [(), ("--to", "yesterday"), ("--to", "yesturday"), ("--to", "8.10.2026")])
@pytest.mark.parametrize("command", [("journal", "export"), ("report",)])
def test_no_file_is_made_of_what_may_be_a_day(
    written: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    to: tuple[str, ...],
) -> None:
    """A day, or a word that may be a mistyped one, is no place to write to: --output is named."""
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    ran = written(*command, *to)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "--output" in ran.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["x.pdf", "x.foo", "x.html.docx"])
def test_a_report_is_not_written_under_the_name_of_something_else(
    written: Run, tmp_path: Path, name: str
) -> None:
    """Only HTML is written, so another suffix is refused, with the way to a PDF."""
    ran = written("report", "-o", str(tmp_path / name))
    assert ran.returncode == 2
    assert "print" in ran.stderr
    assert not (tmp_path / name).exists()
