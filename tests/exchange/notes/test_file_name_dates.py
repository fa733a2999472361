"""The date and the title in a file's name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from resilify_cli.exchange.import_options import ImportOptions
from resilify_cli.exchange.notes.file_name_dates import observe_file_name, parse_file_name

OPTIONS = ImportOptions(now=datetime(2026, 11, 3, tzinfo=UTC))
NAMES = [
    ("2023/11/05.md", "2023-11-05", ""),
    ("2023/11/2023-11-05.md", "2023-11-05", ""),
    ("2023/11 November/05 Sunday.md", "2023-11-05", ""),
    ("2023/November/5.md", "2023-11-05", ""),
    ("2023/11/05 Letter to nobody.md", "2023-11-05", "Letter to nobody"),
    ("2023/2023-11/05.md", "2023-11-05", ""),
    ("November 2023/05.md", "2023-11-05", ""),
    ("2023/1. Januar/05.md", "2023-01-05", ""),
    ("2023/11-05.md", "2023-11-05", ""),
    ("2023/November 5.md", "2023-11-05", ""),
    ("2023/November/Nov 5.md", "2023-11-05", ""),
    ("2023/11/5 November.md", "2023-11-05", ""),
    ("2023\u201111\u201105 A walk.md", "2023-11-05", "A walk"),
    ("2023Nov05.md", "2023-11-05", ""),
    ("2023/11/05/Title.md", "2023-11-05", "Title"),
    ("2023-11-05/1845 Title.md", "2023-11-05 18:45", "Title"),
    ("2023-11-05 Sunday/letter.md", "2023-11-05", "letter"),
    ("Backup 2023-11-05/letter.md", None, "letter"),
    ("journals/2022_12_24.md", "2022-12-24", ""),
    ("Daily/Daily 2023-01-05.md", "2023-01-05", "Daily"),
    ("2023-01-02/index.md", "2023-01-02", ""),
    ("2023-01-02-letter-to-my-mother.markdown", "2023-01-02", "letter-to-my-mother"),
    ("1673112300000.md", "2023-01-07 17:25", ""),
    ("2023-01-02 walk (1).md", "2023-01-02", "walk"),
    ("2023-02-30.md", None, "2023-02-30"),
    ("2023/02/30.md", None, "30"),
    ("2023/chapter/05.md", None, "05"),
    ("Letter to nobody.md", None, "Letter to nobody"),
    ("Untitled 3.md", None, ""),
    ("d41d8cd98f00b204e9800998ecf8427e.md", None, ""),
    ("1. Fe\u0301vrier 2023.md", "2023-02-01", ""),
]


@pytest.mark.parametrize(("path", "when", "title"), NAMES, ids=[path for path, *_ in NAMES])
def test_a_name_tells_a_day_and_a_title(path: str, when: str | None, title: str) -> None:
    """Alone, or with the names of the folders above it."""
    found = parse_file_name(f"/home/me/vault/{path}", OPTIONS.date_order(), OPTIONS)
    told = found.entry_date and (
        str(found.entry_date.day) if found.entry_date.day else f"{found.entry_date.at:%Y-%m-%d %H:%M}"
    )
    assert (told, found.title) == (when, title)


def test_a_pattern_of_the_persons_own_comes_first() -> None:
    """What --date-format says is how a whole name is read."""
    options = ImportOptions(pattern="%d%m%y")
    found = parse_file_name("a/030123.md", options.date_order(), options)
    assert found.entry_date is not None
    assert str(found.entry_date.day) == "2023-01-03"


def test_other_names_show_the_order() -> None:
    """A day over twelve in one name tells how the others are read."""
    days = OPTIONS.date_order()
    observe_file_name("a/01-13-2023.md", days)
    found = parse_file_name("a/03-01-2023.md", days, OPTIONS)
    assert found.entry_date is not None
    assert str(found.entry_date.day) == "2023-03-01"
