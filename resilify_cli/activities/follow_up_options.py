"""The options of a follow-up: how it went, and what is to become of what was not done yet."""

from __future__ import annotations

from resilify_cli.activities.follow_up_answer import Next, Went
from resilify_cli.activities.questions import ChoiceOption

WENT_OPTIONS = (
    ChoiceOption(Went.DONE.value, "I did it"),
    ChoiceOption(Went.DIFFERENTLY.value, "I did it differently"),
    ChoiceOption(Went.NOT_YET.value, "Not yet"),
)
LOG_WENT_OPTIONS = (
    ChoiceOption(Went.DONE.value, "I filled it in"),
    ChoiceOption(Went.DIFFERENTLY.value, "In another way"),
    ChoiceOption(Went.NOT_YET.value, "Not yet"),
)
NEXT_OPTIONS = (
    ChoiceOption(Next.KEEP.value, "Keep it as it is"),
    ChoiceOption(Next.CHANGE.value, "Change it"),
    ChoiceOption(Next.LET_GO.value, "Let it go"),
)
