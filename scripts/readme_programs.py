"""Writes the README's table of programs from the bundled programs themselves.

.venv/bin/python -m scripts.readme_programs
"""

from __future__ import annotations

import re
from pathlib import Path

from resilify_cli.content.program_summary import ProgramSummary, read_summary

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PROGRAMS = ROOT / "programs"
_MARKED = re.compile(r"(<!-- programs -->\n).*?(<!-- /programs -->)", re.DOTALL)


def programs_table(folder: Path) -> str:
    """Return a Markdown table of the programs to walk through in a folder, with the single sittings last."""
    every = [one for path in folder.iterdir() if not (one := read_summary(str(path))).kind]
    every.sort(key=lambda one: (len(one.sessions) == 1, one.sequence, one.title))
    return "\n".join(["| Program | Length | About |", "|---|---|---|", *map(_row, every)])


def with_table(text: str, table: str) -> str:
    """Return a page with the table between its two marks.

    Raises:
        ValueError: The page has no marks.
    """
    if not _MARKED.search(text):
        raise ValueError("the page has no <!-- programs --> and <!-- /programs -->")
    return _MARKED.sub(lambda marks: f"{marks[1]}\n{table}\n\n{marks[2]}", text)


def _row(program: ProgramSummary) -> str:
    link = f"[{program.title}](programs/{Path(program.path).name}/program.md)"
    length = ", ".join(filter(None, (program.length, program.pace)))
    return f"| {link} | {length} | {', '.join(program.categories)} |"


def main() -> None:
    """Write the table into the README."""
    README.write_text(with_table(README.read_text("utf-8"), programs_table(PROGRAMS)), "utf-8")


if __name__ == "__main__":
    main()
