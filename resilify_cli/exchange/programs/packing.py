"""Packs a program into one .zip: the same files give the same bytes, whenever and wherever it is packed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from resilify_cli.exchange.programs.package import MANIFEST_FILE, digest_of

if TYPE_CHECKING:
    from resilify_cli.content.models import Program

FORMAT = 1
_FOR_READERS = ("license", "licence", "copying", "readme", "changelog", "changes")
# The first day that a .zip can name.
_DAY = (1980, 1, 1, 0, 0, 0)


def package_name(program: Program) -> str:
    """Return the name of the file that a program is packed into."""
    version = "".join(letter for letter in program.version if letter.isalnum() or letter in ".-_")
    return f"{program.slug}-{version}.zip" if version else f"{program.slug}.zip"


def files_to_pack(files: Mapping[str, bytes], named: Collection[str]) -> dict[str, bytes]:
    """Return the files of a program: those that it names, and its license, readme and list of changes.

    Args:
        files: The bytes of the texts in its folder, by their names.
        named: The names of the files that the program reads.
    """
    return {name: data for name, data in files.items() if name in named or _is_for_readers(name)}


def _is_for_readers(name: str) -> bool:
    """Return whether a file beside the program's own is a license, a readme or a list of changes."""
    return "/" not in name and name.lower().startswith(_FOR_READERS)


def pack(program: Program, files: Mapping[str, bytes]) -> bytes:
    """Return the .zip of a program.

    Args:
        program: The program.
        files: The bytes of its files, by their names relative to its folder.
    """
    manifest = {
        "format": FORMAT,
        "slug": program.slug,
        "programId": program.key,
        "title": program.title,
        "version": program.version,
        "language": program.language or "en",
        "license": program.license,
        "authors": list(program.authors),
        "reviewed": program.reviewed,
        "digest": digest_of(files),
    }
    told = json.dumps(manifest, indent=2, ensure_ascii=True).encode() + b"\n"
    packed = io.BytesIO()
    # Stored as they are: how they are compressed differs from one zlib to another.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted({**files, MANIFEST_FILE: told}.items()):
            info = zipfile.ZipInfo(f"{program.slug}/{name}", _DAY)
            info.external_attr = 0o644 << 16
            # Else it would be that of the system.
            info.create_system = 3
            archive.writestr(info, data)
    return packed.getvalue()
