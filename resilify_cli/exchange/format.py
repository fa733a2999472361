"""What a format is: how it is named and recognized, how it is written, and how it is read back."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, TextIO

from resilify_cli.exchange.portable_entry import PortableEntry, ReadResult

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.importing.importer import Importer


class Format:
    """One format. A class in the folder `formats` that has a `name` is found by it.

    `says` tells in a line what it is for. `complete` ones take no filter, since they hold everything.
    """

    name: ClassVar[str] = ""
    suffix: ClassVar[str] = ""
    says: ClassVar[str] = ""
    complete: ClassVar[bool] = False
    can_read: ClassVar[bool] = True
    can_write: ClassVar[bool] = True

    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a file looks like this format; each is asked, and two never both say yes."""
        return False

    def mood_words(self, source: ImportSource, options: ImportOptions) -> list[str]:
        """Return words for moods in a file whose numbers the person is to be asked for."""
        return []

    def bring(self, source: ImportSource, incoming: Importer) -> None:
        """Read a file and hand over what is in it.

        Raises:
            ImportRefusedError: nothing of it can be read.
        """
        raise AssertionError("only formats that can be read are asked to")


class FileFormat(Format):
    """A format of one file."""

    @abstractmethod
    def write(self, outgoing: ExportReader, file: TextIO) -> None:
        """Write what goes out, as it comes."""


class FolderFormat(Format):
    """A format of a folder, with a file for each entry."""

    @abstractmethod
    def files(self, outgoing: ExportReader) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each file."""


class RecordFormat(Format):
    """A format of entries, which reads what it writes.

    `resolution` is how exactly it tells a time. `zoned` is whether it tells the zone with it; if not, a
    time is that of the clock on the wall.
    """

    SECOND: ClassVar[timedelta] = timedelta(seconds=1)
    MINUTE: ClassVar[timedelta] = timedelta(minutes=1)
    resolution: ClassVar[timedelta] = SECOND
    zoned: ClassVar[bool] = True

    @abstractmethod
    def shown(self, record: PortableEntry) -> str:
        """Return all that the format says of an entry but its time: what tells whether two are the same.

        It is the same for an entry, and for what comes of it by way of a file.
        """

    @abstractmethod
    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield each entry of a file, each thing that has no words, and each that could not be read.

        Raises:
            ImportRefusedError: nothing of it can be read.
        """

    def bring(self, source: ImportSource, incoming: Importer) -> None:
        """Read a file and hand over its entries."""
        incoming.take(self, self.read(source, incoming.options))
