"""Makes the files of a new program: sound under `check --strict`, with every sentence to be replaced."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from resilify_cli.activities.ids import slugify
from resilify_cli.content.file_stamps import PROGRAM_FILE
from resilify_cli.content.source_rules import NOT_REVIEWED, is_sound_link

if TYPE_CHECKING:
    from resilify_cli.content.models import Program, Reference, Related

_SESSION = Path(__file__).with_name("templates") / "new" / "session.md"
_FIRST_MINUTES, _LATER_MINUTES = 17, 19
_LOOKING_BACK = """
## Looking back {#looking-back}

:::{follow-up} $before
:not-yet: What got in the way is worth a line, too.
How did it go with what you planned?
:::
"""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to write: its id, its title, and what it is about."""

    id: str
    title: str
    overview: str = ""


@dataclass(frozen=True, slots=True)
class NewProgram:
    """What a new program begins with.

    Attributes:
        title: Its title.
        key: What progress hangs on.
        sessions: Its sessions; all but the first are planned.
        overview: What it is about, as Markdown.
        sequence: Its place in lists, or 0.
        categories: Its categories.
        references: Its sources, which are for further reading until something cites them.
        related: Related programs.
    """

    title: str
    key: str
    sessions: tuple[NewSession, ...]
    overview: str = ""
    sequence: int = 0
    categories: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    related: tuple[Related, ...] = field(default=())

    @classmethod
    def from_outline(cls, outline: Program) -> NewProgram:
        """Take over an outline, with its ids: progress in it goes on in the new program."""
        sessions = (NewSession(one.id, one.title, one.overview) for one in outline.sessions)
        return cls(
            outline.title,
            outline.key,
            tuple(sessions),
            outline.overview,
            outline.sequence,
            outline.categories,
            outline.references,
            outline.related,
        )

    @classmethod
    def of_sessions(cls, title: str, key: str, number: int) -> NewProgram:
        """Begin a program with a number of sessions that have no names yet."""
        return cls(
            title, key, tuple(NewSession(f"session-{at}", f"Session {at}") for at in range(1, number + 1))
        )


def skeleton_files(program: NewProgram, today: date, installed: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the path of each file in the program's folder, and its text.

    Args:
        program: What it begins with.
        today: The day of its first version.
        installed: The slugs of the programs that are here; other related ones become comments.
    """
    names = [f"sessions/{at}-{one.id}.md" for at, one in enumerate(program.sessions, 1)]
    yield PROGRAM_FILE, _program_file(program, names, today, installed)
    for number, (name, session) in enumerate(zip(names, program.sessions, strict=True), 1):
        yield name, _session_file(session, number)


def _session_file(session: NewSession, number: int) -> str:
    text = Template(_SESSION.read_text("utf-8")).substitute(
        id=session.id,
        title=_quote_yaml(session.title),
        minutes=_FIRST_MINUTES if number == 1 else _LATER_MINUTES,
        status="" if number == 1 else "status: planned  # remove this line when the session can be started\n",
        prefix=f"s{number}",
        plan=f"plan-{number}",
        looking_back="" if number == 1 else Template(_LOOKING_BACK).substitute(before=f"plan-{number - 1}"),
    )
    if session.overview:
        said = _quote_yaml(" ".join(session.overview.split()))
        text = text.replace(
            "overview: Say in a sentence or two what this session is about.", f"overview: {said}"
        )
    return text


def _program_file(program: NewProgram, names: Sequence[str], today: date, installed: Collection[str]) -> str:
    overview = " ".join(program.overview.split()) or "Say in two or three sentences what this program is for."
    lines = [
        "---",
        "# What stands behind a # is a comment; docs/authoring.md has every key.",
        f"title: {_quote_yaml(program.title)}",
        f"programId: {_quote_yaml(program.key)}  # progress hangs on it: never change it",
        'version: "0.1"',
        f"date: {today.isoformat()}",
        "authors:",
        "  - Your name",
        f"reviewed: {NOT_REVIEWED}",
        "# weeks: 7             # about how many it takes",
        f"sequence: {program.sequence}" if program.sequence else "# sequence: 100       # its place in lists",
        f"overview: {_quote_yaml(overview)}",
        "# What holds for every exercise; told before the first, and behind a key later.",
        "caution: Choose something small, 3 to 5 out of 10, and leave the heaviest things for a talk.",
        "stop: Press Page Down, look around the room and feel both feet on the floor.",
    ]
    if program.categories:
        lines += [
            "categories:",
            "  category:",
            *(f"    - title: {_quote_yaml(one)}" for one in program.categories),
        ]
    lines += ["sessions:", "  session:", *(f"    - file: {name}" for name in names)]
    lines += _related_lines(program.related, installed)
    lines += _reference_lines(program.references)
    return "\n".join([*lines, "---", ""])


def _related_lines(related: Sequence[Related], installed: Collection[str]) -> Iterator[str]:
    here = [one for one in related if one.slug in installed]
    if here:
        yield from ("relatedpost:", "  program:")
    elif related:
        yield "# Not here yet:"
        yield from ("# relatedpost:", "#   program:")
    for one in [*here, *(one for one in related if one not in here)]:
        mark = "" if one in here else "# "
        yield f"{mark}    - title: {_quote_yaml(one.title)}"
        yield f"{mark}      slug: {_quote_yaml(one.slug)}"


def _reference_lines(references: Sequence[Reference]) -> Iterator[str]:
    if not references:
        yield "# references:"
        yield "#   - id: leary2007"
        yield "#     title: Self-compassion and reactions to unpleasant self-relevant events"
        yield "#     reference: Leary, M. R., et al. (2007)."
        yield "#     link: https://doi.org/10.1037/0022-3514.92.5.887"
        yield "#     finding: What was found, in plain words, with its limits."
        return
    yield "references:"
    taken: set[str] = set()
    for one in references:
        ident = _free_id(one, taken)
        taken.add(ident)
        yield f"  - id: {ident}"
        yield f"    title: {_quote_yaml(one.title)}"
        yield f"    reference: {_quote_yaml(one.reference)}"
        if one.link and is_sound_link(one.link):
            yield f"    link: {_quote_yaml(one.link)}"
        yield "    further: yes  # remove this line once it is cited, and say its finding"


def _free_id(reference: Reference, taken: set[str]) -> str:
    """Return the id of a source: its own, or one made of the first name and the year."""
    year = next(
        (word for word in _plain_words(reference.reference) if word.isdecimal() and len(word) == 4), ""
    )
    name = next(_plain_words(reference.reference), "source")
    base = reference.id or slugify(f"{name}{year}")
    candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in candidates if one not in taken)


def _plain_words(text: str) -> Iterator[str]:
    yield from "".join(one if one.isalnum() else " " for one in text).split()


def _quote_yaml(text: str) -> str:
    """Return a text as YAML takes it, whatever is in it."""
    return json.dumps(text, ensure_ascii=False)
