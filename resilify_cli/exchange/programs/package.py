"""Reads a program out of a folder, a file, a .zip or a wheel, as data that may come from anyone.

Nothing in it is run, and nothing of a wheel is installed. Only what a program consists of is taken: Markdown,
tables and a license, within the limits of `resilify_cli.content.limits`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from resilify_cli.content.file_stamps import PROGRAM_FILE
from resilify_cli.content.limits import DEEPEST_FILE, LARGEST_FILE, LARGEST_PROGRAM, MOST_SESSIONS
from resilify_cli.errors import ProgramRefusedError
from resilify_cli.exchange.containers.members import Member, MemberError, open_members
from resilify_cli.exchange.containers.source import ImportSource
from resilify_cli.exchange.containers.zip_file import is_zip

MANIFEST_FILE = "resilify.json"
_TAKEN = frozenset({".md", ".markdown", ".text", ".txt", ".csv"})
_LICENSES = ("license", "licence", "copying")
_MOST_FILES = MOST_SESSIONS + 100
_MOST_PROGRAMS = 100


@dataclass(frozen=True, slots=True)
class ProgramPackage:
    """The files of one program.

    Attributes:
        name: The name of the program's folder or file.
        files: The bytes of each file, by its name relative to the program's folder.
        is_single_file: Whether the program is one Markdown file, and no folder.
        manifest: What the package says of itself; empty where it says nothing.
    """

    name: str
    files: Mapping[str, bytes]
    is_single_file: bool = False
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The digest of its files: SHA-256 over the names, the lengths and the bytes."""
        return digest_of(self.files)


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of files by their names: SHA-256 over the names, the lengths and the bytes."""
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(f"{name}\0{len(files[name])}\0".encode("utf-8", "surrogatepass"))
        whole.update(files[name])
    return whole.hexdigest()


def read_package(name: str) -> ProgramPackage:
    """Read the one program in a folder, a Markdown file, a .zip or a wheel.

    Raises:
        ProgramRefusedError: As for `read_packages`, and where there are several.
        ImportRefusedError: It can't be read.
    """
    packages = read_packages(name)
    if len(packages) > 1:
        named = ", ".join(package.name for package in packages[:5])
        raise ProgramRefusedError(
            f"There are {len(packages)} programs in {name}: {named}.", "Name the folder of one."
        )
    return packages[0]


def read_packages(name: str) -> list[ProgramPackage]:
    """Read the programs in a folder, a Markdown file, a .zip or a wheel, in the order of their names.

    Raises:
        ProgramRefusedError: There is no program in it, one is too large, or one is not what its digest says.
        ImportRefusedError: It can't be read.
    """
    with ImportSource(name) as source:
        if source.path is not None and not source.is_folder and not is_zip(source.head):
            return [_single_file(Path(name))]
        with open_members(source) as members:
            found = [(root, _read_files(name, root, members)) for root in _find_roots(name, members)]
    where = Path(name).absolute()
    whole = where.name if source.is_folder else where.stem
    return [_checked_package(name, PurePosixPath(root).name or whole, files) for root, files in found]


def _checked_package(name: str, folder: str, files: dict[str, bytes]) -> ProgramPackage:
    manifest = _read_manifest(files.pop(MANIFEST_FILE, b"{}"))
    package = ProgramPackage(folder, files, manifest=manifest)
    if manifest.get("digest", package.digest) != package.digest:
        raise ProgramRefusedError(
            f"{name} is not what it was when it was packed: its digest is another one.",
            "Get it anew from whoever packed it.",
        )
    return package


def _single_file(path: Path) -> ProgramPackage:
    if path.suffix != ".md":
        raise ProgramRefusedError(f"{path} is no program.", "Name a folder, a .md, a .zip or a wheel.")
    with open(path, "rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise _too_large(str(path))
    return ProgramPackage(path.name, {path.name: data}, is_single_file=True)


def _find_roots(name: str, members: list[Member]) -> list[str]:
    """Return the folders in it that hold programs, empty for the top; one inside another's is none."""
    roots = sorted(
        member.folder for member in members if member.name == PROGRAM_FILE and _stays_inside(member.path)
    )
    if not roots:
        raise ProgramRefusedError(
            f"There is no program in {name}.", f"A program is a folder with a {PROGRAM_FILE} in it."
        )
    roots = [root for root in roots if not any(_is_inside(root, other) for other in roots)]
    if len(roots) > _MOST_PROGRAMS:
        raise ProgramRefusedError(
            f"There are {len(roots)} programs in {name}.", f"At most {_MOST_PROGRAMS} can be added at once."
        )
    return roots


def _is_inside(folder: str, other: str) -> bool:
    return folder != other and (not other or folder.startswith(f"{other}/"))


def _read_files(name: str, root: str, members: list[Member]) -> dict[str, bytes]:
    before = f"{root}/" if root else ""
    wanted = [member for member in members if member.path.startswith(before)]
    taken = [(member.path[len(before) :], member) for member in wanted]
    taken = [(path, member) for path, member in taken if _is_taken(path)]
    if len(taken) > _MOST_FILES:
        raise ProgramRefusedError(
            f"There are too many files in {name}.", f"A program has at most {_MOST_FILES}."
        )
    files: dict[str, bytes] = {}
    for path, member in taken:
        try:
            files[path] = member.read()
        except MemberError as error:
            raise ProgramRefusedError(f"{path} in {name} can't be read: {error}.", "Get it anew.") from error
        if len(files[path]) > LARGEST_FILE or sum(map(len, files.values())) > LARGEST_PROGRAM:
            raise _too_large(name)
    return files


def _is_taken(path: str) -> bool:
    """Return whether a file belongs to a program: a text, in a place that leads nowhere else."""
    parts = PurePosixPath(path).parts
    if not _stays_inside(path) or len(parts) > DEEPEST_FILE:
        return False
    is_license = len(parts) == 1 and parts[0].lower().startswith(_LICENSES)
    return path == MANIFEST_FILE or is_license or PurePosixPath(path).suffix.lower() in _TAKEN


def _stays_inside(path: str) -> bool:
    """Return whether a path is a plain one: relative, without `..` or hidden parts, on every system."""
    parts = PurePosixPath(path).parts
    odd = any(part.startswith(".") or not part.isprintable() or "\\" in part or ":" in part for part in parts)
    return not odd and not path.startswith("/")


def _read_manifest(data: bytes) -> Mapping[str, Any]:
    try:
        manifest = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _too_large(name: str) -> ProgramRefusedError:
    return ProgramRefusedError(
        f"{name} is too large for a program.",
        f"A file has at most {LARGEST_FILE:,} bytes, and all of them {LARGEST_PROGRAM:,}.",
    )
