"""Reads the Markdown of one session into its steps.

Level-two headings, `---` and `:::{kind} id` make the screens (see `session_markers`); the rest is Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resilify_cli.activities import kinds
from resilify_cli.activities.directive import Directive, ReadAttachment, refuse_attachment
from resilify_cli.activities.ids import suggest
from resilify_cli.activities.limits import LONGEST_TEXT
from resilify_cli.content.limits import DEEPEST_BLOCK, MOST_PROBLEMS, MOST_STEPS
from resilify_cli.content.models import Lesson, Section, Step
from resilify_cli.content.section_reader import read_options, read_section
from resilify_cli.content.session_markers import MarkerKind, SessionMarker, find_markers

if TYPE_CHECKING:
    from resilify_cli.activities.base import Activity
    from resilify_cli.activities.problem import ProblemList


def read_session_body(
    text: str, first_line: int, problems: ProblemList, read_attachment: ReadAttachment = refuse_attachment
) -> tuple[Step, ...]:
    """Read the steps of a session from its Markdown.

    Args:
        text: The body of the session's file, without front matter.
        first_line: The line of the file that the body begins on, counted from 1.
        problems: Where mistakes are noted.
        read_attachment: Reads a file that an option names.

    Returns:
        The steps in order. Where there are mistakes, they hold what could be read.
    """
    lines = text.split("\n")
    found = find_markers(text)
    reader = _Reader(lines, first_line, problems, Section("opening", "", first_line), read_attachment)
    reader.read(found.markers)
    for fence in found.unclosed_fences:
        wrong = f"a code block opened with {fence} is not closed"
        problems.add(first_line + len(lines) - 1, wrong, f"add {fence}")
    if found.too_deep is not None:
        wrong = "a list or quotation is nested too deeply"
        problems.add(first_line + found.too_deep, wrong, f"keep to {DEEPEST_BLOCK} levels; a list takes two")
    _check_heading_ids(reader.steps, problems)
    return tuple(reader.steps)


@dataclass(slots=True)
class _Reader:
    """Turns the markers of a session into steps.

    Attributes:
        lines: The lines of the session's body.
        first_line: The line of the file that the first of them is.
        problems: Where mistakes are noted.
        section: The section that is being read.
        read_attachment: See `Directive`.
        steps: The steps read so far.
        position: The index of the first line that belongs to no step yet.
        prose: The numbered lines of the screen that is being read.
        open_directive: The directive whose end is not read yet.
        screens: How many screens the section has so far.
        after: The id of the activity that the screen being read follows directly.
        stray: Whether the last line of `:::` should have opened a block, and did not.
    """

    lines: list[str]
    first_line: int
    problems: ProblemList
    section: Section
    read_attachment: ReadAttachment
    steps: list[Step] = field(default_factory=list)
    position: int = 0
    prose: list[tuple[int, str]] = field(default_factory=list)
    open_directive: SessionMarker | None = None
    screens: int = 0
    after: str = ""
    stray: bool = False

    def read(self, markers: Iterable[SessionMarker]) -> None:
        """Read all lines, or those before the limit of steps or problems is passed."""
        line = self.first_line
        for marker in markers:
            line = self.first_line + marker.line
            self._read_marker(marker)
            if len(self.steps) > MOST_STEPS:
                break
            if len(self.problems.found) > MOST_PROBLEMS:
                self.problems.add(line, "there is too much wrong to go on from here", "mend the rest first")
                break
        else:
            if self.open_directive:
                self._abandon_directive(self.open_directive, len(self.lines))
            self._gather_prose(len(self.lines))
        self._finish_screen()
        if len(self.steps) > MOST_STEPS:
            # Known only now if it is the last screen.
            self.problems.add(line, "the session has too many steps", f"keep to {MOST_STEPS}")

    def _read_marker(self, marker: SessionMarker) -> None:
        if directive := self.open_directive:
            closes = marker.kind is MarkerKind.CLOSE and marker.colons >= directive.colons
            if closes:
                self._finish_directive(directive, marker.line)
                self.position = marker.end
            # Another beginning before the end means that the end was forgotten.
            if not _cannot_be_text(marker, directive):
                return
            self._abandon_directive(directive, marker.line)
        if marker.nested:
            return
        match marker.kind:
            case MarkerKind.HEADING:
                self._gather_prose(marker.line)
                self._begin_section(marker)
            case MarkerKind.BREAK:
                self._gather_prose(marker.line)
                self._finish_screen()
            case MarkerKind.OPEN:
                self._gather_prose(marker.line)
                self.open_directive, self.stray = marker, False
            case MarkerKind.CLOSE | MarkerKind.STRAY:
                self._gather_prose(marker.line)
                line = self.first_line + marker.line
                # What closes a block that was not opened rightly is no mistake of its own.
                if not (self.stray and marker.kind is MarkerKind.CLOSE):
                    self.problems.add(line, "this ::: opens nothing", _stray_hint(marker.text))
                self.stray = marker.kind is MarkerKind.STRAY
        self.position = marker.end

    def _gather_prose(self, end: int) -> None:
        self.prose += self._numbered_lines(self.position, end)
        self.position = end

    def _numbered_lines(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield lines with their numbers in the file."""
        return enumerate(self.lines[start:end], self.first_line + start)

    def _finish_screen(self) -> None:
        """Make a lesson of the prose gathered so far, if there is any."""
        body = "\n".join(text for _, text in self.prose).strip()
        line = next((line for line, text in self.prose if text.strip()), self.section.line)
        self.prose = []
        if not body:
            return
        self._check_length(body, line)
        self.screens += 1
        ident = self.section.id if self.screens == 1 else f"{self.section.id}-{self.screens}"
        if self.after:
            ident = f"after-{self.after}"
            self.after = ""
        self.steps.append(Step(Lesson(ident, body, line), self.section))

    def _check_length(self, text: str, line: int) -> None:
        """Note a text that is too long to be drawn in a reasonable time."""
        if len(text) > LONGEST_TEXT:
            wrong = f"this text has {len(text):,} characters"
            self.problems.add(line, wrong, f"keep to {LONGEST_TEXT:,}, or split it with ## headings")

    def _begin_section(self, marker: SessionMarker) -> None:
        self._finish_screen()
        section = read_section(marker, self.first_line, self.problems)
        self.section, self.screens, self.after = section, 0, ""
        if section.exercise:
            # The notes of an exercise have a screen of their own.
            self.screens = 1
            self.steps.append(Step(Lesson(section.id, "", section.line, opens=True), section))

    def _abandon_directive(self, marker: SessionMarker, end: int) -> None:
        """Read a directive that ends without a line that closes it."""
        fence = ":" * marker.colons
        line = self.first_line + marker.line
        self.problems.add(line, "this block is not closed", f"add a line of {fence} after it")
        self._finish_directive(marker, end)

    def _finish_directive(self, marker: SessionMarker, end: int) -> None:
        """Read the activity of a directive whose text ends before the line `end`."""
        self.open_directive, self.position = None, end
        line = self.first_line + marker.line
        known = kinds()
        kind = known.get(marker.directive)
        repeatable = kind.repeatable_options if kind else frozenset()
        options = read_options(marker.options, self.first_line, self.problems, repeatable)
        if kind is None:
            wrong = f"there is no activity kind {marker.directive[:40]!r}"
            self.problems.add(line, wrong, suggest(marker.directive, known))
            return
        body = list(self._numbered_lines(marker.end, end))
        self._check_length("\n".join(text for _, text in body), line)
        kept = tuple(_within_limit(body))
        directive = Directive(
            marker.directive, marker.text, options, kept, line, self.problems, self.read_attachment
        )
        self._add_activity(kind.from_directive(directive))

    def _add_activity(self, activity: Activity) -> None:
        self._finish_screen()
        self.steps.append(Step(activity, self.section))
        self.after = activity.id


def _stray_hint(text: str) -> str:
    """Return a hint for a line of `:::` with a text behind it that is no kind in braces."""
    found = re.match(r"[(\[{<｛（]?\s*(?P<kind>[A-Za-z-]+)\s*[)\]}>｝）]?\s*(?P<id>.*)\Z", text)
    if found and found["kind"].lower() in kinds():
        return f"write :::{{{found['kind'].lower()}}} {found['id'][:40] or 'id'}"
    return "write :::{kind} id, or remove it"


def _cannot_be_text(marker: SessionMarker, directive: SessionMarker) -> bool:
    """Return whether a marker can't be text of an open directive."""
    if marker.kind is MarkerKind.OPEN:
        return marker.colons >= directive.colons
    return marker.kind is MarkerKind.HEADING


def _within_limit(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the lines up to `LONGEST_TEXT`; that there are more is a problem already."""
    room = LONGEST_TEXT
    for line, text in lines:
        if room < 0:
            return
        yield line, text[:room]
        room -= len(text) + 1


def _check_heading_ids(steps: Iterable[Step], problems: ProblemList) -> None:
    """Note headings whose id an earlier step has; activities are checked over the whole program."""
    seen: dict[str, int] = {}
    for step in steps:
        line = step.content.line
        if step.id in seen and isinstance(step.content, Lesson):
            problems.add(
                line,
                f"the heading id {step.content.id[:40]!r} stands in line {seen[step.id]} too",
                "give each heading its own {#id}",
            )
        seen.setdefault(step.id, line)
