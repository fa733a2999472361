"""Each mistake in front matter that is easily made is told in one sentence, with its line and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.checks.checker import check_program
from resilify_cli.content.program_summary import ProgramSummary
from tests.checks.mistakes import PROGRAM, SESSION, in_words, told

_FILE = "    - file: 1.md\n"
_NOT_YAML = "program.md:2: the text of 'title' holds a colon; put it in quotes: title: \"...\""
IN_PROGRAM = {
    "a mistyped key": (
        PROGRAM.replace("---\ntitle", "---\nreviewd: x\ntitle"),
        "program.md:2: the key 'reviewd' is not read; did you mean 'reviewed'?",
    ),
    "a key in another case": (
        PROGRAM.replace("programId", "programid"),
        "program.md:3: the key 'programid' is not read; did you mean 'programId'?",
    ),
    "a mistyped key of a source": (
        PROGRAM.replace("    title: A", "    findings: x\n    title: A"),
        "program.md:9: the key 'findings' is not read; did you mean 'finding'?",
    ),
    "an entry that is a file's name": (
        PROGRAM.replace(_FILE, f"{_FILE}    - 2.md\n"),
        "program.md:7: '2.md' is read as a title; write - file: 2.md",
    ),
    "a renaming to what is not there": (
        PROGRAM.replace("sessions:\n", "renamed:\n  first: won\nsessions:\n"),
        "program.md:5: 'first' is renamed to 'won', which is not there; write the id that it has now",
    ),
    "a renamed id in use again": (
        PROGRAM.replace("sessions:\n", "renamed:\n  one: one\nsessions:\n"),
        "program.md:5: 'one' is renamed, and in use again; give what has it now another id: old answers would be its own",
    ),
    "an entry without a file": (
        PROGRAM.replace(_FILE, f"{_FILE}    - title: Two\n"),
        "program.md:7: the session 'Two' has no file; name its file:, or write status: planned",
    ),
    "a missing file": (
        PROGRAM.replace("1.md", "one.md"),
        "program.md:6: there is no file 'one.md' in the program's folder; did you mean '1.md'?",
    ),
    "another status": (
        PROGRAM.replace(_FILE, f"{_FILE}      status: draft\n"),
        "program.md:7: status is 'draft'; write status: planned, or leave it out",
    ),
    "a tab": (
        PROGRAM.replace("    - file", "\t- file"),
        "program.md:6: there is a tab before the text here; indent with spaces",
    ),
    "curly quotes": (
        PROGRAM.replace("title: Rest", "title: “Rest: a start”"),
        'program.md:2: curly quotes hold no text together in YAML; write straight ones (")',
    ),
    "curly quotes that are shown": (
        PROGRAM.replace("title: Rest", "title: “Rest”"),
        'program.md:2: curly quotes around title are shown with it; write straight ones ("), or none',
    ),
    "a dash that an editor made": (
        PROGRAM.replace("    - file: 1.md", "    – file: 1.md"),
        "program.md:6: – begins no item of a list; write - file: with a plain hyphen",
    ),
    "a colon in a text": (
        PROGRAM.replace("title: Rest", "title: Rest: a start"),
        _NOT_YAML,
    ),
}


_CALM = ProgramSummary("calm-evenings", "calm-key", "Calm evenings", "calm-evenings")


@pytest.mark.parametrize(("program", "told_as"), IN_PROGRAM.values(), ids=IN_PROGRAM)
def test_a_mistake_in_front_matter_is_told(program: str, told_as: str, tmp_path: Path) -> None:
    """With the line of the key, and the name of the slip."""
    assert told_as in told(tmp_path, program=program)


def test_a_mistyped_key_of_a_session_is_told(tmp_path: Path) -> None:
    """As one of the program is."""
    front = SESSION.replace("title: One", "title: One\nminuts: 20")
    assert told(tmp_path, front=front) == ["1.md:4: the key 'minuts' is not read; did you mean 'minutes'?"]


def test_keys_of_older_files_and_of_editors_are_no_mistakes(tmp_path: Path) -> None:
    """What resembles no key that is read is left alone."""
    program = PROGRAM.replace("---\ntitle", "---\ntemplateKey: x\nfollowed: [A]\ncolour: blue\ntitle")
    assert told(tmp_path, program=program) == []


def test_a_related_program_that_is_nearly_known_is_told(tmp_path: Path) -> None:
    """Known are the installed ones and those beside it; --strict tells every unknown one."""
    related = "relatedpost:\n  - slug: calm-evenigns\n  - slug: elsewhere\n  - slug: rest\n---\n"
    folder = tmp_path / "rest"
    folder.mkdir()
    told(folder, program=f"{PROGRAM[:-4]}{related}")
    near = "program.md:11: no program here has the slug 'calm-evenigns'; did you mean 'calm-evenings'?"
    assert in_words(check_program(folder, installed=[_CALM])) == [near]
    strictly = in_words(check_program(folder, installed=[_CALM], strict=True))
    unknown = "no program here has the slug 'elsewhere'; check its slug, or leave it out until it is there"
    assert {near, f"program.md:12: {unknown}"} <= set(strictly)


def test_a_session_file_is_checked_within_its_program(tmp_path: Path) -> None:
    """Citations and ids of the program count, and only the problems of that file are told."""
    program = PROGRAM.replace("---\ntitle", "---\nreviewd: x\ntitle").replace(
        _FILE, f"{_FILE}    - file: 2.md\n"
    )
    second = SESSION.replace("one", "two").replace("One", "Two")
    told(tmp_path, program=program, others={"2.md": f"{second}See [@one2001] and [@nobody].\n"})
    wrong = "2.md:5: no reference has the id 'nobody'; one of: one2001"
    assert in_words(check_program(tmp_path / "2.md")) == [wrong]
    assert check_program(tmp_path / "1.md") == []


def test_a_slug_that_another_program_has_is_told(tmp_path: Path) -> None:
    """Unless it is an edition of that program, which its programId tells."""
    folder = tmp_path / "calm-evenings"
    folder.mkdir()
    wrong = "program.md:2: the program 'Calm evenings' has the name 'calm-evenings' too; give this one another slug:"
    assert told(folder) == []
    assert in_words(check_program(folder, installed=[_CALM])) == [wrong]
    (folder / "program.md").write_text(PROGRAM.replace("rest-2026", "calm-key"))
    assert check_program(folder, installed=[_CALM]) == []
