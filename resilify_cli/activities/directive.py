"""A `:::{kind}` directive as it is written in a file, with typed access to its options and its list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from resilify_cli.activities.ids import ID_RULE, slugify
from resilify_cli.activities.limits import LONGEST_ID, MOST_ITEMS
from resilify_cli.activities.problem import ProblemList
from resilify_cli.activities.questions import ChoiceOption

_ATTRIBUTE = re.compile(r'[#.][^\s{}"]+|[a-z][a-z-]*=(?:"[^"]*"|[^\s{}"]+)')


@dataclass(frozen=True, slots=True)
class OptionValue:
    """The text of one option of a directive, and the line it is written on.

    `lines` are its lines as they were written. Of an option that may stand more than once, `more` are the
    further ones.
    """

    text: str
    line: int
    lines: tuple[str, ...] = ()
    more: tuple[OptionValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces after a text: an id, classes, and values by their names."""

    id: str = ""
    classes: frozenset[str] = frozenset()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One list item: its text, id, classes and attributes: `- A walk {#walk .large unit="km"}`."""

    text: str
    id: str
    classes: frozenset[str]
    line: int
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def option(self) -> ChoiceOption:
        """The item as an option to choose."""
        return ChoiceOption(self.id, self.text)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """The text of a file that a directive names, and where mistakes in it are added."""

    text: str
    problems: ProblemList


# Reads a file of the program's folder that an option names; where it can't be read, that is added to the
# problems, and None is returned.
ReadAttachment = Callable[[OptionValue, ProblemList], AttachedFile | None]


def refuse_attachment(name: OptionValue, problems: ProblemList) -> None:
    """Note that no file can be named here."""
    problems.add(name.line, "no file can be named here", "write it into a session of a program")


@dataclass(frozen=True, slots=True)
class Directive:
    """A `:::{kind} argument` block.

    Attributes:
        kind: The kind of activity.
        argument: What follows the kind: its id.
        options: Its options by name.
        body: The lines below the options, as pairs of the line's number in the file and its text.
        line: The line that it begins on.
        problems: Where mistakes in it are added.
        read_attachment: Reads a file that one of its options names.
    """

    kind: str
    argument: str
    options: dict[str, OptionValue]
    body: tuple[tuple[int, str], ...]
    line: int
    problems: ProblemList
    read_attachment: ReadAttachment = refuse_attachment

    def attachment(self, name: str) -> AttachedFile | None:
        """Return the file that an option names; None, and a problem, if it can't be read."""
        return self.read_attachment(self.options[name], self.problems)

    def text(self, name: str, default: str = "") -> str:
        """Return the text of an option, or `default` without it."""
        found = self.options.get(name)
        return found.text if found else default

    def all_of(self, name: str) -> tuple[OptionValue, ...]:
        """Return each value of an option that may stand more than once."""
        found = self.options.get(name)
        return (found, *found.more) if found else ()

    def flag(self, name: str) -> bool:
        """Return whether an option is yes; anything but yes or no is a problem."""
        found = self.options.get(name)
        if found is None:
            return False
        if found.text.lower() not in ("yes", "no", "true", "false"):
            self.problems.add(found.line, f":{name}: is {found.text[:40]!r}", "write yes or no")
        return found.text.lower() in ("yes", "true")

    def number(self, name: str, default: float, low: float, high: float) -> float:
        """Return the number of an option, or `default` without it; one out of range is a problem."""
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
        """Return the whole number of an option, or `default` without it; as `number` is otherwise."""
        value = self.number(name, default, low, high)
        if value != int(value):
            self.problems.add(self.options[name].line, f":{name}: is {value:g}", "write a whole number")
        return int(value)

    def prose(self) -> str:
        """Return the text before the first list item."""
        return "\n".join(text for _, text in self._split_options()[0]).strip()

    def items(self) -> tuple[ListItem, ...]:
        """Return the list items; the id of each is the one in `{#id}`, else made from its text."""
        seen: set[str] = set()
        items: list[ListItem] = []
        for line, text in self._split_options()[1]:
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

    def _split_options(self) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
        prose: list[tuple[int, str]] = []
        items: list[tuple[int, str]] = []
        for line, text in self.body:
            if text.startswith(("- ", "* ")):
                items.append((line, text[2:].strip()))
            elif items and text.startswith("  ") and text.strip():
                at, so_far = items[-1]
                items[-1] = (at, f"{so_far} {text.strip()}")
            elif items and text.strip():
                self.problems.add(
                    line, "there is text after the list", "put the text before it, or indent it"
                )
            elif not items:
                prose.append((line, text))
        return prose, items


def read_item(line: int, text: str) -> ListItem:
    """Read one list item's text, with its `{#id .class key="value"}` if it has one."""
    text, found = split_attributes(text)
    return ListItem(text, found.id or slugify(text), found.classes, line, found.values)


def split_attributes(text: str) -> tuple[str, Attributes]:
    """Return a text without the `{#id .class key="value"}` at its end, and what that says."""
    text = text.strip()
    start = text.rfind("{")
    if start < 0 or text.find("}", start) != len(text) - 1:
        return text, Attributes()
    words = _ATTRIBUTE.findall(text[start + 1 : -1])
    if _ATTRIBUTE.sub("", text[start + 1 : -1]).strip():
        # Another thing in braces, such as the name of an earlier answer.
        return text, Attributes()
    ids = [word[1:] for word in words if word.startswith("#")]
    classes = frozenset(word[1:] for word in words if word.startswith("."))
    pairs = (word.partition("=") for word in words if not word.startswith(("#", ".")))
    values = {name: value.strip('"') for name, _, value in pairs}
    return text[:start].strip(), Attributes(ids[0] if ids else "", classes, values)
