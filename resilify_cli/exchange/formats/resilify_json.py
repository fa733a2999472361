"""`json`: everything, to be brought back as it was. One record a line, so that a difference can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, TextIO

from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.containers.json_stream import (
    MOST_EVENTS,
    BrokenJsonError,
    read_json_items,
)
from resilify_cli.exchange.entries.portable_entry import ImportProblem, ReadResult, StoreRecord
from resilify_cli.exchange.format import FileExportFormat, ImportFormat

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.quick_json import JsonItem
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.import_options import ImportOptions

SCHEMA_VERSION = 2
# The first had no clocks; of its rows they are worked out.
_READABLE = (1, SCHEMA_VERSION)
_HEAD = f'{{\n"application": "resilify",\n"schema_version": {SCHEMA_VERSION},\n'
_HEADS = tuple(_HEAD.replace(f"{SCHEMA_VERSION},", f"{version},").encode() for version in _READABLE)
_HEAD_LINES = _HEAD.count("\n")
_OPENING = re.compile(rb'"([a-z_]{1,40})": \[')


class ResilifyJson(FileExportFormat, ImportFormat):
    """Everything that the store holds, the trash and earlier versions included."""

    name = "json"
    suffix = ".json"
    description = "everything, to be brought back as it was"
    complete = True

    def write(self, reader: ExportReader, file: TextIO) -> None:
        """Write each kind of record as a list."""
        dump = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
        file.write(_HEAD.removesuffix(",\n"))
        for kind in reader.kinds:
            file.write(f',\n"{kind}": [')
            before = "\n"
            for record in reader.everything(kind):
                file.write(before)
                file.write(dump(record))
                before = ",\n"
            file.write("\n]")
        file.write("\n}\n")

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source is our complete export, by its first keys."""
        return re.search(rb'"application"\s*:\s*"resilify"', source.head) is not None

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield each record.

        A file that still has a record a line is read line by line, so that a damaged one costs no other.
        """
        return _read_by_line(source) if source.head.startswith(_HEADS) else _read_by_item(source)


_WAY_OUT = "A complete export is made by: resilify journal export --output FILE.json"


def _check_header(item: JsonItem) -> None:
    if item.key == "application" and item.value != "resilify":
        raise ImportRefusedError("This JSON is not an export of resilify.", _WAY_OUT)
    if item.key == "schema_version" and item.value not in _READABLE:
        if isinstance(item.value, int) and item.value > SCHEMA_VERSION:
            raise ImportRefusedError(
                "This export was made by a newer resilify. Nothing came in.",
                "Update resilify: pip install --upgrade resilify-cli",
            )
        raise ImportRefusedError("This JSON says a version that there never was.", _WAY_OUT)


def _read_by_item(source: ImportSource) -> Iterator[StoreRecord | ImportProblem]:
    last = "the beginning"
    has_version = False
    try:
        for item in read_json_items(source.open()):
            last = item.location
            if not item.in_list:
                _check_header(item)
                has_version = has_version or item.key == "schema_version"
            elif not has_version:
                raise ImportRefusedError("This JSON does not say which version it is.", _WAY_OUT)
            else:
                yield StoreRecord(item.key, item.value, item.location)
    except BrokenJsonError as error:
        yield ImportProblem(f"after {last}", str(error))


def _read_by_line(source: ImportSource) -> Iterator[StoreRecord | ImportProblem]:
    key, line = "", b""
    for number, line in source.lines():
        if number <= _HEAD_LINES:
            continue
        if not line.startswith(b"{"):
            if line in (b"]", b"],", b"}"):
                continue
            if opening := _OPENING.fullmatch(line):
                key = opening[1].decode()
                continue
        try:
            value = _parse_line(line.removesuffix(b","))
        except (ValueError, RecursionError, BrokenJsonError):
            yield ImportProblem(f"{number}", "this line is damaged")
        else:
            yield StoreRecord(key, value, f"{number}")
    if line != b"}":
        yield ImportProblem("the end", "the file breaks off")


def _parse_line(line: bytes) -> object:
    """Parse a line.

    Raises:
        ValueError, BrokenJsonError: It is damaged.
    """
    if len(line) > MOST_EVENTS and line.count(b",") > MOST_EVENTS:
        # That may be a text with commas, or parts without number, which take far more memory than the line.
        for item in read_json_items(BytesIO(b'{"": [' + line + b"]}")):
            return item.value
    if line.startswith(b'{"'):
        # As we write it: in UTF-8, as `json.loads` decodes it, which first looks for five other encodings.
        text = line.decode("utf-8", "surrogatepass")
        value, end = _DECODER.raw_decode(text)
        if end == len(text):
            return value
    return json.loads(line)


_DECODER = json.JSONDecoder()
