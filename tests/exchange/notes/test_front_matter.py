"""Front matter in YAML, TOML and JSON: whatever it is, its words are there."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.exchange.notes import front_matter
from resilify_cli.exchange.notes.front_matter import FrontMatter, split_front_matter
from tests.fuzz.bounds import soon


def test_parts_are_as_they_were_written() -> None:
    """Each key has its value, and all its lines, with comments and what is nested."""
    front = split_front_matter(
        "---\n# on top\ndate: 2024-03-01 # a Friday\nsleep:\n  hours: 6\n  # badly\n"
        "feelings: [sad, tired]\n---\nwords\n"
    )
    assert [(part.key, part.written) for part in front.parts] == [
        ("", "# on top"),
        ("date", "date: 2024-03-01 # a Friday"),
        ("sleep", "sleep:\n  hours: 6\n  # badly"),
        ("feelings", "feelings: [sad, tired]"),
    ]
    assert front.mapping()["feelings"] == ["sad", "tired"]
    assert (front.body, front.errors) == ("words\n", ())


@pytest.mark.parametrize(
    "text",
    [
        '+++\ndate = "2024-03-01"\ntags = ["a"]\n+++\nwords',
        ';;;\n{"date": "2024-03-01", "tags": ["a"]}\n;;;\nwords',
        ';;;\n"date": "2024-03-01",\n"tags": ["a"]\n;;;\nwords',
        '{"date": "2024-03-01", "tags": ["a"]}\nwords',
        "---\n{date: 2024-03-01, tags: [a]}\n---\nwords",
        "---\ndate: 2024-03-01\ntags: [a]\n...\nwords",
        "\n\n---\ndate: 2024-03-01\ntags: [a]\n---\nwords",
        "---\ndate: 2024-03-01\ntags: [a]\n\nwords",
    ],
)
def test_it_is_read_in_all_its_kinds(text: str) -> None:
    """YAML, TOML and JSON, with or without an end."""
    front = split_front_matter(text)
    assert front.mapping() == {"date": "2024-03-01", "tags": ["a"]}
    assert front.body.strip() == "words"


@pytest.mark.parametrize(
    "text",
    [
        "---\nNot front matter, only a rule above\n---\nand words below.",
        "---\nno end of it",
        "---\n\nwords: and more\nno end",
        "----\na: b\n----\n",
        "{not json}",
        '{"a": 1}\nno note begins so',
        "+++ plus\nwords",
        "words\n---\na: b\n---",
        "---\nIt rained.\nNote to self: rest.\nThen it cleared.\nWe went out.\n---\nmore",
    ],
)
def test_a_rule_or_a_bracket_on_top_is_part_of_the_words(text: str) -> None:
    """What is no list of keys is no front matter."""
    front = split_front_matter(text)
    assert (front.parts, front.body, front.errors) == ((), text, ())


@pytest.mark.parametrize(
    ("text", "line", "values"),
    [
        (
            "---\ntitle: Today: hard\ndate: 2024-03-08\n---\nw",
            2,
            {"title": "Today: hard", "date": "2024-03-08"},
        ),
        ("---\nmood: a\nmood: b\n---\nw", 3, {"mood": "a"}),
        ("---\ntags:\n\t- walk\n---\nw", 3, {"tags": ["walk"]}),
        ("---\na: &x 1\nb: *x\n---\nw", 2, {"a": "&x 1", "b": "*x"}),
        ("---\na: [1\nb: 2\n---\nw", 2, {"b": "2", "a": "[1"}),
        ('+++\ntitle = "x\n+++\nw', 2, {"title": "x"}),
        (";;;\nnot json\n;;;\nw", 2, {}),
        ("---\ndate: 2024-03-08\n\nw", 1, {"date": "2024-03-08"}),
    ],
)
def test_what_can_not_be_read_is_told_and_the_rest_is_read(
    text: str, line: int, values: dict[str, object]
) -> None:
    """With its line; each key that can be read by itself is."""
    front = split_front_matter(text)
    assert [where for where, _ in front.errors] == [line]
    assert front.mapping() == values
    assert front.body.strip() == "w"


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x, x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)),
        "a: " + "[" * 50_000,
        "x: y\n" * 100_000,
        "x" * 2_000_000 + ": 1",
        "".join(f"k{n}: [\n" for n in range(50_000)),
    ],
)
def test_a_bomb_costs_no_time_and_no_words(front: str) -> None:
    """Aliases, depth and length without end stand in the text as they were written."""
    with soon():
        found = split_front_matter(f"---\n{front.rstrip()}\n---\nwords")
    assert "\n".join(part.written for part in found.parts).rstrip() == front.rstrip()
    assert found.body == "words"
    assert found.errors


_LINES = st.lists(
    st.sampled_from(
        ["date: 2024-03-01", "mood: bad", "mood: good", "title: To: day", "- a", "  - b", "\t- c", "# why",
         "", "plain", "a: [x,", "y]", "b: |", "  kept\n  so", "'q': \"r\"", "k: &a v", "j: *a", "{z: 1}",
         "tags: x\r", "e: \u2028f: g", "\x85h: i", "l:\u2029  m"]
    ) | st.text(st.characters(codec="utf-8"), max_size=12),
    max_size=8,
)  # fmt: skip


@given(_LINES, st.sampled_from(["---", "+++", ";;;"]))
@example(["a: b", "a: b"], "---")
@example(["id: a\rb: 1", "created: -\u2028", "n: x", "k: 3"], "---")
def test_no_word_is_lost(rows: list[str], mark: str) -> None:
    """Whatever stands between two marks, each word of it is in a part, or in the text."""
    text = f"{mark}\n" + "".join(f"{row}\n" for row in rows) + f"{mark}\nbelow"
    front = split_front_matter(text)
    kept = " ".join([*(part.written for part in front.parts), front.body])
    assert not set(re.findall(r"\w+", text)) - set(re.findall(r"\w+", kept))


_FENCED = re.compile(r"\s*?(?<![^\n])---[ \t]*\n(.*?)(?<![^\n])(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@given(st.lists(st.sampled_from(["---", "...", "----", " ", "\t", "\n", "\x0b", "a: b", "x"]), max_size=10))
@example(["---", "\n", "---"])
@example(["\n", "---", "\n", "a: b", "\n", "...", " ", "\n", "---"])
def test_front_matter_is_what_stands_between_its_two_marks(pieces: list[str]) -> None:
    """The first line of three dashes, if only blanks stand before it, and the next line that ends it."""
    text = "".join(pieces)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(front_matter, "_read_yaml_part", lambda front, line, whole, end: (front, line, end))
        found: object = split_front_matter(text)
    whole = _FENCED.match(text)
    if whole is None:
        assert isinstance(found, FrontMatter)
    else:
        assert found == (whole[1], text.count("\n", 0, whole.start(1)) + 1, whole.end())
