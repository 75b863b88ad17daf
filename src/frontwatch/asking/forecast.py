"""The answer to a question about the future: a probability, what it rests on, and how it will be settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.events import Event
from frontwatch.model import RecordUsed


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The chance that the event has come by a day; low and high are the 80 % interval."""

    day: date
    probability: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Driver:
    """A feature of the place on the as-of day, against the average candidate."""

    name: str
    """Snake case: "distance_km", "taken_near_90_days_km2"."""
    words: str
    """As a reader would say it: "distance to Russian-held ground"."""
    value: float
    average: float
    unit: str
    effect: float
    """What the difference to the average adds to the log-odds; 0: next to nothing."""


@dataclass(frozen=True, slots=True)
class Baselines:
    """The simple alternatives, always shown; None where one cannot be made for this kind of event."""

    no_change: float
    climatology: float | None
    kinetic: float | None


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How such forecasts did in the stored backtest: those of about this probability and about this horizon."""

    made: date
    """The day the backtest was run."""
    version: str
    """Of the code that ran it."""
    record: str
    """Name of the record it was scored on."""
    horizon_days: int
    low: float
    high: float
    """The bin of probability."""
    cases: int
    captures: int
    """Distinct places that came in these cases."""
    forecast: float
    """Mean forecast in the bin."""
    observed: float
    """Share that came; NaN without cases."""
    brier: float
    """Of all forecasts of the horizon."""
    skill: float
    """Brier skill score of all forecasts of the horizon against the best climatology, with its interval."""
    skill_low: float
    skill_high: float
    """NaN where the cases span too few months."""
    kind: str = "control"
    """Of the events told of; see ``event_cases.Case``."""


@dataclass(frozen=True, slots=True)
class Fan:
    """Where a side's ground may reach by a day: the chance for each cell not held on the as-of day; c cells."""

    day: date
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    """(c,) centres, degrees."""
    probability: NDArray[np.float64]
    """(c,) that the side holds the cell on some day up to that day."""
    cell_km: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """A probability for an event, made from what was known by the as-of day."""

    event: Event
    as_of: date
    record: RecordUsed
    probability: float
    """In (0, 1); see `showing` for how it is told: "<1 %", never 0 or 100 %."""
    low: float
    high: float
    """80 % interval of the probability itself: how far the members and the parameters leave it open."""
    baselines: Baselines
    members: tuple[tuple[str, float], ...]
    """(model, its probability) of the combination."""
    curve: tuple[CurvePoint, ...]
    """By month, up to a year; the last at the event's day where that is nearer."""
    median_day: date | None
    """The day by which the chance reaches one half; None where it does not within a year."""
    drivers: tuple[Driver, ...]
    track: TrackRecord | None
    """None where the theatre ships no backtest of this kind of event."""
    would_change: tuple[str, ...]
    """What would move it, one sentence each."""
    resolution: str
    """The full text that settles it, ready to paste."""
    notes: tuple[str, ...] = ()
    """What the reader must know first: a horizon cut at a year, an as-of day long past."""
    fan: Fan | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that needs no forecast: the record already answers it."""

    event: Event
    as_of: date
    record: RecordUsed
    came: bool
    day: date | None
    """The first map that shows it, where it came."""
    reason: str
    """One sentence with the map's day and source."""
