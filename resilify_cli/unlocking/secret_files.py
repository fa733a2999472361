"""Secrets and keys in files, and passphrases that a command gives."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from pathlib import Path

from resilify_cli.console import print_warning
from resilify_cli.errors import StoreError
from resilify_cli.unlocking.secret_prompt import warn_if_weak

_MOST_BYTES = 64 * 1024


def read_new_secret_file(path: Path) -> str:
    """Return the first line of a file as a new passphrase, and say if it is a weak one.

    Raises:
        StoreError: as `read_secret_file` does.
    """
    secret = read_secret_file(path)
    warn_if_weak(secret)
    return secret


def read_secret_file(path: Path) -> str:
    """Return the first line of a file.

    Raises:
        StoreError: it can't be read, or that line is empty.
    """
    try:
        with open(os.path.expanduser(path), "rb") as file:
            _warn_if_others_can_read(path, os.fstat(file.fileno()))
            return _first_line(file.read(_MOST_BYTES))
    except UnicodeDecodeError as error:
        raise StoreError(f"The first line of {path} is no text in UTF-8.") from error
    except OSError as error:
        raise StoreError(
            f"The file {path} can't be read: {error.strerror}.", "Check its name and its rights."
        ) from error
    except ValueError as error:
        raise StoreError(
            f"The first line of {path} is empty or too long, where a secret should be."
        ) from error


def _warn_if_others_can_read(path: Path, found: os.stat_result) -> None:
    """Say so if others on this computer can read a file that holds a secret."""
    if sys.platform == "win32" or not stat.S_ISREG(found.st_mode):
        return
    real = Path(os.path.realpath(os.path.expanduser(path)))
    folders = [folder.stat().st_mode for folder in real.parents]
    # A folder that is closed to them keeps them from what is in it.
    for read, enter in ((0o004, 0o001), (0o040, 0o010)):
        if found.st_mode & read and all(mode & (enter | 0o001) for mode in folders):
            print_warning(f"Others on this computer can read {path}. To keep it to yourself:")
            print_warning(f"  chmod 600 {shlex.quote(str(real))}")
            return


def key_file_text(key: bytes, key_id: str) -> str:
    """Return the text of a file that opens the store: the key as hex digits, and in a second word its id."""
    return f"{key.hex()} {key_id}\n"


def read_key_from_file(path: Path, key_id: str) -> bytes | None:
    """Return the key that a file holds; None, with a word, where it is not there or is of another store.

    Raises:
        StoreError: it can't be read, or holds no key.
    """
    if not path.exists():
        print_warning(f"The key_file of the settings is not there: {path}")
        return None
    try:
        digits, _, given = read_secret_file(path).strip().partition(" ")
        key = bytes.fromhex(digits)
    except ValueError:
        key = b""
    if len(key) != 32:
        raise StoreError(f"{path} holds no key.", "To write one: resilify passphrase --key-file FILE")
    if given and given != key_id:
        print_warning(f"The key_file of the settings is of another store, or of one before: {path}")
        print_warning("To write a new one, remove it, and then: resilify passphrase --key-file FILE")
        return None
    return key


def read_from_command(command: str) -> str:
    """Return the first line that a command says; it may ask the person in the terminal.

    Raises:
        StoreError: it can't be started, fails, or says nothing.
    """
    import subprocess

    # What is piped to us is for the journal, not for this command.
    stdin = None if sys.stdin.isatty() else subprocess.DEVNULL
    try:
        with subprocess.Popen(shlex.split(command), stdin=stdin, stdout=subprocess.PIPE) as ran:
            assert ran.stdout is not None, "it is a pipe"
            said = ran.stdout.read(_MOST_BYTES)
    except (OSError, ValueError, IndexError) as error:
        raise StoreError(
            "The passphrase_command of the settings can't be started.", getattr(error, "strerror", None) or ""
        ) from error
    try:
        if ran.returncode == 0:
            return _first_line(said)
    except ValueError:
        # Empty, too long, or no text.
        pass
    raise StoreError(
        f"The passphrase_command of the settings gave no passphrase (exit code {ran.returncode})."
    )


def _first_line(content: bytes) -> str:
    """Return the first line of what was read; a `ValueError` if it is empty, too long, or no text."""
    line, end, _ = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    if not line.strip(b"\r") or (not end and len(content) >= _MOST_BYTES):
        raise ValueError("no line")
    return line.decode("utf-8").removesuffix("\r")
