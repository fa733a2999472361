"""The programs that are there: the bundled ones, the person's own, and any path.

Reading a thousand programs takes seconds, so what a list shows of each is kept in a small cache,
bound to the sizes and times of the program's files. The cache holds nothing that is not in those
files; it is made again whenever it is missing, old or unreadable.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple
from zlib import crc32

from resilify_cli.content.limits import DEEPEST_FILE
from resilify_cli.errors import ProgramNotFoundError
from resilify_cli.file_access import foreign_owner, make_private_folder

# Raised whenever what is kept in the cache changes its shape or meaning.
_CACHE_VERSION = 3
# What stands before the programs; a sum of all that follows finds a cache that was damaged.
_PROGRAMS = b',"programs":'


class SessionSummary(NamedTuple):
    """What a list shows of a session."""

    id: str
    title: str
    minutes: float


class ProgramSummary(NamedTuple):
    """What a list shows of a program. `broken` names its first problem, or is empty."""

    slug: str
    key: str
    title: str
    path: str
    sequence: int = 0
    full: bool = False
    categories: tuple[str, ...] = ()
    sessions: tuple[SessionSummary, ...] = ()
    broken: str = ""

    @property
    def minutes(self) -> float:
        """About how long all sessions take together."""
        return sum(session.minutes for session in self.sessions)


class Catalog(NamedTuple):
    """The programs of some folders: `cards` that can be used, `broken` ones, and `doubled` ones.

    `doubled` holds pairs that claim the same progress: two programs with one `programId`. `hidden` holds
    pairs of one slug, of which the second stands in for the first.
    """

    cards: tuple[ProgramSummary, ...]
    broken: tuple[ProgramSummary, ...]
    doubled: tuple[tuple[ProgramSummary, ProgramSummary], ...]
    hidden: tuple[tuple[ProgramSummary, ProgramSummary], ...] = ()

    def by_slug(self) -> Mapping[str, ProgramSummary]:
        """Return the usable programs by slug."""
        return {card.slug: card for card in self.cards}

    def of_key(self, key: str) -> ProgramSummary | None:
        """Return the program that passes of this key belong to: of two, not the one that stands in."""
        known = (*(first for first, _ in self.hidden), *(first for first, _ in self.doubled), *self.cards)
        return next((card for card in known if card.key == key), None)

    def claims_another(self, path: Path) -> bool:
        """Return whether a program takes the name, or the progress, of another that is there too."""
        return any(Path(second.path) == path for _, second in (*self.hidden, *self.doubled))

    def categories(self) -> list[str]:
        """Return every category, in alphabetical order."""
        return sorted({category for card in self.cards for category in card.categories})


def open_catalog(folders: Sequence[Path], cache: Path) -> Catalog:
    """Return the catalog of `folders`; a later folder's program stands in for one of its slug before.

    A folder that does not exist is an empty one. A broken program stands in for none.
    """
    kept = _read_cache(cache)
    fresh: dict[str, tuple[str, ProgramSummary]] = {}
    by_slug: dict[str, ProgramSummary] = {}
    usable: list[ProgramSummary] = []
    hidden: list[tuple[ProgramSummary, ProgramSummary]] = []
    broken: list[ProgramSummary] = []
    for folder in folders:
        for path, stamp in _programs_in(folder):
            known = kept.get(path)
            card = known[1] if known and known[0] == stamp else read_summary(path)
            fresh[path] = (stamp, card)
            if card.broken:
                broken.append(card)
            else:
                usable.append(card)
                if card.slug in by_slug:
                    hidden.append((by_slug[card.slug], card))
                by_slug[card.slug] = card
    if fresh != kept:
        _write_cache(cache, fresh)
    cards = tuple(sorted(by_slug.values(), key=lambda card: (card.sequence, card.title.casefold())))
    # In the order of the folders, so that of a pair the bundled one is the first.
    doubled = _doubled([card for card in usable if card in cards])
    return Catalog(cards, tuple(broken), doubled, tuple(hidden))


def find_program(name: str, catalog: Catalog) -> Path:
    """Return the path of the program that a person means by a slug or a path.

    Raises:
        ProgramNotFoundError: there is none; the hint names the nearest slugs.
    """
    looks_like_path = os.sep in name or name.endswith(".md") or name in (".", "..")
    if not looks_like_path:
        card = {**{c.slug: c for c in catalog.broken}, **catalog.by_slug()}.get(name.lower())
        if card:
            return Path(card.path)
    # Unlike those of `Path`, these raise nothing for an unknown user or a name that is too long.
    path = os.path.expanduser(name)
    if name and os.path.exists(path):
        return Path(path)
    if looks_like_path:
        raise ProgramNotFoundError(
            f"There is no file or folder {name!r}.", "To see the installed programs: resilify list"
        )
    raise ProgramNotFoundError(f"No program is called {name!r}.", _suggestion(name, catalog.cards))


def _suggestion(name: str, cards: Iterable[ProgramSummary]) -> str:
    from difflib import get_close_matches

    slugs = {card.slug: card.slug for card in cards}
    titles = {card.title.lower(): card.slug for card in cards}
    close = get_close_matches(name.lower(), [*slugs, *titles], 3, 0.5)
    close += [slug for slug in slugs if len(name) > 2 and name.lower() in slug]
    near = list(dict.fromkeys({**titles, **slugs}[match] for match in close))
    if near:
        return f"Did you mean {' or '.join(near[:3])}?"
    return "To see the installed programs: resilify list"


def _programs_in(folder: Path) -> list[tuple[str, str]]:
    """Return each program's path, and a stamp that changes whenever one of its files does."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        # Read as a program, the folder becomes a broken one that says why it can't be read.
        return [(str(folder), "")]
    found = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if _is_folder(entry):
            # A folder without one is no program, and not a broken one either.
            if os.path.lexists(os.path.join(entry.path, "program.md")):
                found.append((entry.path, _stamp(entry.path)))
        elif entry.name.endswith(".md"):
            found.append((entry.path, _mark(entry)))
    return found


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A loop of links.
        return False


def _stamp(folder: str, depth: int = DEEPEST_FILE) -> str:
    """Return the marks of all files, whatever their names: a session may lie in any of them."""
    marks = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return "?"
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if depth > 1:
                marks.append(f"{entry.name}/{_stamp(entry.path, depth - 1)}")
        else:
            marks.append(f"{entry.name}:{_mark(entry)}")
    return ",".join(sorted(marks))


def _mark(entry: os.DirEntry[str]) -> str:
    try:
        found = entry.stat()
    except OSError:
        return "?"
    return f"{found.st_mtime_ns}:{found.st_ctime_ns}:{found.st_size}:{found.st_ino}"


def read_summary(path: str) -> ProgramSummary:
    """Read the program at a path, and return what a list shows of it."""
    from resilify_cli.content.loader import read_program

    loaded = read_program(Path(path))
    first = loaded.problems[0] if loaded.problems else None
    broken = f"{first.path.name}:{first.line}: {first.wrong}" if first else ""
    program = loaded.program
    if program is None:
        name = Path(path).stem
        return ProgramSummary(name, name, name, path, broken=broken or "it can't be read")
    return ProgramSummary(
        slug=program.slug,
        key=program.key,
        title=program.title,
        path=path,
        sequence=program.sequence,
        full=program.full,
        categories=program.categories,
        sessions=tuple(SessionSummary(s.id, s.title, s.minutes) for s in program.sessions),
        broken=broken,
    )


def _doubled(cards: Sequence[ProgramSummary]) -> tuple[tuple[ProgramSummary, ProgramSummary], ...]:
    first: dict[str, ProgramSummary] = {}
    return tuple((first[card.key], card) for card in cards if first.setdefault(card.key, card) != card)


def _read_cache(cache: Path) -> dict[str, tuple[str, ProgramSummary]]:
    """Return the stamp and the card of each program by its path; nothing of a cache that is damaged."""
    import json

    try:
        data = _read_file(cache)
        kept = json.loads(data)
        if (kept["version"], kept["sum"]) != (_CACHE_VERSION, crc32(data.partition(_PROGRAMS)[2])):
            return {}
        return {path: (stamp, _card(card)) for path, (stamp, card) in kept["programs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _read_file(path: Path) -> bytes:
    """Return what a file of ours holds; an `OSError` if it is none, or somebody else's.

    A pipe would be waited at for ever.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(number, "rb") as file:
        if not S_ISREG(os.fstat(number).st_mode) or foreign_owner(path, follow=True) is not None:
            raise OSError("no file of ours")
        return file.read()


def _card(kept: list[Any]) -> ProgramSummary:
    *first, categories, sessions, broken = kept
    return ProgramSummary._make(
        (*first, tuple(categories), tuple(map(SessionSummary._make, sessions)), broken)
    )


def _write_cache(cache: Path, programs: Mapping[str, tuple[str, ProgramSummary]]) -> None:
    import json

    rest = json.dumps(programs, separators=(",", ":")).encode() + b"}"
    data = b'{"version":%d,"sum":%d' % (_CACHE_VERSION, crc32(rest)) + _PROGRAMS + rest
    new = cache.with_name(f"{cache.name}.{os.getpid()}")
    try:
        make_private_folder(cache.parent)
        with open(new, "wb", opener=_private) as file:
            file.write(data)
        os.replace(new, cache)
    except OSError:
        # Without a cache the next list is slower, and nothing else.
        with suppress(OSError):
            new.unlink()


def _private(name: str, flags: int) -> int:
    # Nothing that is there already is written to, such as a link that somebody else put there.
    return os.open(name, flags | os.O_EXCL, 0o600)
