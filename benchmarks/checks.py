"""Sees that the commands really do what is timed: a quick wrong answer is worth nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from cases import ADD, NOTE, READS
from corpus import RARE
from homes import Home, environment
from timing import PIPED, Arm, WrongOutputError, run


def check_found(command: str, jrnl: str | None, home: Home) -> None:
    """Compare all that is found, word for word, with what was written.

    Raises:
        WrongOutputError: something else is found.
    """
    env = environment(home.path)
    wanted = {"newest 10": home.newest, "a rare word": (home.rare,), "the commonest word": home.newest}
    for name, words in READS.items():
        ours = Arm(name, (command, "journal", *words, "--json"), env)
        _same(name, [entry["text"] for entry in json.loads(run(ours, PIPED)[1])["entries"]], wanted[name])
    if jrnl and home.journal:
        for name in ("newest 10", "a rare word"):
            asked = ("-contains", RARE) if name == "a rare word" else ("-n", "10")
            theirs = Arm(f"jrnl {name}", (jrnl, *asked, "--format", "json"), env)
            output = run(theirs, PIPED)[1]
            # What it says on standard error comes before or after the JSON.
            found = json.loads(output[output.index("{") : output.rindex("}") + 1])["entries"]
            texts = [f"{entry['title']} {entry['body']}" for entry in reversed(found)]
            _same(f"jrnl {name}", texts, wanted[name])


def check_added(command: str, jrnl: str | None, home: Home) -> None:
    """See that what was added is there.

    Raises:
        WrongOutputError: it is not.
    """
    env = environment(home.path)
    ours = run(Arm(ADD, (command, "journal", "--json", "--limit", "1"), env), PIPED)[1]
    _same(ADD, [entry["text"] for entry in json.loads(ours)["entries"]], [NOTE])
    if jrnl and home.journal:
        run(Arm(f"jrnl {ADD}", (jrnl, "-n", "1"), env, (NOTE,)), PIPED)


def _same(name: str, found: Sequence[str], wanted: Sequence[str]) -> None:
    """Compare texts by their words: jrnl lays out white space in its own way."""
    if [text.split() for text in found] != [text.split() for text in wanted]:
        raise WrongOutputError(f"{name}: found {found!r}, wanted {wanted!r}")
