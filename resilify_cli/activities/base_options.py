"""Reads those options of all kinds that are more than one text: what is kept, examples, conditions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from resilify_cli.activities.condition import CONDITION_FORMS, Condition, read_condition

if TYPE_CHECKING:
    from resilify_cli.activities.directive import Directive, OptionValue

# What `keep` is where all of the answer is the line to keep.
WHOLE_ANSWER = "yes"
# The beginning of a line of an example: the label of a part.
_LABEL = re.compile(r"[^:]{1,60}:(?: |\Z)")


def read_keep(directive: Directive) -> str:
    """Return which part of the answer is kept: the name of a part, `WHOLE_ANSWER`, or an empty text."""
    said = directive.text("keep")
    return {"true": WHOLE_ANSWER, "yes": WHOLE_ANSWER, "no": "", "false": ""}.get(said.lower(), said)


def read_example(directive: Directive, *, in_lines: bool) -> str:
    """Read the worked answer; with `in_lines`, each `Label: words` is a line of its own.

    Without a label anywhere in it, each line is one answer of several.
    """
    found = directive.options.get("example")
    if found is None:
        return ""
    lines = [line for line in found.lines if line]
    if not lines:
        directive.problems.add(
            found.line, "the :example: is empty", "write an answer behind it, or remove it"
        )
    if not in_lines:
        return " ".join(lines)
    labelled = any(map(_LABEL.match, lines))
    joined: list[str] = []
    for line in lines:
        if joined and labelled and not _LABEL.match(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def read_when(directive: Directive, found: OptionValue) -> Condition | None:
    """Read the `:when:` option of a directive or a heading; None, and a problem, if it is no condition."""
    condition = read_condition(found.text)
    if condition is None:
        directive.problems.add(found.line, f"{found.text[:60]!r} is no condition", f"write {CONDITION_FORMS}")
    return condition
