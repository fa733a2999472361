"""The rules for a published program: each is seen to refuse what breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resilify_cli.activities.problem import Severity
from resilify_cli.checks.checker import check_program
from resilify_cli.content.loader import load_program
from resilify_cli.content.rules import RULES, find_violations
from resilify_cli.content.structure_rules import incomplete_exercises, unprotected_steps
from resilify_cli.content.style_rules import exclamations, unkind_words
from tests.content.small_programs import CHOICE, INTENSE, RECALL, program_of, write_sound

RULE = {rule.name: rule for rule in RULES}


def test_a_sound_program_breaks_no_rule(tmp_path: Path) -> None:
    """A small program that keeps all rules has no problem."""
    assert check_program(write_sound(tmp_path / "rest"), strict=True) == []


DOI = "https://doi.org/10.1000/rest"
HARD = "Nevertheless, considerable psychological difficulties necessitate professional assistance."
LONG = "and so it goes on for a while " * 5
PLAN = "## One small plan {#plan}\n"

# The rule, the file to change, what stands there, what comes instead, a word of the problem, and a
# word of the line that it names.
BREAKS = [
    ("key", "program.md", "programId: rest-key\n", "", "programId", "---"),
    ("key", "program.md", "programId: rest-key\n", "programId: rest\n", "programId", "---"),
    ("imprint", "program.md", 'version: "1.0"\n', "", "no version", "---"),
    ("imprint", "program.md", "authors:\n  - A. Writer\n", "", "no authors", "---"),
    ("imprint", "program.md", "reviewed: not yet reviewed by a clinician\n", "", "is missing", "---"),
    ("imprint", "program.md", "not yet reviewed by a clinician", "yes", "who reviewed this, and when", "---"),
    ("references", "program.md", "    further: yes\n", "", "nothing cites 'more'", "id: more"),
    ("references", "program.md", "id: more\n    title:", "title:", "has no id", "A site"),
    ("findings", "program.md", "    finding: In 40", "    note: In 40", "is not said", "id: one2001"),
    ("links", "program.md", DOI, "http://dx.doi.org/10.1000/rest", "link", "id: one"),
    ("links", "program.md", DOI, "doi:10.1000/rest", "no sound link", "id: one"),
    ("links", "program.md", DOI, "https://doi.org/10.10", "no sound link", "id: one"),
    ("links", "program.md", DOI, "DOI:10.1000/rest", "no sound link", "id: one"),
    ("links", "program.md", "https://rest.example", "rest.example", "no sound link", "id: more"),
    ("frame", "1.md", "{#arriving}", "{#hello}", "arrival", "{#hello}"),
    ("frame", "1.md", "settle-1\n:minutes: 1", "settle-1\n:minutes: 3", "takes 3.5 minutes", "Arriving"),
    ("frame", "1.md", ":::{plan} plan-1", ":::{note} plan-1", "no plan", "minutes: 17"),
    ("frame", "1.md", "{#closing}\n:grounding: yes", "{#closing}", "close", "{#closing}"),
    ("looking back", "2.md", RECALL, "", "no earlier plan", "minutes: 17"),
    ("looking back", "2.md", "{recall} plan-1", "{recall} letter-1", "no earlier plan", "minutes: 17"),
    *(
        ("exercise", "1.md", f":{name}:", "  ", f"no :{name}:", "{#letter}")
        for name in ("evidence", "caution", "easier", "stop")
    ),
    ("care", "1.md", "otherwise listen", "listen", "nothing says what to do instead", "{breathe} settle-1"),
    (
        "care",
        "1.md",
        PLAN,
        PLAN + ":::{breathe} b\n:minutes: 4\nOr listen instead.\n:::\n",
        "takes 4 minutes",
        "{breathe} b",
    ),
    (
        "care",
        "1.md",
        PLAN,
        PLAN + ":::{write} w\nWrite.\n:::\n",
        "'w' stands in no exercise",
        "{write} w",
    ),
    (
        "care",
        "1.md",
        PLAN,
        PLAN + ":::{note} w\nClose your eyes. What is there?\n:::\n",
        "'w' stands in no exercise",
        "{note} w",
    ),
    ("one intense exercise", "1.md", "\n## Coming", INTENSE + "\n## Coming", "second", "{#another}"),
    ("back to the room", "1.md", "{guided} back-1\n[20s]", "{note} back-1\n", "nothing leads", "{#letter}"),
    ("back to the room", "1.md", "[20s]", ":when: settle-1 answered\n[20s]", "nothing leads", "{#letter}"),
    ("back to the room", "1.md", "\n## One", INTENSE + "\n## One", "nothing leads", "{#another}"),
    ("minutes", "1.md", "minutes: 17", "minutes: 21", "says 21 minutes", "minutes: 21"),
    ("minutes", "1.md", "minutes: 17", "minutes: 14", "takes 14 minutes", "minutes: 14"),
    ("reading grade", "1.md", "In a study", f"{HARD} " * 20 + "In a study", "grade is", "Nevertheless"),
    ("screens", "1.md", "In a study", "One two three. " * 40 + "In a study", "words", "In a study"),
    ("sentences", "1.md", "Omar, 52, sits", f"Omar, 52, {LONG} sits", "a sentence has", "Omar"),
    ("sentences", "1.md", "[20s] Look", f"[20s] Look {LONG}", "a sentence has", "[20s]"),
    ("sentences", "1.md", "Write three", f"Write {LONG} three", "a sentence has", ":easier:"),
    ("words", "1.md", "Omar, 52, sits", "Omar, 52, just sits", "'just'", "Omar"),
    ("words", "1.md", "Dear me, it", "Dear me, of course it", "'of course'", ":hint:"),
    ("words", "1.md", "[20s] Look", "[20s] Simply look", "'Simply'", "[20s]"),
    ("words", "1.md", "leave the worst", "easily leave the worst", "'easily'", ":caution:"),
    ("words", "program.md", "went along", "is proven to go along", "'proven'", "finding"),
    ("no exclamation marks", "1.md", "next door.", "next door!", "exclamation mark", "Omar"),
    ("names", "2.md", "Ines, 52, sits", "Omar, a baker of 33, sits", "Omar opens", "Omar"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "file", "old", "new", "wrong", "line"), BREAKS)
def test_each_rule_refuses_what_breaks_it(
    tmp_path: Path, name: str, file: str, old: str, new: str, wrong: str, line: str
) -> None:
    """A rule tells what breaks it, once, with the file and the line."""
    folder = write_sound(tmp_path / "rest", file, old, new)
    (problem,) = RULE[name].find_violations(load_program(folder))
    assert wrong in problem.wrong
    assert problem.right
    assert problem.path == folder / file
    assert line in (folder / file).read_text("utf-8").split("\n")[problem.line - 1]


def test_every_rule_is_seen_to_refuse() -> None:
    """There is no rule without a program that breaks it."""
    assert {one[0] for one in BREAKS} | {"practices"} == set(RULE)


_PRACTICE = """## Look {#look}
:aim: To look.
:easier: Listen.

:::{guided} look-up
:practice: Looking up
[20s] Look up.
:::
"""


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("", "", ""),
        (":practice: Looking up\n", "", "'look-up' has no name to be practiced by"),
        (":aim: To look.\n:easier: Listen.\n", "", "'look-up' stands in no exercise of its own"),
        ("[20s]", "[330s]", "'look-up' takes 5.5 minutes"),
        (":::\n", ":::\n\n:::{note} more\n:practice: More\nMore?\n:::\n", "stands in no exercise of its own"),
    ],
)
def test_a_practice_of_a_collection_stands_alone(
    full_program: Callable[..., Path], old: str, new: str, wrong: str
) -> None:
    """In a collection each activity has a name, an exercise of its own, and is short."""
    collection = load_program(full_program(_PRACTICE.replace(old, new, 1), extra="kind: practices\n"))
    found = {problem.wrong for problem in RULE["practices"].find_violations(collection)}
    assert {one for one in found if wrong and wrong in one} == found
    assert bool(found) == bool(wrong)
    assert not list(RULE["practices"].find_violations(replace(collection, kind="")))


def test_the_frame_of_a_session_is_not_asked_of_a_collection(full_program: Callable[..., Path]) -> None:
    """A collection needs no arrival, no plan and no quarter of an hour; a program does."""
    collection = load_program(full_program(_PRACTICE, extra="kind: practices\n"))
    walks = {problem.wrong for problem in find_violations(replace(collection, kind=""))}
    assert {"the session has no plan", "the session takes 10 minutes"} <= walks
    asked = {problem.wrong for problem in find_violations(collection)}
    assert asked
    assert not any("plan" in one or "minutes" in one or "arrival" in one for one in asked)


def test_a_broken_rule_is_no_error(tmp_path: Path) -> None:
    """What breaks a rule is told as a rule, and only by a strict check."""
    folder = write_sound(tmp_path / "rest", "1.md", "next door.", "next door!")
    assert check_program(folder) == []
    assert [problem.level for problem in check_program(folder, strict=True)] == [Severity.RULE]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                *("## A", ":aim: x", ":intense: yes", ":grounding: yes", ":when: way is one", CHOICE),
                *(":::{guided} g", "[9s] Go!", ":::{note} n", ":::", "- just, just", "1. one", "> so"),
                *("`", '"', "Al, 5, a", "#", "---"),
            )
        )
        | st.text(max_size=20),
        max_size=30,
    )
)
def test_no_text_upsets_the_rules(lines: list[str]) -> None:
    """Whatever a session holds, each problem has a line of the file, and none is told twice."""
    # A file is read with its line ends as this.
    body = "\n".join(lines).replace("\r", "\n")
    found = find_violations(program_of(body))
    assert len(set(found)) == len(found)
    assert all(1 <= problem.line <= 5 + body.count("\n") for problem in found)


def test_the_documentation_tells_every_rule_and_its_reason() -> None:
    """`docs/authoring.md` gives each rule and its reason in the words of the list."""
    docs = Path(__file__).parents[2] / "docs" / "authoring.md"
    told = " ".join(docs.read_text("utf-8").split())
    assert [rule.name for rule in RULES if f"{rule.requirement} *{rule.reason}*" not in told] == []


def test_shared_notes_stand_for_those_of_an_exercise() -> None:
    """The program's care and way out, and the session's evidence; its aim and easier way are its own."""
    body = "## Letter {#letter}\n:aim: Be kind.\n:easier: Only read.\n\n:::{write} w\nWrite.\n:::\n"
    program = program_of(body)
    without = {problem.wrong.rpartition(" ")[2] for problem in incomplete_exercises(program)}
    assert without == {":evidence:", ":caution:", ":stop:"}
    assert list(unprotected_steps(program))
    (session,) = program.sessions
    shared = replace(
        program,
        caution="Choose a 3.",
        stop="Page Down.",
        sessions=(replace(session, evidence="Untested."),),
    )
    assert not [*incomplete_exercises(shared), *unprotected_steps(shared)]


def test_shared_notes_keep_the_rules_for_texts() -> None:
    """As whatever a person reads does."""
    program = replace(program_of("Text."), caution="Simply go!", stop="Just stop!")
    assert len(list(exclamations(program))) == len(list(unkind_words(program))) == 2


def test_looking_around_needs_no_other_way(tmp_path: Path) -> None:
    """A few cues that stay outside the body may open a session as they are; the breath may not."""
    text = (write_sound(tmp_path / "rest") / "1.md").read_text("utf-8")
    old = text[text.index(":::{breathe} settle-1") : text.index(":::", text.index("settle-1")) + 3]
    outward = ":::{guided} settle-1\n:minutes: 1\n[20s] Look for something round in the room.\n:::"
    inward = outward.replace("Look for something round in the room.", "Feel the breath in your belly.")
    for number, (cues, problems) in enumerate([(outward, 0), (inward, 1)]):
        folder = write_sound(tmp_path / str(number), "1.md", old, cues)
        file = folder / "1.md"
        file.write_text(file.read_text("utf-8").replace("otherwise", "then"), "utf-8")
        assert len(list(RULE["care"].find_violations(load_program(folder)))) == problems


def test_each_line_of_an_example_is_a_sentence_of_its_own(tmp_path: Path) -> None:
    """Short answers one below the other are not counted as one long sentence."""
    line = "word " * 20
    for example, problems in [(f"One: {line}{line}", 1), (f"One: {line}\n  Two: {line}", 0)]:
        block = (
            f":::{{record}} both\n:minutes: 1\n:example:\n  {example}\nTwo lines.\n- One: What? {{#one}}\n"
            "- Two: And? {#two}\n:::\n"
        )
        folder = write_sound(tmp_path / str(problems), "1.md", PLAN, PLAN + block)
        assert len(list(RULE["sentences"].find_violations(load_program(folder)))) == problems
