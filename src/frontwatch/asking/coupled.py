"""The chance of several places together: each by its own forecast, how they hang together by the runs of the front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.events import How
from frontwatch.asking.settings import PACE_SHARE
from frontwatch.asking.simulation.runs import Runs, chance_by_count
from frontwatch.asking.simulation.settings import NEVER
from frontwatch.ground.local import to_km

Floats = NDArray[np.float64]
NEAR_FALLS_KM = 60.0
"""Of a place that does not fall in a run, the nearest ground that does tells how near it came; beyond, nothing does."""


def ranks(runs: Runs, lon: Floats, lat: Floats, side: str) -> Floats:
    """(r, n) the rank, from 0 to 1, of each place's arrival among the r runs: first where it falls first, then where
    ground falls nearest to it; what is left equal is drawn by lot, by the place's own position.

    All of a run's places come the earlier the more ground falls in it: the pace of the whole front, which the runs know
    too narrowly, has a share of ``PACE_SHARE`` in each rank's normal score (one factor, as in a Gaussian copula).

    Args:
        lon, lat: (n,) degrees.
    Sources: the ensemble's order as dependence template, Clark et al. (2004), Journal of Hydrometeorology 5(1),
    243-262; the factor, Vasicek (2002), Risk 15(12), 160-162.
    """
    week = runs.taken_week if side == runs.field.other else runs.lost_week
    n, changing = len(week), np.flatnonzero((week != NEVER).any(axis=0))
    fell = week[:, changing] != NEVER
    score = np.array([NormalDist().inv_cdf((k + 0.5) / n) for k in range(n)])
    pace = score[_places_of(np.argsort(-fell.sum(axis=1), kind="stable"))]
    at_lon, at_lat = (c[changing] for c in runs.field.centres())
    found = []
    for x, y, cell in zip(lon.tolist(), lat.tolist(), runs.open_cell(lon, lat, side).tolist(), strict=True):
        far = np.hypot(*to_km(at_lon, at_lat, x, y))
        near = np.flatnonzero(far <= NEAR_FALLS_KM)
        nearest = np.where(fell[:, near], far[near], NEAR_FALLS_KM).min(axis=1, initial=NEAR_FALLS_KM)
        own = week[:, cell] if cell >= 0 else np.full(n, NEVER)
        lot = np.random.default_rng([round((x + 180) * 1e5), round((y + 90) * 1e5)]).random(n)
        alone = score[_places_of(np.lexsort((lot, nearest, own)))]
        mixed = np.sqrt(PACE_SHARE) * pace + np.sqrt(1 - PACE_SHARE) * alone
        found.append((_places_of(np.argsort(mixed, kind="stable")) + 0.5) / n)
    return np.column_stack(found)


def _places_of(order: NDArray[np.intp]) -> NDArray[np.intp]:
    """(n,) the place of each in an order of n."""
    found = np.empty_like(order)
    found[order] = np.arange(len(order))
    return found


def joined(
    how: How, rank: Floats, horizons: NDArray[np.int64], each: Mapping[str, Floats], until: NDArray[np.int64]
) -> dict[str, Floats]:
    """Name -> (h,) ``together`` of each name's chances at the horizons, its interval's ends too.

    Args:
        each: name -> (h, n); "low" and "high" are the ends of the interval of "probability".
    """
    named = dict(each)
    if how == "in_order":
        # The later the second is, the likelier is it that the first was before it.
        for name, other in (("low", "high"), ("high", "low")):
            named[name] = np.column_stack([each[name][:, 0], each[other][:, 1]])
    return {name: together(how, rank, horizons, values, until, horizons.tolist()) for name, values in named.items()}


def together(
    how: How, rank: Floats, horizons: NDArray[np.int64], chance: Floats, until: NDArray[np.int64], at: Sequence[int]
) -> Floats:
    """(d,) the chance that all of n places, any, or the first before the second have come by each of d horizons.

    In every run a place comes when its own chance reaches the run's rank of it, so that each comes as often as its
    forecast says; the bounds that hold for any dependence are kept.

    Args:
        rank: (r, n) as ``ranks`` gives it. horizons: (k,) days, ascending. chance: (k, n) of each place by them, never
            falling. until: (n,) days after which a place's coming does not count.
        at: (d,) days.
    Source: the bounds are Fréchet (1951), Annales de l'Université de Lyon A 14, 53-77.
    """
    day = np.column_stack([arrivals(rank[:, i], horizons, chance[:, i]) for i in range(rank.shape[1])])
    found = []
    for end in at:
        last = np.minimum(until, end)
        each = np.array([_by(last[i], horizons, chance[:, i]) for i in range(len(until))])
        came = day <= last
        if how == "all":
            so, low, high = np.all(came, axis=1), max(0.0, each.sum() - len(each) + 1), each.min()
        elif how == "any":
            so, low, high = np.any(came, axis=1), each.max(), min(1.0, each.sum())
        else:
            so, low, high = came[:, 0] & (day[:, 0] < day[:, 1]), 0.0, each[0]
        found.append(float(np.clip(chance_by_count(so.sum(), len(so)), low, high)))
    return np.array(found)


def arrivals(rank: Floats, horizons: NDArray[np.int64], chance: Floats) -> Floats:
    """(r,) the day on which a chance, by straight lines between the horizons, reaches each rank; inf: not by the last.

    >>> arrivals(np.array([0.1, 0.3, 0.9]), np.array([10, 20]), np.array([0.2, 0.4])).tolist()
    [5.0, 15.0, inf]
    """
    p, day = np.append(0.0, chance), np.append(0.0, horizons)
    return np.where(rank <= p[-1], np.interp(rank, p, day), np.inf)


def _by(day: int, horizons: NDArray[np.int64], chance: Floats) -> float:
    return float(np.interp(day, np.append(0, horizons), np.append(0.0, chance)))
