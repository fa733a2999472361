"""The limits of a program's files: each is named where it is passed, and in docs/format.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from resilify_cli.activities import limits as of_activities
from resilify_cli.content import limits as of_files
from resilify_cli.content.html import html_to_markdown
from resilify_cli.content.limits import DEEPEST_HTML, LARGEST_FILE, LARGEST_PROGRAM
from resilify_cli.content.loader import read_program

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8")
LIMITS = {
    name: value
    for module in (of_files, of_activities)
    for name, value in vars(module).items()
    if isinstance(value, int)
}
# Text of a program file, and of its one session, that passes a limit by one.
IN_PROGRAM = {
    "LARGEST_FRONT_MATTER": "title: x\n" + "#" * 262_144,
    "DEEPEST_YAML": "x: " + "[" * 12 + "]" * 12,
    "MOST_YAML_EVENTS": "x: [" + "a, " * 20_000 + "a]",
    "LONGEST_LINE": f"title: {'x' * 301}",
    "LONGEST_SOURCE": f"references: [{{id: a, finding: {'x' * 1001}}}]",
    "LONGEST_OVERVIEW": f"overview: {'x' * 20_001}",
    "MOST_SESSIONS": "sessions: [" + "a, " * 200 + "a]",
    "MOST_SOURCES": "references: [" + "a, " * 1000 + "a]",
    "MOST_NAMES": "categories: [" + "a, " * 100 + "a]",
    "DEEPEST_FILE": "sessions: [{file: a/b/c/1.md}]",
}
IN_SESSION = {
    "LARGEST_FILE": "x" * LARGEST_FILE,
    "LONGEST_LINE": f"## {'x' * 301}\n\nText.",
    "MOST_STEPS": "x\n\n---\n\n" * 501,
    "LONGEST_ID": f"## A {{#{'x' * 81}}}\n\nText.",
    "LONGEST_OPTION": f"## A\n:aim: {'x' * 1500}\n  {'x' * 500}\n\nText.",
    "LONGEST_TEXT": "x" * 20_001,
    "DEEPEST_BLOCK": "- " * 10 + "x",
    "MOST_ITEMS": ":::{select} s\nq\n" + "".join(f"- {n}\n" for n in range(101)) + ":::",
    "MOST_ROWS": ":::{record} r\n:rows: 51\nq\n- A: b\n:::",
    "LARGEST_NUMBER": ":::{rate} r\n:max: 1001\nq\n:::",
    "LONGEST_MINUTES": ":::{write} w\n:minutes: 121\nq\n:::",
}


def refusals(folder: Path, name: str, front: str, body: str) -> list[str]:
    """Return the ways out that name the limit, of a program with this front matter and session."""
    sessions = "" if "sessions:" in front else "sessions: [{file: 1.md}]\n"
    (folder / "program.md").write_text(f"---\n{front}\n{sessions}---\n")
    (folder / "1.md").write_text(f"---\nid: one\ntitle: One\n---\n{body}\n")
    number = LIMITS[name]
    named = re.compile(rf"(?<![\d,]){number:,}(?!,?\d)|(?<![\d,]){number}(?!,?\d)")
    return [problem.right for problem in read_program(folder).problems if named.search(problem.right)]


@pytest.mark.parametrize(
    ("name", "front", "body"),
    [
        *((name, front, "Text.") for name, front in IN_PROGRAM.items()),
        *((name, "title: A", body) for name, body in IN_SESSION.items()),
        ("LONGEST_LINE", f"authors: [{'x' * 301}]", "Text."),
        ("LONGEST_ID", "title: A", f":::{{note}} {'x' * 81}\nq\n:::"),
        ("LONGEST_ID", "title: A", f":::{{select}} s\nq\n- A {{#{'x' * 81}}}\n- B\n:::"),
        ("LONGEST_ID", f"references: [{{id: {'x' * 81}, title: A}}]", "Text."),
        ("MOST_STEPS", "title: A", "## A heading\n\nText.\n\n" * 501),
        ("MOST_STEPS", "title: A", "x\n\n---\n\n" * 500 + ":::{note} n\nq\n:::"),
        ("DEEPEST_BLOCK", "title: A", "> " + "- " * 10 + "x"),
        ("LONGEST_OPTION", "title: A", f":::{{note}} n\n:hint: {'x' * 2001}\nq\n:::"),
        ("LONGEST_TEXT", "title: A", f":::{{note}} n\n{'x' * 20_001}\n:::"),
        ("LARGEST_NUMBER", "title: A", ":::{rate} r\n:min: -1001\nq\n:::"),
        ("LONGEST_MINUTES", "title: A", ":::{guided} g\n[7201s] Rest.\n:::"),
        ("MOST_NAMES", f"authors: [{'a, ' * 101}]", "Text."),
        ("MOST_NAMES", f"relatedpost: [{'a, ' * 101}]", "Text."),
    ],
)
def test_beyond_a_limit_a_program_is_refused_and_the_limit_named(
    tmp_path: Path, name: str, front: str, body: str
) -> None:
    """Whoever passes a limit learns which number to keep to."""
    assert refusals(tmp_path, name, "title: A", "Text.") == []
    assert refusals(tmp_path, name, front, body)


@pytest.mark.parametrize("minutes", ["1000", "٣", "a while", "-1", "2.5"])
def test_minutes_of_a_session_are_a_number_within_the_limit(tmp_path: Path, minutes: str) -> None:
    """What is refused is told with the limit."""
    (tmp_path / "program.md").write_text("---\nsessions: [{file: 1.md}]\n---\n")
    (tmp_path / "1.md").write_text(f"---\nid: one\ntitle: One\nminutes: {minutes}\n---\nText.\n")
    assert [(p.wrong, p.right) for p in read_program(tmp_path).problems] == [
        ("minutes is no whole number up to 999", "write minutes: 25, at most 999")
    ]


@pytest.mark.parametrize("step", ["## {n}\n\nText.\n\n", "Text.\n\n---\n\n", ":::{{note}} n{n}\nq\n:::\n\n"])
def test_at_the_limit_a_session_is_sound(tmp_path: Path, step: str) -> None:
    """As many steps as a session may have are no problem, and one more is told once."""
    (tmp_path / "program.md").write_text("---\nsessions: [{file: 1.md}]\n---\n")
    for more, told in ((0, []), (1, ["the session has too many steps"])):
        body = "".join(step.format(n=n) for n in range(LIMITS["MOST_STEPS"] + more))
        (tmp_path / "1.md").write_text(f"---\nid: one\ntitle: One\n---\n{body}")
        assert [problem.wrong for problem in read_program(tmp_path).problems] == told


def test_files_that_are_too_large_together_are_refused(tmp_path: Path) -> None:
    """Each file may be small enough, and all of them together too much to read."""
    names = [f"{number}.md" for number in range(LARGEST_PROGRAM // 900_000 + 1)]
    for number, name in enumerate(names):
        text = f"---\nid: s{number}\ntitle: S\n---\n" + ("word " * 3000 + "\n\n---\n\n") * 59
        (tmp_path / name).write_text(text + "x" * (900_000 - len(text) - 7) + "\n")
    (tmp_path / "program.md").write_text(
        f"---\nsessions: [{', '.join(f'{{file: {n}}}' for n in names)}]\n---\n"
    )
    rights = {problem.right for problem in read_program(tmp_path).problems}
    assert f"keep its files to {LARGEST_PROGRAM:,} bytes in all" in rights


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """A session that is listed twice is told, and not read again."""
    (tmp_path / "program.md").write_text("---\nsessions: [{file: 1.md}, {file: 1.md}]\n---\n")
    (tmp_path / "1.md").write_text("---\nid: one\ntitle: One\n---\nText.\n")
    assert [p.wrong for p in read_program(tmp_path).problems] == ["'1.md' is listed twice"]


def test_links_that_lead_nowhere_are_told_up_to_a_number(tmp_path: Path) -> None:
    """Of tens of thousands of wrong citations among many sources, only the first are looked into."""
    sources = "".join(f"- {{id: source{n}}}\n" for n in range(1000))
    (tmp_path / "program.md").write_text(f"---\nreferences:\n{sources}sessions: [{{file: 1.md}}]\n---\n")
    lines = "".join(f"[@sauce{n}]\n" + ("\n---\n" if n % 500 == 0 else "") for n in range(20_000))
    (tmp_path / "1.md").write_text(f"---\nid: one\ntitle: One\n---\n{lines}")
    assert len(read_program(tmp_path).problems) == LIMITS["MOST_PROBLEMS"]


def test_no_problem_repeats_a_long_text(tmp_path: Path) -> None:
    """Whatever an author wrote, what is told of it fits on a few lines."""
    long = "x" * 5000
    (tmp_path / "program.md").write_text(
        f"---\ntitle: {long}\nsessions: [{{file: 1.md}}, {{file: {long}}}]\n---\n"
    )
    (tmp_path / "1.md").write_text(
        f"---\nid: {long}\nminutes: {long}\n---\n## A {{#{long}}}\n:grounding: {long}\n"
        f":{long}: x\n\n[@{long}]\n\n"
        f":::{{{long}}} {long}\n:::\n\n:::{{rate}} {long}\n:min: {long}\n:when: {long}\n"
        f":compare: {long}\nq\n:::\n\n"
        f":::{{select}} s\n:when: {long} answered\nq\n- A {{#{long}}}\n- B {{#{long}}}\n:::\n\n"
        f":::{{gather}} g\nq\n- {long}\n- {long}: x\n:::\n\n"
        f":::{{record}} r\nq\n- {long}: x {{#a .{long}}}\n:::\n"
    )
    found = read_program(tmp_path).problems
    assert len(found) > 10
    assert [p for p in found if len(p.wrong) > 200 or len(p.right) > 400] == []


def test_html_that_is_nested_too_deeply_is_its_words() -> None:
    """Tags inside each other beyond the bound are dropped, and the words stay."""
    deep = DEEPEST_HTML + 1
    assert html_to_markdown("<b>" * deep + "word" + "</b>" * deep) == "word"
    assert html_to_markdown("<i>" + "<div>" * (DEEPEST_HTML - 1) + "word") == "*word*"


def test_html_that_grows_is_its_words() -> None:
    """Quotes inside quotes would mark each of thousands of lines many times over; they are left out."""
    markdown = html_to_markdown("<blockquote>" * DEEPEST_HTML + "x\n" * 9000)
    assert len(markdown) < 20_000
    assert markdown.startswith("x\nx\n")


def test_the_page_names_each_limit_as_it_is() -> None:
    """docs/format.md has a row for each limit of the code, with its number, and for no other."""
    rows = re.findall(r"^\| .* \| ([\d,]+)[ a-z]* \| `([A-Z_]+)` \|$", PAGE, re.MULTILINE)
    assert {name: int(number.replace(",", "")) for number, name in rows} == LIMITS
    assert len(rows) == len(LIMITS)


def test_every_limit_is_tried() -> None:
    """A limit without a test of its own here would be a promise that nobody looks after."""
    elsewhere = {"LARGEST_PROGRAM", "LONGEST_SESSION", "MOST_PROBLEMS", "DEEPEST_HTML"}
    assert {*IN_PROGRAM, *IN_SESSION} | elsewhere == {*LIMITS}
