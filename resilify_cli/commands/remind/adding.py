"""`resilify remind session`, `practice`, `checkin` and `log`: set a reminder."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from resilify_cli.app.context import AppContext, app_context
from resilify_cli.app.paths import HOME_VARIABLE
from resilify_cli.atomic_files import atomic_write, check_target
from resilify_cli.command_line.options import DryRun, Plain, Yes, command_app
from resilify_cli.console import print_line, print_message, print_warning
from resilify_cli.errors import ResilifyError, UsageError
from resilify_cli.reminders.parsing import parse_weekdays, parse_windows
from resilify_cli.reminders.reminder import (
    CALENDAR,
    SHELL,
    TEXT,
    TIMER,
    WHOLE_DAY,
    InstalledFile,
    Reminder,
    TimeWindow,
)
from resilify_cli.reminders.reminder_file import load_reminders, save_reminders
from resilify_cli.terminal.confirmation import Confirmation

At = Annotated[
    list[str] | None,
    typer.Option("--at", metavar="TIME", help="When: 20:00, 8pm, noon. Several are fine: 9:00,21:00."),
]
Between = Annotated[
    list[str] | None,
    typer.Option("--between", metavar="TIMES", help="At some minute in a window: 18:00-20:00."),
]
OnWeekdays = Annotated[
    list[str] | None,
    typer.Option("--on", metavar="DAYS", help="On which days: mon,thu or mon-fri or weekend. Else on each."),
]
ByTimer = Annotated[bool, typer.Option("--timer", help="By this system's timer; silent when it is done.")]
Calendar = Annotated[
    str | None,
    typer.Option("--calendar", metavar="FILE.ics", help="Write a file for your calendar, on phones too."),
]
ByShell = Annotated[bool, typer.Option("--shell", help="A line in your shell; silent when it is done.")]


def adding_app(about: str, summary: str) -> typer.Typer:
    """Return the app of the command that sets a reminder of one thing.

    Args:
        about: What it is about.
        summary: The first sentence of its help.
    """
    app = command_app()

    def add(
        at: At = None,
        between: Between = None,
        on: OnWeekdays = None,
        timer: ByTimer = False,
        calendar: Calendar = None,
        shell: ByShell = False,
        force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
        yes: Yes = False,
        dry_run: DryRun = False,
        plain: Plain = None,
    ) -> None:
        ways = {TIMER: timer, CALENDAR: calendar is not None, SHELL: shell}
        if sum(ways.values()) != 1:
            raise UsageError(
                "Say what is to remind you: one of --timer, --calendar FILE.ics and --shell.",
                f"To see what would be done: resilify remind {about} --at 20:00 --timer --dry-run",
            )
        ctx = app_context()
        way = next(way for way, wanted in ways.items() if wanted)
        reminder = _make_reminder(ctx, about, way, at or [], between or [], on or [])
        adding = _Adding(ctx, reminder, yes, dry_run, plain)
        if timer:
            adding.by_timer()
        elif shell:
            adding.by_shell()
        else:
            adding.by_calendar(Path(os.path.expanduser(calendar or "")), force=force)

    add.__doc__ = summary
    app.command(about)(add)
    return app


def _make_reminder(
    ctx: AppContext, about: str, way: str, at: list[str], between: list[str], on: list[str]
) -> Reminder:
    """Return a reminder of something, by the times and weekdays that were typed, with a number of its own."""
    taken = {one.number for one in load_reminders(ctx.paths.vault.reminders)}
    number = next(count for count in range(1, len(taken) + 2) if count not in taken)
    unit = f"resilify-{os.urandom(3).hex()}" if way == TIMER else ""
    return Reminder(number, about, _windows(ctx, way, at, between), parse_weekdays(on), way, unit)


def _windows(ctx: AppContext, way: str, at: list[str], between: list[str]) -> tuple[TimeWindow, ...]:
    if not at and not between:
        if way == SHELL:
            # At the first prompt of a day.
            return (TimeWindow(int(ctx.settings.day_start.total_seconds()) // 60, WHOLE_DAY),)
        raise UsageError(
            "Say when: --at TIME, such as --at 20:00, or --between TIMES, such as --between 18:00-20:00."
        )
    return parse_windows(at, between)


@dataclass(frozen=True, slots=True)
class _Adding:
    """Setting one reminder: what is told first, asked, and then done."""

    ctx: AppContext
    reminder: Reminder
    yes: bool
    dry_run: bool
    plain: bool | None

    def by_timer(self) -> None:
        """Install a timer of the system."""
        from resilify_cli.commands.remind.timers import (
            install_timer,
            lines_of,
            missing_program,
            timer_files,
        )
        from resilify_cli.reminders.notification import notification_command

        timer = timer_files(self.ctx, self.reminder)
        facts = (
            f"This sets a timer for {self.reminder.describe()}.",
            f"It shows {TEXT!r} and nothing else. If it is done already, it shows nothing.",
            *_locked_facts(self.ctx),
            "",
            *lines_of(timer),
            "",
            "To undo all of it: resilify remind off",
        )
        if missing := missing_program(notification_command(sys.platform)):
            print_warning(
                f"{missing} is not there, so nothing could be shown. On Debian: apt install libnotify-bin"
            )
        if not self._is_confirmed(facts):
            return
        files = tuple(
            InstalledFile(path, sha256(text.encode()).hexdigest()) for path, text in timer.files.items()
        )
        self._save(files)
        try:
            install_timer(timer)
        except BaseException:
            self._take_back()
            raise
        print_message(
            f"Set: {self.reminder.describe()}. To turn it off: resilify remind off {self.reminder.number}"
        )

    def by_calendar(self, place: Path, *, force: bool) -> None:
        """Write a file for a calendar."""
        from resilify_cli.app.own_files import refuse_own_file
        from resilify_cli.reminders.calendar_file import reminder_calendar

        if place.is_dir():
            raise UsageError(f"{place} is a folder.", "Name a file in it, such as --calendar minutes.ics")
        if place.suffix.lower() != ".ics":
            raise UsageError(
                "A file for a calendar ends in .ics.", f"Write --calendar {shlex.quote(f'{place}.ics')}"
            )
        place = place.absolute()
        refuse_own_file(self.ctx, place)
        check_target(place, force=force)
        ids = [str(uuid4()) for _ in self.reminder.windows]
        text = reminder_calendar(self.reminder, self.ctx.now(), ids)
        facts = (
            f"This writes a file for a calendar, for {self.reminder.describe()}.",
            f"Its entries say {TEXT!r} and nothing else.",
            "A calendar can't know what is done: it reminds you each time.",
            *self._window_facts(),
            "On a phone or in an account, whoever runs that sees these entries, and when they are.",
            "",
            f"{place}:",
            *(f"    {line}" for line in text.splitlines()),
        )
        if not self._is_confirmed(facts):
            return
        # First, so that no file is left of which nothing is known.
        self._save((InstalledFile(place, sha256(text.encode()).hexdigest()),))
        try:
            with atomic_write(place, force=force) as file:
                file.write(text)
        except BaseException:
            self._take_back()
            raise
        print_message(
            f"Written: {place}. Open it with your calendar, or send it to your phone and open it there."
        )

    def _window_facts(self) -> tuple[str, ...]:
        if not any(window.length for window in self.reminder.windows):
            return ()
        return (
            "A calendar has no random minute: an entry is as long as its window, and its alarm at the start.",
        )

    def by_shell(self) -> None:
        """Tell the line for a shell's file, which the person puts there."""
        from resilify_cli.reminders.shell_line import FILES, SHELLS, shell_line, shell_of

        used = shell_of(self.ctx.environment.get("SHELL", ""))
        command = _shell_command(self.ctx)
        facts = [
            f"This sets a line for {self.reminder.describe()}. It comes at the first prompt then.",
            f"It says {TEXT!r} and nothing else. If it is done already, it says nothing.",
            *_locked_facts(self.ctx),
            "",
            "You put this line into your shell's file yourself; nothing is written there:",
        ]
        lines = {shell: shell_line(shell, command) for shell in ([used] if used else SHELLS)}
        for shell, line in lines.items():
            facts += ["", f"{FILES[shell]}:", f"    {line}"]
        if not self._is_confirmed(tuple(facts)):
            return
        self._save(())
        for shell, line in lines.items():
            # Whole, so that it can be copied; what was asked may have been on a screen that is gone.
            print_message(f"For {FILES[shell]}:")
            print_line(line)
        print_message("Set. It comes once that line is in the file, in each terminal opened after that.")

    def _is_confirmed(self, facts: tuple[str, ...]) -> bool:
        confirmation = Confirmation(
            heading="Remind", question="Set this reminder?", facts=facts, undone="No reminder was set."
        )
        return confirmation.is_confirmed(
            self.ctx.prompters, yes=self.yes, dry_run=self.dry_run, plain=self.plain
        )

    def _save(self, files: tuple[InstalledFile, ...]) -> None:
        """Add the reminder to those that are there now: others may have come while it was asked about.

        Raises:
            ResilifyError: another one took its number, by which its timer calls it.
        """
        others = load_reminders(self.ctx.paths.vault.reminders)
        if any(one.number == self.reminder.number for one in others):
            raise ResilifyError(
                "Another reminder was set meanwhile, and this one was not.", "Set it once more, as before."
            )
        kept = (*others, self.reminder._replace(files=files))
        save_reminders(self.ctx.paths.vault.reminders, sorted(kept, key=lambda one: one.number))

    def _take_back(self) -> None:
        others = load_reminders(self.ctx.paths.vault.reminders)
        save_reminders(
            self.ctx.paths.vault.reminders, [one for one in others if one.number != self.reminder.number]
        )


def _locked_facts(ctx: AppContext) -> tuple[str, ...]:
    """Return the notice about reminders and an encrypted store; empty for a plain one."""
    if not ctx.paths.vault.key_file.exists():
        return ()
    return (
        "It never opens your encrypted store. When you do something of the kind, the time alone is noted"
        " beside the store, unencrypted, so that it can stay silent.",
    )


def _shell_command(ctx: AppContext) -> str:
    """Return the shell command that runs resilify: its name if that is found, else this Python."""
    found = shutil.which("resilify", path=ctx.environment.get("PATH"))
    command = "resilify" if found else shlex.join((sys.executable, "-P", "-m", "resilify_cli"))
    home = ctx.environment.get(HOME_VARIABLE)
    # `env`, since fish has no such words before a command in its older versions.
    return f"env {HOME_VARIABLE}={shlex.quote(str(ctx.paths.vault.folder))} {command}" if home else command
