"""The sums of a log over its rows, such as how long somebody slept on average."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from resilify_cli.activities.log import Log
from resilify_cli.activities.quantities import Quantity, Unit
from resilify_cli.activities.questions import AnswerValue


@dataclass(frozen=True, slots=True)
class SumOverRows:
    """A sum of a log over several rows.

    Attributes:
        label: Its name.
        rows: In how many rows it could be worked out.
        mean: The mean of those.
        least: The least of them.
        most: The most of them.
    """

    label: str
    rows: int
    mean: Quantity
    least: Quantity
    most: Quantity

    @property
    def description(self) -> str:
        """The sentence that tells it."""
        if self.rows == 1:
            return f"{self.label}: {self.mean}, in one row."
        return f"{self.label}: {self.mean} on average of {self.rows} rows, from {self.least} to {self.most}."


def sums_over_rows(log: Log, rows: Iterable[Sequence[AnswerValue]]) -> list[SumOverRows]:
    """Return each sum of a log over some rows; a time of day has no mean and is left out.

    Args:
        log: The log.
        rows: The values of each row.
    """
    found: dict[str, list[Quantity]] = {}
    for values in rows:
        for label, quantity in log.sums_of(values):
            if quantity.unit is not Unit.TIME:
                found.setdefault(label, []).append(quantity)
    return [_over_rows(label, quantities) for label, quantities in found.items()]


def _over_rows(label: str, quantities: Sequence[Quantity]) -> SumOverRows:
    numbers = [quantity.value for quantity in quantities]
    unit = quantities[-1].unit
    mean, least, most = (Quantity(number, unit) for number in (fmean(numbers), min(numbers), max(numbers)))
    return SumOverRows(label, len(numbers), mean, least, most)
