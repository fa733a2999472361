"""What was found in the store, in the styles of a theme."""

from collections.abc import Iterator, Sequence

from resilify_cli.safe import safe
from resilify_cli.text_width import break_lines
from resilify_cli.theme import Role, Theme


def paint_findings(lines: Sequence[str], theme: Theme, columns: int) -> Iterator[str]:
    """Yield lines, safe to show, with what was found set off; the last tells versions alone.

    Args:
        lines: What is told.
        theme: How it looks.
        columns: The most columns of a line.
    """
    for at, line in enumerate(lines, 1):
        role: Role | None = "muted" if at == len(lines) else None
        if line.startswith(("- ", "Your store")):
            role = "strong"
        for part in break_lines(safe(line), columns):
            yield theme.paint(part, role) if role else part
