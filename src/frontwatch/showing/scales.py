"""Axes: round values and days to write beside them, and where they fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

LEAST_TICKS = 3


def nice_step(span: float, most: int = 5) -> float:
    """The smallest of 1, 2, 2.5 or 5 times a power of ten that cuts a span into at most so many parts.

    >>> nice_step(100), nice_step(26599, 4), nice_step(0.7)
    (20.0, 10000.0, 0.2)
    """
    rough = max(span, 1e-9) / most
    power = 10.0 ** floor(log10(rough))
    return next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= rough * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` laid from `start` to `end`, pixels."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / ((self.high - self.low) or 1.0) * (self.end - self.start)

    def ticks(self, most: int = 5) -> list[float]:
        """Round values inside, at most so many and one."""
        step = nice_step(self.high - self.low, most)
        first = ceil(self.low / step - 1e-9)
        return [k * step for k in range(first, floor(self.high / step + 1e-9) + 1)]


def from_zero(values: Sequence[float], start: float, end: float) -> Scale:
    """A scale from 0 to a round value over the largest."""
    most = max([*values, 0.0]) or 1.0
    step = nice_step(most, 4)
    return Scale(0.0, step * ceil(most / step - 1e-9), start, end)


def day_ticks(first: date, last: date, most: int) -> list[tuple[date, str]]:
    """Firsts of months or years between two days, at most so many, each with its label.

    >>> [label for _, label in day_ticks(date(2024, 6, 28), date(2025, 6, 28), 5)]
    ['Jul 2024', 'Oct', 'Jan 2025', 'Apr']
    """
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((k for k in (1, 2, 3, 6, 12, 24, 48) if months / k <= most), 96)
    ticks: list[tuple[date, str]] = []
    for n in range(months + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
        at = date(year, month + 1, 1)
        on_step = month % step == 0 if step <= 12 else month == 0 and year % (step // 12) == 0
        if at < first or at > last or not on_step:
            continue
        whole = step >= 12 or not ticks or ticks[-1][0].year != year
        ticks.append((at, f"{year}" if step >= 12 else f"{at:%b %Y}" if whole else f"{at:%b}"))
    return ticks
