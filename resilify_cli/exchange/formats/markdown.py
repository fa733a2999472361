"""`markdown`: a folder with a file for each entry, for Obsidian or any editor."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resilify_cli.activities.directive import Problems
from resilify_cli.checkin.model import Checkin
from resilify_cli.content.yaml_text import Mapping, Node, read_yaml
from resilify_cli.errors import ImportRefusedError
from resilify_cli.exchange.format import FolderFormat, RecordFormat
from resilify_cli.exchange.record import Blank, Problem, Read, Record, place_of
from resilify_cli.exchange.source import LARGEST_ENTRY, TOO_LARGE
from resilify_cli.exchange.times import iso_time, local, wall_time
from resilify_cli.letters import text_of
from resilify_cli.store.entry import HANDLE_LENGTH
from resilify_cli.store.labels import tags_in, with_tags

if TYPE_CHECKING:
    from resilify_cli.exchange.import_options import ImportOptions
    from resilify_cli.exchange.outgoing import Outgoing
    from resilify_cli.exchange.source import Source

LARGEST_FRONT_MATTER = 1024 * 1024
_NOWHERE = Path()
_ID = re.compile(r"[0-9a-f]{28}")
_FRONT = re.compile(r"---[ \t]*(\r?)\n(.*?)(?<![^\n])---[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_NAMED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T_-](\d\d)[-:.h]?(\d\d)(?:[-:.]?(\d\d))?)?(?!\d)", re.ASCII)
_DATES = ("date", "created", "created_at", "date created", "creation date")


class Markdown(FolderFormat, RecordFormat):
    """Front matter with what is known of the entry, and below it the words exactly."""

    name = "markdown"
    suffix = ".md"
    says = "a folder of Markdown files, for Obsidian or any editor"

    def files(self, outgoing: Outgoing) -> Iterator[tuple[str, str]]:
        """Yield each entry's file. Their names sort by time."""
        front_matter = _writer()
        used: set[str] = set()
        for record in outgoing.records():
            name = f"{record.at:%Y-%m-%d-%H%M%S}-{record.id[12 : 12 + HANDLE_LENGTH]}.md"
            if name in used:
                name = f"{record.at:%Y-%m-%d-%H%M%S}-{record.id}.md"
            used.add(name)
            # The words stand between one empty line and one line end, whatever they begin and end with.
            yield name, f"{front_matter(_known(record))}\n\n{_body(record)}\n"

    def shown(self, record: Record) -> str:
        """Return the question, where it was asked, and the words."""
        return "\0".join((record.prompt, record.place, record.text))

    def recognizes(self, source: Source) -> bool:
        """It is a folder, or a file that is called so or begins so."""
        return source.is_folder or source.name.lower().endswith(".md") or source.head.startswith(b"---")

    def read(self, source: Source, options: ImportOptions) -> Iterator[Read]:
        """Yield the entry of each file, those in folders below included, hidden ones not."""
        if source.is_folder:
            for path in _below(source.name):
                yield _of_file(path, path[len(source.name) :].lstrip(os.sep), options)
                source.tick(1)
            return
        data = source.open().read(LARGEST_ENTRY + 1)
        time = source.path.stat().st_mtime if source.path else None
        yield _of_data(data, os.path.basename(source.name), time, options)


def _writer() -> Any:
    """Return a function that makes front matter of a mapping."""
    import yaml
    from frontmatter import Post, dumps

    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

    def front_matter(known: dict[str, object]) -> str:
        return dumps(Post("", None, **known), Dumper=dumper, sort_keys=False, width=1_000_000)

    return front_matter


def _known(record: Record) -> dict[str, object]:
    known: dict[str, object] = {
        "id": record.id,
        "date": record.at.isoformat(timespec="milliseconds"),
        "kind": record.kind,
        "program": record.program,
        "session": record.session,
        "question": record.prompt,
    }
    if record.checkin:
        known |= {
            "mood": record.checkin.mood,
            "mood_word": record.checkin.word,
            "feelings": list(record.checkin.feelings),
            "activities": list(record.checkin.activities),
        }
    known["tags"] = tags_in(record.text)
    return {key: value for key, value in known.items() if value}


def _body(record: Record) -> str:
    return record.checkin.note if record.checkin else record.text


def _below(folder: str) -> Iterator[str]:
    """Yield the Markdown files in a folder, in the order of their names."""

    def refuse(error: OSError) -> None:
        if error.filename == folder:
            raise ImportRefusedError(f"{folder} can't be read: {error.strerror}.", "Check its rights.")

    for at, folders, files in os.walk(folder, onerror=refuse):
        # Obsidian keeps its settings and its trash in hidden folders.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(".md") and not name.startswith("."):
                yield os.path.join(at, name)


def _of_file(path: str, name: str, options: ImportOptions) -> Read:
    if os.path.islink(path) and _leads_out(path, path.removesuffix(name)):
        return Problem(name, "this is a link that leads out of the folder")
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            return Problem(name, "this is no regular file")
        with open(path, "rb") as file:
            data = file.read(LARGEST_ENTRY + 1)
    except OSError as error:
        return Problem(name, f"it can't be read ({error.strerror})")
    return _of_data(data, name, found.st_mtime, options)


def _leads_out(path: str, folder: str) -> bool:
    inside = os.path.join(os.path.realpath(folder), "")
    return not os.path.realpath(path).startswith(inside)


def _of_data(data: bytes, name: str, changed: float | None, options: ImportOptions) -> Read:
    if len(data) > LARGEST_ENTRY:
        return Problem(name, TOO_LARGE)
    text = text_of(data)
    found = _FRONT.match(text)
    if found is None:
        return _foreign(Mapping(1), text, name, changed, options)
    if found[1]:
        text = text.replace("\r\n", "\n")
        found = _FRONT.match(text)
        assert found is not None, "other line ends change nothing else"
    if len(found[2]) > LARGEST_FRONT_MATTER:
        return Problem(name, "its front matter is too large")
    problems = Problems(_NOWHERE)
    front = read_yaml(found[2], 2, problems) if found[2].strip() else Mapping(1)
    if front is None:
        # What is wrong with it is not told, since the parser would quote what stands there.
        return Problem(f"{name}:{problems.found[0].line}", "its front matter can't be read")
    body = text[found.end() :]
    if _ID.fullmatch(_text(front, "id")) and "kind" in front:
        return _ours(front, body, name)
    return _foreign(front, body, name, changed, options)


def _ours(front: Mapping, body: str, name: str) -> Read:
    body = body.removeprefix("\n").removesuffix("\n")
    try:
        at = iso_time(_text(front, "date"))
    except ValueError:
        return Problem(name, "no entry can be of its date")
    if front["kind"] == "checkin":
        mood = _text(front, "mood")
        checkin = Checkin(
            int(mood) if mood in ("1", "2", "3", "4", "5") else None,
            tuple(_texts(front, "feelings")),
            tuple(_texts(front, "activities")),
            body,
            _text(front, "mood_word"),
        )
        return Record(checkin.text, at, _text(front, "id"), kind="checkin", checkin=checkin)
    return Record(
        with_tags(body, _texts(front, "tags")),
        at,
        _text(front, "id"),
        prompt=_text(front, "question"),
        place=place_of(_text(front, "program"), _text(front, "session")),
    )


def _foreign(front: Mapping, body: str, name: str, changed: float | None, options: ImportOptions) -> Read:
    """Return the note that another program's file is."""
    body = body.replace("\r\n", "\n").strip("\n")
    title = _text(front, "title").strip()
    if title and not body.lstrip("# ").startswith(title):
        body = f"{title}\n\n{body}".rstrip("\n")
    if not body.strip():
        return Blank(name)
    text = with_tags(body, _texts(front, "tags"))
    try:
        at = _date(front, name)
        if at is not None:
            return Record(text, at)
        # The time of the file changes with each copy, so it is known again by its name and words alone.
        known = f"{name}\0{text}".encode("utf-8", "surrogatepass")
        drawn = blake2b(known, digest_size=8).hexdigest()
        time = datetime.fromtimestamp(int(changed)).astimezone() if changed is not None else None
        at, day, guess = options.undated(time)
        former = (f"{0:012x}{drawn}",)
        return Record(text, at, day=day, guess=guess, found_at=name, known_as=former)
    except (ValueError, OSError, OverflowError):
        return Problem(name, "no entry can be of its date")


def _date(front: Mapping, name: str) -> datetime | None:
    """Return the time that a file tells: in its front matter, or in its name."""
    told = next((text for key in _DATES if (text := _text(front, key).strip())), "")
    if told:
        try:
            return iso_time(told)
        except ValueError:
            return wall_time(told)
    named = _NAMED.match(os.path.basename(name))
    if named is None:
        return None
    try:
        day = datetime.fromisoformat(named[1])
        return local(
            day.replace(hour=int(named[2] or 0), minute=int(named[3] or 0), second=int(named[4] or 0))
        )
    except ValueError:
        return None


def _text(front: Mapping, key: str) -> str:
    value = front.get(key, "")
    return value if isinstance(value, str) else ""


def _texts(front: Mapping, key: str) -> list[str]:
    """Return a list of texts, which may also be written on one line with commas."""
    value: Node = front.get(key, "")
    if isinstance(value, str):
        value = [part.strip().removeprefix("#") for part in value.split(",")]
    return [item for item in value if isinstance(item, str) and item.strip()]
