"""Prints what makes a good command of the terminal, point by point, each with the command that shows it.

    .venv/bin/python -m scripts.terminal_points

The points are those of https://clig.dev and of what good tools do. What a script can see is run in an empty
home and marked "holds" or "FAILS"; the rest names a test, or what to look at. It ends with 1 if one fails.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# What is good, the command line, its exit code, and a pattern of what it writes; a code of None
# is for what only a terminal shows: the line is then a test, or what to do.
POINTS: tuple[tuple[str, str, int | None, str], ...] = (
    ("Help by -h", "resilify -h", 0, "Usage: resilify"),
    ("Help by --help behind any command", "resilify journal add --help", 0, "Usage: resilify journal add"),
    ("Help by name", "resilify help journal add", 0, "Usage: resilify journal add"),
    ("Examples first", "resilify help list", 0, r"\nExamples:\n  \$ resilify list\n"),
    ("Commands in groups", "resilify help", 0, r"\nKeeping safe:\n"),
    ("Values in words", "resilify help checkin", 0, r"--mood MOOD"),
    ("The version", "resilify --version", 0, r"^resilify \d"),
    ("A mistyped command", "resilify lst", 2, "Did you mean 'list'"),
    ("An unknown option", "resilify list --nosuch", 2, "No such option"),
    ("A bad value", "resilify journal --limit ten", 2, "'ten' is no number"),
    ("An unknown format", "resilify journal export --output z.foo", 2, "is not known here"),
    ("A program that is not there", "resilify start nosuch", 1, "No program is called"),
    ("A session that is not there", "resilify start worry-in-its-own-time --session 99", 2, "no session 99"),
    ("--json before", "resilify --json list", 0, r'"programs": \['),
    ("--json behind", "resilify list --json", 0, r'"programs": \['),
    ("An option that is not there is told", "resilify --json start", 2, "There is no --json for"),
    ("--quiet", "resilify -q checkin --mood good", 0, r"^$"),
    ("What was done is said", "resilify checkin --mood good", 0, "Kept as"),
    ("An id of one character", "resilify journal show z", 1, r"'z' is no id|id that begins"),
    ("--no-input fails clearly", "resilify start --plain --no-input", 2, "--no-input was given"),
    ("No terminal: how to go on", "resilify checkin", 2, "--plain"),
    ("--color never", "resilify --color never journal", 0, r"^[^\x1b]*$"),
    ("--color always", "resilify --color always journal", 0, "\x1b"),
    ("No colour in a pipe", "resilify journal", 0, r"^[^\x1b]*$"),
    ("One record a line in a pipe", "resilify list", 0, r"(?m)^worry-in-its-own-time\t[^\n]+$"),
    ("Nothing wrapped in a pipe", "resilify journal add --help", 0, r"[^\n]{77}"),
    ("COLUMNS respected", "COLUMNS=50 resilify paths --help", 0, r"\A([^\n]{0,50}\n)+\Z"),
    ("A run without change", "resilify erase --all --dry-run", 0, "Nothing was erased"),
    ("What destroys is asked about", "resilify erase --all", 2, "Nobody can be asked here"),
    ("Numbers for a crisis at once", "resilify help-now --country GB", 0, "116 123"),
    ("Where things are", "resilify paths", 0, "resilify.db"),
    ("Completion by name", "resilify --show-completion zsh", 0, "#compdef resilify"),
    ("An editor of one's choice", "resilify settings", 0, "editor ="),
    ("Man pages", "man resilify (tests/command_line/test_man_pages.py)", None, ""),
    ("A pager", "resilify help (tests/terminal/test_pager.py)", None, ""),
    ("Completion in the shells", "pytest -m slow tests/command_line/test_completion.py", None, ""),
    ("Ctrl-C saves and leaves", "resilify start, Ctrl-C (tests/terminal/test_session.py)", None, ""),
    ("Resize, Ctrl-L, Ctrl-Z and fg", "resilify start (tests/terminal/test_every_widget.py)", None, ""),
    (
        "A program's output that closes early",
        "resilify list | head -1 (tests/terminal/test_pager.py)",
        None,
        "",
    ),
)


def main() -> int:
    """Print the points, and return the exit code."""
    failed = 0
    with tempfile.TemporaryDirectory() as home:
        for number, (point, line, code, pattern) in enumerate(POINTS, 1):
            holds = code is None or _holds(line, code, pattern, home)
            failed += not holds
            state = "by test" if code is None else "holds" if holds else "FAILS"
            print(f"{number:>2}  {state:<8} {point:<40} {line}")
    print(f"{len(POINTS)} points, {failed} failed.")
    return 1 if failed else 0


def _holds(line: str, code: int, pattern: str, home: str) -> bool:
    words = line.split()
    env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "RESILIFY_HOME": f"{home}/resilify"}
    while "=" in words[0]:
        name, _, value = words.pop(0).partition("=")
        env[name] = value
    ran = subprocess.run(
        [sys.executable, "-m", "resilify_cli", *words[1:]],
        env={**env, "PYTHONPATH": str(Path.cwd())},
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return ran.returncode == code and re.search(pattern, ran.stdout + ran.stderr) is not None


if __name__ == "__main__":
    sys.exit(main())
