"""The page for a companion, and the weekly note to one: as HTML and as plain lines.

The words of the page stand in `companion.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from resilify_cli.crisis import ABROAD, BUSY, ELSEWHERE, EMERGENCY, NO_LINE
from resilify_cli.crisis_lines import CHECKED, Country
from resilify_cli.days import date_text
from resilify_cli.safe import safe, safe_line
from resilify_cli.text_width import wrap

_TEMPLATES = Path(__file__).with_name("templates")
_TEXT = Path(__file__).with_name("companion.toml")
NOTE_TITLE = "A note for my companion"


class GuideSection(NamedTuple):
    """A part of the page: paragraphs, then a list, then perhaps a last paragraph."""

    title: str
    text: Sequence[str] = ()
    items: Sequence[str] = ()
    last: str = ""


class Source(NamedTuple):
    """A study that the page cites, and its link."""

    text: str
    link: str


class CompanionGuide(NamedTuple):
    """What the page says, the same for everybody.

    Attributes:
        title: The heading.
        lead: What stands below it.
        sections: The parts, in their order.
        sources: The studies, in the order of their numbers.
    """

    title: str
    lead: str
    sections: Sequence[GuideSection]
    sources: Sequence[Source]


class NotePart(NamedTuple):
    """A part of the weekly note: its heading, and the lines that the person ticked or wrote."""

    heading: str
    lines: Sequence[str]


def read_guide() -> CompanionGuide:
    """Read the words of the page."""
    import tomllib

    found: dict[str, Any] = tomllib.loads(_TEXT.read_text("utf-8"))
    sections = [GuideSection(**section) for section in found["sections"]]
    sources = [Source(**source) for source in found["sources"]]
    return CompanionGuide(found["title"], found["lead"], sections, sources)


def render_guide(guide: CompanionGuide, country: Country | None) -> str:
    """Return the page as HTML.

    Args:
        guide: Its words.
        country: Whose lines to name; None where it is not known.
    """
    return _render(
        "companion.html", guide=guide, calls=_numbers_to_call(country), closing=_closing_sentences(country)
    )


def guide_lines(guide: CompanionGuide, country: Country | None, width: int) -> Iterator[str]:
    """Yield the page as plain lines.

    Args:
        guide: Its words.
        country: Whose lines to name; None where it is not known.
        width: How many columns there are.
    """
    yield from _wrapped(guide.title, width)
    yield ""
    yield from _wrapped(guide.lead, width)
    for section in guide.sections:
        yield from _heading_lines(section.title, width)
        for number, paragraph in enumerate(section.text):
            yield from ([""] if number else [])
            yield from _wrapped(paragraph, width)
        for item in section.items:
            yield from _wrapped(item, width, "  - ")
        yield from ["", *_wrapped(section.last, width)] if section.last else ()
    yield from _heading_lines("Who to call", width)
    for service, contact, about in _numbers_to_call(country):
        yield from _wrapped(service, width)
        yield from _wrapped(contact, width, "  ")
        yield from (line for said in about for line in _wrapped(said, width, "  "))
    yield ""
    yield from (line for said in _closing_sentences(country) for line in _wrapped(said, width))
    yield from _heading_lines("Sources", width)
    for number, source in enumerate(guide.sources, 1):
        yield from _wrapped(source.text, width, f"{number}. ")
        # On a narrow screen a link is whole without its beginning, which a browser knows.
        link = source.link if len(source.link) + 3 <= width else source.link.removeprefix("https://")
        yield from _wrapped(link, width, "   ")


def render_note(parts: Sequence[NotePart]) -> str:
    """Return the weekly note as HTML: what is in its parts, and nothing else of the person."""
    return _render("companion_note.html", title=NOTE_TITLE, parts=parts)


def note_lines(parts: Sequence[NotePart], width: int) -> Iterator[str]:
    """Yield the weekly note as plain lines.

    Args:
        parts: What is in it.
        width: How many columns there are.
    """
    yield from _wrapped(NOTE_TITLE, width)
    for part in parts:
        yield from _heading_lines(part.heading, width)
        for text in part.lines:
            for line in safe(text).splitlines():
                yield from _wrapped(line, width, "  ")


def _render(name: str, **values: object) -> str:
    from resilify_cli.pages.environment import page_templates

    templates = page_templates(_TEMPLATES)
    templates.filters |= {"clean": safe, "line": safe_line}
    return templates.get_template(name).render(**values)


def _numbers_to_call(country: Country | None) -> list[tuple[str, str, list[str]]]:
    """Return the emergency number and each line: its name, how to reach it, and what else to know."""
    in_danger = country.in_danger if country else EMERGENCY
    lines = [
        (
            f"{line.service} ({line.hours_in_words})" if line.hours else line.service,
            line.contact,
            [told for told in (line.words_of_caution,) if told],
        )
        for line in (country.lines if country else ())
    ]
    return [("In danger", in_danger, []), *lines]


def _closing_sentences(country: Country | None) -> list[str]:
    """Return what stands below the lines."""
    if country is None or not country.lines:
        none = [NO_LINE.format(country.emergency)] if country else [ELSEWHERE]
        return [*none, f"Numbers change; these are as last seen on {date_text(CHECKED)}."]
    return [BUSY, ABROAD, ELSEWHERE, f"Numbers change; these are as last seen on {date_text(CHECKED)}."]


def _heading_lines(title: str, width: int) -> Iterator[str]:
    yield ""
    yield from _wrapped(title, width)


def _wrapped(text: str, width: int, mark: str = "") -> list[str]:
    """Return a text as lines, the first behind a mark and the others below its words."""
    return wrap(safe_line(text), width, at_hyphens=False, indent=mark, hanging_indent=" " * len(mark))
