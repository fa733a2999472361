"""The ids that the first version of this program gave to notes of other programs. It never changes.

Stores that were filled by it know the same notes again, whose texts and dates are read otherwise now.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from hashlib import blake2b
from pathlib import Path

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.strict_yaml import Mapping, read_yaml
from resilify_cli.exchange.file_dates.time_parsing import parse_iso_time, parse_wall_time, to_local_time
from resilify_cli.store.frozen import first_rule
from resilify_cli.store.stamps import milliseconds

_FRONT = re.compile(r"---[ \t]*(\r?)\n(.*?)(?<![^\n])---[ \t]*\r?(?:\n|\Z)", re.DOTALL)
_NAMED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T_-](\d\d)[-:.h]?(\d\d)(?:[-:.]?(\d\d))?)?(?!\d)", re.ASCII)
_DATES = ("date", "created", "created_at", "date created", "creation date")
_MOST_FOLDERS = 6
_LARGEST = 64 * 1024


def legacy_ids(text: str, path: str, zone: tzinfo) -> Iterator[str]:
    """Yield the ids that a note may be here under.

    Args:
        text: the whole note, front matter included.
        path: the whole path, of which the first version took what lies below the folder that was named.
        zone: The zone of times that tell none.
    """
    front, body = _split_front_matter(text)
    if front is None:
        return
    body = body.replace("\r\n", "\n").strip("\n")
    title = _read_text(front, "title").strip()
    if title and not body.lstrip("# ").startswith(title):
        body = f"{title}\n\n{body}".rstrip("\n")
    if not body.strip():
        return
    words = _with_tags(body, _read_texts(front, "tags"))
    try:
        at = _read_date(front, os.path.basename(path), zone)
    except (ValueError, OSError, OverflowError):
        return
    if at is not None:
        told = milliseconds(at)
        drawn = _digest(f"{told}\0\0\0{words}")
        yield f"{max(0, told):012x}{drawn}"
        return
    parts = path.split("/")[-_MOST_FOLDERS:]
    for begin in range(len(parts)):
        name = "/".join(parts[begin:])
        drawn = _digest(f"{name}\0{words}")
        yield f"{0:012x}{drawn}"


def _split_front_matter(text: str) -> tuple[Mapping | None, str]:
    found = _FRONT.match(text)
    if found is None:
        return Mapping(1), text
    if found[1]:
        text = text.replace("\r\n", "\n")
        found = _FRONT.match(text)
        assert found is not None, "other line ends change nothing else"
    if len(found[2]) > _LARGEST:
        return None, ""
    front = read_yaml(found[2], 2, ProblemList(Path())) if found[2].strip() else Mapping(1)
    return front, text[found.end() :]


def _read_date(front: Mapping, name: str, zone: tzinfo) -> datetime | None:
    told = next((text for key in _DATES if (text := _read_text(front, key).strip())), "")
    if told:
        try:
            return parse_iso_time(told, zone)
        except ValueError:
            return parse_wall_time(told, zone)
    named = _NAMED.match(name)
    if named is None:
        return None
    try:
        day = datetime.fromisoformat(named[1])
        hour, minute, second = (int(named[number] or 0) for number in (2, 3, 4))
        return to_local_time(day.replace(hour=hour, minute=minute, second=second), zone)
    except ValueError:
        return None


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _read_text(front: Mapping, key: str) -> str:
    value = front.get(key, "")
    return value if isinstance(value, str) else ""


def _read_texts(front: Mapping, key: str) -> list[str]:
    value = front.get(key, "")
    if isinstance(value, str):
        return [part for part in (one.strip().removeprefix("#") for one in value.split(",")) if part.strip()]
    return [item for item in value if isinstance(item, str) and item.strip()]


def _with_tags(text: str, tags: Iterable[str]) -> str:
    known = set(first_rule.tags_in(text))
    missing = [f"#{tag}" for tag in dict.fromkeys(map(_as_tag, tags)) if tag and tag not in known]
    return "\n\n".join(part for part in (text.rstrip("\n"), " ".join(missing)) if part) if missing else text


def _as_tag(name: str) -> str:
    words = (name[word.start() : word.end()] for word in re.finditer(r"\w+", first_rule.with_letters(name)))
    tag = _make_label("-".join(words)).rstrip("-")
    if not tag:
        return ""
    written = _make_label(name.strip().removeprefix("#"))
    made = (written, tag, _make_label(f"t{tag}"))
    return next((one for one in made if first_rule.tags_in(f"#{one}") == [one]), "")


def _make_label(word: str) -> str:
    return first_rule.plain(word)[: first_rule.LONGEST_TAG].rstrip()
