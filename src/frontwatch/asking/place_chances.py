"""The chance of one place by each of several days: its centre, any part of it, or all of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.chances import widened
from frontwatch.asking.events import Control, Part
from frontwatch.asking.origin import Origin
from frontwatch.asking.prepared import Prepared
from frontwatch.asking.settings import PART_POINTS
from frontwatch.ground.disc import disc_points, disc_share

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def part_asked(origin: Origin, control: Control) -> Part:
    """The part of a place that decides: in a record of settlement scale its own entry does, for all of its parts."""
    by_entry = origin.record.meta.scale == "settlement" and control.place.id != 0
    return "centre" if by_entry else control.part


def place_chances(origin: Origin, prepared: Prepared, control: Control, horizons: Ints) -> dict[str, Floats]:
    """Name -> (h,) the chance by each horizon, days: "probability", its "low" and "high", and every member.

    Raises: FrontwatchError: the place lies too far from the side's ground.
    """
    part = part_asked(origin, control)
    if part == "all" and origin.held(control.place, control.side):
        return _whole_of_held(origin, prepared, control, horizons)
    centre = origin.each(prepared, origin.sample_of(prepared, [control.place]), horizons)
    if part == "any":
        return _likeliest(origin, prepared, control, horizons, centre)
    each = {name: p[:, 0] for name, p in centre.items()}
    if part == "centre":
        return each
    return {name: prepared.whole.after(p, horizons, control.place.radius_km) for name, p in each.items()}


def several_chances(
    origin: Origin, prepared: Prepared, controls: Sequence[Control], horizons: Ints
) -> dict[str, Floats]:
    """Name -> (h, n) the same of n places, without the members that do not tell of all."""
    each = [place_chances(origin, prepared, c, horizons) for c in controls]
    common = [name for name in each[0] if all(name in other for other in each)]
    return {name: np.column_stack([told[name] for told in each]) for name in common}


def _likeliest(
    origin: Origin, prepared: Prepared, control: Control, horizons: Ints, centre: dict[str, Floats]
) -> dict[str, Floats]:
    """Of the centre and points spread over the disc, by each horizon.

    That any of them comes is at least as likely as the likeliest, and hardly more: neighbours come together.
    """
    lon, lat = disc_points(control.place, PART_POINTS)
    points = origin.each(prepared, origin.sample(prepared, lon, lat, np.zeros(len(lon), np.int64)), horizons)
    return {name: np.column_stack([p, points[name]]).max(axis=1) for name, p in centre.items()}


def _whole_of_held(origin: Origin, prepared: Prepared, control: Control, horizons: Ints) -> dict[str, Floats]:
    """How soon all of a place follows a centre that the side has held since some day."""
    since = disc_share(origin.known, origin.theatre, control.place, origin.map).since
    p = prepared.whole.still((origin.as_of - since).days, horizons, control.place.radius_km)
    low, high = widened(p, p, p, horizons)
    return {"probability": p, "low": low, "high": high}
