"""The JSON Schemas of front matter, which editors read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from resilify_cli.checks.near_keys import PROGRAM_KEYS, SESSION_KEYS
from scripts.front_matter_schemas import FOLDER, rendered, schemas

ROOT = Path(__file__).parents[2]
PROGRAMS = [*sorted((ROOT / "programs").iterdir()), ROOT / "tests" / "data" / "tardes-amables"]
_TYPES: dict[str, Any] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "object": dict,
    "array": list,
}


def _fits(value: Any, schema: dict[str, Any]) -> bool:
    """Return whether a value fits the part of JSON Schema that these schemas are written in."""
    if "anyOf" in schema:
        return any(_fits(value, one) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, _TYPES[one]) for one in types):
        return False
    if isinstance(value, dict):
        known = schema.get("properties", {})
        return set(schema.get("required", ())) <= set(value) and all(
            _fits(part, known[key]) for key, part in value.items() if key in known
        )
    if isinstance(value, list):
        return len(value) <= schema["maxItems"] and all(_fits(part, schema["items"]) for part in value)
    if isinstance(value, str):
        fits = re.search(schema.get("pattern", ""), value) is not None
        return fits and len(value) <= schema.get("maxLength", len(value))
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


def _front(file: Path) -> Any:
    front = yaml.safe_load(file.read_text("utf-8").split("---\n")[1])
    return {key: str(value) if key == "date" else value for key, value in front.items()}


def test_the_schemas_are_those_of_the_models() -> None:
    """What the script would write is there; if not: .venv/bin/python -m scripts.front_matter_schemas."""
    assert {name: (FOLDER / name).read_text("utf-8") for name in schemas()} == {
        name: rendered(schema) for name, schema in schemas().items()
    }


def test_every_key_that_is_read_is_told_with_what_it_means() -> None:
    """An editor can offer each, and say in a line what it is for."""
    for schema, keys in zip(schemas().values(), (PROGRAM_KEYS, SESSION_KEYS), strict=True):
        assert set(schema["properties"]) == keys
        assert [key for key, value in schema["properties"].items() if not value.get("description")] == []


@pytest.mark.parametrize("folder", PROGRAMS, ids=lambda folder: folder.name)
def test_programs_that_are_sound_fit_the_schemas(folder: Path) -> None:
    """No editor marks what resilify takes."""
    program, session = schemas().values()
    assert _fits(_front(folder / "program.md"), program)
    assert all(_fits(_front(file), session) for file in sorted((folder / "sessions").glob("*.md")))


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": "Not an id"},
        {"minutes": "long"},
        {"minutes": 0},
        {"status": "soon"},
        {"title": ["a"]},
        {"title": "a" * 301},
    ],
)
def test_what_resilify_refuses_does_not_fit(wrong: dict[str, object]) -> None:
    """An editor marks it while it is typed."""
    sound = {"id": "one", "title": "One", "minutes": 20}
    schema = schemas()["session.schema.json"]
    assert _fits(sound, schema)
    assert not _fits({**sound, **wrong}, schema)
