"""Names the slips by which front matter is no YAML, from the lines near where the parser gave up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# The line, counted from 0, what is wrong, and what would be right.
Slip = tuple[int, str, str]
_KEY = r"(?P<lead>[ ]*(?:- [ ]*)?)(?P<key>[A-Za-z][\w-]{0,30})"
_NO_SPACE = re.compile(rf"{_KEY}:(?!//)(?P<value>[^\s:].*)\Z")
_EQUALS = re.compile(rf"{_KEY}\s*=\s*(?P<value>\S.*)\Z")
_SPECIAL = re.compile(rf"{_KEY}:[ ]+(?P<sign>[@`%*&!?,\[{{|>]|- ).*\Z")
_COLON_IN_TEXT = re.compile(rf"{_KEY}:[ ]+(?P<value>[^\s\"'\[{{].*:(?:\s.*)?)\Z")
_QUOTED = re.compile(rf"{_KEY}:[ ]+(?P<quote>[\"'])(?P<rest>.*)\Z")
_CURLY = frozenset("“”„«»")
_MOST_SHOWN = 40
_LONGEST = 400
# So many lines above are looked at for what was not closed.
_LINES_ABOVE = 50
_GOES_ON = "indent it by two spaces, if it goes on with the text above"


def find_slip(lines: Sequence[str], line: int) -> Slip | None:
    """Return the slip that makes front matter unreadable; None where it is none that is known.

    Args:
        lines: The lines of the front matter.
        line: The one where the parser gave up, counted from 0; the slip may be in one above it.
    """
    # A slip shows at the beginning of a line, and lines may be as long as they like.
    lines = [text[:_LONGEST] for text in lines]
    if slip := _unclosed_list(lines, line):
        return slip
    near = [at for at in (line, line - 1) if 0 <= at < len(lines)]
    for find in (_of_characters, _of_values):
        for at in near:
            if found := next(find(lines[at]), None):
                return at, *found
    return _unclosed_quote(lines, line) or _indentation(lines, near)


def _of_characters(text: str) -> Iterator[tuple[str, str]]:
    if "\t" in text[: len(text) - len(text.lstrip())]:
        yield "there is a tab before the text here", "indent with spaces"
    if _CURLY & set(text):
        yield "curly quotes hold no text together in YAML", 'write straight ones (")'
    if "\u00a0" in text:
        yield "there is a space here that does not break, as Word makes it", "write an ordinary space"


def _of_values(text: str) -> Iterator[tuple[str, str]]:
    if found := _NO_SPACE.match(text) or _EQUALS.match(text):
        key, value = found["key"], found["value"][:_MOST_SHOWN]
        yield f"{key!r} has no colon with a space behind it", f"write {key}: {value}"
    if found := _SPECIAL.match(text):
        wrong = f"the text of {found['key']!r} begins with {found['sign'].strip()}, a sign of YAML"
        yield wrong, f'put it in quotes: {found["key"]}: "..."'
    if found := _COLON_IN_TEXT.match(text):
        yield f"the text of {found['key']!r} holds a colon", f'put it in quotes: {found["key"]}: "..."'
    found = _QUOTED.match(text)
    inside, end = (found["rest"].rstrip()[:-1], found["rest"].rstrip()[-1:]) if found else ("", "")
    if found and end == found["quote"] and found["quote"] in inside:
        other = "double" if found["quote"] == "'" else "single"
        yield f"the quotes of {found['key']!r} end in the middle of its text", f"write {other} ones around it"


def _lines_above(lines: Sequence[str], line: int) -> range:
    last = min(line, len(lines) - 1)
    return range(last, max(-1, last - _LINES_ABOVE), -1)


def _unclosed_list(lines: Sequence[str], line: int) -> Slip | None:
    for at in _lines_above(lines, line):
        found = _SPECIAL.match(lines[at])
        end = {"[": "]", "{": "}"}.get(found["sign"], "") if found else ""
        text = "\n".join(lines[at : line + 1])
        if found and end and text.count(found["sign"]) > text.count(end):
            wrong = f"the {found['sign']} behind {found['key']!r} is not closed"
            return at, wrong, f"write {end} at its end, or put a text in quotes"
    return None


def _unclosed_quote(lines: Sequence[str], line: int) -> Slip | None:
    for at in _lines_above(lines, line):
        found = _QUOTED.match(lines[at])
        if found and found["quote"] not in found["rest"]:
            return at, f"the quote of {found['key']!r} is not closed", f"write {found['quote']} at its end"
    return None


def _indentation(lines: Sequence[str], near: Sequence[int]) -> Slip | None:
    first = next((text for text in lines if text.strip() and not text.lstrip().startswith("#")), "")
    if first[:1].isspace():
        return lines.index(first), "the keys are indented", "begin them at the margin"
    for at in near:
        text, above = lines[at], lines[at - 1] if at else ""
        if re.match(r"[^\s#:-][^:]*\Z", text):
            return (
                at,
                "this line belongs to no key",
                _GOES_ON,
            )
        if re.match(rf"\s+{_KEY}:", text) and re.match(r"[\w-]+:[ ]+[^\s>|]", above):
            return at, "this key stands further in than the one above", "begin both at the same place"
        if text.startswith("- ") and above[:1] in (" ", "-"):
            return at, "this item does not stand below the one above", "begin each - at the same place"
    return None
