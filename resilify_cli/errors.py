"""The one tree of errors that a person may see.

Each carries one clear sentence, a way out, and the exit code; none of them prints. The boundary in
`cli.main` shows them. A text that a person wrote never goes into an error.
"""

from __future__ import annotations


class ResilifyError(Exception):
    """Something went wrong that the person can be told about in one sentence.

    `message` is that sentence and `hint` a way out, or an empty string where there is none.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ResilifyError):
    """The command was called in a way that can't work."""

    exit_code = 2


class ProgramNotFoundError(ResilifyError):
    """No installed program, file or folder has this name."""


class ProgramRefusedError(ResilifyError):
    """A program's files can't be read, or can't be read safely."""


class StoreError(ResilifyError):
    """The store can't be opened, read or written."""


class StoreReadOnlyError(StoreError):
    """The store can be read, but not written."""


class ErasedMeanwhileError(StoreError):
    """What was to be written to was erased while it was open."""


class WrongSecretError(StoreError):
    """A passphrase or a recovery code does not open the store."""


class LockedError(StoreError):
    """The store is encrypted, and there is nobody to ask for the passphrase."""

    exit_code = 2


class EntryNotFoundError(ResilifyError):
    """No journal entry has this id."""


class SettingsError(ResilifyError):
    """The settings file can't be read."""


class FileNotWrittenError(ResilifyError):
    """A file to keep was not written, and nothing of it was left behind."""


class ImportRefusedError(ResilifyError):
    """Nothing of a file can be brought in."""


class LeftEarlyError(ResilifyError):
    """The person left in the middle; all that they typed is saved."""

    exit_code = 130
