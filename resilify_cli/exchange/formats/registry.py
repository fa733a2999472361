"""The lists of all formats. A new one is a class in this folder that is named here."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from resilify_cli.exchange.format import ExchangeFormat, ExportFormat, ImportFormat

_F = TypeVar("_F", bound="ExchangeFormat")


@cache
def import_formats() -> dict[str, ImportFormat]:
    """Return the formats that can be imported, by their names and in that order."""
    from resilify_cli.exchange.formats.apple_journal.format import AppleJournal
    from resilify_cli.exchange.formats.daylio.format import Daylio
    from resilify_cli.exchange.formats.dayone.format import DayOne
    from resilify_cli.exchange.formats.jrnl.json_format import JrnlJson
    from resilify_cli.exchange.formats.jrnl.text_format import JrnlText
    from resilify_cli.exchange.formats.markdown.format import Markdown
    from resilify_cli.exchange.formats.plain_text import PlainText
    from resilify_cli.exchange.formats.resilify_json import ResilifyJson
    from resilify_cli.exchange.formats.textbundle.format import TextBundle

    jrnl, plain_text, textbundle = JrnlText(), PlainText(), TextBundle()
    return _by_name(
        AppleJournal(),
        Daylio(),
        DayOne(),
        jrnl,
        JrnlJson(),
        Markdown(journals=(jrnl, plain_text), bundles=textbundle),
        plain_text,
        ResilifyJson(),
        textbundle,
    )


@cache
def export_formats() -> dict[str, ExportFormat]:
    """Return the formats that can be exported, by their names and in that order."""
    from resilify_cli.exchange.format import FileExportFormat, FolderExportFormat
    from resilify_cli.exchange.formats.csv_table import CsvTable

    both = [
        one for one in import_formats().values() if isinstance(one, FileExportFormat | FolderExportFormat)
    ]
    return _by_name(CsvTable(), *both)


def _by_name(*known: _F) -> dict[str, _F]:
    return {one.name: one for one in sorted(known, key=lambda one: one.name)}
