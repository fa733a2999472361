"""The answers of a trial walk, as an author writes them into a TOML file."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resilify_cli.activities.ids import suggest
from resilify_cli.activities.questions import AnswerValue
from resilify_cli.errors import UsageError

_TABLES = {"answers", "skip", "otherwise", "expect"}
_EXPECTATIONS = {"shown", "hidden", "says"}
_LONGEST_FILE = 1_000_000

# One value, the parts of an answer in order, its parts by name, or a row after the other.
GivenAnswer = AnswerValue | list[Any] | dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expectations:
    """What a walk is expected to show.

    Attributes:
        shown: The steps that are shown.
        hidden: The steps that are not.
        says: Words that stand on a step, by the step.
    """

    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GivenAnswers:
    """The answers of a walk.

    Attributes:
        answers: The answer to each activity, by its id.
        skip: The activities that are skipped.
        skips_others: Whether what has no answer here is skipped too; else an answer is made up.
        expect: What the walk is expected to show.
    """

    answers: Mapping[str, GivenAnswer] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    skips_others: bool = False
    expect: Expectations = Expectations()


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """An answers file: where it is, its text, and what it says."""

    path: Path
    text: str
    given: GivenAnswers

    def line_of(self, name: str) -> int:
        """Return the line that names an activity or a step, or 1 where none does."""
        named = re.compile(rf"""(?<![\w-]){re.escape(name)}(?![\w-])""")
        for number, line in enumerate(self.text.splitlines(), 1):
            if named.search(line if "#" in name else line.partition("#")[0]):
                return number
        return 1


def read_answers_file(path: Path) -> AnswersFile:
    """Read an answers file.

    Raises:
        UsageError: It can't be read, or has another shape.
    """
    try:
        content = path.read_bytes()[:_LONGEST_FILE]
        text = content.decode("utf-8")
        found = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", "Name a file of answers.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not in UTF-8.", "Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} is no TOML: {error}.", 'Write lines such as: way = "writing"') from None
    except RecursionError:
        raise UsageError(
            f"{path} has lists too deep inside each other.", "Write one inside another."
        ) from None
    _check_names(path, found, _TABLES)
    expect = found.get("expect", {})
    if isinstance(expect, dict):
        _check_names(path, expect, _EXPECTATIONS)
    otherwise = found.get("otherwise", "sample")
    if otherwise not in ("sample", "skip"):
        raise UsageError(f"{path}: otherwise is neither sample nor skip.", 'Write otherwise = "skip"')
    answers = _read_table(path, found, "answers")
    given = GivenAnswers(
        {name: _as_given(value) for name, value in answers.items()},
        frozenset(_read_texts(path, found, "skip")),
        otherwise == "skip",
        Expectations(
            _read_texts(path, expect, "shown"),
            _read_texts(path, expect, "hidden"),
            {name: str(words) for name, words in _read_table(path, expect, "says").items()},
        ),
    )
    return AnswersFile(path, text, given)


def read_given(text: str) -> GivenAnswer:
    """Read one answer as it is typed behind `id=`: a TOML value, or else words."""
    try:
        return _as_given(tomllib.loads(f"value = {text}")["value"])
    except (tomllib.TOMLDecodeError, RecursionError):
        return text


def _check_names(path: Path, found: Mapping[str, Any], known: set[str]) -> None:
    for name in found:
        if name not in known:
            hint = suggest(name, known)
            raise UsageError(f"{path} has no use for {name[:40]!r}.", f"{hint[:1].upper()}{hint[1:]}")


def _read_table(path: Path, found: Any, name: str) -> dict[str, Any]:
    value = found.get(name, {}) if isinstance(found, dict) else None
    if not isinstance(value, dict):
        raise UsageError(f"{path}: {name} is no table.", f"Write [{name}], and a line for each.")
    return value


def _read_texts(path: Path, found: Any, name: str) -> tuple[str, ...]:
    value = found.get(name, []) if isinstance(found, dict) else None
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UsageError(f"{path}: {name} is no list of ids.", f'Write {name} = ["one", "another"]')
    return tuple(value)


def _as_given(value: Any) -> GivenAnswer:
    """Return a TOML value as an answer: yes and no, days and times as they are typed."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime.time():
            return f"{value:%H:%M}"
        case datetime.datetime() | datetime.date():
            return value.isoformat()
        case list():
            return [_as_given(one) for one in value]
        case dict():
            return {name: _as_given(one) for name, one in value.items()}
        case _:
            return value  # type: ignore[no-any-return]  # an int, a float or a str
