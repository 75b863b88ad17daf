"""A question's life: the days on which forecasts of it count, and whose forecast stood on each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from frontwatch.ledger.entries import Who
from frontwatch.ledger.log import LoggedQuestion, Made

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Life:
    """The forecasts that stood on each day of a question; f forecasters, d days."""

    first: date
    """The day it was asked; the days run on from it without a break."""
    who: tuple[str, ...]
    kind: tuple[Who, ...]
    """(f,) of each forecaster."""
    p: Floats
    """(f, d) the latest forecast of each on each day; NaN before the first."""
    age: Floats
    """(f, d) days since it was made; NaN before the first."""
    standing: tuple[tuple[Made | None, ...], ...]
    """(f, d) the forecast itself."""

    @property
    def days(self) -> int:
        """How many days it has."""
        return int(self.p.shape[1])

    @property
    def covered(self) -> Floats:
        """(f,) share of the days on which each had a forecast; NaN of a question without a day."""
        with np.errstate(invalid="ignore"):
            return np.asarray((~np.isnan(self.p)).sum(axis=1) / np.float64(self.days))


def life_of(question: LoggedQuestion, *, until: date) -> Life:
    """The question's life, from the day it was asked to the day before it was known, or before its last day.

    A forecast counts from the day it was made. What was made on the day the deciding map was public, or later, does
    not count.

    Args:
        until: of a question that is still open, the first day that is not looked at.
    """
    end = min(closes(question) or until, question.asked.event.by)
    days = max(0, (end - question.day).days)
    made = [m for m in question.forecasts if m.day < end]
    who = list(dict.fromkeys(m.given.who for m in made))
    rows = [_row([m for m in made if m.given.who == name], question.day, days) for name in who]
    p = np.array([[m.given.probability if m else np.nan for m in row] for row in rows]).reshape(len(who), days)
    age = np.array([_ages(row, question.day) for row in rows]).reshape(len(who), days)
    kinds = tuple(next(m.given.kind for m in reversed(made) if m.given.who == name) for name in who)
    return Life(question.day, tuple(who), kinds, p, age, tuple(tuple(row) for row in rows))


def closes(question: LoggedQuestion) -> date | None:
    """The day from which forecasts do not count: when what came was known; None while that is not so."""
    found = question.resolution
    return found.known if found is not None and found.came is not None else None


def _row(made: Sequence[Made], first: date, days: int) -> list[Made | None]:
    """(d,) one forecaster's standing forecast on each day."""
    row: list[Made | None] = [None] * days
    for m in made:  # by entry, so a later one of the same day stands
        at = max(0, (m.day - first).days)
        row[at:] = [m] * (days - at)
    return row


def _ages(row: Sequence[Made | None], first: date) -> list[float]:
    return [float((first + timedelta(days=n) - made.day).days) if made else float("nan") for n, made in enumerate(row)]
