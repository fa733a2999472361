"""Where an import reads from: a file, a folder, or standard input; always once, from its beginning."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from resilify_cli.errors import ImportRefusedError

# No entry in words comes near this; what is larger is told, and left out.
LARGEST_ENTRY = 64 * 1024 * 1024
TOO_LARGE = "it is too large for an entry"
_HEAD = 64 * 1024
_BUFFER = 256 * 1024
_MARK = b"\xef\xbb\xbf"

Tick = Callable[[int], None]


def no_tick(done: int) -> None:
    """Take no notice of how far it is."""


class Source:
    """What to import; a context manager that closes it, unless it was given as a stream.

    `name` is how the person called it. `tick` hears how many bytes, or files of a folder, were read.

    Raises:
        ImportRefusedError: it can't be opened.
    """

    def __init__(self, name: str, stream: BinaryIO | None = None, tick: Tick = no_tick) -> None:
        self.name = name
        self.path = None if stream else Path(name)
        self.tick = tick
        self.is_folder = self.path is not None and os.path.isdir(self.path)
        self._stream = stream
        self.head = b""
        if not self.is_folder:
            self._open()

    def _open(self) -> None:
        try:
            # Neither a pipe nor a device, which might never end.
            if self.path is not None and self.path.exists() and not self.path.is_file():
                raise ImportRefusedError(f"{self.name} is no file or folder.", "Give standard input as -.")
            # Closed by the context that this is.
            stream = self._stream or open(self.name, "rb", buffering=0)  # noqa: SIM115
            head = b""
            while len(head) < _HEAD and (more := stream.read(_HEAD - len(head))):
                head += more
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "odd name"
            raise ImportRefusedError(f"{self.name} can't be read: {reason}.", "Check its name.") from error
        self._stream = stream
        self.head = head.removeprefix(_MARK)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._stream is not None and self.path is not None:
            self._stream.close()

    def size(self) -> int | None:
        """Return how many bytes, or for a folder files, there are to read, if that can be known."""
        if self.path is None or self.is_folder:
            return None
        return self.path.stat().st_size

    def open(self) -> BinaryIO:
        """Return what to read; a byte-order mark is left out. It can be read once."""
        assert self._stream is not None, "a folder has no bytes"
        return io.BufferedReader(_Chained(self.head, self._stream, self.tick), _BUFFER)

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield each line without its end, and its number, counted from 1."""
        file = self.open()
        # A line without an end comes in pieces, of which no entry can be made.
        for number, line in enumerate(iter(lambda: file.readline(LARGEST_ENTRY + 1), b""), 1):
            yield number, line.removesuffix(b"\n")


class EntryLines:
    """The lines of one entry; no more of them are held than an entry can have."""

    def __init__(self) -> None:
        self._lines: list[bytes] = []
        self._size = 0

    def append(self, line: bytes) -> None:
        """Add a line, unless the entry is too large by now."""
        self._size += len(line) + 1
        if not self.too_large:
            self._lines.append(line)

    @property
    def too_large(self) -> bool:
        """Whether there were more lines than an entry can have."""
        return self._size > LARGEST_ENTRY

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._lines)


class _Chained(io.RawIOBase):
    """What was read ahead, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO, tick: Tick) -> None:
        self._head, self._rest, self._tick = io.BytesIO(head), rest, tick

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        got = self._head.read(len(buffer)) or self._rest.read(len(buffer)) or b""
        buffer[: len(got)] = got
        self._tick(len(got))
        return len(got)
