"""Puts a program into the folder of the person's own programs, whole or not at all, and takes one out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from resilify_cli.atomic_files import make_private_file, scratch_path, sync_folder
from resilify_cli.content.loader import read_program
from resilify_cli.errors import ProgramRefusedError
from resilify_cli.file_access import make_private_folder

if TYPE_CHECKING:
    from resilify_cli.content.models import Program
    from resilify_cli.exchange.programs.package import ProgramPackage


@dataclass(frozen=True, slots=True)
class UnpackedProgram:
    """A program that is checked and lies beside where it goes.

    Attributes:
        program: The program.
        path: Where it lies.
        is_single_file: Whether it is one Markdown file.
    """

    program: Program
    path: Path
    is_single_file: bool

    def place_in(self, programs: Path) -> Path:
        """Return where it goes in the folder of programs."""
        return programs / (f"{self.program.slug}.md" if self.is_single_file else self.program.slug)


@contextmanager
def unpacked(package: ProgramPackage, programs: Path) -> Iterator[UnpackedProgram]:
    """Unpack a program into a hidden folder of `programs`, and check it; at the end the folder is gone.

    Raises:
        ProgramRefusedError: Something is wrong with the program.
    """
    make_private_folder(programs)
    scratch = scratch_path(programs)
    make_private_folder(scratch)
    try:
        path = scratch / package.name
        _write_files(package.files, scratch if package.is_single_file else path)
        loaded = read_program(path)
        if loaded.program is None or loaded.problems:
            first = loaded.problems[0]
            raise ProgramRefusedError(
                f"This program can't be used: {first.path.name}:{first.line}: {first.wrong}.",
                "Nothing was added.",
            )
        yield UnpackedProgram(loaded.program, path, package.is_single_file)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _write_files(files: Mapping[str, bytes], folder: Path) -> None:
    try:
        for name, data in files.items():
            make_private_folder((folder / name).parent)
            make_private_file(folder / name)
            (folder / name).write_bytes(data)
    except (FileExistsError, NotADirectoryError) as error:
        raise ProgramRefusedError(
            "Two files of this program would lie in one place.", "Whoever packed it can name them otherwise."
        ) from error


def install(unpacked_program: UnpackedProgram, target: Path) -> None:
    """Move an unpacked program to its place; what was there is put back if that fails, and else is gone."""
    before = scratch_path(target.parent)
    was_there = target.exists() or target.is_symlink()
    if was_there:
        target.rename(before)
    try:
        unpacked_program.path.rename(target)
    except OSError:
        if was_there:
            before.rename(target)
        raise
    sync_folder(target.parent)
    if was_there:
        _delete(before)


def uninstall(path: Path) -> None:
    """Take a program out of the folder of programs; a link goes, and what it leads to stays."""
    aside = scratch_path(path.parent)
    path.rename(aside)
    sync_folder(path.parent)
    _delete(aside)


def _delete(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path)
