"""The protocols of formats: how one is named and recognized, how it is written, and how it is read.

A new format is a class that inherits from `ImportFormat`, from `FileExportFormat` or `FolderExportFormat`, or
from both kinds, and stands in `formats.registry`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Protocol, TextIO, runtime_checkable

from resilify_cli.exchange.entries.entry_identity import IdentityRules

if TYPE_CHECKING:
    from resilify_cli.exchange.containers.source import ImportSource
    from resilify_cli.exchange.entries.portable_entry import PortableEntry, ReadResult
    from resilify_cli.exchange.export_reader import ExportReader
    from resilify_cli.exchange.import_options import ImportOptions

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@runtime_checkable
class ExchangeFormat(Protocol):
    """What all formats have.

    Attributes:
        name: What it is called on the command line.
        description: What it is for, in a line.
        suffix: The suffix of its files, by which an export chooses it; may be empty.
        complete: Whether it holds everything, so that no filter can choose from it.
    """

    name: ClassVar[str]
    description: ClassVar[str]
    suffix: ClassVar[str] = ""
    complete: ClassVar[bool] = False


@runtime_checkable
class ImportFormat(ExchangeFormat, IdentityRules, Protocol):
    """A format that can be imported."""

    resolution: ClassVar[timedelta] = SECOND
    zoned: ClassVar[bool] = True

    @abstractmethod
    def recognizes(self, source: ImportSource) -> bool:
        """Return whether a source looks like this format; for no source do two formats say yes."""

    @abstractmethod
    def read(self, source: ImportSource, options: ImportOptions) -> Iterator[ReadResult]:
        """Yield each entry of a source, each one without words, and each that could not be read.

        Raises:
            ImportRefusedError: Nothing of it can be read.
        """

    def comparable_text(self, entry: PortableEntry) -> str:
        """Return everything that the format stores of an entry except its time."""
        return entry.text

    def mood_words(self, source: ImportSource, options: ImportOptions) -> list[str]:
        """Return the words for moods whose numbers the person is to be asked for."""
        return []


@runtime_checkable
class FileExportFormat(ExchangeFormat, Protocol):
    """A format that is written to one file."""

    @abstractmethod
    def write(self, reader: ExportReader, file: TextIO) -> None:
        """Write what the reader yields, as it comes."""


@runtime_checkable
class FolderExportFormat(ExchangeFormat, Protocol):
    """A format that is written to a folder, with a file for each entry."""

    @abstractmethod
    def files(self, reader: ExportReader) -> Iterator[tuple[str, str]]:
        """Yield the name and the text of each file."""


ExportFormat = FileExportFormat | FolderExportFormat
