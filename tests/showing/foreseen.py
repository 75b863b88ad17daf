"""Forecasts about invented towns, made by hand, for the tests of what is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from alder import ALDER, BIRCH, RECORD

from frontwatch.asking.asked import Asked
from frontwatch.asking.events import Control, Several
from frontwatch.asking.forecast import Baselines, CurvePoint, Driver, Fan, Forecast, Settled, TrackRecord
from frontwatch.showing.questioned import Called

AS_OF = date(2031, 5, 9)
NAMES = Called({"AM": "Amber", "BL": "Blue"}, {"XA": "Arbour Oblast"})
EVENT = Control(side="AM", place=ALDER, by=date(2031, 11, 30))
ENDS = (
    (date(2031, 5, 31), 0.02, 0.004, 0.05), (date(2031, 6, 30), 0.06, 0.02, 0.12), (date(2031, 7, 31), 0.12, 0.05, 0.2),
    (date(2031, 8, 31), 0.19, 0.1, 0.3), (date(2031, 9, 30), 0.26, 0.16, 0.38), (date(2031, 10, 31), 0.33, 0.22, 0.45),
    (date(2031, 11, 30), 0.384, 0.27, 0.51),
)  # fmt: skip
TRACK = TrackRecord(
    made=date(2031, 5, 1), version="0.1.0", record="Mapmakers daily", horizon_days=180, low=0.3, high=0.4, cases=214,
    captures=12, forecast=0.35, observed=0.332, brier=0.0812, skill=0.18, skill_low=0.08, skill_high=0.27,
)  # fmt: skip
RESOLUTION = """Yes, if Amber holds the centre of Alder (30.0000 E, 50.0000 N) on a map of Mapmakers daily of 10 \
May to 30 November 2031 and still on the next full map.
Held counts; contested and claimed do not. A map of day D shows the ground at the end of D-1.
If Mapmakers daily ends before: the next open record in the list of the theatre; if there is none, annulled."""


def forecast() -> Forecast:
    """Alder by the end of November: unlikely."""
    return Forecast(
        event=EVENT,
        as_of=AS_OF,
        record=RECORD,
        probability=0.384,
        low=0.27,
        high=0.51,
        baselines=Baselines(no_change=0.0, climatology=0.21, kinetic=0.44),
        members=(("hazard", 0.36), ("simulation", 0.41)),
        curve=tuple(CurvePoint(*row) for row in ENDS),
        median_day=None,
        drivers=(
            Driver("distance_km", "distance to ground held by Amber", 6.0, 18.4, "km", 1.3),
            Driver("taken_near_90_days_km2", "taken within 10 km in 90 days", 41.0, 12.5, "km²", 0.6),
            Driver("exposure", "bearings in which Amber's ground lies within 20 km", 31, 12, "of 72", 0.2),
            Driver("contested", "contested ground within 5 km", float("nan"), 3.1, "km²", 0.0),
            Driver("tempo", "ground taken on the whole front in 30 days", 210.0, 340.0, "km²", -0.4),
        ),
        track=TRACK,
        would_change=(
            "Amber's ground 3 km nearer would make it about 55 %.",
            "Three months without ground taken within 10 km would make it about 20 %.",
        ),
        resolution=RESOLUTION,
    )


def asked() -> Asked:
    """The question put in words."""
    return Asked(event=EVENT, text="Will Alder fall before the winter?")


def settled() -> Settled:
    """A question that the record answers."""
    return Settled(
        replace(EVENT, side="BL"), AS_OF, RECORD, True, date(2031, 5, 8),
        "Blue holds the centre of Alder on the map of 8 May 2031 (Mapmakers daily), since 1 January 2030 or before.",
    )  # fmt: skip


def several() -> Several:
    """Alder before Birch."""
    return Several(of=(EVENT, replace(EVENT, place=BIRCH)), how="in_order")


def fan() -> Fan:
    """Cells west of Alder, the nearer ones likelier."""
    lon, lat = (g.ravel() for g in np.meshgrid(np.arange(29.7, 30.31, 0.028), np.arange(49.85, 50.15, 0.018)))
    return Fan(date(2031, 11, 30), lon, lat, np.clip(1.1 - 3 * (lon - 29.7), 0.0, 0.97), 2.0)
