"""A Secret Service for tests: a D-Bus of its own in a thread, which answers as it is told."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from threading import Event, Thread
from typing import Any

from jeepney import HeaderFields, Message, Parser, new_error, new_method_return

Answer = Callable[[tuple[Any, ...]], tuple[str, tuple[Any, ...]]]
_NUMBERS = count()


class RefusedError(Exception):
    """What the service answers with an error of this name."""


class HangingError(Exception):
    """What the service does not answer at all."""


def service(secret: bytes) -> dict[str, Answer]:
    """Return the answers of a service that is unlocked and has one secret."""
    return {
        "Hello": lambda _: ("s", (":1.1",)),
        "SearchItems": lambda _: ("ao", (["/org/freedesktop/secrets/collection/login/1"],)),
        "OpenSession": lambda _: ("vo", (("s", ""), "/org/freedesktop/secrets/session/1")),
        "GetSecret": lambda told: ("(oayays)", ((told[0], b"", secret, "text/plain"),)),
    }


def refuses(name: str) -> Answer:
    """Return an answer that is an error."""

    def answer(_: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
        raise RefusedError(name)

    return answer


def hangs(_: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """Answer nothing, ever."""
    raise HangingError


class Bus:
    """A bus with one service on it; `calls` are the methods that were called, with what was told."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.answers = answers
        self.calls: list[tuple[str, str, tuple[Any, ...]]] = []
        # A name that is no file: a folder's may be too long for a socket.
        name = f"resilify-test-{id(self)}-{next(_NUMBERS)}"
        self.address = f"unix:abstract={name}"
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(f"\0{name}")
        self.socket.listen()
        self.over = Event()

    def serve(self) -> None:
        """Answer one caller after the other, until the socket is closed."""
        while not self.over.is_set():
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            with caller:
                self._welcome(caller)
                self._answer(caller)

    def _welcome(self, caller: socket.socket) -> None:
        said = b""
        while not said.endswith(b"\r\n"):
            said += caller.recv(1)
        caller.sendall(b"OK 0123456789abcdef\r\n")
        while not said.endswith(b"BEGIN\r\n"):
            said += caller.recv(1)

    def _answer(self, caller: socket.socket) -> None:
        parser = Parser()
        for serial in count(1):
            while (message := parser.get_next_message()) is None:
                if not (data := caller.recv(4096)):
                    return
                parser.add_data(data)
            try:
                caller.sendall(self._reply(message).serialise(serial))
            except HangingError:
                self.over.wait()
                return

    def _reply(self, message: Message) -> Message:
        fields = message.header.fields
        method = fields[HeaderFields.member]
        self.calls.append((fields[HeaderFields.path], method, message.body))
        try:
            return new_method_return(message, *self.answers[method](message.body))
        except RefusedError as error:
            return new_error(message, str(error), "s", ("It can't.",))


@contextmanager
def running(answers: Mapping[str, Answer]) -> Iterator[Bus]:
    """Give a bus that runs in a thread until the end of the context."""
    bus = Bus(answers)
    thread = Thread(target=bus.serve, daemon=True)
    thread.start()
    try:
        yield bus
    finally:
        bus.over.set()
        # A thread that waits for a caller is woken by this, not by a mere close.
        bus.socket.shutdown(socket.SHUT_RDWR)
        bus.socket.close()
        thread.join(10)
