"""`textbundle`: notes with the files that they show, as Bear, Ulysses and others write them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.exchange.containers.members import open_members
from resilify_cli.exchange.containers.zip_file import is_zip
from resilify_cli.exchange.format import ImportFormat
from resilify_cli.exchange.formats.textbundle.bundles import (
    BUNDLE,
    PACK,
    find_bundles,
    read_bundle,
    read_loose,
)

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.entries.portable_entry import ReadResult
    from resilify_cli.exchange.import_options import ImportOptions


class TextBundle(ImportFormat):
    """A folder or a .zip with one note and its files, or with several of those."""

    name = "textbundle"
    description = "notes with their files, from Bear, Ulysses and others"

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source is a TextBundle by its suffix, or a .zip with some in it."""
        if source.is_folder:
            return source.name.rstrip("/").lower().endswith(BUNDLE)
        if not is_zip(source.head):
            return False
        if source.name.lower().endswith(PACK):
            return True
        with open_members(source) as files:
            return bool(find_bundles(files, source.name))

    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield the entries of each bundle, and of the notes beside them."""
        date_order = options.date_order()
        root = os.path.abspath(source.name) if source.path else ""
        with open_members(source) as files:
            bundles = find_bundles(files, source.name)
            for bundle in bundles:
                yield from read_bundle(bundle, root, date_order, options)
                source.on_progress(1)
            yield from read_loose(files, bundles, root, date_order, options)
