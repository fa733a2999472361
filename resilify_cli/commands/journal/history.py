"""`resilify journal history`: what an entry was before it was changed."""

from resilify_cli.commands.journal.layout import day_line, wrapped
from resilify_cli.commands.journal.named import EntryId, named_entry
from resilify_cli.commands.options import SCHEMA_VERSION, AsJson, one_command
from resilify_cli.commands.surroundings import surroundings
from resilify_cli.console import out_json, page_out, styled, talk
from resilify_cli.days import day_of

app = one_command()


@app.command()
def history(entry_id: EntryId, as_json: AsJson = False) -> None:
    """Show all versions of an entry, the oldest first and the one of today last."""
    around = surroundings()
    with named_entry(around, entry_id) as (store, entry):
        versions = store.revisions.versions(entry.id)
    if as_json:
        earlier = [
            {"at": v.written_at.isoformat(timespec="seconds"), "prompt": v.prompt or None, "text": v.text}
            for v in versions
        ]
        out_json({"schema_version": SCHEMA_VERSION, "id": entry.id, "text": entry.text, "versions": earlier})
        return
    if not versions:
        talk("This entry has not been changed.")
        return
    lines: list[str] = []
    for version in versions:
        day = day_of(version.written_at, around.settings.day_start)
        head = f"As of {day_line(day)}, {version.written_at:%H:%M}"
        lines += [styled(head, "bold", around.environment), "", *wrapped(version.text), ""]
    lines += [styled("Now", "bold", around.environment), "", *wrapped(entry.text)]
    page_out(lines, around.environment)
