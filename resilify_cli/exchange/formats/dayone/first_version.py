"""Reads entries of Day One's first version: files `.doentry`, property lists in XML or binary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from resilify_cli.exchange.containers.json_stream import UnreadableEntryError
from resilify_cli.exchange.containers.source import LARGEST_ENTRY, TOO_LARGE
from resilify_cli.exchange.entries.portable_entry import EmptyEntry, ImportProblem, PortableEntry
from resilify_cli.exchange.formats.dayone.entry import read_entry

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions

SUFFIX = ".doentry"
# Their names then, and in the JSON of today. What is not here is told by its own name.
_NAMES = {
    "UUID": "uuid",
    "Entry Text": "text",
    "Starred": "starred",
    "Tags": "tags",
    "Time Zone": "timeZone",
    "Location": "location",
    "Weather": "weather",
    "Music": "music",
    "Activity": "activity",
    "Step Count": "stepCount",
    "Creator": "creationDevice",
    "Ignore Step Count": "creationIgnoresSteps",
    "Publish URL": "publishURL",
}


def is_first_version(data: bytes) -> bool:
    """Return whether a file is an entry of the first version, by its first bytes."""
    if data.startswith(b"bplist00"):
        return b"Entry Text" in data
    return b"<plist" in data and b"<key>Entry Text</key>" in data


def read_first_version(
    data: bytes, place: str, options: ImportOptions, modified: datetime | None, photos: int = 0
) -> PortableEntry | EmptyEntry | ImportProblem:
    """Return the entry of a file.

    Args:
        data: The bytes of the file.
        place: Its name, for messages.
        options: The options of the import.
        modified: When it was changed last.
        photos: How many photos lie beside it under its name.
    """
    from plistlib import loads
    from xml.parsers.expat import ExpatError

    if len(data) > LARGEST_ENTRY:
        return ImportProblem(place, TOO_LARGE)
    try:
        content = loads(data)
    except (ExpatError, ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        # The parser's own words show what stands there.
        return ImportProblem(place, "this is no property list of Day One")
    if not isinstance(content, dict):
        return ImportProblem(place, "this is no property list of Day One")
    try:
        return read_entry(_rename_keys(content, photos), place, options, modified=modified, escaped=False)
    except UnreadableEntryError as error:
        return ImportProblem(place, str(error))
    except ValueError:
        return ImportProblem(place, "no entry can be of this time")


def _rename_keys(content: Mapping[str, Any], photos: int) -> dict[str, Any]:
    """Return an entry with its keys renamed to those of today's JSON."""
    entry: dict[str, Any] = {"photos": [{}] * photos}
    for key, value in content.items():
        if key == "Creation Date":
            # A property list tells times in UTC, without saying so.
            entry["creationDate"] = (
                value.replace(tzinfo=UTC).isoformat() if isinstance(value, datetime) else value
            )
        else:
            entry[_NAMES.get(key, key)] = value.isoformat() if isinstance(value, datetime) else value
    return entry
