"""`markdown`: a folder with a file for each entry, for Obsidian or any editor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from resilify_cli.exchange.containers.members import open_members
from resilify_cli.exchange.containers.source import LARGEST_ENTRY
from resilify_cli.exchange.containers.zip_file import is_zip
from resilify_cli.exchange.format import FolderExportFormat, ImportFormat
from resilify_cli.exchange.formats.markdown.folder import NestedFormats, read_folder, read_zip
from resilify_cli.exchange.formats.textbundle.bundles import BUNDLE, PACK, find_bundles
from resilify_cli.exchange.notes.note_file import MARKDOWN_SUFFIXES, read_note_bytes
from resilify_cli.exchange.notes.note_identity import NoteIdentity
from resilify_cli.store.entry import HANDLE_LENGTH
from resilify_cli.store.hashtags import tags_in

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.entries.portable_entry import PortableEntry, ReadResult
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.import_options import ImportOptions


class Markdown(NoteIdentity, FolderExportFormat, ImportFormat):
    """Front matter with what is known of the entry, and below it the words exactly."""

    name = "markdown"
    suffix = ".md"
    description = "a folder of Markdown files, for Obsidian or any editor"

    def __init__(self, journals: tuple[ImportFormat, ...], bundles: ImportFormat) -> None:
        self._nested = NestedFormats(journals, bundles)

    def files(self, reader: ExportReader) -> Iterator[tuple[str, str]]:
        """Yield each entry's file. Their names sort by time."""
        front_matter = _front_matter_writer()
        used: set[str] = set()
        for record in reader.entries():
            name = f"{record.at:%Y-%m-%d-%H%M%S}-{record.id[12 : 12 + HANDLE_LENGTH]}.md"
            if name in used:
                name = f"{record.at:%Y-%m-%d-%H%M%S}-{record.id}.md"
            used.add(name)
            # The words stand between one empty line and one line end, whatever they begin and end with.
            yield name, f"{front_matter(_front_matter_of(record))}\n\n{_body_of(record)}\n"

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source is a folder or a .zip of notes, or a note by its suffix or front matter."""
        if source.is_folder:
            return not source.name.rstrip("/").lower().endswith(BUNDLE)
        if is_zip(source.head):
            return _holds_notes(source)
        return source.name.lower().endswith(MARKDOWN_SUFFIXES) or source.head.startswith((b"---", b"+++\n"))

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield the entries of each file, those in folders below included, hidden ones not."""
        if source.is_folder:
            yield from read_folder(source, self._nested, options)
            return
        if is_zip(source.head):
            yield from read_zip(source, self._nested, options)
            return
        data = source.open().read(LARGEST_ENTRY + 1)
        # A link is another name of a note, as in a folder.
        path = os.path.realpath(source.name) if source.path else ""
        name = os.path.basename(source.name) if source.path else ""
        modified = source.path.stat().st_mtime if source.path else None
        yield from read_note_bytes(data, name, path, modified, options.date_order(), options)


def _holds_notes(source: ImportSource) -> bool:
    """Return whether a .zip holds notes of Markdown, and no TextBundles."""
    if source.name.lower().endswith(PACK):
        return False
    with open_members(source) as files:
        found = any(file.name.lower().endswith(MARKDOWN_SUFFIXES) for file in files)
        return found and not find_bundles(files, source.name)


def _front_matter_writer() -> Any:
    """Return a function that makes front matter of a mapping."""
    import yaml
    from frontmatter import Post, dumps

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    def front_matter(known: dict[str, object]) -> str:
        return dumps(Post("", None, **known), Dumper=dumper, sort_keys=False, width=1_000_000)

    return front_matter


def _front_matter_of(record: PortableEntry) -> dict[str, object]:
    known: dict[str, object] = {
        "id": record.id,
        "date": record.at.isoformat(timespec="milliseconds"),
        "kind": record.kind,
        "program": record.program,
        "session": record.session,
        "question": record.prompt,
    }
    if record.checkin:
        known |= {
            "mood": record.checkin.mood,
            "mood_word": record.checkin.word,
            "feelings": list(record.checkin.feelings),
            "activities": list(record.checkin.activities),
        }
    if record.day:
        known["day"] = record.day.isoformat()
    known["tags"] = tags_in(record.text)
    return {key: value for key, value in known.items() if value}


def _body_of(record: PortableEntry) -> str:
    return record.checkin.note if record.checkin else record.text
