"""`resilify journal history`: what an entry was before it was changed."""

from datetime import date, datetime

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.named_entry import EntryId, named_entry
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_message
from resilify_cli.journal_view.day_text import moment_text
from resilify_cli.journal_view.marked_text import INDENT, wrapped
from resilify_cli.terminal.pager import print_paged

app = command_app()


@app.command()
def history(entry_id: EntryId, as_json: AsJson = False) -> None:
    """Show all versions of an entry, the oldest first and the one of today last."""
    ctx = app_context()
    with named_entry(ctx, entry_id) as (store, entry):
        versions = store.revisions.versions(entry.id, ctx.zone)
    if as_json:
        earlier = [
            {
                "at": v.written_at.isoformat(timespec="seconds"),
                "about": v.about.isoformat(timespec="seconds") if v.about else None,
                "prompt": v.prompt or None,
                "text": v.text,
            }
            for v in versions
        ]
        print_json(
            {"schema_version": SCHEMA_VERSION, "id": entry.id, "text": entry.text, "versions": earlier}
        )
        return
    if not versions:
        print_message("This entry has not been changed.")
        return
    lines: list[str] = []
    dates = [_date_text(v.about, v.named_day, ctx) for v in versions]
    dates.append(_date_text(entry.at, entry.named_day, ctx))
    for version, told, after in zip(versions, dates, dates[1:], strict=False):
        head = f"As of {moment_text(version.written_at, ctx.settings.day_start)}"
        moved = [f"{INDENT}Its date was {told}."] if told and told != after else []
        lines += [ctx.theme.paint(head, "strong"), *moved, "", *wrapped(version.text), ""]
    moved = (
        [f"{INDENT}Its date is {dates[-1]}."] if any(date not in ("", dates[-1]) for date in dates) else []
    )
    lines += [ctx.theme.paint("Now", "strong"), *moved, "", *wrapped(entry.text)]
    print_paged(lines, ctx.environment)


def _date_text(at: datetime | None, named: date | None, ctx: AppContext) -> str:
    """Return the date that an entry has or had; empty where it is not known."""
    if at is None:
        return ""
    return moment_text(at, ctx.settings.day_start, named)
