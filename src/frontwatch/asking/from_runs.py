"""The chance of what runs of the front tell of regions, ground and nearness, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.events import FrontNear, GroundTaken, RegionShare
from frontwatch.asking.field import GREY, HOME, OTHER, Field
from frontwatch.asking.simulation.runs import Runs, chance_by_count, weeks_of_days
from frontwatch.asking.simulation.settings import NEVER
from frontwatch.ground.outline import edges_of_region, inside
from frontwatch.ground.parts import nearest_sector
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre

Told = FrontNear | GroundTaken | RegionShare
"""What the cells of a run tell by themselves."""
Weeks = NDArray[np.uint8]
"""(r,) the first week at whose end it has come, 0 on the as-of day, NEVER not within the runs."""
Z80 = 1.2816
"""Half the width of an 80 % interval, in standard deviations."""


@dataclass(frozen=True, slots=True)
class RunsChance:
    """A probability from runs; low and high are an 80 % interval for too few runs and for parameters not known."""

    probability: float
    low: float
    high: float


def curve_of(
    event: Told, runs: Runs, theatre: Theatre, days: Sequence[date], *, now: float | None = None
) -> list[RunsChance]:
    """The share of runs in which an event comes by each of some days, a little drawn in: see ``chance_by_count``.

    Args:
        now: of a region, the side's share that the record shows on the as-of day; None: that of the cells, which round
            it by more than a month may change.
    Raises: FrontwatchError: a day lies beyond the runs' last week; the theatre has no outline of the region.
    """
    for day in days:
        if weeks_of_days((day - runs.field.as_of).days) > runs.weeks:
            raise FrontwatchError(
                f"The runs from {runs.field.as_of} end after {runs.weeks} weeks, before {day}; "
                "ask for a day within a year."
            )
    if isinstance(event, GroundTaken):
        # The balance of the day itself counts: what was gained may be lost again.
        over = _over(event, runs, theatre)
        by_day = [_between(over.astype(np.float64), (day - runs.field.as_of).days) for day in days]
    else:
        week = came_week(event, runs, theatre, now=now)
        came = (week[:, None] <= np.arange(runs.weeks + 1)).astype(np.float64)
        by_day = [_between(came, (day - runs.field.as_of).days) for day in days]
    return [_with_interval(came, runs.group) for came in by_day]


def _between(by_week: NDArray[np.float64], days: int) -> NDArray[np.float64]:
    """(r,) of (r, weeks + 1): between two week ends in proportion."""
    whole, part = divmod(max(days, 0) / 7.0, 1.0)
    low = min(int(whole), by_week.shape[1] - 2)
    part += whole - low
    return np.asarray(by_week[:, low] * (1 - part) + by_week[:, low + 1] * part)


def _with_interval(came: NDArray[np.float64], group: NDArray[np.int64]) -> RunsChance:
    """The mean, and an interval from how far groups, each with its own parameters, lie apart beyond chance."""
    n = len(came)
    p = chance_by_count(came.sum(), n)
    size = np.bincount(group)
    mean = np.bincount(group, weights=came) / size
    chance = p * (1 - p)
    between = max(float(((mean - came.mean()) ** 2).mean()) - chance / float(size.mean()), 0.0)
    # In log-odds, so that the interval stays between 0 and 1.
    spread = Z80 * np.sqrt(between + chance / n) / chance
    low, high = (1 / (1 + np.exp(-(np.log(p / (1 - p)) + s * spread))) for s in (-1, 1))
    return RunsChance(float(p), float(low), float(high))


def came_week(event: Told, runs: Runs, theatre: Theatre, *, now: float | None = None) -> Weeks:
    """When the event came, run by run. Args: as for ``curve_of``. Raises: FrontwatchError: see ``curve_of``."""
    if isinstance(event, RegionShare):
        return _region_share(event, runs, theatre, now)
    if isinstance(event, GroundTaken):
        return _first(_over(event, runs, theatre))
    return runs.near_week(event.place.lon, event.place.lat, event.km, event.side)


def _first(reached: NDArray[np.bool_]) -> Weeks:
    """(r,) the first week of (r, weeks + 1) in which it holds."""
    return np.where(reached.any(axis=1), reached.argmax(axis=1), NEVER).astype(np.uint8)


def _region_share(event: RegionShare, runs: Runs, theatre: Theatre, now: float | None) -> Weeks:
    """The share on the as-of day is the one told, else that of the cells; ground outside the field stays as it is."""
    ends = edges_of_region(theatre, event.region.code)
    lon, lat = runs.field.grid.centres()
    whole = inside(ends, lon, lat)
    if not whole.any():
        raise FrontwatchError(f"{event.region.name}: the theatre has no outline of this region; ask about another.")
    mask = whole[runs.field.index]
    km2 = whole.sum() * runs.field.cell_km2
    code = OTHER if event.side == runs.field.other else HOME
    begin = _held_now(runs, whole, mask, code) / km2 if now is None else now
    return _first(begin + _gained(event.side, runs, mask) / km2 >= event.share)


def _gained(side: str, runs: Runs, mask: NDArray[np.bool_] | None) -> NDArray[np.float64]:
    """(r, weeks + 1) a side's net gain, km²: what is contested now is no loss to the home side when it falls."""
    if side == runs.field.other:
        return runs.net_km2(mask)
    settled = runs.field.code[-1] != GREY
    return -runs.net_km2(settled if mask is None else settled & mask)


def _held_now(runs: Runs, whole: NDArray[np.bool_], mask: NDArray[np.bool_], code: int) -> float:
    """km² of a region with that code on the as-of day."""
    held = runs.field.code[-1] == code
    far = whole.copy()
    far[runs.field.index] = False
    beyond = 0.0
    if far.any() and mask.any():
        # Out of reach of the front, ground belongs to whoever holds the region's cell nearest to it.
        lon, lat = runs.field.grid.centres()
        at_lon, at_lat = runs.field.centres()
        nearest = _nearest(lon[far], lat[far], at_lon[mask], at_lat[mask])
        beyond = float(held[mask][nearest].sum())
    return (float(held[mask].sum()) + beyond) * runs.field.cell_km2


def _nearest(
    lon: NDArray[np.float64], lat: NDArray[np.float64], to_lon: NDArray[np.float64], to_lat: NDArray[np.float64]
) -> NDArray[np.intp]:
    from shapely import STRtree, points

    squeeze = np.cos(np.radians(to_lat.mean()))
    tree = STRtree(points(to_lon * squeeze, to_lat))
    return np.asarray(tree.nearest(points(lon * squeeze, lat)), np.intp)


def _over(event: GroundTaken, runs: Runs, theatre: Theatre) -> NDArray[np.bool_]:
    """(r, weeks + 1) whether the net gain up to each week's end exceeds the area."""
    gained = _gained(event.side, runs, _mask(event, runs.field, theatre))
    if event.since is not None and event.since > runs.field.as_of:
        begin = min(weeks_of_days((event.since - runs.field.as_of).days), runs.weeks)
        gained = gained - gained[:, [begin]]
        gained[:, :begin] = 0.0
    return gained > event.km2


def _mask(event: GroundTaken, field: Field, theatre: Theatre) -> NDArray[np.bool_] | None:
    lon, lat = field.centres()
    if event.region is not None:
        return inside(edges_of_region(theatre, event.region.code), lon, lat)
    if event.sector is None:
        return None
    mine = [s.id for s in theatre.sectors].index(event.sector.id)
    return np.asarray(nearest_sector(theatre, lon, lat) == mine)
