"""Asks for passphrases and codes in the terminal, without showing what is typed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeVar

from resilify_cli.console import print_warning
from resilify_cli.errors import LeftEarlyError, LockedError, UsageError, WrongSecretError
from resilify_cli.unlocking.passphrase_strength import weakness
from resilify_cli.variables import NO_INPUT, PASSPHRASE_FILE, is_on

_TRIES = 3
_Opened = TypeVar("_Opened")


def ask_secret(prompt: str, instead: str = f"--passphrase-file, or {PASSPHRASE_FILE}") -> str:
    """Ask for a secret in the terminal, without showing it.

    Args:
        prompt: stands before the place to type.
        instead: names the way to give it in a file, for where nobody can be asked.

    Raises:
        LockedError: there is no terminal to ask in, or it can't hide what is typed.
        LeftEarlyError: the person left it empty by Ctrl-D.
    """
    if is_on(os.environ, NO_INPUT):
        raise LockedError(
            "A secret is needed here, and --no-input was given.", f"Name a file that holds it: {instead}."
        )
    if not sys.stdin.isatty():
        raise LockedError(
            "A secret is needed here, and there is no terminal to ask for it in.",
            f"Name a file that holds it: {instead}.",
        )
    typed = _read_hidden_on_windows(prompt) if sys.platform == "win32" else _read_hidden(prompt, instead)
    if typed is None:
        raise LeftEarlyError("Nothing was typed. Nothing was changed.")
    if "\ufffd" in typed:
        raise LockedError("What was typed is no text in this terminal's encoding.")
    return typed


def retry_secret(opened: Callable[[], _Opened], way_out: str) -> _Opened:
    """Call `opened`, which asks for a secret and uses it, until the secret is right: three times at most.

    Raises:
        WrongSecretError: it was wrong each time; `way_out` says what else there is.
    """
    from resilify_cli.prompters.raw_terminal import raw_terminal

    # Also what is typed while the one before is tried is not shown.
    with raw_terminal(sys.stdin):
        for _ in range(_TRIES - 1):
            try:
                return opened()
            except WrongSecretError as error:
                print_warning(f"{error.message} Please try again.")
        try:
            return opened()
        except WrongSecretError as error:
            raise WrongSecretError(error.message, f"{error.hint} {way_out}".strip()) from error


def ask_new_passphrase(instead: str = "--new-passphrase-file") -> str:
    """Ask for a new passphrase, twice, and say if it is a weak one. `instead` is as in `ask_secret`.

    Raises:
        LockedError: there is no terminal to ask in.
        UsageError: the two were not the same, or empty, three times.
    """
    from resilify_cli.prompters.raw_terminal import raw_terminal

    with raw_terminal(sys.stdin):
        return _new_passphrase(instead)


def _new_passphrase(instead: str) -> str:
    wrong = 0
    while True:
        passphrase = ask_secret("New passphrase (a few words that only you would put together): ", instead)
        weak = bool(passphrase) and warn_if_weak(passphrase)
        if passphrase:
            more = ", or Enter alone to choose another" if weak else ""
            again = ask_secret(f"The same once more{more}: ", instead)
            if again == passphrase:
                return passphrase
            if weak and not again:
                continue
        trouble = "The two were not the same." if passphrase else "An empty passphrase would keep nobody out."
        wrong += 1
        if wrong == _TRIES:
            raise UsageError(f"{trouble} Nothing was changed.")
        print_warning(f"{trouble} Please try again.")


def warn_if_weak(passphrase: str) -> bool:
    """Say so if a passphrase is easily guessed, and return whether it is."""
    why = weakness(passphrase)
    if why:
        print_warning(
            f"This passphrase is easy to guess. {why} Four words that don't belong together are better."
        )
    return bool(why)


def _read_hidden(prompt: str, instead: str) -> str | None:
    """Read a hidden line; it stays hidden also after Ctrl-Z and `fg`. None at the end of input."""
    import termios

    from resilify_cli.prompters.line_reader import TerminalReader
    from resilify_cli.prompters.raw_terminal import raw_terminal

    with _terminal() as out:
        try:
            with raw_terminal(sys.stdin):
                # Whoever sees it may type: nothing is echoed from then on.
                out.write(prompt)
                out.flush()
                reader = TerminalReader(sys.stdin, out, sys.stdin.encoding, hidden=True)
                typed = reader.read(lambda _: None, prompt)
        except termios.error as error:
            raise LockedError(
                "This terminal can't hide what is typed.",
                f"Name a file that holds it: {instead}.",
            ) from error
        except KeyboardInterrupt:
            out.write("\n")
            raise
    return typed


def _read_hidden_on_windows(prompt: str) -> str | None:
    from getpass import getpass

    try:
        return getpass(prompt)
    except EOFError:
        return None


@contextmanager
def _terminal() -> Iterator[TextIO]:
    """Give the terminal to write to, also where standard error is something else."""
    if sys.stderr.isatty():
        yield sys.stderr
        return
    try:
        out = os.fdopen(os.open("/dev/tty", os.O_WRONLY | os.O_NOCTTY), "w", errors="replace")
    except OSError:
        yield sys.stderr
        return
    with out:
        yield out
