"""A question's life: the days on which forecasts of it count, and whose forecast stood on each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.ledger.entries import Who
from frontwatch.ledger.log import LoggedQuestion, Made

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    made: tuple[Made, ...]
    """All forecasts that count, by entry."""
    standing: Ints
    """(f, d) which of them stood; -1 none."""

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
    who = tuple(dict.fromkeys(m.given.who for m in made))
    standing = np.full((len(who), days), -1, np.int64)
    for n, m in enumerate(made):  # by entry, so a later one of the same day stands
        standing[who.index(m.given.who), max(0, (m.day - question.day).days) :] = n
    kinds = tuple(next(m.given.kind for m in reversed(made) if m.given.who == name) for name in who)
    there = standing >= 0
    given = np.array([m.given.probability for m in made] or [np.nan])
    since = np.array([(m.day - question.day).days for m in made] or [0])
    p = np.where(there, given[standing], np.nan)
    age = np.where(there, np.arange(days) - since[standing], np.nan)
    return Life(question.day, who, kinds, p, age, tuple(made), standing)


def closes(question: LoggedQuestion) -> date | None:
    """The day from which forecasts do not count: when what came was known; None while that is not so."""
    found = question.resolution
    return found.known if found is not None and found.came is not None else None
