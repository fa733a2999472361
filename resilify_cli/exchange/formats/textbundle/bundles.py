"""Reads TextBundles: a note, its metadata and the files that it embeds, in a folder of their own.

A `.textbundle` is such a folder, a `.textpack` the same in a .zip; several of them lie in a folder or a .zip
as Bear writes it. What is known of the form: https://textbundle.org/spec/
"""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from resilify_cli.exchange.containers.members import Member, MemberError
from resilify_cli.exchange.entries.portable_entry import ImportProblem, LeftOutCounts, LeftOutKind, ReadResult
from resilify_cli.exchange.notes.attachments import attachment_kind
from resilify_cli.exchange.notes.note_dates import CREATED_KEYS, normalize_key
from resilify_cli.exchange.notes.note_file import NOTE_SUFFIXES, read_note_bytes

if TYPE_CHECKING:
    from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector
    from resilify_cli.exchange.import_options import ImportOptions

BUNDLE = ".textbundle"
PACK = ".textpack"
_INFO = "info.json"
_LARGEST_INFO = 1024 * 1024
_DEEPEST_INFO = 3


class Bundle(NamedTuple):
    """One bundle: its path in the source, its text, its metadata, and its other files."""

    path: str
    text: Member
    info: Member | None
    assets: list[Member]


def find_bundles(files: list[Member], name: str) -> list[Bundle]:
    """Find the bundles among files.

    Args:
        files: those of a folder or a .zip.
        name: what that is called; it may be a bundle itself.
    """
    texts = {file.folder: file for file in files if file.name.lower().rpartition(".")[0] == "text"}
    infos = {file.folder: file for file in files if file.name.lower() == _INFO}
    is_bundle = name.rstrip("/").lower().endswith((BUNDLE, PACK))
    places = [
        place
        for place in texts
        if place in infos or place.lower().endswith(BUNDLE) or (is_bundle and place == "")
    ]
    assets: dict[str, list[Member]] = defaultdict(list)
    for file in files:
        above = file.folder
        while above and above not in places:
            above = above.rpartition("/")[0]
        if above in places and file not in (texts[above], infos.get(above)):
            assets[above].append(file)
    return [Bundle(place, texts[place], infos.get(place), assets[place]) for place in sorted(places)]


def read_bundle(
    bundle: Bundle, root: str, date_order: DateOrderDetector, options: ImportOptions
) -> Iterator[ReadResult]:
    """Yield the entries of a bundle.

    Args:
        bundle: one that was found.
        root: the path of the folder or the .zip that it lies in.
        date_order: Which comes first in its dates, the day or the month.
        options: the options of the import.
    """
    name = bundle.path or os.path.basename(root.rstrip("/"))
    try:
        data = bundle.text.read()
        info = _read_info(bundle.info)
    except MemberError as error:
        yield ImportProblem(name, str(error))
        return
    if _find_value(info, frozenset({"trashed"})) in ("True", "1"):
        yield LeftOutCounts({LeftOutKind.HIDDEN_NOTE: 1})
        return
    path = f"{root.rstrip('/')}/{bundle.path}".rstrip("/")
    beside = {asset.name for asset in bundle.assets}
    created = _find_value(info, frozenset(CREATED_KEYS))
    yield from read_note_bytes(
        data, name, path, bundle.text.modified, date_order, options, beside, created=created
    )
    if bundle.assets:
        yield LeftOutCounts(
            Counter(attachment_kind(asset.name) or LeftOutKind.ATTACHMENT for asset in bundle.assets)
        )


def read_loose(
    files: list[Member],
    bundles: list[Bundle],
    root: str,
    date_order: DateOrderDetector,
    options: ImportOptions,
) -> Iterator[ReadResult]:
    """Yield the entries of the notes that lie beside bundles, and how many other files there are.

    Args:
        files: those of the folder or the .zip.
        bundles: those that were found among them.
        root: the path of that folder or .zip.
        date_order: Which comes first in its dates, the day or the month.
        options: the options of the import.
    """
    in_bundles = {part.path for one in bundles for part in (one.text, one.info, *one.assets) if part}
    others: Counter[LeftOutKind] = Counter()
    for file in files:
        if file.path in in_bundles:
            continue
        if not file.name.lower().endswith(NOTE_SUFFIXES) or file.name.startswith("."):
            others[attachment_kind(file.name) or LeftOutKind.FILE] += 1
            continue
        try:
            data = file.read()
        except MemberError as error:
            yield ImportProblem(file.path, str(error))
            continue
        # As in a .zip of notes, its own name is no folder of theirs.
        path = f"{os.path.dirname(root.rstrip('/'))}/{file.path}"
        yield from read_note_bytes(data, file.path, path, file.modified, date_order, options)
    if others:
        yield LeftOutCounts(others)


def _read_info(member: Member | None) -> object:
    if member is None:
        return {}
    data = member.read()
    if len(data) > _LARGEST_INFO:
        return {}
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return {}


def _find_value(info: object, keys: frozenset[str], depth: int = 0) -> str:
    """Return the value of the first of some keys, as text; programs keep their own in a mapping below."""
    if not isinstance(info, dict) or depth > _DEEPEST_INFO:
        return ""
    for key, value in info.items():
        if normalize_key(str(key)) in keys and isinstance(value, str | int | float):
            return str(value)
    return next(filter(None, (_find_value(value, keys, depth + 1) for value in info.values())), "")
