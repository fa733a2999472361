"""A program whose every text would like to steer the terminal, and what must be seen of it."""

from __future__ import annotations

import json
from pathlib import Path

NASTY = (
    "\x1b[31m \x1b]0;t\x07 [anxious] [/done] :100: [link=http://x]y[/link] "
    "\x9b2J \u202etfel\u2066 \u2028 \x08"
)
VISIBLE = ("[anxious]", "[/done]", ":100:", "[link=http://x]y[/link]")
FIELDS = ("title", "version", "reviewed", "overview")


def nasty_front_matter() -> str:
    """Front matter with the nasty text in every field, escaped as YAML (and JSON) escapes it."""
    reference = {name: f"{NASTY} {name}" for name in ("title", "reference", "link", "finding", "id")}
    fields = {
        **{name: f"{NASTY} {name}" for name in FIELDS},
        "programId": f"{NASTY} key",
        "slug": f"{NASTY} slug",
        "authors": [f"{NASTY} author"],
        "categories": {"category": [{"title": f"{NASTY} category"}]},
        "sessions": {
            "session": [{"title": f"{NASTY} session", "overview": NASTY, "activityOverview": NASTY}]
        },
        "relatedpost": {"program": [{"title": f"{NASTY} related", "slug": NASTY}]},
        "references": [reference],
    }
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())


def put_nasty_programs(programs: Path) -> Path:
    """Write a sound nasty program, and a broken one under a nasty name; return the broken one."""
    programs.mkdir(parents=True)
    (programs / "nasty.md").write_text(f"---\n{nasty_front_matter()}---\n", "utf-8")
    broken = programs / "\x1b[31m[bold]\u202e\nfolder"
    (broken / "sessions").mkdir(parents=True)
    (broken / "program.md").write_text(
        '---\ntitle: x\nsessions: [{file: sessions/1.md}, {file: "../\\e[31m\\u202e[/done]"}]\n---\n', "utf-8"
    )
    (broken / "sessions" / "1.md").write_text(
        f"---\nid: {json.dumps(NASTY)}\nminutes: {json.dumps(NASTY)}\n---\n\n## A {{#{NASTY[:20]}}}\n\n"
        ":::{\x1b[31m[/done]\u202e} \x1b\n:::\n\n:::{note} \x1b[31m\u202e\n:when: \x1b[/done]\nq\n:::\n\n"
        ":::{rate} a\n:min: \x1b[31m[/done]\nq\n:::\n",
        "utf-8",
    )
    return broken


def unsafe(text: str) -> set[str]:
    """Return the characters of a text that steer a terminal."""
    return {
        c
        for c in text
        if c not in "\n\t" and (c < " " or "\x7f" <= c <= "\x9f" or c in "\u202a\u202e\u2066\u2028")
    }
