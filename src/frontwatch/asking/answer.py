"""The answer to a question about the future: what was known by the as-of day, the models, and their past scores."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.answer_event import by_runs, near, part, several
from frontwatch.asking.batch import RowChances, Rows
from frontwatch.asking.chances import chances
from frontwatch.asking.criteria import criteria
from frontwatch.asking.curve import median_day
from frontwatch.asking.drivers import drivers, would_change
from frontwatch.asking.events import Control, Event, FrontNear, Several
from frontwatch.asking.forecast import Baselines, CurvePoint, Forecast, Settled
from frontwatch.asking.notes import few_lately, too_far
from frontwatch.asking.origin import Origin
from frontwatch.asking.place_chances import part_asked
from frontwatch.asking.prepared import Prepared
from frontwatch.asking.resolving import resolve
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import FARTHEST_DAYS, NEAR_KM
from frontwatch.model import FrontwatchError

Floats = NDArray[np.float64]


def ask(origin: Origin, event: Event) -> Forecast | Settled:
    """The answer to one question.

    Raises: FrontwatchError: the side has too little history, the place was never near the front, or no model answers
        this kind of question.
    """
    if event.by <= origin.as_of:
        return _of_the_past(origin, event)
    if isinstance(event, Control) and part_asked(origin, event) == "centre":
        return _of_place(origin, event)
    if settled := origin.already(event):
        return settled
    if isinstance(event, Several):
        return several(origin, event)
    if isinstance(event, FrontNear):
        return near(origin, event)
    return part(origin, event) if isinstance(event, Control) else by_runs(origin, event)


def ask_many(origin: Origin, rows: Rows) -> RowChances:
    """The answers to many questions about places' centres; NaN and a sentence where there is none."""
    n = len(rows)
    columns = {name: np.full(n, np.nan) for name in ("probability", "low", "high", "climatology", "kinetic")}
    trouble = [""] * n
    for side in np.unique(rows.side):
        at = np.flatnonzero(rows.side == side)
        try:
            prepared = origin.prepared(str(side))
        except FrontwatchError as mistake:
            for i in at:
                trouble[i] = str(mistake)
            continue
        _fill(origin, rows, at, prepared, columns, trouble)
    return RowChances(**columns, trouble=tuple(trouble))


def _of_place(origin: Origin, event: Control) -> Forecast | Settled:
    place = event.place
    if origin.held(place, event.side):
        name, side = place.name or "the point", origin.theatre.side(event.side).name
        return origin.settled(event, f"{side} already holds the centre of {name} on the map of {origin.map.day}.")
    prepared = origin.prepared(event.side)
    return _forecast(origin, event, prepared, origin.sample_of(prepared, [place]))


def _forecast(origin: Origin, event: Control, prepared: Prepared, sample: Sample) -> Forecast:
    asked = (event.by - origin.as_of).days
    horizon = min(asked, FARTHEST_DAYS)
    c = chances(prepared, sample, horizon, origin.weights, origin.share(sample, horizon, event.side))
    p, low, high = float(c.probability[0]), float(c.low[0]), float(c.high[0])
    curve = _curve(origin, prepared, sample, event)
    side = origin.theatre.side(event.side)
    return Forecast(
        event=event,
        as_of=origin.as_of,
        record=origin.used(),
        probability=p,
        low=low,
        high=high,
        baselines=Baselines(0.0, float(c.members["climatology"][0]), float(c.members["kinetic"][0])),
        members=tuple((m, float(v[0])) for m, v in c.members.items()),
        curve=curve,
        median_day=median_day(origin.as_of, curve),
        drivers=drivers(prepared, sample, horizon, side.adjective),
        track=origin.track(event.side, p, horizon),
        would_change=would_change(prepared, sample, horizon, side.adjective),
        resolution=criteria(event, origin.as_of, [origin.record.meta], origin.theatre),
        notes=(*too_far(asked), *few_lately(prepared, side.name)),
        fan=None if event.side == origin.theatre.home else origin.runs().fan(horizon, event.side),
    )


def _curve(origin: Origin, prepared: Prepared, sample: Sample, event: Control) -> tuple[CurvePoint, ...]:
    days, horizons = origin.days(event)
    each = origin.each(prepared, sample, horizons)
    columns = zip(days, *(each[name][:, 0] for name in ("probability", "low", "high")), strict=True)
    return tuple(CurvePoint(day, *(float(v) for v in at)) for day, *at in columns)


def _of_the_past(origin: Origin, event: Event) -> Settled:
    """By the record: whether it had come by a day that is past, counted from the record's first map."""
    begin = origin.known.map_at(0).day - timedelta(days=1)
    found = resolve(event, begin, [origin.known], origin.theatre, until=origin.as_of)
    if found.state not in ("yes", "no"):
        raise FrontwatchError(
            f"{event.by} is not after the as-of day {origin.as_of}, and the record does not settle it: {found.reason}"
        )
    day = found.day if found.state == "yes" else None
    return Settled(event, origin.as_of, origin.used(), found.state == "yes", day, found.reason)


def _fill(
    origin: Origin,
    rows: Rows,
    at: NDArray[np.intp],
    prepared: Prepared,
    columns: dict[str, Floats],
    trouble: list[str],
) -> None:
    """The rows of one side, at their places in the columns."""
    lon, lat = rows.lon[at], rows.lat[at]
    points, first, of = np.unique(np.column_stack([lon, lat]), axis=0, return_index=True, return_inverse=True)
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    whole = origin.sample(prepared, x, y, rows.place_id[at][first])
    held = origin.known.holder(x, y, origin.map.index) == prepared.side
    km = whole.feature("km")
    horizons = np.minimum((rows.by[at] - np.datetime64(origin.as_of, "D")).astype(np.int64), FARTHEST_DAYS)
    for horizon in np.unique(horizons):
        mine = np.flatnonzero(horizons == horizon)
        rows_of = whole.rows(of[mine].astype(np.intp))
        share = origin.share(rows_of, int(horizon), prepared.side)
        c = chances(prepared, rows_of, int(horizon), origin.weights, share)
        for name, values in (("probability", c.probability), ("low", c.low), ("high", c.high)):
            columns[name][at[mine]] = values
        for name in ("climatology", "kinetic"):
            columns[name][at[mine]] = c.members[name]
    for i, k in zip(at, of.ravel(), strict=True):
        if held[k]:
            name = origin.theatre.side(prepared.side).name
            trouble[i] = f"{name} already holds it on the map of {origin.map.day}."
            for values in columns.values():
                values[i] = np.nan
        elif km[k] > NEAR_KM:
            trouble[i] = f"Farther than {NEAR_KM:.0f} km from ground that side holds: no more than a bound."
