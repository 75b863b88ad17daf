"""How soon all of a place follows its centre: learned from the places whose centre a side took before."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.logistic import fit_logistic, sigmoid
from frontwatch.asking.settings import ALL_OF_DISC, HALF_LIFE_DAYS
from frontwatch.ground.disc import disc_points, held_shares
from frontwatch.ground.record import Record
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DELAYS = (0, 7, 15, 30, 60, 90, 180, 365)
"""Days after the centre that are learned from together."""
SMALLEST_KM = 0.5
"""Radius of the disc of a place whose residents are few or not known (DESIGN.md)."""
LARGER_OVER = 2000
"""Residents of a place whose disc is larger than the smallest, about."""
MOST_CAPTURES = 120
"""Of larger places, of which there are few, and of all others: the newest of each."""
POINTS = 40
"""Of a disc: 400 move the curve by .06 in log-odds, and take nine times as long."""
PRIOR = (-0.2, -1.3, 0.55)
"""The curve of DeepStateMap's captures of 2023 to 2025, in round numbers."""
PRIOR_STRENGTH = 3.0
"""Of each of its numbers: next to nothing against fifty captures, much against five."""


@dataclass(frozen=True, slots=True)
class WholeFit:
    """The share of places that a side holds whole t days after it took their centre, G(t).

    log(G / (1 - G)) = a + b log(r / 0.5 km) + c log(1 + t), r the radius of the place's disc: a log-logistic model of
    the delay (Bennett 1983, Applied Statistics 32(2), 165-171) in which a share of places is whole at once. Learned
    like the hazard, from every delay of ``DELAYS`` that had wholly passed, one that ended 500 days ago counting half.

    >>> fit, days = WholeFit(np.array([-0.2, -1.3, 0.55])), np.array([0, 30, 365])
    >>> fit.share(days, 0.5).round(2).tolist(), fit.share(days, 2.0).round(2).tolist()
    ([0.45, 0.84, 0.95], [0.12, 0.47, 0.78])
    """

    b: Floats
    """(3,)"""

    def share(self, days: Ints | Floats, radius_km: float) -> Floats:
        """(n,) of places so large, after so many days."""
        return sigmoid(_terms(np.asarray(days, np.float64), np.full(len(days), radius_km)) @ self.b)

    def after(self, centre: Floats, horizons: Ints, radius_km: float) -> Floats:
        """(h,) the chance that all of a place comes by each horizon: Σ over days u of P(centre on u) G(h - u).

        Args:
            centre: (h,) the chance that its centre comes by each horizon, days, ascending; straight lines between.

        >>> at_once = WholeFit(np.array([50.0, 0.0, 0.0]))
        >>> at_once.after(np.array([0.2, 0.3]), np.array([30, 90]), 0.5).round(3).tolist()
        [0.2, 0.3]
        """
        days = np.arange(horizons[-1] + 1)
        on = np.diff(np.interp(days, np.concatenate([[0], horizons]), np.concatenate([[0.0], centre])), prepend=0.0)
        return np.asarray(np.convolve(on, self.share(days, radius_km))[: len(days)][horizons])

    def still(self, held_days: int, horizons: Ints, radius_km: float) -> Floats:
        """(h,) the chance within each horizon of a place whose centre has been held so long, and is not whole yet.

        (G(held + h) - G(held)) / (1 - G(held)).

        >>> WholeFit(np.array([-0.2, -1.3, 0.55])).still(100, np.array([30, 365]), 2.0).round(2).tolist()
        [0.09, 0.45]
        """
        now = self.share(np.array([held_days]), radius_km)
        return np.asarray((self.share(held_days + horizons, radius_km) - now) / (1 - now))


@dataclass(frozen=True, slots=True)
class Delays:
    """Of n captures of places' centres: how long until all of the place was held, by the rule of a whole disc."""

    radius_km: Floats
    """(n,) of the place's disc."""
    waited: Ints
    """(n,) days from the map that first shows the centre held to that which shows all held; -1 on none yet."""
    seen: Ints
    """(n,) days from the first of these maps to the record's last."""


def delays(record: Record, theatre: Theatre, side: str) -> Delays:
    """The newest captures by a side that a record shows; none of a settlement record, whose places have no parts."""
    p, days = theatre.places, np.unique(record.days)
    covered = np.flatnonzero(p.covered)
    runs = record.runs(p.lon[covered], p.lat[covered])
    new = np.flatnonzero((np.array(record.meta.holders)[runs.code] == side) & (runs.first > 0))
    if record.meta.scale == "settlement":
        new = new[:0]
    new = new[np.argsort(runs.first[new], kind="stable")]
    larger = p.population[covered[runs.point[new]]] > LARGER_OVER
    new = new[np.sort(np.concatenate([np.flatnonzero(of)[-MOST_CAPTURES:] for of in (larger, ~larger)]))]
    places = [theatre.place(int(id)) for id in p.ids[covered[runs.point[new]]]]
    taken = runs.first[new]
    discs = np.array([disc_points(place, POINTS) for place in places]).reshape(-1, 2, POINTS)
    land = np.array([place.land for place in places])
    whole = held_shares(record, discs[:, 0], discs[:, 1], side) >= ALL_OF_DISC * land[:, None]
    whole &= np.arange(len(days)) >= taken[:, None]
    waited = (days[whole.argmax(axis=1)] - days[taken]).astype(np.int64)
    return Delays(
        np.array([place.radius_km for place in places]),
        np.where(whole.any(axis=1), waited, -1),
        (days[-1] - days[taken]).astype(np.int64),
    )


def learn_whole(known: Delays) -> WholeFit:
    """Learn from captures; few leave the curve near ``PRIOR``."""
    delay = np.array(DELAYS)
    rows, at = np.nonzero(known.seen[:, None] >= delay)
    came = (known.waited[rows] >= 0) & (known.waited[rows] <= delay[at])
    age = known.seen[rows] - delay[at]
    found = fit_logistic(
        _terms(delay[at].astype(np.float64), known.radius_km[rows]),
        came.astype(np.float64),
        0.5 ** (age / HALF_LIFE_DAYS) * 2.0 / len(DELAYS),
        np.full(3, PRIOR_STRENGTH),
        around=np.array(PRIOR),
    )
    # The longer ago, the more are whole: few captures of uneven age could say otherwise.
    return WholeFit(np.array([*found.b[:2], max(0.0, found.b[2])]))


def _terms(days: Floats, radius_km: Floats) -> Floats:
    return np.column_stack([np.ones(len(days)), np.log(radius_km / SMALLEST_KM), np.log1p(days)])
