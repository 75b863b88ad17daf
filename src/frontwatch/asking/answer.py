"""The answer to a question about the future: what was known by the as-of day, the models, and their past scores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.already import already_so
from frontwatch.asking.at_place import places_at
from frontwatch.asking.batch import RowChances, Rows
from frontwatch.asking.chances import bounded, chances, widened
from frontwatch.asking.combination import Weights
from frontwatch.asking.coupled import joined, ranks
from frontwatch.asking.criteria import criteria
from frontwatch.asking.drivers import drivers, would_change
from frontwatch.asking.event_cases import kind_of, share_now
from frontwatch.asking.events import Control, Event, FrontNear, GroundTaken, Several
from frontwatch.asking.field import field_of
from frontwatch.asking.forecast import Baselines, CurvePoint, Forecast, Settled, TrackRecord
from frontwatch.asking.from_centre import all_with, some_with
from frontwatch.asking.from_runs import curve_of
from frontwatch.asking.history import history_known, known_by
from frontwatch.asking.pool import MEMBERS
from frontwatch.asking.prepared import Prepared, prepare
from frontwatch.asking.resolving import resolve
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import FARTHEST_DAYS, FEW_LATELY, NEAR_KM, NEAR_PLACES, NEAR_PLACES_KM, RUNS
from frontwatch.asking.simulation.fit import fit
from frontwatch.asking.simulation.runs import Runs, chance_by_count
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.ground.local import to_km
from frontwatch.ground.record import Record
from frontwatch.ground.used import used
from frontwatch.model import FrontwatchError, MapRef, RecordUsed
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
Prepare = Callable[[Record, Theatre, str, date], Prepared]
"""How the models are learned: `prepare`, or what keeps its answers."""
EventTrack = Callable[[str, str, float, float, int], tuple[float | None, TrackRecord | None]]
Simulate = Callable[[Record, Theatre, date, int], Runs]
"""How the front is simulated from a history: `simulated`, or what keeps its answers."""


def simulated(history: Record, theatre: Theatre, as_of: date, seed: int, scheduler: str | None = None) -> Runs:
    """A year of the whole front from the as-of day, many times over.

    Args:
        history: as ``history_known`` gives it for the as-of day.
        scheduler: address of a Dask cluster; the same numbers.
    """
    return simulate(fit(field_of(history, theatre, as_of)), runs=RUNS, seed=seed, scheduler=scheduler)


class Forecaster:
    """Answers questions as of one day, by one record."""

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
        self.theatre, self.record, self.as_of, self.seed = theatre, record, as_of, seed
        self.weights, self.track, self.given = weights, track, given
        self._event_track = event_track
        self._learned, self._simulate = learned, simulate
        self._runs: Runs | None = None
        self.known = known_by(record, as_of)
        self.map: MapRef = self.known.map_on(as_of)
        self.history = history_known(record, theatre, as_of)
        self._prepared: dict[str, Prepared] = {}

    def ask(self, event: Event) -> Forecast | Settled:
        """The answer to one question.

        Raises: FrontwatchError: the side has too little history, the place was never near the front, or no model
            answers this kind of question.
        """
        if event.by <= self.as_of:
            return self._of_the_past(event)
        if isinstance(event, Several) and all(c.part == "centre" for c in event.of):
            return self._of_several(event)
        if not isinstance(event, Control | FrontNear):
            return self._by_runs(event)
        place = event.place
        held = str(self.known.holder(place.lon, place.lat, self.map.index)[0]) == event.side
        if isinstance(event, FrontNear):
            return self._by_runs(event) if held else self._near(event)
        if event.part != "centre" and not self._by_entry(event):
            return self._by_runs(event) if held else self._by_centre(event)
        if held:
            where = place.name or "the point"
            reason = f"{self._side(event.side)} already holds the centre of {where} on the map of {self.map.day}."
            return Settled(event, self.as_of, self._used(), True, self.map.day, reason)
        prepared = self.prepared(event.side)
        sample = self._sample(prepared, np.array([place.lon]), np.array([place.lat]), np.array([place.id]))
        self._refuse_far(place.name or "The point", float(sample.feature("km")[0]), prepared, event.side)
        return self._forecast(event, prepared, sample)

    def ask_many(self, rows: Rows) -> RowChances:
        """The answers to many questions; NaN and a sentence where there is none."""
        n = len(rows)
        columns = {name: np.full(n, np.nan) for name in ("probability", "low", "high", "climatology", "kinetic")}
        trouble = [""] * n
        for side in np.unique(rows.side):
            at = np.flatnonzero(rows.side == side)
            try:
                prepared = self.prepared(str(side))
            except FrontwatchError as mistake:
                for i in at:
                    trouble[i] = str(mistake)
                continue
            self._fill(rows, at, prepared, columns, trouble)
        return RowChances(**columns, trouble=tuple(trouble))

    def prepared(self, side: str) -> Prepared:
        """The models for a side, learned once."""
        self.theatre.side(side)
        if side not in self._prepared:
            if side not in self.record.meta.holders:
                raise FrontwatchError(f"{self.record.meta.name} shows no ground of {side}; ask about another side.")
            self._prepared[side] = self._learned(self.record, self.theatre, side, self.as_of)
        return self._prepared[side]

    # ------------------------------------------------------------ one answer

    def _forecast(self, event: Control, prepared: Prepared, sample: Sample) -> Forecast:
        asked = (event.by - self.as_of).days
        horizon = min(asked, FARTHEST_DAYS)
        c = chances(prepared, sample, horizon, self.weights, self._share(sample, horizon, event.side))
        p, low, high = float(c.probability[0]), float(c.low[0]), float(c.high[0])
        curve = self._curve(prepared, sample, event.by)
        name, adjective = self._side(event.side), self.theatre.side(event.side).adjective
        return Forecast(
            event=event,
            as_of=self.as_of,
            record=self._used(),
            probability=p,
            low=low,
            high=high,
            baselines=Baselines(0.0, float(c.members["climatology"][0]), float(c.members["kinetic"][0])),
            members=tuple((m, float(v[0])) for m, v in c.members.items()),
            curve=curve,
            median_day=median_day(self.as_of, curve),
            drivers=drivers(prepared, sample, horizon, adjective),
            track=self.track(event.side, p, horizon),
            would_change=would_change(prepared, sample, horizon, adjective),
            resolution=criteria(event, self.as_of, [self.record.meta], self.theatre),
            notes=(*too_far(asked), *few_lately(prepared, name)),
            fan=None if event.side == self.theatre.home else self.runs().fan(horizon, event.side),
        )

    def _of_several(self, event: Several) -> Forecast | Settled:
        """Each place by all models, joined by the order in which the runs take them."""
        prepared = self.prepared(event.side)
        if settled := self._already(event):
            return settled
        days, horizons = self._horizons(event)
        of, sample = self._not_held(event, prepared)
        until = np.array([(c.by - self.as_of).days for c in of])
        order = ranks(self.runs(), sample.lon, sample.lat, event.side)
        told = joined(event.how, order, horizons, self._each(prepared, sample, horizons), until)
        return self._told(event, days, told, self._notes(prepared, JOINED_BY_RUNS))

    def _near(self, event: FrontNear) -> Forecast | Settled:
        """That one of the settlements so near is taken, each by all models; by the runs alone where there is none."""
        if settled := self._already(event):
            return settled
        prepared, p = self.prepared(event.side), self.theatre.places
        x, y = to_km(p.lon, p.lat, event.place.lon, event.place.lat)
        around = np.flatnonzero((np.hypot(x, y) <= event.km + NEAR_PLACES_KM) & p.covered)
        around = around[self.known.holder(p.lon[around], p.lat[around], self.map.index) != event.side]
        sample = self._sample(prepared, p.lon[around], p.lat[around], p.ids[around])
        km = sample.feature("km")
        if not (km <= NEAR_KM).any():
            return self._by_runs(event)
        sample = sample.rows(np.argsort(km, kind="stable")[:NEAR_PLACES])
        days, horizons = self._horizons(event)
        order = ranks(self.runs(), sample.lon[sample.point], sample.lat[sample.point], event.side)
        each, until = self._each(prepared, sample, horizons), np.full(len(sample), horizons[-1])
        return self._told(
            event, days, joined("any", order, horizons, each, until), self._notes(prepared, BY_NEIGHBOURS)
        )

    def _by_centre(self, event: Control) -> Forecast | Settled:
        """What comes with the place's centre or only with it: the centre by all models, the rest by the runs."""
        prepared, place, runs = self.prepared(event.side), event.place, self.runs()
        if settled := self._already(event):
            return settled
        sample = self._sample(prepared, np.array([place.lon]), np.array([place.lat]), np.array([place.id]))
        self._refuse_far(place.name or "The point", float(sample.feature("km")[0]), prepared, event.side)
        days, horizons = self._horizons(event)
        centre = Control(side=event.side, place=place, by=event.by)
        shares = [curve_of(e, runs, self.theatre, days) for e in (event, centre)]
        asked, alone = (np.array([c.probability for c in curve]) for curve in shares)
        whole = event.part == "all"
        told = {
            name: np.maximum.accumulate(
                all_with(p[:, 0], asked, alone, len(runs)) if whole else some_with(p[:, 0], asked, alone)
            )
            for name, p in self._each(prepared, sample, horizons).items()
        }
        return self._told(event, days, told, self._notes(prepared, BY_CENTRE))

    def _told(self, event: Event, days: list[date], told: dict[str, Floats], notes: tuple[str, ...]) -> Forecast:
        """told: name -> (d,) by each of the days: the probability, its "low" and "high", and every member."""
        columns = zip(days, *(bounded(told[k]) for k in ("probability", "low", "high")), strict=True)
        curve = tuple(CurvePoint(day, *(float(v) for v in at)) for day, *at in columns)
        last = {name: float(values[-1]) for name, values in told.items()}
        rate, record = self._before(event, curve[-1])
        return Forecast(
            event=event,
            as_of=self.as_of,
            record=self._used(),
            probability=curve[-1].probability,
            low=curve[-1].low,
            high=curve[-1].high,
            baselines=Baselines(0.0, last.get("climatology", rate), last.get("kinetic")),
            members=tuple((m, last[m]) for m in MEMBERS if m in last),
            curve=curve,
            median_day=median_day(self.as_of, curve),
            drivers=(),
            track=record,
            would_change=(),
            resolution=criteria(event, self.as_of, [self.record.meta], self.theatre),
            notes=(*too_far((event.by - self.as_of).days), *notes),
            fan=None if event.side == self.theatre.home else self.runs().fan((days[-1] - self.as_of).days, event.side),
        )

    def _before(self, event: Event, last: CurvePoint) -> tuple[float | None, TrackRecord | None]:
        """The base rate of such events, and how what was said of them did; None where no backtest tells."""
        horizon = (last.day - self.as_of).days
        kind = kind_of(event, self.known, self.theatre)
        return self._event_track(event.side, *kind, last.probability, horizon) if kind else (None, None)

    def _by_entry(self, event: Control) -> bool:
        """Whether the place's own entry decides for its parts too: in a record of settlement scale."""
        return self.record.meta.scale == "settlement" and event.place.id != 0

    def _notes(self, prepared: Prepared, how: str) -> tuple[str, ...]:
        return (*few_lately(prepared, self._side(prepared.side)), how)

    def _already(self, event: Event) -> Settled | None:
        m = already_so(event, self.as_of, self.known, self.theatre)
        said = f"It is so already on the map of {m.day}." if m else ""
        return Settled(event, self.as_of, self._used(), True, m.day, said) if m else None

    def _horizons(self, event: Event) -> tuple[list[date], NDArray[np.int64]]:
        """The days of the curve, and how many days off each is."""
        days = curve_days(self.as_of, event.by)
        return days, np.array([(day - self.as_of).days for day in days], np.int64)

    def _by_runs(self, event: Event) -> Forecast | Settled:
        """The answer for what only the front simulation tells: regions, ground, what has no model of places near."""
        self.theatre.side(event.side)
        if settled := self._already(event):
            return settled
        days = [self.as_of + timedelta(days=min((event.by - self.as_of).days, FARTHEST_DAYS))]
        if not isinstance(event, GroundTaken):
            days = curve_days(self.as_of, event.by)
        curve = curve_of(event, self.runs(), self.theatre, days, now=share_now(event, self.known, self.theatre))
        p, low, high = np.array([[c.probability, c.low, c.high] for c in curve]).T
        low, high = widened(p, low, high, np.array([(day - self.as_of).days for day in days]))
        return self._told(event, days, {"probability": p, "low": low, "high": high, "simulation": p}, (BY_RUNS,))

    def runs(self) -> Runs:
        """The front simulated from the as-of day, once."""
        if self._runs is None:
            self._runs = self._simulate(self.history, self.theatre, self.as_of, self.seed)
        return self._runs

    def _share(self, sample: Sample, horizon: int, side: str) -> Floats | None:
        """(n,) the share of runs in which a side takes each row's point, a little drawn in: see ``chance_by_count``.

        None for the side at home: the runs count contested ground as its own, and their skill for it was not measured.
        """
        if side == self.theatre.home:
            return None
        runs, at = self.runs(), sample.point
        share = runs.chance(sample.lon[at], sample.lat[at], np.array([horizon], np.int64), side)[:, 0]
        return np.asarray(chance_by_count(share * len(runs), len(runs)))

    def _curve(self, prepared: Prepared, sample: Sample, by: date) -> tuple[CurvePoint, ...]:
        found: list[CurvePoint] = []
        for day in curve_days(self.as_of, by):
            horizon = (day - self.as_of).days
            c = chances(prepared, sample, horizon, self.weights, self._share(sample, horizon, prepared.side))
            before = found[-1] if found else CurvePoint(day, 0.0, 0.0, 0.0)
            values = zip((c.probability, c.low, c.high), (before.probability, before.low, before.high), strict=True)
            found.append(CurvePoint(day, *(max(float(v[0]), earlier) for v, earlier in values)))
        return tuple(found)

    def _not_held(self, event: Several, prepared: Prepared) -> tuple[list[Control], Sample]:
        """The places of a question that the side does not hold, each a row. Raises: FrontwatchError: one is too far."""
        lon, lat = (np.array([getattr(c.place, name) for c in event.of]) for name in ("lon", "lat"))
        free = np.flatnonzero(self.known.holder(lon, lat, self.map.index) != event.side)
        of = [event.of[i] for i in free]
        sample = self._sample(prepared, lon[free], lat[free], np.array([c.place.id for c in of]))
        for c, km in zip(of, sample.feature("km"), strict=True):
            self._refuse_far(c.place.name or "The point", float(km), prepared, event.side)
        return of, sample

    def _each(self, prepared: Prepared, sample: Sample, horizons: NDArray[np.int64]) -> dict[str, Floats]:
        """(h, n) the chance of each row by each horizon: together with its interval, and by every member."""
        found: dict[str, list[Floats]] = {}
        for horizon in horizons.tolist():
            c = chances(prepared, sample, horizon, self.weights, self._share(sample, horizon, prepared.side))
            for name, values in {"probability": c.probability, "low": c.low, "high": c.high, **c.members}.items():
                found.setdefault(name, []).append(values)
        return {name: np.maximum.accumulate(np.stack(rows)) for name, rows in found.items()}

    def _of_the_past(self, event: Event) -> Settled:
        """By the record: whether it had come by a day that is past, counted from the record's first map."""
        begin = self.known.map_at(0).day - timedelta(days=1)
        found = resolve(event, begin, [self.known], self.theatre, until=self.as_of)
        if found.state not in ("yes", "no"):
            raise FrontwatchError(
                f"{event.by} is not after the as-of day {self.as_of}, and the record does not settle it: {found.reason}"
            )
        day = found.day if found.state == "yes" else None
        return Settled(event, self.as_of, self._used(), found.state == "yes", day, found.reason)

    # ------------------------------------------------------------ inside

    def _sample(self, prepared: Prepared, lon: Floats, lat: Floats, place_id: NDArray[np.int64]) -> Sample:
        is_place, population = places_at(self.theatre, lon, lat)
        for i in np.flatnonzero(place_id):
            place = self.theatre.places.by_id(int(place_id[i]))
            population[i] = place.population if place else population[i]
        return prepared.sample(self.history, lon, lat, population, is_place | (place_id != 0))

    def _fill(
        self, rows: Rows, at: NDArray[np.intp], prepared: Prepared, columns: dict[str, Floats], trouble: list[str]
    ) -> None:
        lon, lat = rows.lon[at], rows.lat[at]
        points, first, of = np.unique(np.column_stack([lon, lat]), axis=0, return_index=True, return_inverse=True)
        x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
        whole = self._sample(prepared, x, y, rows.place_id[at][first])
        held = self.known.holder(x, y, self.map.index) == prepared.side
        km = whole.feature("km")
        horizons = np.minimum((rows.by[at] - np.datetime64(self.as_of, "D")).astype(np.int64), FARTHEST_DAYS)
        for horizon in np.unique(horizons):
            mine = np.flatnonzero(horizons == horizon)
            rows_of = whole.rows(of[mine].astype(np.intp))
            share = self._share(rows_of, int(horizon), prepared.side)
            c = chances(prepared, rows_of, int(horizon), self.weights, share)
            for name, values in (("probability", c.probability), ("low", c.low), ("high", c.high)):
                columns[name][at[mine]] = values
            for name in ("climatology", "kinetic"):
                columns[name][at[mine]] = c.members[name]
        for i, k in zip(at, of.ravel(), strict=True):
            if held[k]:
                trouble[i] = f"{self._side(prepared.side)} already holds it on the map of {self.map.day}."
                for values in columns.values():
                    values[i] = np.nan
            elif km[k] > NEAR_KM:
                trouble[i] = f"Farther than {NEAR_KM:.0f} km from ground that side holds: no more than a bound."

    def _refuse_far(self, name: str, km: float, prepared: Prepared, side: str) -> None:
        if km > NEAR_KM:
            rate = 100 * float(prepared.rates[0, -1, -1])
            raise FrontwatchError(
                f"{name} lay more than {NEAR_KM:.0f} km from ground that {self._side(side)} held on {self.map.day}, "
                f"farther than any model here has cases for (of settlements 30 to 50 km off {rate:.1f} % were taken "
                "within a year); ask about a place nearer to the front."
            )

    def _side(self, code: str) -> str:
        return self.theatre.side(code).name

    def _used(self) -> RecordUsed:
        return used(self.record, self.given, self.map)


JOINED_BY_RUNS = (
    "Each place's chance is that of all models together; how far they come together is read from the front simulation."
)
BY_CENTRE = (
    "The centre's chance is that of all models together; how often the part comes without the centre, or the centre "
    "without all of the place, is read from the front simulation."
)
BY_NEIGHBOURS = (
    "This is the chance that a settlement so near is taken: each by all models together, how far they come together "
    "by the front simulation."
)
BY_RUNS = "Answered by the front simulation alone: the other models tell of places only."


def too_far(days: int) -> tuple[str, ...]:
    """What is said of a day more than a year ahead."""
    if days <= FARTHEST_DAYS:
        return ()
    return (
        "The day asked about is more than a year ahead: the probability is that of a year, because too few longer "
        "windows of the past have ended to show what one would be worth.",
    )


def few_lately(prepared: Prepared, side_name: str) -> tuple[str, ...]:
    """What is said where the side has taken next to nothing of late."""
    if prepared.taken_lately >= FEW_LATELY:
        return ()
    places = "one settlement" if prepared.taken_lately == 1 else f"{prepared.taken_lately or 'no'} settlements"
    return (
        f"In the year before, {side_name} took {places}: this rests on older cases, and no backtest shows what "
        "forecasts of that kind are worth.",
    )


def curve_days(as_of: date, by: date) -> list[date]:
    """The same day of each following month, up to the day asked about or a year, and that day.

    >>> [str(d) for d in curve_days(date(2031, 1, 31), date(2031, 3, 10))]
    ['2031-02-28', '2031-03-10']
    """
    end = min(by, as_of + timedelta(days=FARTHEST_DAYS))
    months = (np.datetime64(as_of, "M") + np.arange(1, 13)).astype("datetime64[D]")
    lengths = ((np.datetime64(as_of, "M") + np.arange(2, 14)).astype("datetime64[D]") - months).astype(int)
    days = [m.item() + timedelta(days=min(as_of.day, int(n)) - 1) for m, n in zip(months, lengths, strict=True)]
    return [*(d for d in days if d < end), end]


def median_day(as_of: date, curve: tuple[CurvePoint, ...]) -> date | None:
    """The day by which the chance reaches one half, by straight lines between the points; None: it does not."""
    before, p = as_of, 0.0
    for at in curve:
        if at.probability >= 0.5:
            share = (0.5 - p) / (at.probability - p)
            return before + timedelta(days=round(share * (at.day - before).days))
        before, p = at.day, at.probability
    return None
