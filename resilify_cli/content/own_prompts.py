"""Reads the person's own list of questions to write about: `prompts.md` in the data folder."""

from __future__ import annotations

import re
from pathlib import Path

FILE_NAME = "prompts.md"
# A longer file is read no further, and a longer line is no question.
_LARGEST = 200_000
_LONGEST = 300
_MARK = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+")


def read_own_prompts(folder: Path) -> list[str]:
    """Return the questions, one for each line; headings and empty lines are left out.

    Args:
        folder: The data folder.
    """
    try:
        with (folder / FILE_NAME).open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", errors="replace")
    except OSError:
        return []
    lines = (line.strip() for line in text.lstrip("\ufeff").splitlines())
    prompts = (_MARK.sub("", line, count=1).strip() for line in lines if not line.startswith("#"))
    return list(dict.fromkeys(prompt for prompt in prompts if 0 < len(prompt) <= _LONGEST))
