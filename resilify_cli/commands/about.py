"""`resilify about`: what this is, what it is not, and where words are kept."""

from __future__ import annotations

from collections.abc import Iterator

from resilify_cli import __version__
from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import command_app
from resilify_cli.console import terminal_width
from resilify_cli.safe import safe_line
from resilify_cli.terminal.pager import print_paged
from resilify_cli.text_width import wrap

app = command_app()


@app.command()
def about() -> None:
    """Show what this is, what it is not, and where your words are kept."""
    ctx = app_context()
    lines: list[str] = []
    for paragraph in _notice_paragraphs(ctx):
        # The store's path stays in one piece, to copy.
        whole = paragraph.startswith("  ")
        lines += [paragraph] if whole else wrap(paragraph, terminal_width())
        lines.append("")
    print_paged(lines[:-1], ctx.environment)


def _notice_paragraphs(ctx: AppContext) -> Iterator[str]:
    yield f"resilify {__version__}"
    yield (
        "This is self-help for adults. It is not therapy, diagnosis or emergency care, and no clinician "
        "reads along. None has reviewed the bundled programs yet; resilify show PROGRAM has their sources."
    )
    yield (
        "With thoughts of suicide or self-harm, severe depression, bipolar disorder, psychosis, an eating "
        "disorder, trouble with alcohol or drugs, or violence now: talk to a person first. Nothing here is "
        "locked."
    )
    yield "If you are in danger or in crisis: resilify help-now"
    yield "What you write stays on this computer, in this file:"
    yield f"  {safe_line(str(ctx.paths.store))}"
    if ctx.paths.vault.key_file.exists():
        yield "It is encrypted with your passphrase."
    else:
        yield "It is a plain file that other accounts can't open. To encrypt it: resilify encrypt"
    yield "Nothing is sent anywhere: no account, no network, no count of what you do."
    yield "To take your words elsewhere: resilify journal export"
