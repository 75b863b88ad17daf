"""The answer to a question about more than one place's centre: parts, several places, nearness, regions, ground."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.chances import bounded, widened
from frontwatch.asking.coupled import joined, ranks
from frontwatch.asking.criteria import criteria
from frontwatch.asking.curve import median_day
from frontwatch.asking.event_cases import kind_of, share_now
from frontwatch.asking.events import Control, Event, FrontNear, Several
from frontwatch.asking.forecast import Baselines, CurvePoint, Forecast, TrackRecord
from frontwatch.asking.from_runs import Told, curve_of
from frontwatch.asking.notes import (
    ANY_PART,
    BY_NEIGHBOURS,
    BY_RUNS,
    JOINED_BY_RUNS,
    WHOLE_AFTER_CENTRE,
    WHOLE_OF_HELD,
    few_lately,
    too_far,
)
from frontwatch.asking.origin import Origin
from frontwatch.asking.place_chances import place_chances, several_chances
from frontwatch.asking.pool import MEMBERS
from frontwatch.asking.prepared import Prepared
from frontwatch.asking.settings import NEAR_KM, NEAR_PLACES, NEAR_PLACES_KM
from frontwatch.ground.local import to_km

Floats = NDArray[np.float64]


def several(origin: Origin, event: Several) -> Forecast:
    """Each place by all models, joined by the order in which the runs take them."""
    prepared = origin.prepared(event.side)
    days, horizons = origin.days(event)
    of = [c for c in event.of if not origin.already(c)]
    until = np.array([(c.by - origin.as_of).days for c in of])
    lon, lat = (np.array([getattr(c.place, name) for c in of]) for name in ("lon", "lat"))
    order = ranks(origin.runs(), lon, lat, event.side)
    told = joined(event.how, order, horizons, several_chances(origin, prepared, of, horizons), until)
    return _told(origin, event, days, told, _notes(origin, prepared, JOINED_BY_RUNS))


def near(origin: Origin, event: FrontNear) -> Forecast:
    """That one of the settlements so near is taken, each by all models; by the runs alone where there is none."""
    prepared, p = origin.prepared(event.side), origin.theatre.places
    x, y = to_km(p.lon, p.lat, event.place.lon, event.place.lat)
    around = np.flatnonzero((np.hypot(x, y) <= event.km + NEAR_PLACES_KM) & p.covered)
    around = around[origin.known.holder(p.lon[around], p.lat[around], origin.map.index) != event.side]
    sample = origin.sample(prepared, p.lon[around], p.lat[around], p.ids[around])
    km = sample.feature("km")
    if not (km <= NEAR_KM).any():
        return by_runs(origin, event)
    sample = sample.rows(np.argsort(km, kind="stable")[:NEAR_PLACES])
    days, horizons = origin.days(event)
    order = ranks(origin.runs(), sample.lon[sample.point], sample.lat[sample.point], event.side)
    each, until = origin.each(prepared, sample, horizons), np.full(len(sample), horizons[-1])
    told = joined("any", order, horizons, each, until)
    return _told(origin, event, days, told, _notes(origin, prepared, BY_NEIGHBOURS))


def part(origin: Origin, event: Control) -> Forecast:
    """Any part of a place's disc, or all of it."""
    prepared = origin.prepared(event.side)
    days, horizons = origin.days(event)
    held = origin.held(event.place, event.side)
    how = ANY_PART if event.part == "any" else WHOLE_OF_HELD if held else WHOLE_AFTER_CENTRE
    told = place_chances(origin, prepared, event, horizons)
    return _told(origin, event, days, told, _notes(origin, prepared, how))


def by_runs(origin: Origin, event: Told) -> Forecast:
    """What only the front simulation tells: regions, ground, what has no model of places near."""
    origin.theatre.side(event.side)
    days, horizons = origin.days(event)
    now = share_now(event, origin.known, origin.theatre)
    curve = curve_of(event, origin.runs(), origin.theatre, days, now=now)
    p, low, high = np.array([[c.probability, c.low, c.high] for c in curve]).T
    low, high = widened(p, low, high, horizons)
    told = {"probability": p, "low": low, "high": high, "simulation": p}
    return _told(origin, event, days, told, (BY_RUNS,))


def _told(origin: Origin, event: Event, days: list[date], told: dict[str, Floats], notes: tuple[str, ...]) -> Forecast:
    """told: name -> (d,) by each of the days: the probability, its "low" and "high", and every member."""
    columns = zip(days, *(bounded(told[k]) for k in ("probability", "low", "high")), strict=True)
    curve = tuple(CurvePoint(day, *(float(v) for v in at)) for day, *at in columns)
    last = {name: float(values[-1]) for name, values in told.items()}
    rate, record = _before(origin, event, curve[-1])
    horizon = (days[-1] - origin.as_of).days
    return Forecast(
        event=event,
        as_of=origin.as_of,
        record=origin.used(),
        probability=curve[-1].probability,
        low=curve[-1].low,
        high=curve[-1].high,
        baselines=Baselines(0.0, last.get("climatology", rate), last.get("kinetic")),
        members=tuple((m, last[m]) for m in MEMBERS if m in last),
        curve=curve,
        median_day=median_day(origin.as_of, curve),
        drivers=(),
        track=record,
        would_change=(),
        resolution=criteria(event, origin.as_of, [origin.record.meta], origin.theatre),
        notes=(*too_far((event.by - origin.as_of).days), *notes),
        fan=None if event.side == origin.theatre.home else origin.runs().fan(horizon, event.side),
    )


def _before(origin: Origin, event: Event, last: CurvePoint) -> tuple[float | None, TrackRecord | None]:
    """The base rate of such events, and how what was said of them did; None where no backtest tells."""
    horizon = (last.day - origin.as_of).days
    kind = kind_of(event, origin.known, origin.theatre)
    return origin.event_track(event.side, *kind, last.probability, horizon) if kind else (None, None)


def _notes(origin: Origin, prepared: Prepared, how: str) -> tuple[str, ...]:
    return (*few_lately(prepared, origin.theatre.side(prepared.side).name), how)
