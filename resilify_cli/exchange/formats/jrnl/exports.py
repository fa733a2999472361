"""Reads the files that jrnl exports in Markdown and in YAML, which have the same suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from resilify_cli.exchange.entries.portable_entry import ImportProblem, ReadResult
from resilify_cli.exchange.formats.jrnl.entry import LegacyId, build_entry, normalize_text, preface_entry
from resilify_cli.exchange.formats.jrnl.timestamps import looks_like_timestamp, parse_timestamp

if TYPE_CHECKING:
    from resilify_cli.exchange.file_dates.entry_date import DateOrderDetector
    from resilify_cli.exchange.import_options import ImportOptions

# The keys in the order in which jrnl writes them; it writes a title as it is, which is often no YAML.
# Earlier ones wrote `stared`, no line above, and the body below an empty line.
_YAML = re.compile(
    r"(?:---\r?\n)?title: ?(?P<title>[^\n]*)\ndate: ?(?P<date>[^\n]*)\n"
    r"starr?ed: ?(?P<starred>[Tt]rue|[Ff]alse)\r?\ntags: ?(?P<tags>[^\n]*)(?:\n|\Z)"
    r"(?P<others>(?:(?!body:|\s*\n)[^\n]*\n)*)(?:body: ?\|(?P<body>.*)|(?P<below>(?:\r?\n.*)?)\Z)",
    re.DOTALL,
)
_YEAR = re.compile(r"# \d{4}[ \t]*\r?\n(?:[ \t]*\r?\n)*## [^\W\d_]+[ \t]*\r?\n")
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}_", re.ASCII)
_HEADING = re.compile(r"(#{1,3}) (?=\S)(.*)")
_LEVEL = re.compile(r"^(#+) ", re.MULTILINE)
# How many words of a heading a time can have: Sunday, 9 June 2013 at 03:39:07 PM +0200.
_MOST_WORDS = 9


def is_yaml_export(text: str) -> bool:
    """Return whether a text is an entry that jrnl exported as YAML, by its first lines."""
    return _YAML.match(text) is not None


def is_markdown_export(text: str, name: str, options: ImportOptions) -> bool:
    """Return whether a text is an entry or a journal that jrnl exported as Markdown, by its first lines.

    A file of one entry is recognized by its name too, since other notes begin with a date as well.
    """
    if _YEAR.match(text):
        return any(_split_heading(line, 3, options) for line in text.split("\n") if line.startswith("### "))
    if not _NAME.match(name):
        return False
    return _split_heading(text.split("\n", 1)[0].rstrip("\r"), 1, options) is not None


def read_yaml_export(text: str, name: str, options: ImportOptions, legacy_id: LegacyId) -> ReadResult:
    """Return the entry of a file in YAML."""
    found = _YAML.match(text)
    assert found, "it was seen to be one"
    try:
        entry_date = parse_timestamp(found["date"], options.date_order(), options)
    except (ValueError, OverflowError):
        if options.date is None:
            return ImportProblem(name, "no entry can be of its date")
        entry_date = options.fallback_date()
    body = normalize_text(found["body"] or found["below"] or "")
    body = body.removesuffix("...").rstrip() if body.endswith("...") and "\n" in body else body
    lines = [line.removeprefix("\t").removeprefix("\t") for line in body.split("\n")]
    rest = _raise_headings("\n".join(lines).strip("\r\n"), 1)
    tags = [tag.strip() for tag in found["tags"].split(",") if tag.strip()]
    # A journal that was one of Day One has its name and its makers here.
    others = normalize_text(found["others"])
    whole = "\n".join(part for part in (found["title"].strip(), rest) if part)
    return build_entry(
        "\n\n".join(part for part in (others, whole) if part),
        entry_date,
        options,
        name,
        legacy_id,
        tags=tags,
        starred=found["starred"].lower() == "true",
        marked=False,
    )


def read_markdown_export(
    text: str, name: str, options: ImportOptions, legacy_id: LegacyId
) -> Iterator[ReadResult]:
    """Yield the entry of a file in Markdown, or the entries of a whole journal in one file."""
    level = 3 if _YEAR.match(text) else 1
    date_order = options.date_order()
    entry: list[str] = []
    preface: list[str] = []
    timestamp, begins, preface_begins = "", 0, 0
    for number, line in enumerate(normalize_text(text).replace("\r\n", "\n").split("\n"), 1):
        if header := _split_heading(line, level, options):
            if begins:
                yield _read_entry(timestamp, entry, level, f"{name}:{begins}", date_order, options, legacy_id)
            elif preface:
                words = "\n".join(preface).rstrip()
                location = f"{name}:{preface_begins}"
                yield preface_entry(words, options.fallback_date(), options, location, legacy_id)
            timestamp, title = header
            entry, begins = [title], number
        elif level == 3 and re.fullmatch(r"# \d{4}|## [^\W\d_]+", line.rstrip()):
            continue
        elif begins:
            entry.append(line)
        elif preface or line.strip():
            preface_begins = preface_begins or number
            preface.append(line)
    if begins:
        yield _read_entry(timestamp, entry, level, f"{name}:{begins}", date_order, options, legacy_id)


def _read_entry(
    timestamp: str,
    lines: list[str],
    level: int,
    place: str,
    date_order: DateOrderDetector,
    options: ImportOptions,
    legacy_id: LegacyId,
) -> ReadResult:
    try:
        entry_date = parse_timestamp(timestamp, date_order, options)
    except (ValueError, OverflowError):
        if options.date is None:
            return ImportProblem(place, "no entry can be of this time")
        entry_date = options.fallback_date()
    title, *body = lines
    rest = _raise_headings("\n".join(body).strip("\r\n "), level)
    return build_entry(
        "\n".join(part for part in (title, rest) if part), entry_date, options, place, legacy_id
    )


def _split_heading(line: str, level: int, options: ImportOptions) -> tuple[str, str] | None:
    """Split a heading of jrnl's into its time and its title; None if it is another heading."""
    found = _HEADING.fullmatch(line)
    if not found or len(found[1]) != level or not re.search(r"\d{1,2}:\d{2}|\d[-/.]\d", found[2]):
        return None
    words = found[2].split(" ")
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        timestamp = " ".join(words[:count])
        if looks_like_timestamp(timestamp, options) and _is_readable_time(timestamp, options):
            return timestamp, " ".join(words[count:])
    return None


def _is_readable_time(timestamp: str, options: ImportOptions) -> bool:
    try:
        parse_timestamp(timestamp, options.date_order(), options)
    except (ValueError, OverflowError):
        return False
    return True


def _raise_headings(text: str, levels: int) -> str:
    """Return a text with its headings raised by so many levels, as they were before jrnl lowered them."""
    return _LEVEL.sub(lambda mark: f"{mark[1][levels:]} " if len(mark[1]) > levels else mark[0], text)
