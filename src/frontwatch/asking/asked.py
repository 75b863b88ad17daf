"""A question as understood: the event, and how the question's words bear on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from frontwatch.asking.events import Event
from frontwatch.asking.forecast import Forecast, Settled
from frontwatch.asking.settings import FARTHEST_DAYS

FARTHEST = timedelta(days=FARTHEST_DAYS)
"""How far ahead an open question is answered: the farthest horizon that the backtest scores."""

NO_FURTHER = (
    "The question names no day, so it is answered by horizons up to a year and no further: beyond that too few "
    "windows of the past have ended to show what a probability is worth."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An event asked about, with what its words add to it."""

    event: Event
    text: str = ""
    """The question as put; "" where it was put by options."""
    open: bool = False
    """It names no day: the event's day is then `FARTHEST` after the as-of day."""
    opposite: bool = False
    """It asks whether the event does not come: "Will Ukraine still hold Pokrovsk?"."""


def day_or_farthest(by: date | None, as_of: date) -> date:
    """The day asked about, else the farthest that is answered.

    >>> str(day_or_farthest(None, date(2025, 6, 28)))
    '2026-06-28'
    """
    return by or as_of + FARTHEST


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer."""

    asked: Asked
    answer: Forecast | Settled
