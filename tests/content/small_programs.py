"""Small programs to break: a sound one of two sessions, and one of a single session's text."""

from __future__ import annotations

from pathlib import Path

from resilify_cli.activities.problem import ProblemList
from resilify_cli.content.models import Program, Session
from resilify_cli.content.session_file import read_session_body

FRONT = """---
title: Rest
programId: rest-key
version: "1.0"
authors:
  - A. Writer
reviewed: not yet reviewed by a clinician
overview: Two short sessions about rest.
sessions:
  session:
    - file: 1.md
    - file: 2.md
references:
  - id: one2001
    title: A study of rest
    link: https://doi.org/10.1000/rest
    finding: In 40 people, rest went along with a calmer evening.
  - id: more
    title: A site about rest
    link: https://rest.example
    further: yes
---
"""

SESSION = """---
id: session-{n}
title: Session {n}
minutes: 17
---

## Arriving {{#arriving}}

Come as you are today, because everything here can be skipped and leaving is always possible.

:::{{breathe}} settle-{n}
:minutes: 1
Follow the pace while it is comfortable, and otherwise listen to the sounds around you.
:::
{recall}
## About rest {{#about}}

In a study of 40 people, resting for a little while went along with a calmer evening [@one2001].

{name}, 52, sits down on the stairs after work and listens to the radio of the family next door.

## A kind letter {{#letter}}
:aim: To put the voice of a kind friend into words that you can read again.
:evidence: We know of no trial of this letter alone, although resting has been studied [@one2001].
:caution: Choose something that hurts a little, around 3 to 5 out of 10, and leave the worst alone.
:easier: Write three lines, or think the letter through without writing anything.
:stop: Press Page Down, look around the room and feel both feet on the floor.
:intense: yes

:::{{write}} letter-{n}
:minutes: 10
:hint: e.g. Dear me, it was a long day
Write to yourself as a friend would, about something small that is still bothering you.
:::

## Coming back {{#coming-back}}
:grounding: yes

:::{{guided}} back-{n}
[20s] Look around the room.
:::

## One small plan {{#plan}}

:::{{plan}} plan-{n}
:minutes: 2
What is one small thing that you could try for yourself in the coming week?
:::

## Back to the room {{#closing}}
:grounding: yes

Think of the next ordinary thing that you are going to do, and let the evening be slow.
"""

RECALL = "\n:::{recall} plan-1\n:empty: There is no plan, and that is fine.\n:::\n"


CHOICE = ":::{choose} way\n:minutes: 0\nWhich?\n- One {#one}\n- Two {#two}\n:::\n"

INTENSE = """
## Another {#another}
:aim: To try it once more.
:evidence: None that we know of.
:caution: Choose a small thing.
:easier: Do half of it.
:stop: Press Page Down.
:intense: yes

"""


def write_sound(folder: Path, name: str = "", old: str = "", new: str = "") -> Path:
    """Write a sound program of two sessions, with `old` replaced by `new` in one of its files."""
    texts = {
        "program.md": FRONT,
        "1.md": SESSION.format(n=1, name="Omar", recall=""),
        "2.md": SESSION.format(n=2, name="Ines", recall=RECALL),
    }
    if name:
        assert texts[name].count(old) == 1
        texts[name] = texts[name].replace(old, new)
    folder.mkdir()
    for file, text in texts.items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder


def program_of(body: str) -> Program:
    """Return a program of one session with this body, without any file."""
    session = Session("one", "One", read_session_body(body, 5, ProblemList(Path("1.md"))), 20)
    return Program("p", "key", "P", Path("p.md"), (session,))
