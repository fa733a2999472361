"""`resilify remind off`: turns reminders off, and removes all that was written for them."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import command_app, whole_number
from resilify_cli.console import print_message, print_warning
from resilify_cli.errors import StoreError, UsageError
from resilify_cli.reminders.reminder import CALENDAR, SHELL, TIMER, Reminder
from resilify_cli.reminders.reminder_file import (
    DONE,
    SHOWN,
    load_reminders,
    load_times,
    save_reminders,
    save_times,
)

app = command_app()


@app.command()
def off(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[NUMBER]",
            help="The reminder, as in the list; else all.",
            parser=whole_number(1, 1_000_000),
        ),
    ] = None,
) -> None:
    """Turn a reminder off, or all of them, and remove what was written for it."""
    ctx = app_context()
    if number is None:
        _turn_all_off(ctx)
        return
    reminders = load_reminders(ctx.paths.vault.reminders)
    gone = [one for one in reminders if one.number == number]
    if not gone:
        raise UsageError(f"There is no reminder {number}.", "To see them: resilify remind list")
    kept = tuple(one for one in reminders if one not in gone)
    turn_off(ctx, gone, kept)
    print_message(f"Reminder {number} is off." if kept else "All reminders are off.")


def _turn_all_off(ctx: AppContext) -> None:
    try:
        reminders = load_reminders(ctx.paths.vault.reminders)
    except StoreError as error:
        print_warning(error.message)
        turn_off(ctx, [])
        print_message("All reminders are off. A file for a calendar, if you made one, stays.")
        return
    left = turn_off(ctx, list(reminders))
    print_message("All reminders are off." if reminders or left else "There are no reminders.")


def turn_off(ctx: AppContext, reminders: list[Reminder], kept: tuple[Reminder, ...] = ()) -> int:
    """Remove reminders, and all that was written for them; where none stays, also what no reminder names.

    Args:
        ctx: The context of the command.
        reminders: Those that go.
        kept: Those that stay.

    Returns:
        How many timers were there that no reminder names.
    """
    for reminder in reminders:
        if reminder.way == TIMER:
            _remove_timer(ctx, reminder)
        elif reminder.way == CALENDAR:
            _remove_calendar(reminder)
    if any(reminder.way == SHELL for reminder in reminders) and not any(one.way == SHELL for one in kept):
        print_message("The line in your shell's file is silent now. You can take it out.")
    save_reminders(ctx.paths.vault.reminders, kept)
    _forget_times(ctx, kept)
    if kept:
        return 0
    from resilify_cli.commands.remind.leftover_timers import remove_leftover_timers

    count, failed = remove_leftover_timers(ctx, kept)
    _tell_failed(failed)
    return count


def _forget_times(ctx: AppContext, kept: tuple[Reminder, ...]) -> None:
    """Keep only the times that a reminder still needs."""
    place = ctx.paths.vault.reminder_times
    if not kept:
        place.unlink(missing_ok=True)
        return
    needed = {SHOWN: {str(one.number) for one in kept}, DONE: {one.about for one in kept}}
    for which, names in needed.items():
        times = load_times(place, which)
        save_times(place, which, {name: at for name, at in times.items() if name in names})


def _remove_timer(ctx: AppContext, reminder: Reminder) -> None:
    from resilify_cli.commands.remind.timers import remove_timer, timer_files

    _tell_failed(remove_timer(timer_files(ctx, reminder), [file.path for file in reminder.files]))


def _tell_failed(commands: list[str]) -> None:
    for command in commands:
        print_warning(f"This did not work, and may not be needed: {command}")


def _remove_calendar(reminder: Reminder) -> None:
    for path, digest in reminder.files:
        try:
            is_ours = sha256(path.read_bytes()).hexdigest() == digest
        except FileNotFoundError:
            continue
        except OSError:
            is_ours = False
        if is_ours:
            path.unlink()
        else:
            print_warning(f"{path} is not as it was written, and stays. You can delete it.")
    print_message("What you took into a calendar stays there, until you delete it there.")
