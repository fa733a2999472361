"""The rules for published programs, each with its reason. `check --strict` checks them.

`docs/authoring.md` has the same rules in the same words, and a test compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from resilify_cli.activities.problem import Problem, Severity
from resilify_cli.content import readability, source_rules, structure_rules, style_rules
from resilify_cli.content.limits import MOST_PROBLEMS

if TYPE_CHECKING:
    from resilify_cli.content.models import Program


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for published programs.

    Attributes:
        name: Its name.
        requirement: What it requires.
        reason: Why it does.
        find_violations: Yields a problem for each place that violates it.
        for_walks: Whether it is only for programs that are walked through.
    """

    name: str
    requirement: str
    reason: str
    find_violations: Callable[[Program], Iterable[Problem]]
    for_walks: bool = False


RULES = (
    Rule(
        "key",
        "The program has a `programId` that is not its slug.",
        "Progress hangs on it, so a folder with a new name loses nothing.",
        source_rules.missing_program_id,
    ),
    Rule(
        "imprint",
        "The program says its `version`, its `authors` and whether it was `reviewed`: by whom and when, "
        'or "not yet reviewed by a clinician".',
        "A reader can judge a text only if they know who stands behind it, and who does not.",
        source_rules.missing_imprint,
    ),
    Rule(
        "references",
        "Each reference has an id, and is cited or marked `further: yes`.",
        "A list of sources that nothing leans on looks like evidence and is none.",
        source_rules.uncited_references,
    ),
    Rule(
        "findings",
        "Each cited reference says in its `finding` what was found, in plain words.",
        "Few people open a paper; what it found, and how little that may be, is told on the spot.",
        source_rules.missing_findings,
    ),
    Rule(
        "links",
        "A link is `https://doi.org/10.NNNN/...` where there is a DOI, else an http address.",
        "A DOI in this form still leads to the paper when the publisher's page has moved.",
        source_rules.invalid_links,
    ),
    Rule(
        "frame",
        "A session opens with the heading `{#arriving}` (at most 3 minutes), has a `plan`, and closes "
        "with a heading of `:grounding: yes`.",
        "People come to it from a full day and go back to one; nobody is left in the middle of a feeling.",
        structure_rules.missing_frame,
        for_walks=True,
    ),
    Rule(
        "looking back",
        "Every session after the first has a `follow-up` or a `recall` of a plan made before.",
        "A plan that nobody asks about again reads like homework that nobody looks at.",
        structure_rules.missing_recall,
        for_walks=True,
    ),
    Rule(
        "exercise",
        "An exercise has `:aim:`, `:evidence:`, `:caution:`, `:easier:` and `:stop:`; `caution` and `stop` "
        "of the program and `evidence` of the session stand for those that it has not.",
        "Nobody sits beside the person: what it is for, when not to do it, how to do less and how to "
        "stop have to be on the screen before it starts.",
        structure_rules.incomplete_exercises,
    ),
    Rule(
        "care",
        "A `write`, and whatever is imagined or touched, stands in an exercise. A `breathe` or `guided` "
        "step does too, unless it lasts at most 3 minutes and its section is for grounding or offers "
        "another way (instead, otherwise, prefer ...).",
        "Breath, body, images and long writing stir up distress in some people, after trauma above all.",
        structure_rules.unprotected_steps,
    ),
    Rule(
        "one intense exercise",
        "On any one way through a session there is at most one exercise with `:intense: yes`.",
        "Two in a row can be more than a person alone at a screen can settle from.",
        structure_rules.repeated_intense_exercises,
    ),
    Rule(
        "back to the room",
        "Whoever meets an intense exercise meets a `guided` or `breathe` step for grounding after it.",
        "Distress can rise right after such an exercise; a way out of it belongs to it.",
        structure_rules.missing_way_back,
    ),
    Rule(
        "minutes",
        "A session's `minutes` lie within 15 % of its steps' minutes on the longest way that one person "
        "can take, and between 15 and 35.",
        "People plan an evening around that figure, and longer sessions are left half-way.",
        structure_rules.wrong_minutes,
        for_walks=True,
    ),
    Rule(
        "practices",
        "In a program of `kind: practices` every activity stands in an exercise of its own, has a "
        "`:practice:` name, and takes at most 5 minutes. The rules of a session's frame, its plan and its "
        "minutes are not for it.",
        "Somebody opens it in a hard moment and does one of them, without what goes before or after.",
        structure_rules.incomplete_practices,
    ),
    Rule(
        "screens",
        "A lesson's screen has at most 120 words.",
        "That is about what a small terminal shows without scrolling, and what a tired person reads.",
        style_rules.long_screens,
    ),
    Rule(
        "sentences",
        "A sentence has at most 30 words.",
        "A longer one has to be read twice, or is heard only once by who listens to it.",
        style_rules.long_sentences,
    ),
    Rule(
        "reading grade",
        "The lessons of a session, if they have 100 words of prose or more, have a Flesch-Kincaid grade of "
        "8 at most. List items and headings do not count, being no full sentences.",
        "Above 8 it tires whoever is tired already. There is no lowest grade: plain sentences are no fault.",
        readability.high_grade,
    ),
    Rule(
        "words",
        "Some words are not used, outside double quotes: those of `content/avoided_words.py`.",
        "They promise what no study can, make light of what is hard, or scold.",
        style_rules.unkind_words,
    ),
    Rule(
        "no exclamation marks",
        "There is no exclamation mark.",
        "It is loud in a quiet room, and cheers where nobody asked to be cheered.",
        style_rules.exclamations,
    ),
    Rule(
        "names",
        'A name that opens an example, as in "Omar, 52, ...", opens none in another session.',
        "Different people recognize themselves in different lives.",
        style_rules.repeated_names,
    ),
)


def find_violations(program: Program) -> list[Problem]:
    """Return a problem for each place where the program violates a rule, at most `MOST_PROBLEMS` of each."""
    # What is only planned is not written yet.
    program = replace(program, sessions=tuple(one for one in program.sessions if not one.planned))
    rules = [rule for rule in RULES if not (program.kind and rule.for_walks)]
    problems = (problem for rule in rules for problem in islice(rule.find_violations(program), MOST_PROBLEMS))
    found = dict.fromkeys(problems)
    return [replace(problem, level=Severity.RULE) for problem in found]
