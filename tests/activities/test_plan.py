from __future__ import annotations

import pytest

from resilify_cli.activities.questions import Aside, LineQuestion, MarkdownBlock
from tests.activities.conftest import FakeHistory, Read

_PLAN = ":::{plan} x\n:if: e.g. noon\n:then: e.g. breathe\n:where: e.g. at home\nOne small thing.\n:::"


def test_plan_asks_for_three_parts(read: Read, history: FakeHistory) -> None:
    """A plan asks if, then, and when and where, under what was said so far; only the last may stay empty."""
    activity = read(_PLAN)
    asked = MarkdownBlock("One small thing.")
    sofar = (Aside("If noon"), Aside("then I will rest"))
    assert activity.question((), history) == LineQuestion(body=(asked,), label="If", hint="e.g. noon")
    assert activity.question(("noon",), history) == LineQuestion(
        body=(asked, sofar[0]), label="then I will", hint="e.g. breathe"
    )
    assert activity.question(("noon", "rest"), history) == LineQuestion(
        body=(asked, *sofar), label="When and where", hint="e.g. at home", optional=True
    )
    assert activity.question(("noon", "rest", ""), history) is None


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (
            ("it is noon", "breathe", "at home"),
            "If it is noon, then I will breathe.\nWhen and where: at home",
        ),
        (("it is noon", "breathe", ""), "If it is noon, then I will breathe."),
        (("If it is noon,", "then I will breathe.", " "), "If it is noon, then I will breathe."),
        (("if noon", "I'll walk", ""), "If noon, then I will walk."),
        (("iffy news", "illuminate", ""), "If iffy news, then I will illuminate."),
    ],
)
def test_plan_is_kept_as_a_sentence(read: Read, parts: tuple[str, str, str], text: str) -> None:
    """The parts make one sentence, and words that it brings itself stand in it once."""
    outcome = read(_PLAN).result(parts)
    assert (outcome.text, outcome.values) == (text, parts)
