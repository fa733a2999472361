"""Conditions on earlier answers: `:when: way is writing`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resilify_cli.activities.answer_history import AnswerHistory

_FORMS = re.compile(
    r"(?P<id>[a-z0-9-]+) (?:"
    r"(?P<answered>answered|not answered)"
    r"|(?P<verb>is not|is|has|above|below) (?P<value>\S.*))\Z"
)
CONDITION_FORMS = "id is X, id is not X, id has X, id above 60, id below 30, id answered or id not answered"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the latest answer to an activity; `verb` is one of those in `CONDITION_FORMS`."""

    activity_id: str
    verb: str
    value: str = ""

    def holds(self, history: AnswerHistory) -> bool:
        """Return whether it holds. For an unanswered activity only `is not` and `not answered` do."""
        answer = history.latest(self.activity_id)
        if self.verb in ("answered", "not answered"):
            return (answer is not None) == (self.verb == "answered")
        values = _flat(answer.values) if answer else []
        if self.verb in ("above", "below"):
            numbers = [value for value in values if isinstance(value, int)]
            limit = float(self.value)
            return any(n > limit if self.verb == "above" else n < limit for n in numbers[:1])
        return (self.value in map(str, values)) == (self.verb != "is not")


def read_condition(text: str) -> Condition | None:
    """Parse a condition; None if the text has none of `CONDITION_FORMS`."""
    found = _FORMS.match(" ".join(text.split()))
    if not found:
        return None
    if found["answered"]:
        return Condition(found["id"], found["answered"])
    verb, value = found["verb"], found["value"]
    if verb in ("above", "below") and not re.fullmatch(r"-?\d{1,6}(\.\d{1,3})?", value):
        return None
    return Condition(found["id"], verb, value)


def _flat(values: tuple[object, ...]) -> list[object]:
    flat: list[object] = []
    for value in values:
        flat.extend(value) if isinstance(value, list) else flat.append(value)
    return flat
