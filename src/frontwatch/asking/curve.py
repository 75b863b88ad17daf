"""The days of a forecast's curve, and the day on which it reaches one half."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from frontwatch.asking.forecast import CurvePoint
from frontwatch.asking.settings import FARTHEST_DAYS


def curve_days(as_of: date, by: date) -> list[date]:
    """The same day of each following month, up to the day asked about or a year, and that day.

    >>> [str(d) for d in curve_days(date(2031, 1, 31), date(2031, 3, 10))]
    ['2031-02-28', '2031-03-10']
    """
    end = min(by, as_of + timedelta(days=FARTHEST_DAYS))
    months = (np.datetime64(as_of, "M") + np.arange(1, 13)).astype("datetime64[D]")
    lengths = ((np.datetime64(as_of, "M") + np.arange(2, 14)).astype("datetime64[D]") - months).astype(int)
    days = [m.item() + timedelta(days=min(as_of.day, int(n)) - 1) for m, n in zip(months, lengths, strict=True)]
    return [*(d for d in days if d < end), end]


def median_day(as_of: date, curve: tuple[CurvePoint, ...]) -> date | None:
    """The day by which the chance reaches one half, by straight lines between the points; None: it does not."""
    before, p = as_of, 0.0
    for at in curve:
        if at.probability >= 0.5:
            share = (0.5 - p) / (at.probability - p)
            return before + timedelta(days=round(share * (at.day - before).days))
        before, p = at.day, at.probability
    return None
