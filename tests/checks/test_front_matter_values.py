"""A value in front matter of another kind than its key takes is told, with the line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.mistakes import PROGRAM, SESSION, told

_REVIEW = (
    "by whom and when; write who and when, as in Ana Ruiz, 2026-05-01; or: not yet reviewed by a clinician"
)
_LIST = "write one text, in quotes if it begins with [ or {"
_EACH = "where a list belongs; write each on a line of its own, with - in front"
# A line of `program.md`, and what is told of its line.
VALUES = {
    "sequence: first": "sequence is 'first', and no whole number; write sequence: 10, or leave it out",
    "sequence: 1.5": "sequence is '1.5', and no whole number; write sequence: 10, or leave it out",
    "weeks: eight": "weeks is no whole number up to 99; write weeks: 8, or leave it out",
    "weeks: 2-3": "weeks is no whole number up to 99; write weeks: 8, or leave it out",
    "date: tomorrow": "date is 'tomorrow', and no date; write year, month and day, as in date: 2026-05-01",
    "date: 28.11.2026": "date is '28.11.2026', and no date; write year, month and day, as in date: 2026-05-01",
    "date: 2026-13-40": "date is '2026-13-40', and no date; write year, month and day, as in date: 2026-05-01",
    "reviewed: soon": f"reviewed is 'soon', and does not say {_REVIEW}",
    "reviewed: yes": f"reviewed is 'yes', and does not say {_REVIEW}",
    "reviewed: 2026": f"reviewed is '2026', and does not say {_REVIEW}",
    "reviewed:": "reviewed is empty; write its value behind it, or leave it out",
    "version: latest": "version is 'latest', and has no number; write version: \"1.0\"",
    "version: [1]": f"version is a list; {_LIST}",
    "caution: yes": "caution is 'yes', and its words belong here; write them, or leave it out",
    "license: no": "license is 'no', and its words belong here; write them, or leave it out",
    "overview: [a]": f"overview is a list; {_LIST}",
    "stop: {a: b}": f"stop is a list of keys; {_LIST}",
    "overview: Step #1": 'overview ends before the #, which begins a comment; put the text in quotes: overview: "..."',
    "slug: My Slug": "slug 'My Slug' is read as 'my-slug'; write slug: my-slug",
    "categories: Sleep": f"categories is 'Sleep', {_EACH}",
    "relatedpost: calm": f"relatedpost is 'calm', {_EACH}",
    "relatedpost: {programs: [a]}": "relatedpost has no program: below it; write program: below it, then each with - in front",
    "relatedpost: [calm evenings]": "'calm evenings' is read as a title; write - slug: calm-evenings",
    "authors: [{name: Ana}]": "an author with keys of their own is left out; write the name alone, as in - Ada Lovelace",
    "language: English": "'English' is no tag of a language; write language: en, es or pt-BR",
    "kind: practice": "'practice' is no kind of program; write kind: practices, or leave it out",
    "minutes: 20": "the key 'minutes' is not read in program.md; move it to the file of a session",
    "description: x": "the key 'description' is not read; did you mean 'overview'?",
    "lang: en": "the key 'lang' is not read; did you mean 'language'?",
}
OF_A_SESSION = {
    "minutes: 20 min": "minutes is no whole number up to 999; write minutes: 25, at most 999",
    "minutes: 0": "minutes is 0; write minutes: 25, or leave it out",
    "minutes:": "minutes is empty; write its value behind it, or leave it out",
    "evidence: yes": "evidence is 'yes', and its words belong here; write them, or leave it out",
    "status: draft": "status is 'draft'; write status: planned, or leave it out",
    "duration: 20": "the key 'duration' is not read; did you mean 'minutes'?",
    "authors: Ana": "the key 'authors' is not read in a session; move it to program.md",
}
_SOURCE = "    title: A study\n"
OF_SOURCES = {
    "no id": (
        "  - title: A study of sleep\n    reference: Smith, J. (2001).\n",
        "program.md:10: the source 'A study of sleep' has no id, so nothing can cite it;"
        " write id: smith2001, or further: yes",
    ),
    "a text alone": (
        "  - Smith 2001\n",
        "program.md:10: the source 'Smith 2001' has no id, so nothing can cite it;"
        " write - id: smith2001 and title: in the line below",
    ),
    "no title": ("  - id: two\n", "program.md:10: the source 'two' has no title; write title: and its name"),
    "an id with a space": (
        "  - id: Neff 2003\n    title: A\n",
        "program.md:10: the id 'Neff 2003' can't be cited; write id: neff2003",
    ),
    "an id with its @": (
        "  - id: '@neff2003'\n    title: A\n",
        "program.md:10: the id '@neff2003' can't be cited; write id: neff2003",
    ),
    "another yes": (
        "  - id: two\n    title: A\n    further: true\n",
        "program.md:12: further is 'true'; write further: yes, or leave it out",
    ),
    "a DOI alone": (
        "  - id: two\n    title: A\n    link: 10.1037/0022\n",
        "program.md:12: the link '10.1037/0022' is no address; write link: https://doi.org/10.1037/0022",
    ),
    "an address without its beginning": (
        "  - id: two\n    title: A\n    link: www.example.org\n",
        "program.md:12: the link 'www.example.org' is no address; write link: https://www.example.org",
    ),
}
SOUND = (
    "sequence: -3",
    "date: 2026-05-01T10:00:00.000Z",
    "version: 2",
    "reviewed: Ana Ruiz, May 2026",
    "reviewed: not reviewed",
    "reviewed: nobody has yet",
    "language: es\nreviewed: todavía no revisado",
    "overview: Work  # a comment",
    'overview: "Step #1"',
    "authors: Ana Ruiz, PhD",
    "categories: [Sleep]",
    "authors: [Ana, Bea]",
    "description: x\noverview: y",
    "references:\n  - id: one\n    title: A\n    further: no",
)


def _program(lines: str) -> str:
    return PROGRAM.replace("sessions:\n", f"{lines}\nsessions:\n", 1)


@pytest.mark.parametrize(("line", "told_as"), VALUES.items(), ids=VALUES)
def test_an_odd_value_of_a_program_is_told(line: str, told_as: str, tmp_path: Path) -> None:
    """Alone, with its line."""
    assert told(tmp_path, program=_program(line)) == [f"program.md:4: {told_as}"]


@pytest.mark.parametrize(("line", "told_as"), OF_A_SESSION.items(), ids=OF_A_SESSION)
def test_an_odd_value_of_a_session_is_told(line: str, told_as: str, tmp_path: Path) -> None:
    """Alone, with its line."""
    front = SESSION.replace("title: One\n", f"title: One\n{line}\n")
    assert told(tmp_path, front=front) == [f"1.md:4: {told_as}"]


@pytest.mark.parametrize(("entry", "told_as"), OF_SOURCES.values(), ids=OF_SOURCES)
def test_an_odd_source_is_told(entry: str, told_as: str, tmp_path: Path) -> None:
    """Alone, with its line."""
    assert told(tmp_path, program=PROGRAM.replace(_SOURCE, f"{_SOURCE}{entry}")) == [told_as]


@pytest.mark.parametrize("lines", SOUND)
def test_a_sound_value_is_not_told(lines: str, tmp_path: Path) -> None:
    """However it is written."""
    program = PROGRAM.split("references:")[0] + "---\n" if lines.startswith("references") else PROGRAM
    assert told(tmp_path, program=program.replace("sessions:\n", f"{lines}\nsessions:\n", 1)) == []


def test_a_line_that_only_yaml_ends_changes_no_line(tmp_path: Path) -> None:
    """What was pasted with a separator of lines in it is no error, and mistakes below have their own lines."""
    front = "---\nid: one\ntitle: One\u2028\u2028\noverview: Step #1\n---\n"
    assert told(tmp_path, front=front) == [
        f"1.md:4: {VALUES['overview: Step #1']}",
    ]


@pytest.mark.parametrize("title", ["", "title:\n"])
def test_a_program_without_a_title_is_told(title: str, tmp_path: Path) -> None:
    """It would be listed under the name of its folder."""
    wrong = "the program has no title, so lists show the name of its folder; write title: and its name"
    assert told(tmp_path, program=PROGRAM.replace("title: Rest\n", title)) == [f"program.md:2: {wrong}"]


def test_what_the_rules_tell_is_told_once(tmp_path: Path) -> None:
    """Under --strict a review and a link have rules of their own."""
    entry = "  - id: two\n    title: A\n    link: www.example.org\n"
    program = _program("reviewed: soon").replace(_SOURCE, f"{_SOURCE}{entry}")
    found = told(tmp_path, program=program, strict=True)
    assert sum("review" in one for one in found) == 1
    assert sum("www.example.org" in one for one in found) == 1
