"""The chance of an event from runs of the front, joint ones too, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.events import Control, Event, GroundTaken, RegionShare, Several
from frontwatch.asking.field import GREY, HOME, OTHER, Field
from frontwatch.asking.simulation.runs import Runs, chance_by_count, weeks_of_days
from frontwatch.asking.simulation.settings import NEVER
from frontwatch.ground.disc import disc_points
from frontwatch.ground.outline import edges_of_region, inside
from frontwatch.ground.parts import nearest_sector
from frontwatch.model import FrontwatchError, Place
from frontwatch.theatre.theatre import Theatre

Weeks = NDArray[np.uint8]
"""(r,) the first week at whose end it has come, 0 on the as-of day, NEVER not within the runs."""
WHOLE_SHARE = 0.9
"""Of a place's disc, for the part "all"."""
Z80 = 1.2816
"""Half the width of an 80 % interval, in standard deviations."""


@dataclass(frozen=True, slots=True)
class RunsChance:
    """A probability from runs; low and high are an 80 % interval for too few runs and for parameters not known."""

    probability: float
    low: float
    high: float


def chance_of(event: Event, runs: Runs, theatre: Theatre) -> RunsChance:
    """The share of runs in which an event comes by its day, a little drawn in: see ``chance_by_count``.

    Raises: FrontwatchError: the event lies outside the simulated field, or beyond the runs' last week.
    """
    return curve_of(event, runs, theatre, [event.by])[0]


def curve_of(
    event: Event, runs: Runs, theatre: Theatre, days: Sequence[date], *, now: float | None = None
) -> list[RunsChance]:
    """``chance_of`` as if the event's day were each of these.

    Args:
        now: of a region, the side's share that the record shows on the as-of day; None: that of the cells, which round
            it by more than a month may change.
    Raises: see ``chance_of``.
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


def came_week(event: Event, runs: Runs, theatre: Theatre, *, now: float | None = None) -> Weeks:
    """When the event came, run by run. Args: as for ``curve_of``. Raises: FrontwatchError: see ``chance_of``."""
    if isinstance(event, Control):
        return _control(event, runs)
    if isinstance(event, Several):
        return _several(event, runs)
    if isinstance(event, RegionShare):
        return _region_share(event, runs, theatre, now)
    if isinstance(event, GroundTaken):
        return _first(_over(event, runs, theatre))
    return runs.near_week(event.place.lon, event.place.lat, event.km, event.side)


def _control(event: Control, runs: Runs) -> Weeks:
    at = runs.field.cell_of(np.array([event.place.lon]), np.array([event.place.lat]))
    if event.side == runs.field.home and at[0] >= 0 and runs.field.code[-1, at[0]] == GREY:
        raise FrontwatchError(
            f"{event.place.name} is contested on {runs.field.as_of}, and the runs do not tell when contested ground "
            "becomes the home side's; ask whether the other side will take it."
        )
    if event.part == "centre":
        cells = at
        return np.asarray(runs.came_week(_within(cells, event.place, runs), event.side)[:, 0])
    cells, weight = _disc(event.place, runs)
    came = runs.came_week(cells, event.side)
    if event.part == "any":
        return np.asarray(came.min(axis=1))
    order = np.argsort(came, axis=1)
    reached = weight[order].cumsum(axis=1) >= WHOLE_SHARE - 1e-9
    whole = np.take_along_axis(came, order, axis=1)[np.arange(len(came)), reached.argmax(axis=1)]
    return np.asarray(np.maximum(whole, runs.came_week(at, event.side)[:, 0]))


def _disc(place: Place, runs: Runs) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The cells that points spread over a place's disc lie in, and the share of the points in each."""
    at = runs.field.cell_of(*disc_points(place))
    cells, count = np.unique(at, return_counts=True)
    return _within(cells, place, runs), count / len(at)


def _within(cells: NDArray[np.int64], place: Place, runs: Runs) -> NDArray[np.int64]:
    if (cells < 0).all():
        raise FrontwatchError(
            f"{place.name} lies outside the ground simulated from {runs.field.as_of}: no front came within reach; "
            "ask about a place nearer to the front."
        )
    return cells


def _several(event: Several, runs: Runs) -> Weeks:
    each = np.stack([_by_its_day(_control(c, runs), c, runs) for c in event.of])
    if event.how == "all":
        return np.asarray(each.max(axis=0))
    if event.how == "any":
        return np.asarray(each.min(axis=0))
    first, second = each[0], _control(event.of[1], runs)
    return np.where(first < second, first, NEVER).astype(np.uint8)


def _by_its_day(week: Weeks, control: Control, runs: Runs) -> Weeks:
    """Where one of several has a day of its own, what comes after it does not count."""
    last = weeks_of_days((control.by - runs.field.as_of).days)
    return np.where(week <= last, week, NEVER).astype(np.uint8)


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
