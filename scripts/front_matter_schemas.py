"""Writes the JSON Schemas of front matter, for editors, from the keys that are read and the models.

.venv/bin/python -m scripts.front_matter_schemas
"""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any

from resilify_cli.activities.ids import ID_PATTERN
from resilify_cli.activities.limits import LONGEST_OPTION
from resilify_cli.checks.near_keys import ENTRY_KEYS, INNER_KEYS, PROGRAM_KEYS, SESSION_KEYS
from resilify_cli.content.languages import TAG_PATTERN
from resilify_cli.content.limits import (
    LONGEST_LINE,
    LONGEST_OVERVIEW,
    LONGEST_SESSION,
    LONGEST_SOURCE,
    MOST_NAMES,
    MOST_SESSIONS,
    MOST_SOURCES,
)
from resilify_cli.content.models import KINDS, Program, Reference, Session

FOLDER = Path(__file__).parents[1] / "resilify_cli" / "content" / "schemas"
Schema = dict[str, Any]
# Keys whose attribute in the models has another name.
_ATTRIBUTES = {"programId": "key", "relatedpost": "related", "translation-of": "translation_of"}
# Keys that are in no model, or are told better than there.
_ABOUT = {
    "date": "When this edition was written.",
    "followed": "The people whose story runs through the program, for editors only.",
    "renamed": "Ids that were renamed, old: new, so that answers go on.",
    "file": "The session's file, relative to the program's folder.",
    "status": "Write planned for a session that can't be started yet.",
    "image": "A picture for a web page; resilify does not show it.",
    "templateKey": "For a web page; resilify does not read it.",
    "activityOverview": "What a session of an outline does.",
    "slug": "The name in commands.",
    "kind": "Left out for a program to walk through; practices for a collection of them.",
}
_LENGTHS = {
    "overview": LONGEST_OVERVIEW,
    "activityOverview": LONGEST_OVERVIEW,
    **dict.fromkeys(("caution", "stop", "evidence"), LONGEST_OPTION),
    **dict.fromkeys(("reference", "link", "finding"), LONGEST_SOURCE),
}
_VALUES = {"further": ("yes", True), "status": ("planned",), "kind": KINDS}
_MOST = {"sessions": MOST_SESSIONS, "references": MOST_SOURCES}


def schemas() -> dict[str, Schema]:
    """Return the schema of a program's front matter and of a session's, by their file names."""
    program = _object(PROGRAM_KEYS, Program)
    program |= {"title": "Front matter of a program", "required": ["title", "sessions"]}
    session = _object(SESSION_KEYS, Session)
    session |= {"title": "Front matter of a session", "required": ["id", "title"]}
    head = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {"program.schema.json": head | program, "session.schema.json": head | session}


def rendered(schema: Schema) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


def _object(keys: frozenset[str], model: type) -> Schema:
    """Return the schema of a mapping with these keys; others are allowed, since they are left alone."""
    return {"type": "object", "properties": {key: _value(key, model) for key in sorted(keys)}}


def _value(key: str, model: type) -> Schema:
    about = _ABOUT.get(key) or _attributes(model).get(_ATTRIBUTES.get(key, key), "")
    return {**_shape(key, model), **({"description": about} if about else {})}


def _shape(key: str, model: type) -> Schema:
    if key in ENTRY_KEYS and model is Program:
        entry: Schema = {"anyOf": [{"type": "string"}, _object(ENTRY_KEYS[key], Reference)]}
        listed = {"type": "array", "items": entry, "maxItems": _MOST.get(key, MOST_NAMES)}
        return {
            "anyOf": [listed, {"type": "object", "properties": {INNER_KEYS.get(key, "category"): listed}}]
        }
    if key in {"authors"}:
        names = {
            "type": "array",
            "items": {"type": "string", "maxLength": LONGEST_LINE},
            "maxItems": MOST_NAMES,
        }
        return {"anyOf": [names, {"type": "string"}]}
    if key == "followed":
        person: Schema = {"anyOf": [{"type": "string"}, {"type": "object"}]}
        people = {"type": "array", "items": person, "maxItems": MOST_NAMES}
        return {"anyOf": [people, {"type": "object"}]}
    if key == "renamed":
        return {"type": "object"}
    if key in {"minutes", "weeks", "sequence"}:
        most = {"minutes": LONGEST_SESSION, "weeks": 99}
        return {"type": "integer", **({"minimum": 1, "maximum": most[key]} if key in most else {})}
    if key == "language":
        return {"type": "string", "pattern": f"^{TAG_PATTERN.pattern}$"}
    if key == "id" and model is Session:
        return {"type": "string", "pattern": f"^{ID_PATTERN.pattern}".replace("\\Z", "$")}
    if key in _VALUES:
        return {"enum": list(_VALUES[key])}
    return {"type": ["string", "number"], "maxLength": _LENGTHS.get(key, LONGEST_LINE)}


def _attributes(model: type) -> dict[str, str]:
    """Return what the docstring of a model says of each attribute."""
    # Up to Python 3.12 a docstring is indented as it is written.
    listed = inspect.cleandoc(model.__doc__ or "").partition("Attributes:\n")[2]
    found = re.findall(r"^ {4}(\w+): ((?:.|\n {8})+)", listed, re.MULTILINE)
    return {name: " ".join(about.replace("`", "").split()) for name, about in found}


if __name__ == "__main__":
    for name, schema in schemas().items():
        (FOLDER / name).write_text(rendered(schema), encoding="utf-8")
