"""What the backtest of events asks on a day: ground near towns, pairs of places, shares of regions, ground taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, RegionShare, Several
from frontwatch.asking.features import Nearness
from frontwatch.asking.settings import TOWN_OVER
from frontwatch.ground.area_history import area_history
from frontwatch.ground.known import with_maps
from frontwatch.ground.local import to_km
from frontwatch.ground.outline import edges_of_region
from frontwatch.ground.record import Record
from frontwatch.model import Place
from frontwatch.theatre.theatre import Theatre

TOWNS = 20
TOWN_WITHIN_KM = 25.0
PAIR_WITHIN_KM = 12.0
NEAR_KM = (5.0, 10.0)
SHARE_STEPS = (0.005, 0.02, 0.05)
"""Of a region, more than the side holds."""
LEAST_SHARE = 0.001
WHOLE_KM2 = (100.0, 300.0, 1000.0, 3000.0)
SECTOR_KM2 = (50.0, 200.0)


@dataclass(frozen=True, slots=True)
class Case:
    """One event asked about on a day, and what it is grouped by."""

    kind: str
    what: str
    """A place's id, two with "+", a region's code, a sector's id; "" the whole theatre."""
    step: float
    """km for nearness, share added, km² of ground; 0 where there is none."""
    event: Event


def kind_of(event: Event, history: Record, theatre: Theatre) -> tuple[str, float] | None:
    """The kind and step of an event as the backtest counts them; None: it asks of no such event.

    Args:
        history: ends on the as-of day; the share of a region is counted from its last map.
    """
    if isinstance(event, FrontNear):
        return "front_near", event.km
    if isinstance(event, Control) and event.part != "centre":
        return f"part_{event.part}", 0.0
    if isinstance(event, Several) and event.how != "in_order" and all(c.part == "centre" for c in event.of):
        return f"several_{event.how}", 0.0
    now = share_now(event, history, theatre)
    if isinstance(event, RegionShare) and now is not None:
        return "region_share", event.share - now
    if isinstance(event, GroundTaken) and event.region is None and event.since is None:
        return ("sector_taken" if event.sector else "ground_taken"), event.km2
    return None


def share_now(event: Event, history: Record, theatre: Theatre) -> float | None:
    """The side's share of the region that an event asks about, on a history's last map; None: it asks of none."""
    if not isinstance(event, RegionShare):
        return None
    return float(shares_now(history, theatre, [event.region.code], event.side)[0])


def shares_now(history: Record, theatre: Theatre, codes: list[str], side: str) -> NDArray[np.float64]:
    """(r,) a side's share of regions on a history's last map."""
    now = area_history(with_maps(history, np.array([len(history.days) - 1])), theatre, codes)
    return np.asarray(now.km2[:, now.holders.index(side), -1] / now.region_km2)


def cases_on(history: Record, theatre: Theatre, side: str, as_of: date, by: date) -> list[Case]:
    """The cases of a day, by the last map of a history that ends on it; none is so already.

    Of places: the 20 nearest towns over 5,000 residents within 25 km of the side's ground, and the unheld place nearest
    to each.
    """
    return [
        *_places(history, theatre, side, as_of, by),
        *_regions(history, theatre, side, by),
        *_ground(theatre, side, by),
    ]


def _places(history: Record, theatre: Theatre, side: str, as_of: date, by: date) -> list[Case]:
    p, day = theatre.places, np.datetime64(as_of, "D")
    covered = np.flatnonzero(p.covered)
    km = Nearness.of(history, theatre, p.lon[covered], p.lat[covered], side, [day]).km(day)
    free, km = covered[(km > 0) & (km <= TOWN_WITHIN_KM)], km[(km > 0) & (km <= TOWN_WITHIN_KM)]
    towns = np.flatnonzero(p.population[free] >= TOWN_OVER)
    towns = towns[np.argsort(km[towns], kind="stable")][:TOWNS]
    found = []
    for town in towns:
        place = _place(theatre, free[town])
        for reach in NEAR_KM:
            if km[town] > reach:
                found.append(
                    Case("front_near", str(place.id), reach, FrontNear(side=side, place=place, km=reach, by=by))
                )
        centre = Control(side=side, place=place, by=by)
        if history.meta.scale != "settlement":
            parts = (
                Control(side=side, place=place, by=by, part="any"),
                Control(side=side, place=place, by=by, part="all"),
            )
            found += [Case(f"part_{c.part}", str(place.id), 0.0, c) for c in parts]
        x, y = to_km(p.lon[free], p.lat[free], place.lon, place.lat)
        far = np.hypot(x, y)
        far[town] = np.inf
        if far.min() <= PAIR_WITHIN_KM:
            other = _place(theatre, free[int(far.argmin())])
            pair = centre, Control(side=side, place=other, by=by)
            what = f"{place.id}+{other.id}"
            found += [Case(f"several_{how}", what, 0.0, Several(of=pair, how=how)) for how in ("all", "any")]
    return found


def _place(theatre: Theatre, index: int) -> Place:
    place = theatre.places.by_id(int(theatre.places.ids[index]))
    assert place is not None
    return place


def _regions(history: Record, theatre: Theatre, side: str, by: date) -> list[Case]:
    """Regions of which the side holds a part, but not nearly all."""
    drawn = [r for r in theatre.regions if len(edges_of_region(theatre, r.code)[0])]
    shares = shares_now(history, theatre, [r.code for r in drawn], side)
    return [
        Case("region_share", r.code, step, RegionShare(side=side, region=r, share=held + step, by=by))
        for r, held in zip(drawn, shares.tolist(), strict=True)
        for step in SHARE_STEPS
        if held > LEAST_SHARE and held + step < 1 - LEAST_SHARE
    ]


def _ground(theatre: Theatre, side: str, by: date) -> list[Case]:
    whole = [Case("ground_taken", "", km2, GroundTaken(side=side, km2=km2, by=by)) for km2 in WHOLE_KM2]
    return whole + [
        Case("sector_taken", s.id, km2, GroundTaken(side=side, km2=km2, by=by, sector=s))
        for s in theatre.sectors
        for km2 in SECTOR_KM2
    ]
