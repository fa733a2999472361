"""Front matter that can't be read is told by the slip that was made, with the line where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.mistakes import PROGRAM, SESSION, told

_QUOTES = "put it in quotes"
# The lines between the lines of ---, of which the first is line 2, and what is told.
SLIPS = {
    "no space after a colon": (
        "id:one\ntitle: One",
        "2: 'id' has no colon with a space behind it; write id: one",
    ),
    "an equals sign": ("id = one\ntitle: One", "2: 'id' has no colon with a space behind it; write id: one"),
    "all indented": ("  id: one\ntitle: One", "2: the keys are indented; begin them at the margin"),
    "one indented": (
        "id: one\n  title: One",
        "3: this key stands further in than the one above; begin both at the same place",
    ),
    "a colon in a text": (
        "id: one\ntitle: One: two",
        f"3: the text of 'title' holds a colon; {_QUOTES}: title: \"...\"",
    ),
    **{
        f"a text that begins with {text[0]}": (
            f"id: one\ntitle: {text}",
            f"3: the text of 'title' begins with {text[0]}, a sign of YAML; {_QUOTES}: title: \"...\"",
        )
        for text in (
            "@one says",
            "%done",
            "*One*",
            "`One`",
            "[@one] says",
            "{one} is",
            "- One",
            "> One",
            "| One",
        )
    },
    "a bracket that is not closed": (
        "id: one\ntitle: [One\noverview: Two",
        "3: the [ behind 'title' is not closed; write ] at its end, or put a text in quotes",
    ),
    "a quote in quotes": (
        "id: one\ntitle: 'It's one'",
        "3: the quotes of 'title' end in the middle of its text; write double ones around it",
    ),
    "a quote that is not closed": (
        'id: one\ntitle: "One\noverview: Two',
        "3: the quote of 'title' is not closed; write \" at its end",
    ),
    "a text that goes on at the margin": (
        "id: one\ntitle: One\noverview: A text that\ngoes on",
        "5: this line belongs to no key; indent it by two spaces, if it goes on with the text above",
    ),
    "a space that does not break": (
        "id: one\ntitle:\u00a0One\noverview: Two",
        "3: there is a space here that does not break, as Word makes it; write an ordinary space",
    ),
}
FRAMES = {
    "not closed": (SESSION[:-4], "1.md:1: the front matter is not closed; write --- below its last key"),
    "long dashes": (
        SESSION.replace("---", "———"),
        "1.md:1: ——— is no beginning of front matter; write --- with plain hyphens",
    ),
    "text above": (
        f"My session\n{SESSION}",
        "1.md:1: there is text above the front matter; begin the file with ---",
    ),
}
_MISSING = "in the program's folder"
FILES = {
    "another case": ("1.MD", f"there is no file '1.MD' {_MISSING}; did you mean '1.md'?"),
    "no ending": ("1", f"there is no file '1' {_MISSING}; did you mean '1.md'?"),
    "an address": (
        "https://example.org/1.md",
        f"'https://example.org/1.md' is an address, and nothing is read from there; name a file {_MISSING}",
    ),
    "the program itself": ("program.md", "program.md is the program itself; name the file of a session"),
    "a backslash": (
        "sessions\\2.md",
        f"there is no file 'sessions\\\\2.md' {_MISSING}; write sessions/2.md, with /",
    ),
}
_H = "## A {#a}\n\n"
OPENINGS = {
    **{
        written: (f"{_H}:::{written}\nWhich?\n:::\n", "this ::: opens nothing; write :::{note} word")
        for written in ("note word", "(note) word", "[note] word", "Note word")
    },
    **{
        f"id {given}": (
            f"{_H}:::{{note}} {given}\nWhich?\n:::\n",
            f"'{given}' is no id; write :::{{note}} my-word, in lower-case letters, digits and hyphens, at most 80",
        )
        for given in ("my word", "my_word", "#my-word", "{#my-word}", "My-Word", "mý-word")
    },
    "no id": (
        f"{_H}:::{{note}}\nWhich?\n:::\n",
        "this note has no id; write :::{note} and an id of lower-case letters, digits and hyphens, at most 80",
    ),
}


@pytest.mark.parametrize(("front", "told_as"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_yaml_is_told(front: str, told_as: str, tmp_path: Path) -> None:
    """In a sentence without the parser's words, on its own line."""
    assert told(tmp_path, front=f"---\n{front}\n---\n") == [f"1.md:{told_as}"]


@pytest.mark.parametrize(("front", "told_as"), FRAMES.values(), ids=FRAMES)
def test_front_matter_that_is_not_seen_is_told(front: str, told_as: str, tmp_path: Path) -> None:
    """With what keeps it from being seen."""
    assert told(tmp_path, front=front) == [told_as]


@pytest.mark.parametrize(("name", "told_as"), FILES.values(), ids=FILES)
def test_a_wrong_name_of_a_file_is_told(name: str, told_as: str, tmp_path: Path) -> None:
    """With the name that was meant, if it is there."""
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "2.md").write_text(f"{SESSION}Text.\n")
    program = PROGRAM.replace("1.md", name)
    assert told(tmp_path, program=program) == [f"program.md:6: {told_as}"]


@pytest.mark.parametrize(("body", "told_as"), OPENINGS.values(), ids=OPENINGS)
def test_an_activity_that_is_not_opened_rightly_is_told_once(body: str, told_as: str, tmp_path: Path) -> None:
    """As it would be right; the line that closes it is no mistake of its own."""
    assert told(tmp_path, body) == [f"1.md:7: {told_as}"]


def test_items_without_their_hyphens_are_told(tmp_path: Path) -> None:
    """As such, and not as a key that stands twice by mistake."""
    program = PROGRAM.replace("    - file: 1.md\n", "    file: 1.md\n    file: 2.md\n")
    wrong = "program.md:7: the key 'file' stands twice; begin each item of the list with -"
    assert told(tmp_path, program=program) == [wrong]


def test_a_session_with_the_id_of_another_is_told_at_its_id(tmp_path: Path) -> None:
    """Not at the beginning of its file."""
    program = PROGRAM.replace("1.md\n", "1.md\n    - file: 2.md\n")
    found = told(tmp_path, program=program, others={"2.md": f"{SESSION}Text.\n"})
    assert found == ["2.md:2: another session has the id 'one'; choose another id"]
