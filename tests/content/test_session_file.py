"""A session's Markdown: screens, headings, options and directives, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from resilify_cli.activities.base import Activity
from resilify_cli.activities.limits import LONGEST_TEXT
from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.limits import MOST_PROBLEMS, MOST_STEPS
from resilify_cli.content.models import Lesson, Step
from resilify_cli.content.session_file import read_session_body


def read(text: str, first_line: int = 1) -> tuple[tuple[Step, ...], list[tuple[int, str, str]]]:
    problems = ProblemList(Path("1.md"))
    steps = read_session_body(text, first_line, problems)
    return steps, [(problem.line, problem.wrong, problem.right) for problem in problems.found]


def sound(text: str) -> tuple[Step, ...]:
    steps, problems = read(text)
    assert not problems
    return steps


def test_headings_and_rules_begin_screens() -> None:
    """Each heading, and each line of three hyphens, begins a screen; empty ones are left out."""
    steps = sound(
        "Before.\n\n## One {#one}\n\nFirst.\n\n---\n\nSecond.\n\n---\n\n---\n\n## Two things\nText.\n"
    )
    assert [(step.id, step.section.title) for step in steps] == [
        ("#opening", ""),
        ("#one", "One"),
        ("#one-2", "One"),
        ("#two-things", "Two things"),
    ]


def test_text_after_an_activity_is_named_after_it() -> None:
    """A screen between activities has an id that does not move when screens are added before it."""
    text = ":::{note} word\nOne word?\n:::\n\nThank you.\n"
    (_, after) = sound(f"## One {{#one}}\n\n{text}")
    (*_, later) = sound(f"## One {{#one}}\n\nFirst.\n\n---\n\nSecond.\n\n{text}")
    assert after.id == later.id == "#after-word"


def test_an_aim_makes_a_heading_an_exercise() -> None:
    """The options under a heading, indented lines included, are told before the exercise."""
    text = (
        "## Friend {#friend}\n:aim: See the gap\n  between the two.\n:stop: Look up.\n:intense: yes\n"
        ":when: way is writing\n\nPick something small.\n"
    )
    step = sound(text)[0]
    exercise = step.section.exercise
    assert exercise is not None
    assert (exercise.aim, exercise.stop, exercise.intense) == (
        "See the gap between the two.",
        "Look up.",
        True,
    )
    assert step.section.when is not None
    assert step.section.when_line == 6


def test_code_is_left_as_it_is() -> None:
    """Headings, rules and directives inside a code block are text, and other fences inside it too."""
    body = "```\n## not a heading\n---\n:::{reflect} not-one\n~~~\n```"
    (step,) = sound(body)
    assert isinstance(step.content, Lesson)
    assert step.content.body == body


@pytest.mark.parametrize(
    ("opens", "inside", "closes"),
    [
        ("````", "```", "````"),
        ("````", "``` ````", "``````"),
        ("~~~", "```", "~~~"),
        ("~~~~~", "~~~~", "~~~~~  "),
        ("   ```text", "~~~", "  ```"),
        ("~~~ a `b`", "```", "~~~"),
        ("```a b", "``` a", "```"),
        ("```", "    ```", "```"),
    ],
)
def test_a_fence_is_closed_by_one_of_its_kind_that_is_as_long(opens: str, inside: str, closes: str) -> None:
    """A fence of any kind and length holds all that is in it, and the activity behind it is there."""
    code = f"{opens}\n## no\n---\n{inside}\n:::{{note}} no\n:::\n{closes}"
    lesson, activity = sound(f"Before\n{code}\n\n:::{{note}} word\nOne word?\n:::\n")
    assert isinstance(lesson.content, Lesson)
    assert lesson.content.body == f"Before\n{code}".strip()
    assert activity.id == "word"


@pytest.mark.parametrize("line", ["a ``` b", "`` x ``", "    ```", "```a`b```", "~~ x"])
def test_what_opens_no_code_block_opens_none(line: str) -> None:
    """Backticks within a line, or far from its beginning, hold nothing of what follows."""
    _, activity = sound(f"{line}\n\n:::{{note}} word\nOne word?\n:::\n")
    assert activity.id == "word"


def test_code_in_an_activity_is_text_of_it() -> None:
    """What would end an activity or begin another does not in a code block."""
    code = "~~~~\n:::\n## no\n:::{note} no\n~~~\n~~~~"
    (activity,) = sound(f":::{{note}} word\nWhat does this say?\n\n{code}\n:::\n")
    assert isinstance(activity.content, Activity)
    assert activity.content.prompt == f"What does this say?\n\n{code}"


def test_a_directive_of_more_colons_holds_lines_of_fewer() -> None:
    """As with code, a longer fence lets an author show a directive in the text of one."""
    text = "::::{note} word\n:hint: h\nWrite\n\n:::{note} id\nOne word?\n:::\n\nbetween.\n::::\n\nAfter.\n"
    activity, after = sound(text)
    assert isinstance(activity.content, Activity)
    assert activity.content.hint == "h"
    assert activity.content.prompt == "Write\n\n:::{note} id\nOne word?\n:::\n\nbetween."
    assert isinstance(after.content, Lesson)
    assert (after.content.body, after.content.line) == ("After.", 12)


@pytest.mark.parametrize(
    "code",
    [
        "- ```\n  ## no\n  :::{note} no\n  ```",
        "1.  item\n\n    ```\n    ## no\n    ```",
        "- item\n  ~~~~\n  :::\n  ~~~\n  ~~~~",
        "> ```\n> :::\n> ```",
        "- item\n\n      :::{note} no\n      :::",
        "> ```\n> code that ends with its quotation",
    ],
)
def test_code_in_a_list_or_a_quotation_is_text(code: str) -> None:
    """Code ends where its list item or quotation does, and what is behind it is read."""
    lesson, activity, last = sound(f"{code}\n\n:::{{note}} word\nOne word?\n:::\n\n## Next\n\nText.\n")
    assert isinstance(lesson.content, Lesson)
    assert lesson.content.body == code
    assert (activity.id, last.id) == ("word", "#next")


def test_headings_and_directives_may_be_indented_as_in_markdown() -> None:
    """Up to three spaces are no code, and closing hashes are no part of a heading."""
    text = "  ## One {#one} ##\n\nText.\n\n   :::{note} word\nOne word?\n  :::\n"
    lesson, activity = sound(text)
    assert (lesson.id, lesson.section.title, activity.id) == ("#one", "One", "word")


def test_a_list_item_may_be_closed_with_its_directive() -> None:
    """A line of colons ends a directive even where it is indented as the item before it is."""
    activity, after = sound(":::{choose} way\nWhich?\n- A\n- B\n  :::\n\nAfter.\n")
    assert (activity.id, after.id) == ("way", "#after-way")


def test_an_option_may_go_on_with_any_indented_text() -> None:
    """What would be a rule, a heading or a list elsewhere goes on with an option if it is indented."""
    (activity,) = sound(":::{note} word\n:hint: a\n  - b\n  ---\n      ## c\nOne word?\n:::\n")
    assert isinstance(activity.content, Activity)
    assert activity.content.hint == "a - b --- ## c"


def test_what_markdown_would_drop_is_told() -> None:
    """Lists inside lists that nobody could draw are told, with their line."""
    (step,) = sound(f"Text.\n\n{'- ' * 9}x\n")
    assert isinstance(step.content, Lesson)
    steps, ((line, wrong, right),) = read(f"Text.\n\n{'- ' * 10}x\n\n## Next\n\nText.\n")
    assert (line, wrong, "20" in right) == (3, "a list or quotation is nested too deeply", True)
    assert [step.id for step in steps] == ["#opening", "#next"]


def test_other_markdown_is_left_alone() -> None:
    """Small headings, lists, quotes and Rich's brackets reach the reader as the author wrote them."""
    body = "### Small\n\n- [anxious]\n- :100:\n\n> a quote\n\n    [/done]"
    (step,) = sound(body)
    assert isinstance(step.content, Lesson)
    assert step.content.body == body


@pytest.mark.parametrize(
    ("text", "line", "wrong", "right"),
    [
        ("x\n:::{reflekt} a\nq\n:::", 2, "no activity kind 'reflekt'", "'reflect'"),
        ("x\n:::\n", 2, "opens nothing", ":::{kind} id"),
        ("x\n:::{reflect} a\nq\n\n## Next\ny", 2, "not closed", "a line of :::"),
        ("x\n:::{reflect} a\nq\n:::{note} b\nq\n:::", 2, "not closed", "a line of :::"),
        ("x\n::::{reflect} a\nq\n:::\n\n## Next\ny", 2, "not closed", "a line of :::: "),
        ("x\n::::\ny", 2, "opens nothing", ":::{kind} id"),
        ("x\n:::note\ny", 2, "opens nothing", ":::{note} id"),
        ("x\n:::{reflect} A b\nq\n:::", 2, "'A b' is no id", "lower-case"),
        ("x\n:::{reflect}\nq\n:::", 2, "this reflect has no id", "lower-case"),
        ("x\n:::{reflect} a\n:hnit: y\nq\n:::", 3, "no option :hnit:", "'hint'"),
        ("x\n:::{reflect} a\n:when: way was writing\nq\n:::", 3, "is no condition", "id is X"),
        ("x\n:::{rate} a\n:min: ten\nq\n:::", 3, ":min: is 'ten'", "a number"),
        ("x\n:::{reflect} a\n:::", 2, "asks nothing", "under the options"),
        ("## One {#One}\nx", 1, "'One' is no id", "lower-case"),
        ("## One\n:aims: y\nx", 2, "no option :aims:", "'aim'"),
        ("## One\n:stop: y\nx", 2, "no :aim:", "aim first"),
        ("## One\n:aim: y\n:intense: perhaps\nx", 3, ":intense: is 'perhaps'", "yes or no"),
        ("## One {#a}\nx\n\n## Two {#a}\ny", 5, "stands in line 2 too", "its own {#id}"),
        ("x\n```\ny", 3, "is not closed", "add ```"),
    ],
)
def test_each_mistake_is_told_with_its_line_and_what_would_be_right(
    text: str, line: int, wrong: str, right: str
) -> None:
    """An author learns where, what, and what instead."""
    _, ((told, words, instead),) = read(text)
    assert (told, wrong in words, right in instead) == (line, True, True), (words, instead)


def test_lines_count_from_where_the_body_begins() -> None:
    """A step's line is that of its file, front matter included."""
    steps, problems = read("\n## One\n\ntext\n:::{note} a\nq\n:::\n:::{x} b\n:::\n", first_line=8)
    assert [step.content.line for step in steps] == [11, 12]
    assert [line for line, _, _ in problems] == [15]


def test_a_mistake_hides_nothing_after_it() -> None:
    """All mistakes are told at once, and what is sound between them is still read."""
    steps, problems = read(":::{x} a\n:::\n:::{note} b\nq\n:::\n:::\n:::{reflect} c\n:hnit: x\nq\n:::\n")
    assert [line for line, _, _ in problems] == [1, 6, 8]
    assert [step.id for step in steps if isinstance(step.content, Activity)] == ["b", "c"]


def test_more_steps_than_anyone_takes_are_refused() -> None:
    """A session with too many steps is told, and not read to its end."""
    steps, ((_, words, _),) = read("".join(f"## H{n}\nx\n" for n in range(5 * MOST_STEPS)))
    assert "too many steps" in words
    assert len(steps) < MOST_STEPS + 3


def test_mistakes_without_end_are_cut_short() -> None:
    """A file of nothing but mistakes is told in a bounded number of them."""
    for text in (":::{x} a\n:::\n" * 5000, "## A\n" + ":x: y\n" * 5000):
        _, problems = read(text)
        assert MOST_PROBLEMS < len(problems) <= MOST_PROBLEMS + 3
        assert "too much wrong" in problems[-1][1]


@pytest.mark.parametrize(
    "text", ["x" * (LONGEST_TEXT + 1), f":::{{note}} a\n{'x' * (LONGEST_TEXT + 1)}\n:::"]
)
def test_a_screen_without_end_is_refused(text: str) -> None:
    """A text that would take minutes to draw is told at its line."""
    _, ((line, words, _),) = read(f"\n{text}")
    assert (line, words) == (2, "this text has 20,001 characters")
