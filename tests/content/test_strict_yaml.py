"""YAML as text, within bounds, with lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.limits import DEEPEST_YAML, MOST_YAML_EVENTS
from resilify_cli.content.strict_yaml import Mapping, read_yaml


def read(text: str, first_line: int = 1) -> tuple[Mapping | None, list[tuple[int, str]]]:
    problems = ProblemList(Path("program.md"))
    found = read_yaml(text, first_line, problems)
    return found, [(problem.line, problem.wrong) for problem in problems.found]


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "12:30", "0x1F", "1e3", "2026-13-45", "9" * 5000, "=", "<<"]
)
def test_a_scalar_stays_the_text_it_is(word: str) -> None:
    """No word becomes a boolean, a number or a date."""
    assert read(f"title: {word}") == ({"title": word}, [])


@pytest.mark.parametrize("nothing", ["", "~", "null", '""'])
def test_nothing_reads_as_an_empty_text(nothing: str) -> None:
    """A key without a value has the empty text."""
    assert read(f"title: {nothing}") == ({"title": ""}, [])


def test_a_quoted_null_is_the_word() -> None:
    """In quotes, `null` is four letters."""
    assert read("title: 'null'") == ({"title": "null"}, [])


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("a: x\nb: &b x", 2, "anchor or alias"),
        ("a: x\nb: *b", 2, "anchor or alias"),
        ("a: x\nb: &b [x, x]", 2, "anchor or alias"),
        ("a: x\nb: &b {x: x}", 2, "anchor or alias"),
        ("a: x\n&b b: x", 2, "anchor or alias"),
        ("a: x\nb: !!python/object/apply:os.system [id]", 2, "tag (tag:yaml.org,2002:python"),
        ("a: x\nb: !!int 3", 2, "tag"),
        ("a: x\nb: x\na: y", 3, "'a' stands twice"),
        ("a:\n  - b: x\n    c: x\n    b: y", 4, "'b' stands twice"),
        ("a: x\n? [b, c]\n: x", 2, "a key is a list"),
        ("a: x\n? {b: c}\n: x", 2, "a key is a list"),
        ("a: x\n" + "b: " + "[" * DEEPEST_YAML, 2, "nested too deeply"),
        ("a: x\n" + "b: " + "{b: " * DEEPEST_YAML, 2, "nested too deeply"),
        ("a: x\nb:\n" + "- a\n" * MOST_YAML_EVENTS, MOST_YAML_EVENTS - 3, "too much"),
        ("a: x\n--- \nb: x", 2, "second document"),
        ("a: x\nb: 'never closed", 2, "the quote of 'b' is not closed"),
        ("a: x\nb: c: d", 2, "the text of 'b' holds a colon"),
        ("a: x\n\tb: x", 2, "a tab"),
        ("a: x\nb: @x", 2, "the text of 'b' begins with @"),
        ("- a\n- b", 1, "no list of keys"),
        ("a word", 1, "no list of keys"),
        ("", 1, "no list of keys"),
        ("a: \x1b", 1, "character YAML can't hold"),
    ],
)
def test_what_is_dangerous_or_unclear_is_refused_at_its_line(text: str, line: int, wrong: str) -> None:
    """What can grow, surprise or break is refused with its own line and reason."""
    found, ((told, words),) = read(text)
    assert found is None
    assert (told, wrong in words) == (line, True), words


def test_depth_up_to_the_bound_is_read() -> None:
    """The last allowed level is still read."""
    found, problems = read("a: " + "[" * (DEEPEST_YAML - 1) + "]" * (DEEPEST_YAML - 1))
    assert found is not None
    assert not problems


def test_each_key_knows_its_line_in_the_file() -> None:
    """Lines count from where the front matter begins in its file."""
    found, _ = read("a: x\nb:\n  - c: x\n    d: x\n", first_line=10)
    assert found is not None
    assert (found.line_of("a"), found.line_of("b"), found.line_of("absent")) == (10, 11, 10)
    inside = found["b"]
    assert isinstance(inside, list)
    (inner,) = inside
    assert isinstance(inner, Mapping)
    assert (inner.line, inner.line_of("d")) == (12, 13)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-?&*!{}[],#|>'\"%@` \n\t\\~\x85\u2028é")))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the text, there is a mapping and no problem, or one problem at a line that exists."""
    found, problems = read(text)
    assert (found is None) == (len(problems) == 1)
    assert all(1 <= line <= len(text) + 1 for line, _ in problems)


@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028", "\u2029", "\r\n\r", "\u2028\r\n"])
def test_a_line_is_one_of_the_file(end: str) -> None:
    """YAML ends lines where no editor does; keys and mistakes have the lines of the file all the same."""
    text = f"a: x{end}\nb:{end}\n  - c: x{end * 2}\n    d: y\ne: z"
    found, problems = read(text, 5)
    assert problems == []
    assert found is not None
    rows = [row.rstrip(end) for row in text.split("\n")]
    assert {rows[found.line_of(key) - 5] for key in found} == {"a: x", "b:", "e: z"}
    items = found["b"]
    assert isinstance(items, list)
    (item,) = items
    assert isinstance(item, Mapping)
    assert (rows[item.line - 5], rows[item.line_of("d") - 5]) == ("  - c: x", "    d: y")
    for wrong in ("e: &z z", "e: [", "a: z"):
        broken = text.replace("e: z", wrong)
        assert [line - 5 for line, _ in read(broken, 5)[1]] == [broken.count("\n")]


@given(
    st.lists(
        st.sampled_from(
            ["a", "b: c", "\n", "\r", "\x85", "\u2028", "\u2029", " ", "- ", "d:", '"', "[", "# e"]
        ),
        max_size=14,
    ).map("".join)
)
def test_a_key_stands_on_the_line_that_is_told(text: str) -> None:
    """Whatever ends the lines, each key is found on its line of the file, and no line is beyond the end."""
    found, problems = read(text)
    rows = text.split("\n")
    assert all(1 <= line <= len(rows) + 1 for line, _ in problems)
    for key in found or {}:
        assert found is not None
        assert key in rows[found.line_of(key) - 1]
