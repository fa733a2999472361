"""The list of all formats. A new format is a class in this folder, named in `FORMATS`."""

from __future__ import annotations

from functools import cache

from resilify_cli.exchange.format import Format


@cache
def formats() -> dict[str, Format]:
    """Return every format by its name, in the order of their names."""
    from resilify_cli.exchange.formats.apple_journal.format import AppleJournal
    from resilify_cli.exchange.formats.csv_table import CsvTable
    from resilify_cli.exchange.formats.daylio.format import Daylio
    from resilify_cli.exchange.formats.dayone.format import DayOne
    from resilify_cli.exchange.formats.jrnl.json_format import JrnlJson
    from resilify_cli.exchange.formats.jrnl.text_format import Jrnl
    from resilify_cli.exchange.formats.markdown.format import Markdown
    from resilify_cli.exchange.formats.plain_text import PlainText
    from resilify_cli.exchange.formats.resilify_json import ResilifyJson
    from resilify_cli.exchange.formats.textbundle.format import TextBundle

    known: tuple[Format, ...] = (
        AppleJournal(),
        CsvTable(),
        Daylio(),
        DayOne(),
        JrnlJson(),
        Jrnl(),
        Markdown(),
        PlainText(),
        ResilifyJson(),
        TextBundle(),
    )
    return {form.name: form for form in sorted(known, key=lambda form: form.name)}


def export_formats() -> dict[str, Format]:
    """Return the formats that can be written, by their names."""
    return {name: form for name, form in formats().items() if form.can_write}
