"""How far a timer is, which runs by the clock and not by whoever watches it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from resilify_cli.activities.quantities import format_duration

_WHOLE_MINUTES = 90


@dataclass(frozen=True, slots=True)
class Countdown:
    """A stretch of time. `started` is when it was begun, or None before."""

    length: timedelta
    started: datetime | None = None

    @classmethod
    def resumed(cls, minutes: float, started: str) -> Countdown:
        """Return a countdown as it was kept; one that was not begun where `started` is no time."""
        began = None
        with suppress(ValueError):
            began = datetime.fromisoformat(started) if started else None
        return cls(timedelta(minutes=minutes), began if began and began.tzinfo else None)

    @property
    def whole(self) -> str:
        """The whole of it in words: `5 minutes`."""
        minutes = self.length.total_seconds() / 60
        if minutes != int(minutes):
            return (
                f"{round(minutes * 60)} seconds" if minutes < _WHOLE_MINUTES / 60 else f"{minutes:g} minutes"
            )
        return format_duration(minutes) if minutes >= 60 else f"{minutes:g} minute{'s' * (minutes != 1)}"

    def seconds_left(self, now: datetime) -> float:
        """Return how many seconds are left: never more than the whole, though the clock was set back."""
        if self.started is None:
            return self.length.total_seconds()
        left = self.length - (now - self.started)
        return max(0.0, min(left, self.length).total_seconds())

    def is_over(self, now: datetime) -> bool:
        """Return whether it was begun and has come to its end."""
        return self.started is not None and self.seconds_left(now) <= 0

    def lines(self, now: datetime) -> list[str]:
        """Return how far it is, as lines to read."""
        if self.started is None:
            return [self.whole]
        if self.is_over(now):
            return ["The time is over.", f"The {self.whole} ended at {self.end(now)}."]
        return [self.left(now), f"Until {self.end(now)}. It goes on if you close the terminal."]

    def end(self, now: datetime) -> str:
        """Return the time of its end on the clock that `now` is of: `14:05`, with its day if needed."""
        end = (self.started or now).astimezone(now.tzinfo) + self.length
        return f"{end:%H:%M}" if end.date() == now.date() else f"{end:%H:%M} on {end.day} {end:%B}"

    def left(self, now: datetime) -> str:
        """Return the time that is left in words: `about 4 min left`, or `40 s left`."""
        seconds = self.seconds_left(now)
        if seconds > _WHOLE_MINUTES:
            return f"about {format_duration(round(seconds / 60))} left"
        return f"{round(seconds)} s left"
