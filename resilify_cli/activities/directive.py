"""A directive as it stands in a file, and the problems found while reading one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from resilify_cli.activities.limits import LONGEST_ID, MOST_ITEMS
from resilify_cli.activities.problem import ProblemList
from resilify_cli.activities.questions import ChoiceOption

_NOT_ID = re.compile(r"[^a-z0-9]+")
ID_PATTERN = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z0-9]+(?:-[a-z0-9]+)*\Z")
ID_RULE = f"lower-case letters, digits and hyphens, at most {LONGEST_ID}"
# More known words than these are too many to list in a hint, or to look through for each mistake of many.
_MOST_NAMED, _MOST_COMPARED = 20, 200


@dataclass(frozen=True, slots=True)
class OptionValue:
    """The text of one option and the line it stands on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """One list item: its text, id and classes, as in `- A walk {#walk .large}`."""

    text: str
    id: str
    classes: frozenset[str]
    line: int

    @property
    def option(self) -> ChoiceOption:
        """The item as something to choose."""
        return ChoiceOption(self.id, self.text)


@dataclass(frozen=True, slots=True)
class Directive:
    """A `:::{kind} argument` block: options, then text, with the lines they stand on."""

    kind: str
    argument: str
    options: dict[str, OptionValue]
    body: tuple[tuple[int, str], ...]
    line: int
    problems: ProblemList

    def text(self, name: str, default: str = "") -> str:
        """Return an option's text."""
        found = self.options.get(name)
        return found.text if found else default

    def flag(self, name: str) -> bool:
        """Return whether an option says yes."""
        found = self.options.get(name)
        if found is None:
            return False
        if found.text.lower() not in ("yes", "no", "true", "false"):
            self.problems.add(found.line, f":{name}: is {found.text[:40]!r}", "write yes or no")
        return found.text.lower() in ("yes", "true")

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """Return an option's number, held between `low` and `high`."""
        found = self.options.get(name)
        if found is None:
            return default
        if re.fullmatch(r"-?\d{1,6}(\.\d{1,3})?", found.text):
            value = float(found.text)
            if low <= value <= high:
                return value
        self.problems.add(
            found.line,
            f":{name}: is {found.text[:40]!r}",
            f"write a number from {low:g} to {high:g}",
        )
        return default

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """Return an option's whole number, held between `low` and `high`."""
        value = self.number(name, default, low, high)
        if value != int(value):
            self.problems.add(self.options[name].line, f":{name}: is {value:g}", "write a whole number")
        return int(value)

    def prose(self) -> str:
        """Return the text before the first list item."""
        return "\n".join(text for _, text in self._split()[0]).strip()

    def items(self) -> tuple[ListItem, ...]:
        """Return the list items, with their ids: the one in `{#id}`, else made from the text."""
        seen: set[str] = set()
        items: list[ListItem] = []
        for line, text in self._split()[1]:
            if len(items) == MOST_ITEMS:
                self.problems.add(line, "the list is too long", f"keep to {MOST_ITEMS} items")
                break
            item = read_item(line, text)
            if len(item.id) > LONGEST_ID:
                self.problems.add(line, f"{item.id[:40]!r} is no id", f"use {ID_RULE}")
            if item.id in seen:
                self.problems.add(
                    line, f"{item.id[:40]!r} stands twice in this list", "give each item its own {#id}"
                )
                continue
            seen.add(item.id)
            items.append(item)
        return tuple(items)

    def _split(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        prose: list[tuple[int, str]] = []
        items: list[tuple[int, str]] = []
        for line, text in self.body:
            if text.startswith(("- ", "* ")):
                items.append((line, text[2:].strip()))
            elif items and text.startswith("  ") and text.strip():
                at, sofar = items[-1]
                items[-1] = (at, f"{sofar} {text.strip()}")
            elif items and text.strip():
                self.problems.add(
                    line, "there is text after the list", "put the text before it, or indent it"
                )
            elif not items:
                prose.append((line, text))
        return prose, items


def read_item(line: int, text: str) -> ListItem:
    """Read one list item's text, with its `{#id .class}` if it has one."""
    text, given, classes = split_attributes(text)
    return ListItem(text, given or slugify(text), classes, line)


def split_attributes(text: str) -> tuple[str, str, frozenset[str]]:
    """Return a text without its trailing `{#id .class}`, the id (or ""), and the classes."""
    text = text.strip()
    start = text.rfind("{")
    if start < 0 or text.find("}", start) != len(text) - 1:
        return text, "", frozenset()
    words = text[start + 1 : -1].split()
    ids = [word[1:] for word in words if word.startswith("#")]
    classes = frozenset(word[1:] for word in words if word.startswith("."))
    return text[:start].strip(), ids[0] if ids else "", classes


def slugify(text: str) -> str:
    """Return `text` as an id: lower-case ASCII letters and digits, joined by hyphens."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_ID.sub("-", plain.lower()).strip("-")[:LONGEST_ID].strip("-") or "untitled"


def suggest(word: str, known: Iterable[str]) -> str:
    """Return ", did you mean X" words for the known word nearest to `word`, or what is known."""
    from difflib import get_close_matches

    names = sorted(name[:LONGEST_ID] for name in known)
    if not names:
        return "there is nothing yet that it could be"
    close = get_close_matches(word[:LONGEST_ID], names, 1) if len(names) <= _MOST_COMPARED else []
    if close:
        return f"did you mean {close[0]!r}?"
    more = ["..."] if len(names) > _MOST_NAMED else []
    return f"one of: {', '.join([*names[:_MOST_NAMED], *more])}"
