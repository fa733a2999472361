"""The rows of a log in a few lines, by day or by one of its fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resilify_cli.activities.questions import Aside, Block, OwnWords

if TYPE_CHECKING:
    from resilify_cli.activities.answer_history import StoredAnswer
    from resilify_cli.activities.log import Log

# So much stands above a question without pushing it off a small screen.
_MOST_ROWS, _MOST_CHARACTERS = 10, 700


def log_rows_block(rows: Sequence[StoredAnswer], log: Log | None) -> tuple[Block, ...]:
    """Return the newest rows to be shown above a question, the oldest of them first.

    Args:
        rows: All rows, oldest first.
        log: The log, if it is known: it says by which field they are shown.
    """
    lines = [
        (_group_of(row, log), f"{row.day.day} {row.day:%B}: {'; '.join(row.words().splitlines())}")
        for row in rows
        if row.words()
    ]
    shown: list[tuple[str, str]] = []
    for group, line in reversed(lines):
        if shown and sum(len(one) for _, one in (*shown, (group, line))) > _MOST_CHARACTERS:
            break
        if len(shown) == _MOST_ROWS:
            break
        shown.insert(0, (group, line))
    counts = {group: sum(one == group for one, _ in lines) for group, _ in lines}
    blocks: list[Block] = []
    for group in dict.fromkeys(group for group, _ in shown):
        text = "\n".join(line for one, line in shown if one == group)
        blocks.append(OwnWords(text, _group_label(group, counts[group], log), has_days=True))
    if len(shown) < len(lines):
        blocks.append(Aside(f"These are the newest; {len(lines) - len(shown)} more are before them."))
    return tuple(blocks)


def _group_of(row: StoredAnswer, log: Log | None) -> str:
    return log.group_of(row.values) if log and log.by else ""


def _group_label(group: str, count: int, log: Log | None) -> str:
    if not (log and log.by):
        return "So far"
    return f"{group} ({count})" if group else f"left empty ({count})"
