"""Which answers of programs are offered for the page for hard days: the table `page_sources.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).with_name("page_sources.toml")


class PageSource(NamedTuple):
    """An answer that may be offered for a box: its program's slug and its activity's id."""

    program: str
    activity: str


def page_sources() -> dict[str, tuple[PageSource, ...]]:
    """Return the sources of each box, by the id of the box."""
    import tomllib

    table = tomllib.loads(_TABLE.read_text("utf-8"))
    return {box: tuple(PageSource(**one) for one in sources) for box, sources in table.items()}
