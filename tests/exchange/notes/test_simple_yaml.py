"""Front matter that is read without a YAML parser means what it means to the parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.strict_yaml import read_yaml
from resilify_cli.exchange.notes import front_matter
from resilify_cli.exchange.notes.front_matter import split_front_matter
from resilify_cli.exchange.notes.simple_yaml import read_simple_yaml

_PIECES = st.sampled_from(
    [
        *"abZ09:#-'\"\\ \n\t.,[]{}&*!|>%@`?~=/é\u2028\x85\xa0\ufeff\u3000\ufffe\U0001f33b",
        *(
            "key: ",
            "\nkey: ",
            "\n- ",
            "\n  - ",
            "null",
            "- ",
            "''",
            "\nb: ",
            "a: 'x'",
            'c: "y"',
            "yes",
            "1.5",
        ),
        *("<<", " - ", "...", "---", "\nnull: ", ": ", " #", "'a''b'"),
    ]
)


@given(st.booleans(), st.lists(_PIECES, max_size=9))
@example(True, ["words", "\n- ", "one"])
def test_it_is_read_as_yaml_or_left_to_it(has_key: bool, pieces: list[str]) -> None:
    """Whatever is taken has the keys, values and lines that YAML gives it."""
    front = "".join(["k: " if has_key else "", *pieces, "\n"])
    simple = read_simple_yaml(front)
    if simple is not None:
        whole = read_yaml(front, 1, ProblemList(Path()))
        assert whole is not None
        assert simple == list(front_matter._split_fields(front, whole, 1))


@pytest.mark.parametrize(
    ("front", "value"),
    [
        ("k: some words, and [more]\n", "some words, and [more]"),
        ("k: 'it''s: this'\n", "it's: this"),
        ('k: "a # b"\n', "a # b"),
        ("k:\n", ""),
        ("k: ''\n", ""),
        ("k:\n- one\n- 'two'\n", ["one", "two"]),
        ("k:\n  - one\n  - two\n", ["one", "two"]),
        ("k: Größe 🌻\n", "Größe 🌻"),
        ("k: https://example.org/a#b\n", "https://example.org/a#b"),
    ],
)
def test_what_most_notes_have_is_taken(front: str, value: str | list[str]) -> None:
    """Plain values, quoted ones, and lists of them."""
    assert read_simple_yaml(front) == [("k", value, front.removesuffix("\n"))]


@pytest.mark.parametrize(
    "front",
    [
        "k: null\n",
        "k: a: b\n",
        "k: a #b\n",
        "k: a:\n",
        "k: *a\n",
        "k: |\n  words\n",
        "k: words\n  and more\n",
        "k: [a, b]\n",
        'k: "a\\tb"\n',
        "k: a\nk: b\n",
        "k:\n- - a\n",
        "k:\n- a\n  - b\n",
        "# k\nk: a\n",
        "k: a\n\nb: c\n",
        "k: a \n",
        "null: a\n",
        "k: a\u2028b\n",
    ],
)
def test_what_is_more_than_that_is_left_to_yaml(front: str) -> None:
    """Whatever YAML may take for something else."""
    assert read_simple_yaml(front) is None


def test_our_own_export_needs_no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser takes longer than all else of a note."""
    monkeypatch.delattr(front_matter, "read_yaml")
    front = (
        "id: 0188696f54bd36328904b731f44f\ndate: '2023-05-29T21:34:43.901+00:00'\nkind: response\n"
        "program: An earlier program\nsession: Session 4\nquestion: What happened?\n"
        "tags:\n- garden\n- work/a\n"
    )
    found = split_front_matter(f"---\n{front}---\n\nwords\n")
    assert found.mapping()["tags"] == ["garden", "work/a"]
    assert found.body == "\nwords\n"
