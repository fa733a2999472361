"""Writes what each example of `docs/authoring.md` looks like on screen into that page, below the example.

.venv/bin/python -m scripts.authoring_screens
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.terminal.terminal import Terminal

PAGE = Path(__file__).parents[1] / "docs" / "authoring.md"
EXAMPLE = re.compile(
    r"```markdown\n(:::\{([\w-]+)\} .*?\n:::\n)```\n\nOn screen:\n\n```text\n(.*?)```\n", re.DOTALL
)
COLUMNS, ROWS = 76, 30

# What to press on each kind's screen to come to the next example.
KEYS: dict[str, tuple[str, ...]] = {
    "reflect": ("I forgot what Ama told me about her exam.", "ctrl-d"),
    "note": ("You did what you could.", "enter"),
    "rate": ("3", "enter"),
    "choose": ("enter",),
    "select": ("enter",),
    "plan": ("I hear the harsh voice", "enter", "breathe out slowly", "enter", "at my desk", "enter"),
    "breathe": ("page down",),
    "guided": ("page down",),
    "write": ("page down",),
    "record": ("page down",),
    "log": ("page down",),
    "experiment": ("page down",),
    "follow-up": ("enter", "it felt odd", "enter"),
    "list": ("page down",),
    "grid": ("page down",),
    "pick": ("enter",),
    "script": ("page down",),
    "timer": ("page down",),
    "recall": ("enter",),
    "gather": ("ctrl-d",),
    "checkup": ("page down",),
}


def examples(page: str) -> list[tuple[str, str]]:
    """Return the kind and the Markdown of each example, in order."""
    start = page.index("## Activities")
    return [(found[2], found[1]) for found in EXAMPLE.finditer(page, start)]


def write_program(folder: Path, blocks: list[str]) -> Path:
    """Write a program of one session that holds these blocks."""
    (folder / "sessions").mkdir(parents=True)
    (folder / "program.md").write_text(
        "---\ntitle: Examples\nprogramId: examples\nsessions:\n  session:\n    - file: sessions/1.md\n---\n"
    )
    # Each in a section of its own: within one, brief questions share a screen.
    sections = (f"## Kinds {{#kind-{at}}}\n\n{block}" for at, block in enumerate(blocks))
    (folder / "sessions" / "1.md").write_text(
        "---\nid: examples\ntitle: Examples\n---\n\n" + "\n".join(sections)
    )
    return folder


def main() -> None:
    """Write every screen anew."""
    page = PAGE.read_text("utf-8")
    found = examples(page)
    with tempfile.TemporaryDirectory() as name:
        program = write_program(Path(name) / "examples", [block for _, block in found])
        run = Terminal(Path(name) / "home", "start", str(program), columns=COLUMNS, rows=ROWS)
        run.wait_for("self-help").press("enter").wait_for("Anything can be skipped").press("enter")
        screens = []
        for kind, _ in found:
            run.wait_for("   Kinds").settle(0.8)
            screens.append(_body(run.text))
            for key in KEYS[kind]:
                run.press(key).settle(0.3)
    shown = iter(screens)
    start = page.index("## Activities")
    new = EXAMPLE.sub(
        lambda old: old[0].replace(f"```text\n{old[3]}```", f"```text\n{next(shown)}\n```"), page[start:]
    )
    PAGE.write_text(page[:start] + new, "utf-8")


def _body(screen: str) -> str:
    """Return a screen without its header, and without the blank rows above the line of keys."""
    lines = screen.split("\n")
    below = lines[lines.index("   Kinds") + 2 :]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(below)).strip("\n")


if __name__ == "__main__":
    main()
