"""A whole program on one page."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from resilify_cli.activities import kinds
from resilify_cli.activities.condition import read_condition
from resilify_cli.authoring.condition_text import condition_words
from resilify_cli.authoring.markdown_html import markdown_html
from resilify_cli.authoring.print_page import render_program_page
from resilify_cli.authoring.printed_parts import PaperTable, Said, ScaleRow, paper_parts
from resilify_cli.content.loader import load_program, read_program
from resilify_cli.content.models import Program

Write = Callable[..., Path]
EVERY_KIND = Path(__file__).parents[1] / "data" / "every-kind"
BODY = """## Ways {#ways}
{name|Friend}, read <script>alert(1)</script> this [a link](https://example.org) ![a picture](x.png) [@one].

:::{choose} way
How?
- In <b>writing</b> {#writing}
- In pictures {#pictures}
:::

## Letter {#letter}
:aim: Be kind.
:stop: Press Page Down.
:when: way is pictures

:::{write} words
:when: not (way is writing and sting above 3)
:minutes: 10
:hint: e.g. <i>dear me</i>
:example: Dear "me" & you
Write.
:::
:::{rate} sting
How much?
:::
"""
REFERENCE = (
    "references:\n  - {id: one, title: One & two, link: 'https://doi.org/10.1/x', finding: It helped.}\n"
)


def written(full_program: Write) -> Program:
    """The program of `BODY`, which has problems too: an author prints what is not done yet."""
    program = read_program(full_program(":::{note} name\nYour name?\n:::\n", BODY, extra=REFERENCE)).program
    assert program is not None
    return program


class Tags(HTMLParser):
    """Collects the tags of a page, and the addresses in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "action", "style")}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("</style>")[2]).split())


def test_nothing_on_the_page_is_live(full_program: Write) -> None:
    """No script, no picture, no address but within the page: whatever an author writes is text."""
    page = render_program_page(written(full_program))
    found = Tags(page)
    assert found.tags.isdisjoint({"script", "img", "iframe", "link", "object", "form", "i"})
    assert found.addresses == {"#session-1", "#session-2"}
    assert "Content-Security-Policy" in page
    assert "e.g. &lt;i&gt;dear me&lt;/i&gt;" in page


def test_every_step_is_there_with_its_condition_in_words(full_program: Write) -> None:
    """Whoever reads on paper learns for whom a part is."""
    said = words(render_program_page(written(full_program)))
    assert "Friend, read" in said
    assert "[1]" in said
    assert "It helped." in said
    assert "This part is for you if you chose “In pictures” at “How?” (session 2)." in said
    assert (
        "For you if it is not so that (you chose “In writing” at “How?” (session 2), and your number at "
        "“How much?” (session 2) is above 3)." in said
    )


def test_what_a_terminal_asks_for_is_put_for_paper(full_program: Write) -> None:
    """Whoever reads on paper meets no key of a terminal, and no number to type."""
    said = words(render_program_page(written(full_program)))
    assert "To stop: Turn the page." in said
    assert "Page Down" not in said
    assert "1. One" not in said


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("way answered", "you answered “How?” (session 2)"),
        ("way not answered", "you did not answer “How?” (session 2)"),
        ("way is not writing", "you did not choose “In writing” at “How?” (session 2)"),
        (
            "sting fell by 2 from way",
            "your number at “How much?” (session 2) has fallen by 2 or more from “How?” (session 2)",
        ),
        ("way answered or nobody answered", "you answered “How?” (session 2), or you answered “nobody”"),
    ],
)
def test_conditions_are_told_in_words(full_program: Write, condition: str, said: str) -> None:
    """Each form of a condition reads as a clause behind "if"."""
    found = read_condition(condition)
    assert found is not None
    program = written(full_program)
    assert condition_words(found, program) == said


def test_each_kind_has_a_place_on_paper() -> None:
    """Of every kind in the package something is printed, and the page holds every question."""
    program = load_program(EVERY_KIND)
    printed = {activity.kind: paper_parts(activity, program) for _, activity in program.activities.values()}
    assert printed.keys() == set(kinds())
    assert [kind for kind, parts in printed.items() if not parts] == []
    said = words(render_program_page(program))
    assert all(session.title in said for session in program.sessions)


def test_a_scale_from_a_file_says_who_may_use_it() -> None:
    """A page that is passed on takes along what its makers ask for."""
    program = load_program(EVERY_KIND)
    _, *parts = paper_parts(program.activities["rest"][1], program)
    assert parts[0] == Said("License: made up for this program", quiet=True)
    assert [part.label for part in parts[1:] if isinstance(part, ScaleRow)] == [
        item.text
        for item in program.activities["rest"][1].items  # type: ignore[attr-defined]
    ]


def test_tables_and_scales_have_the_room_that_is_asked_for(full_program: Write) -> None:
    """A grid keeps its rows and columns, a list its number, and a scale of a hundred ten steps."""
    body = (
        ":::{grid} areas\n:rows: work | home\n:columns: now {0-10} | why\nHow?\n:::\n"
        ":::{list} ladder\n:item: step\n:number: fear {0-100}\nWhich?\n:::\n"
        ":::{rate} long\n:max: 100\nHow much?\n:::\n"
    )
    program = load_program(full_program(body))
    grid, ladder, rate = (paper_parts(one, program) for one in program.sessions[0].activities)
    assert grid == [Said("How?"), PaperTable(("now (0 to 10)", "why"), ("work", "home"), corner=True)]
    assert ladder[1] == PaperTable(
        ("Step", "Fear (0 to 100)"), ("1", "2", "3", "4", "5", "6"), corner=True, numbered=True
    )
    assert rate[1] == ScaleRow("", tuple(range(0, 101, 10)))


def test_markdown_becomes_html_that_escapes_its_words() -> None:
    """Entities, code and what looks like HTML stay words."""
    assert markdown_html("*a* `<b>` &lt;c&gt; <b>e</b> 1 < 2", {}, inline=True) == (
        "<em>a</em> <code>&lt;b&gt;</code> &lt;c&gt; e 1 &lt; 2"
    )


def test_the_keys_of_a_terminal_become_what_one_does_with_paper() -> None:
    """A way out that names keys still reads as a sentence."""
    said = markdown_html(
        "Page Down leaves it, and Ctrl-C saves and leaves. Or press Page Down.", {}, inline=True
    )
    assert said == (
        "Turning the page leaves it, and putting the page away keeps your place. Or turn the page."
    )


def test_a_program_of_another_language_has_the_words_of_its_frame(full_program: Write) -> None:
    """The page says which language it is in, and a plan asks in it, as on a screen."""
    folder = full_program(":::{plan} small\nUn paso.\n:::\n", extra="language: es\n")
    page = render_program_page(load_program(folder))
    assert '<html lang="es" dir="ltr">' in page
    assert "<strong>Si</strong>" in page
