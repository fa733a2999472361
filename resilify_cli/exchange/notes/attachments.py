"""Counts the photos and other files that lie beside notes or are embedded in them, and are not imported."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from urllib.parse import unquote

from resilify_cli.exchange.entries.portable_entry import LeftOutKind

_SUFFIXES = {
    LeftOutKind.PHOTO: "jpg jpeg png gif heic heif webp bmp tif tiff svg avif dng raw",
    LeftOutKind.VIDEO: "mp4 mov m4v avi webm mkv 3gp",
    LeftOutKind.AUDIO: "mp3 m4a wav ogg oga flac aac opus amr caf aiff",
    LeftOutKind.PDF: "pdf",
    LeftOutKind.DRAWING: "canvas drawio excalidraw tldr",
}
_KINDS = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_SHOWN = re.compile(
    r"!\[\[([^\[\]|#\n]{1,500})[^\[\]\n]{0,500}\]\]"
    r"|!\[[^\[\]\n]{0,500}\]\(<?([^()<>\s]{1,500}(?:[ ][^()<>\s\"']{1,200}){0,20})>?[^()\n]{0,500}\)"
    r"|<(?:img|audio|video|source)\b[^<>]{0,500}?\bsrc=[\"']([^\"'<>]{1,500})[\"']",
    re.IGNORECASE,
)


def attachment_kind(name: str) -> LeftOutKind | None:
    """Return the kind of a file by its suffix, if it is known."""
    return _KINDS.get(name.rpartition(".")[2].lower()) if "." in name else None


def count_embedded(text: str, beside: Collection[str] = ()) -> Counter[LeftOutKind]:
    """Count the files that a text embeds, by kind. What embeds them stays in the text.

    Args:
        text: The text of a note.
        beside: Names of files that are counted anyway. Addresses on the web are not counted either.
    """
    found: Counter[LeftOutKind] = Counter()
    if "!" not in text and "src=" not in text:
        return found
    for shown in _SHOWN.finditer(text):
        target = unquote(next(part for part in shown.groups() if part)).strip()
        if re.match(r"(?:[a-z][a-z0-9+.-]*:)?//|data:", target, re.IGNORECASE):
            continue
        name = re.split(r"[\\/]", target)[-1]
        suffix = name.rpartition(".")[2].lower() if "." in name else ""
        if name not in beside and re.fullmatch(r"[a-z0-9]{1,8}", suffix) and suffix not in ("md", "markdown"):
            found[_KINDS.get(suffix, LeftOutKind.ATTACHMENT)] += 1
    return found
