"""`resilify remind list`: the reminders that there are."""

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.command_line.options import SCHEMA_VERSION, AsJson, command_app
from resilify_cli.console import print_json, print_line, print_message
from resilify_cli.reminders.reminder import CALENDAR, SHELL, TIMER, Reminder, clock
from resilify_cli.reminders.reminder_file import load_reminders
from resilify_cli.safe import safe_line

app = command_app()
_BY = {TIMER: "by the system's timer", CALENDAR: "in your calendar", SHELL: "in your shell"}


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the reminders that there are."""
    show_reminders(app_context(), as_json=as_json)


def show_reminders(ctx: AppContext, *, as_json: bool) -> None:
    """Write the reminders, and how to turn them off or to set one."""
    reminders = load_reminders(ctx.paths.vault.reminders)
    if as_json:
        print_json(
            {"schema_version": SCHEMA_VERSION, "reminders": [_reminder_data(one) for one in reminders]}
        )
        return
    for reminder in reminders:
        print_line(f"{reminder.number}  {reminder.describe()}")
        print_line(f"   {_BY[reminder.way]}")
        for file in reminder.files:
            there = "" if file.path.exists() else ", which is not there any more"
            print_line(f"   {safe_line(str(file.path))}{there}")
    if reminders:
        print_message("To turn one off: resilify remind off NUMBER. All of them: resilify remind off")
    else:
        print_line("There are no reminders. None comes unless you set one.")
        print_message("To see what one would do: resilify remind session --at 20:00 --timer --dry-run")
        print_message("What there is to choose: resilify remind session --help")


def _reminder_data(reminder: Reminder) -> dict[str, object]:
    return {
        "number": reminder.number,
        "about": reminder.about,
        "times": [{"from": clock(window.start), "minutes": window.length} for window in reminder.windows],
        "weekdays": list(reminder.weekdays),
        "way": reminder.way,
        "files": [str(file.path) for file in reminder.files],
    }
