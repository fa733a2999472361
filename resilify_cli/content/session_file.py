"""Reads the Markdown of one session: headings, prose and directives, line by line.

Only what makes a screen is read here: level-two headings and their options, `---` between screens,
and `:::{kind} id` blocks. All other Markdown is left as it is, code blocks untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from resilify_cli.activities import kinds
from resilify_cli.activities.base import Activity, read_when
from resilify_cli.activities.directive import (
    ID,
    ID_FORM,
    Directive,
    Problems,
    Setting,
    near,
    slugify,
    split_attributes,
)
from resilify_cli.activities.limits import LONGEST_OPTION, LONGEST_TEXT
from resilify_cli.content.limits import LONGEST_LINE, MOST_PROBLEMS, MOST_STEPS
from resilify_cli.content.markdown import fences
from resilify_cli.content.models import Exercise, Lesson, Section, Step

_OPEN = re.compile(r":::\s*\{([^{}]{0,40})\}\s*(.*)\Z")
_OPTION = re.compile(r":([a-z][a-z0-9-]{0,30}):(?:\s+(.*))?\Z")
_HEADING_OPTIONS = frozenset({"aim", "evidence", "caution", "easier", "stop", "intense", "grounding", "when"})

_Line = tuple[int, str]


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the steps so far, and the screen being gathered."""

    problems: Problems
    section: Section
    steps: list[Step] = field(default_factory=list)
    prose: list[_Line] = field(default_factory=list)
    screens: int = 0
    after: str = ""

    def finish_screen(self) -> None:
        """Make a lesson of the prose gathered so far, if there is any."""
        body = "\n".join(text for _, text in self.prose).strip()
        line = next((line for line, text in self.prose if text.strip()), self.section.line)
        self.prose = []
        if not body:
            return
        self.check_length(body, line)
        self.screens += 1
        ident = self.section.id if self.screens == 1 else f"{self.section.id}-{self.screens}"
        if self.after:
            ident = f"after-{self.after}"
            self.after = ""
        self.steps.append(Step(Lesson(ident, body, line), self.section))

    def check_length(self, text: str, line: int) -> None:
        """Note a text that is too long to be drawn in a reasonable time."""
        if len(text) > LONGEST_TEXT:
            wrong = f"this text has {len(text):,} characters"
            self.problems.add(line, wrong, f"keep to {LONGEST_TEXT:,}, or split it with ## headings")

    def begin_section(self, section: Section) -> None:
        """Finish the section before, and begin another."""
        self.finish_screen()
        self.section, self.screens, self.after = section, 0, ""
        if section.exercise:
            # What is said before an exercise stands on a screen of its own.
            self.screens = 1
            self.steps.append(Step(Lesson(section.id, "", section.line, opens=True), section))

    def add(self, activity: Activity) -> None:
        """Finish the screen before an activity, and add the activity."""
        self.finish_screen()
        self.steps.append(Step(activity, self.section))
        self.after = activity.id


def read_session_body(text: str, first_line: int, problems: Problems) -> tuple[Step, ...]:
    """Read the steps of a session whose text begins at `first_line` of its file."""
    lines = list(enumerate(text.split("\n"), first_line))
    reader = _Reader(problems, Section("opening", "", first_line))
    found = fences(text)
    code = {at for first, end, _ in found for at in range(first, end)}
    at, line = 0, first_line
    while at < len(lines):
        line, content = lines[at]
        at += 1
        if at - 1 in code:
            reader.prose.append((line, content))
        elif content.startswith(":::"):
            at = _read_directive(reader, lines, at - 1, code)
        elif content.startswith("## "):
            at = _read_heading(reader, lines, at - 1)
        elif content.strip() == "---" and not content.startswith("    "):
            reader.finish_screen()
        else:
            reader.prose.append((line, content))
        if len(reader.steps) > MOST_STEPS:
            break
        if len(problems.found) > MOST_PROBLEMS:
            problems.add(line, "there is too much wrong to go on from here", "mend the rest first")
            break
    for _, _, fence in found:
        if fence:
            problems.add(lines[-1][0], f"a code block opened with {fence} is not closed", f"add {fence}")
    reader.finish_screen()
    if len(reader.steps) > MOST_STEPS:
        # Known only now if it is the last screen.
        problems.add(line, "the session has too many steps", f"keep to {MOST_STEPS}")
    _check_ids(reader)
    return tuple(reader.steps)


def _read_heading(reader: _Reader, lines: list[_Line], at: int) -> int:
    line, content = lines[at]
    title, given, _ = split_attributes(" ".join(content[3:].split()))
    if given and not ID.match(given):
        reader.problems.add(line, f"{given[:40]!r} is no id", f"use {ID_FORM}")
        given = ""
    if len(title) > LONGEST_LINE:
        reader.problems.add(line, f"the heading has {len(title):,} characters", f"keep to {LONGEST_LINE}")
        title = title[:LONGEST_LINE]
    at, options = _read_options(lines, at + 1, len(lines), reader.problems)
    heading = Directive("heading", given, options, (), line, reader.problems)
    for name, found in options.items():
        if name not in _HEADING_OPTIONS:
            reader.problems.add(found.line, f"a heading has no option :{name}:", near(name, _HEADING_OPTIONS))
    when = options.get("when")
    section = Section(
        given or slugify(title),
        title,
        line,
        exercise=_exercise(heading),
        grounding=heading.flag("grounding"),
        when=read_when(heading, when) if when else None,
        when_line=when.line if when else 0,
    )
    reader.begin_section(section)
    return at


def _exercise(heading: Directive) -> Exercise | None:
    intense = heading.flag("intense")
    if "aim" in heading.options:
        return Exercise(
            aim=heading.text("aim"),
            evidence=heading.text("evidence"),
            caution=heading.text("caution"),
            easier=heading.text("easier"),
            stop=heading.text("stop"),
            intense=intense,
        )
    for name in ("evidence", "caution", "easier", "stop", "intense"):
        if name in heading.options:
            line = heading.options[name].line
            heading.problems.add(line, f"there is :{name}: but no :aim:", "say the aim first")
    return None


def _read_directive(reader: _Reader, lines: list[_Line], at: int, code: Set[int]) -> int:
    line, content = lines[at]
    opening = _OPEN.match(content)
    end = at + 1
    while end < len(lines) and (end in code or lines[end][1].strip() != ":::"):
        # Another opening before the close means that the close was forgotten.
        if end not in code and (_OPEN.match(lines[end][1]) or lines[end][1].startswith("## ")):
            break
        end += 1
    closed = end < len(lines) and lines[end][1].strip() == ":::"
    if opening is None:
        reader.problems.add(line, "this ::: opens nothing", "write :::{kind} id, or remove it")
        return at + 1
    if not closed:
        reader.problems.add(line, "this block is not closed", "add a line of ::: after it")
    start, options = _read_options(lines, at + 1, end, reader.problems)
    kind, argument = opening[1].strip(), opening[2].strip()
    known = kinds()
    if kind not in known:
        reader.problems.add(line, f"there is no activity kind {kind[:40]!r}", near(kind, known))
        return end + closed
    reader.check_length("\n".join(text for _, text in lines[start:end]), line)
    body = tuple(_within(lines[start:end]))
    directive = Directive(kind, argument, options, body, line, reader.problems)
    reader.add(known[kind].read(directive))
    return end + closed


def _within(lines: list[_Line]) -> Iterator[_Line]:
    """Yield the lines that fit into one text. The rest was told, and is not worth reading."""
    room = LONGEST_TEXT
    for line, text in lines:
        if room < 0:
            return
        yield line, text[:room]
        room -= len(text) + 1


def _read_options(
    lines: list[_Line], at: int, end: int, problems: Problems
) -> tuple[int, dict[str, Setting]]:
    """Read `:name: text` lines from `at` up to `end`; an indented line goes on with the one before."""
    options: dict[str, Setting] = {}
    last = ""
    while at < end:
        line, content = lines[at]
        found = _OPTION.match(content.rstrip())
        if found:
            last = found[1]
            if last in options:
                problems.add(line, f":{last}: stands twice here", "keep one of them")
            options[last] = _setting(last, (found[2] or "").strip(), line, problems)
        elif last and content.startswith("  ") and content.strip():
            before = options[last]
            if len(before.text) < LONGEST_OPTION:
                together = f"{before.text} {content.strip()}".strip()
                options[last] = _setting(last, together, before.line, problems)
        else:
            break
        at += 1
    return at, options


def _setting(name: str, text: str, line: int, problems: Problems) -> Setting:
    if len(text) > LONGEST_OPTION:
        problems.add(line, f":{name}: is too long", f"keep it to {LONGEST_OPTION:,} characters")
    return Setting(text[:LONGEST_OPTION], line)


def _check_ids(reader: _Reader) -> None:
    seen: dict[str, int] = {}
    for step in reader.steps:
        line = step.content.line
        if step.id in seen and isinstance(step.content, Lesson):
            reader.problems.add(
                line,
                f"the heading id {step.content.id[:40]!r} stands in line {seen[step.id]} too",
                "give each heading its own {#id}",
            )
        seen.setdefault(step.id, line)
