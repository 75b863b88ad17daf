"""The origin of forecasts: an as-of day, what was known by it, and the models learned and run from that, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.already import already_so
from frontwatch.asking.at_place import places_at
from frontwatch.asking.chances import chances
from frontwatch.asking.combination import Weights
from frontwatch.asking.curve import curve_days
from frontwatch.asking.events import Event, GroundTaken
from frontwatch.asking.field import field_of
from frontwatch.asking.forecast import Settled, TrackRecord
from frontwatch.asking.history import history_known, known_by
from frontwatch.asking.prepared import Prepared, prepare
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import FARTHEST_DAYS, NEAR_KM, RUNS
from frontwatch.asking.simulation.fit import fit
from frontwatch.asking.simulation.runs import Runs, chance_by_count
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.ground.record import Record
from frontwatch.ground.used import used
from frontwatch.model import FrontwatchError, MapRef, Place, RecordUsed
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Prepare = Callable[[Record, Theatre, str, date], Prepared]
"""How the models are learned: `prepare`, or what keeps its answers."""
Simulate = Callable[[Record, Theatre, date, int], Runs]
"""How the front is simulated from a history: `simulated`, or what keeps its answers."""
EventTrack = Callable[[str, str, float, float, int], tuple[float | None, TrackRecord | None]]


def simulated(history: Record, theatre: Theatre, as_of: date, seed: int, scheduler: str | None = None) -> Runs:
    """A year of the whole front from the as-of day, many times over.

    Args:
        history: as ``history_known`` gives it for the as-of day.
        scheduler: address of a Dask cluster; the same numbers.
    """
    return simulate(fit(field_of(history, theatre, as_of)), runs=RUNS, seed=seed, scheduler=scheduler)


class Origin:
    """What every answer of one day, by one record, begins from."""

    def __init__(
        self,
        theatre: Theatre,
        record: Record,
        as_of: date,
        *,
        given: str = "",
        learned: Prepare = prepare,
        simulate: Simulate = simulated,
        weights: Weights,
        track: Callable[[str, float, int], TrackRecord | None] = lambda side, p, horizon: None,
        event_track: EventTrack = lambda side, kind, step, p, horizon: (None, None),
        seed: int = 1,
    ) -> None:
        """
        Args:
            given: the record's path as the user gave it; "" the theatre's own.
            weights: of the members, by their scores known by the as-of day.
            track: how forecasts of a side, a probability and a horizon did in the stored backtest.
            event_track: the same of a kind of event and its step, with the base rate of such events.
        """
        self.theatre, self.record, self.as_of = theatre, record, as_of
        self.weights, self.track, self.event_track = weights, track, event_track
        self._given, self._seed = given, seed
        self._learned, self._simulate = learned, simulate
        self._runs: Runs | None = None
        self._prepared: dict[str, Prepared] = {}
        self.known = known_by(record, as_of)
        self.map: MapRef = self.known.map_on(as_of)
        self.history = history_known(record, theatre, as_of)

    def prepared(self, side: str) -> Prepared:
        """The models for a side, learned once."""
        self.theatre.side(side)
        if side not in self._prepared:
            if side not in self.record.meta.holders:
                raise FrontwatchError(f"{self.record.meta.name} shows no ground of {side}; ask about another side.")
            self._prepared[side] = self._learned(self.record, self.theatre, side, self.as_of)
        return self._prepared[side]

    def runs(self) -> Runs:
        """The front simulated from the as-of day, once."""
        if self._runs is None:
            self._runs = self._simulate(self.history, self.theatre, self.as_of, self._seed)
        return self._runs

    def held(self, place: Place, side: str) -> bool:
        """Whether the side holds the place's centre."""
        return str(self.known.holder(place.lon, place.lat, self.map.index)[0]) == side

    def already(self, event: Event) -> Settled | None:
        """That it has come before it was asked; None: it has not."""
        m = already_so(event, self.as_of, self.known, self.theatre)
        return self.settled(event, f"It is so already on the map of {m.day}.") if m else None

    def settled(self, event: Event, reason: str) -> Settled:
        """That the last map known answers it with yes."""
        return Settled(event, self.as_of, self.used(), True, self.map.day, reason)

    def used(self) -> RecordUsed:
        """The record, as an answer names it."""
        return used(self.record, self._given, self.map)

    def days(self, event: Event) -> tuple[list[date], Ints]:
        """The days of an event's curve, and (d,) how many days off each is."""
        # The balance of the day itself counts of ground taken: it has no curve.
        last = self.as_of + timedelta(days=min((event.by - self.as_of).days, FARTHEST_DAYS))
        days = [last] if isinstance(event, GroundTaken) else curve_days(self.as_of, event.by)
        return days, np.array([(day - self.as_of).days for day in days], np.int64)

    # ------------------------------------------------------------ points

    def sample(self, prepared: Prepared, lon: Floats, lat: Floats, place_id: Ints) -> Sample:
        """n points on the as-of day, each a row; place_id is 0 of one that the theatre does not list."""
        is_place, population = places_at(self.theatre, lon, lat)
        for i in np.flatnonzero(place_id):
            place = self.theatre.places.by_id(int(place_id[i]))
            population[i] = place.population if place else population[i]
        return prepared.sample(self.history, self.theatre, lon, lat, population, is_place | (place_id != 0))

    def sample_of(self, prepared: Prepared, places: list[Place]) -> Sample:
        """The same of places. Raises: FrontwatchError: one lies too far from the side's ground."""
        lon, lat = (np.array([getattr(p, name) for p in places]) for name in ("lon", "lat"))
        found = self.sample(prepared, lon, lat, np.array([p.id for p in places], np.int64))
        for place, km in zip(places, found.feature("km"), strict=True):
            if km > NEAR_KM:
                raise self._too_far(place.name or "The point", prepared)
        return found

    def share(self, sample: Sample, horizon: int, side: str) -> Floats | None:
        """(n,) the share of runs in which a side takes each row's point, a little drawn in: see ``chance_by_count``.

        None for the side at home: the runs count contested ground as its own, and their skill for it was not measured.
        """
        if side == self.theatre.home:
            return None
        runs, at = self.runs(), sample.point
        share = runs.chance(sample.lon[at], sample.lat[at], np.array([horizon], np.int64), side)[:, 0]
        return np.asarray(chance_by_count(share * len(runs), len(runs)))

    def each(self, prepared: Prepared, sample: Sample, horizons: Ints) -> dict[str, Floats]:
        """(h, n) the chance of each row by each horizon: together with its interval, and by every member."""
        found: dict[str, list[Floats]] = {}
        for horizon in horizons.tolist():
            c = chances(prepared, sample, horizon, self.weights, self.share(sample, horizon, prepared.side))
            for name, values in {"probability": c.probability, "low": c.low, "high": c.high, **c.members}.items():
                found.setdefault(name, []).append(values)
        return {name: np.maximum.accumulate(np.stack(rows)) for name, rows in found.items()}

    def _too_far(self, name: str, prepared: Prepared) -> FrontwatchError:
        rate = 100 * float(prepared.rates[0, -1, -1])
        side = self.theatre.side(prepared.side).name
        return FrontwatchError(
            f"{name} lay more than {NEAR_KM:.0f} km from ground that {side} held on {self.map.day}, "
            f"farther than any model here has cases for (of settlements 30 to 50 km off {rate:.1f} % were taken "
            "within a year); ask about a place nearer to the front."
        )
