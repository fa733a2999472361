"""`resilify sync status`: the machines, when each last synced, and what has not arrived."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.commands.sync.running import NOT_JOINED
from resilify_cli.console import print_json, print_line
from resilify_cli.errors import ResilifyError
from resilify_cli.safe import safe_line
from resilify_cli.settings import AFTER

if TYPE_CHECKING:
    from resilify_cli.sync.status import DeviceStatus, FolderStatus

app = command_app()
_MOST_NUMBERS = 5


@app.command()
def status(as_json: AsJson = False) -> None:
    """Show the machines of each folder, when each last wrote, and what of it has not arrived."""
    ctx = app_context()
    from resilify_cli.sync.state import load_folders
    from resilify_cli.sync.status import folder_status

    store = ctx.stores.open_existing()
    found: list[FolderStatus] = []
    if store is not None:
        with store:
            found = [folder_status(store.database, state) for state in load_folders(store.database)]
    if as_json:
        print_json({"schema_version": SCHEMA_VERSION, "folders": [_status_data(one) for one in found]})
        return
    if not found:
        raise ResilifyError(NOT_JOINED.message, NOT_JOINED.hint)
    for number, one in enumerate(found):
        if number:
            print_line()
        for line in _status_lines(ctx, one):
            print_line(line)


def _status_lines(ctx: AppContext, status: "FolderStatus") -> Iterator[str]:
    git = ", by git" if status.uses_git else ""
    yield f"{status.path}{git}"
    if status.fault:
        yield f"  {safe_line(status.fault)}"
    for device in status.devices:
        here = " (this machine)" if device.own else " (forgotten)" if device.forgotten else ""
        at = _time_text(ctx, device.seen_at) if device.seen_at else "never"
        yield f"  {safe_line(device.name) or '?'}{here}  {device.id[:6]}  last wrote {at}"
        if device.missing:
            yield f"    Of its files, {device.last} is here; {_numbers_text(device.missing)} not here yet."
        if device.unread and not device.forgotten:
            yield f"    Of its files, {_numbers_text(device.unread)} in the folder and not read yet."
    waits = (
        "This machine has something to send." if status.unsent else "All of this machine is in the folder."
    )
    yield f"  {waits}"
    if status.cleared:
        yield (
            f"  {status.cleared:,} that left the trash: in the files of this machine until"
            f" {_time_text(ctx, status.cleared_until)}. To take it out now: resilify sync --everything"
        )
    if (note := status.background) is not None:
        if note.failure:
            at = _time_text(ctx, note.at)
            yield f"  The sync in the background at {at} was not done. {safe_line(note.failure)}"
        yield from (f"  {safe_line(line)}" for line in note.lines)
    if ctx.settings.sync == AFTER:
        yield "  It syncs by itself after each command, while the journal opens without a question."


def _numbers_text(missing: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, missing[:_MOST_NUMBERS]))
    more = len(missing) - _MOST_NUMBERS
    shown = f"{shown} and {more:,} more" if more > 0 else shown
    return f"{shown} {'is' if len(missing) == 1 else 'are'}"


def _time_text(ctx: AppContext, milliseconds: int) -> str:
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(ctx.zone):%Y-%m-%d %H:%M}"


def _status_data(status: "FolderStatus") -> dict[str, object]:
    return {
        "id": status.id,
        "path": status.path,
        "git": status.uses_git,
        "reachable": not status.fault,
        "fault": status.fault,
        "unsent": status.unsent,
        "cleared_entries": status.cleared,
        "background": None if status.background is None else status.background._asdict(),
        "devices": [_device_data(one) for one in status.devices],
    }


def _device_data(device: "DeviceStatus") -> dict[str, object]:
    at = datetime.fromtimestamp(device.seen_at / 1000, UTC).isoformat() if device.seen_at else None
    return {
        "id": device.id,
        "name": device.name,
        "this_machine": device.own,
        "forgotten": device.forgotten,
        "last_wrote_at": at,
        "last_number": device.last,
        "missing_numbers": list(device.missing),
        "unread_numbers": list(device.unread),
    }
