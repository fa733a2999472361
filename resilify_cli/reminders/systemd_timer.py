"""A reminder as a timer of systemd for one user: a service that looks, and a timer that starts it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from resilify_cli.reminders.reminder import EVERY_DAY, TEXT, Reminder, TimeWindow, clock
from resilify_cli.reminders.timer import TimerCall, TimerFiles

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SYSTEMCTL = ("systemctl", "--user")


def systemd_timer(reminder: Reminder, call: TimerCall, config: Path, data: Path) -> TimerFiles:
    """Return the units of a reminder. Windows of one length share a timer, each other length has its own.

    Args:
        reminder: The reminder.
        call: What the service runs.
        config: The person's folder for settings, as `XDG_CONFIG_HOME`.
        data: The person's folder for data, as `XDG_DATA_HOME`.
    """
    folder = config / "systemd" / "user"
    service = f"{reminder.unit}.service"
    lengths = sorted({window.length for window in reminder.windows})
    timers = {
        f"{reminder.unit}{f'-{number}' if number else ''}.timer": _timer_text(
            reminder, [window for window in reminder.windows if window.length == length], service
        )
        for number, length in enumerate(lengths)
    }
    names = tuple(timers)
    return TimerFiles(
        files={folder / name: text for name, text in {service: _service_text(call), **timers}.items()},
        begin=((*_SYSTEMCTL, "daemon-reload"), (*_SYSTEMCTL, "enable", "--now", *names)),
        end=((*_SYSTEMCTL, "disable", "--now", *names),),
        after=((*_SYSTEMCTL, "daemon-reload"), (*_SYSTEMCTL, "reset-failed", service)),
        left=(
            *(folder / "timers.target.wants" / name for name in names),
            # When it ran last, so that it can make up for a time at which the computer was off.
            *(data / "systemd" / "timers" / f"stamp-{name}" for name in names),
        ),
    )


def _service_text(call: TimerCall) -> str:
    variables = [
        f"Environment={_quote(f'{name}={value}', dollars=False)}" for name, value in call.variables.items()
    ]
    # The program itself is looked up as it stands: no variable is put into it.
    program, *arguments = call.command
    command = " ".join((_quote(program, dollars=False), *map(_quote, arguments)))
    return _unit(
        ("Unit", [f"Description={TEXT}"]), ("Service", ["Type=oneshot", *variables, f"ExecStart={command}"])
    )


def _timer_text(reminder: Reminder, windows: list[TimeWindow], service: str) -> str:
    days = "" if reminder.weekdays == EVERY_DAY else ",".join(_DAYS[day] for day in reminder.weekdays) + " "
    times = [f"OnCalendar={days}*-*-* {clock(window.start)}:00" for window in windows]
    delay = [f"RandomizedDelaySec={windows[0].length}min"] if windows[0].length else []
    return _unit(
        ("Unit", [f"Description={TEXT}"]),
        ("Timer", [*times, *delay, "Persistent=true", f"Unit={service}"]),
        ("Install", ["WantedBy=timers.target"]),
    )


def _unit(*sections: tuple[str, list[str]]) -> str:
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections)


def _quote(text: str, *, dollars: bool = True) -> str:
    """Return an argument so that systemd reads it as it is."""
    for letter, written in _ESCAPES.items():
        text = text.replace(letter, written)
    if dollars:
        text = text.replace("$", "$$")
    return f'"{text}"'


# The backslash first, since the others are written with one.
_ESCAPES: Mapping[str, str] = {"\\": "\\\\", '"': '\\"', "%": "%%", "\n": "\\n", "\t": "\\t"}
