"""Running the backtest of events: what `ask` would have said on each as-of day, and what the record then showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.answer import ask
from frontwatch.asking.backtest import About, Backtest, Codes, coded
from frontwatch.asking.backtest_run import all_days
from frontwatch.asking.chances import bounded
from frontwatch.asking.event_backtest import NOT_KNOWN, EventBacktest
from frontwatch.asking.event_cases import Case, cases_on, share_now
from frontwatch.asking.events import GroundTaken, RegionShare
from frontwatch.asking.forecast import Forecast
from frontwatch.asking.from_runs import curve_of
from frontwatch.asking.history import known_by
from frontwatch.asking.origin import Origin
from frontwatch.asking.pool import weights_known
from frontwatch.asking.resolving import decided
from frontwatch.ground.gains import gains
from frontwatch.ground.record import Record, open_record
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre, open_theatre

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EventTask:
    """What every as-of day needs; it travels to each worker once."""

    record: str
    theatre: str
    backtest: Backtest
    """Of the same record: its scores weigh the members as they were known on each day."""
    models: tuple[str, ...] = ("came", "told")

    @property
    def horizons(self) -> tuple[int, ...]:
        """Days, ascending."""
        return self.backtest.horizons

    @property
    def last_day(self) -> date:
        """Up to which it is known what came."""
        return self.backtest.about.last_day

    def asked(self, day: np.datetime64) -> list[Case]:
        """The events asked about on a day."""
        as_of = day.astype("datetime64[D]").item()
        record, theatre = open_record(self.record), open_theatre(self.theatre)
        return cases_on(
            known_by(record, as_of), theatre, self.backtest.about.side, as_of, as_of + timedelta(days=self.horizons[-1])
        )

    def forecasts(self, day: np.datetime64) -> Codes:
        """(2, h, n) what came and what was said of each event."""
        as_of = day.astype("datetime64[D]").item()
        record, theatre = open_record(self.record), open_theatre(self.theatre)
        origin = Origin(theatre, record, as_of, weights=weights_known(self.backtest, day))
        cases = self.asked(day)
        told = [_told(origin, case, self.horizons) for case in cases]
        taken = _ground_taken(record, theatre, self.backtest.about.side, as_of, self.horizons, self.last_day)
        came = [_came(record, theatre, case, as_of, self.horizons, self.last_day, taken) for case in cases]
        chance, seen = np.array(told).T, np.array(came, np.uint8).T
        seen[np.isnan(chance)] = NOT_KNOWN
        return np.stack([seen, coded(bounded(np.nan_to_num(chance, nan=0.5)))])

    def key(self, version: str) -> str:
        """16 hex digits that differ where the forecasts could."""
        import hashlib

        b = self.backtest
        digest = hashlib.sha256(repr((version, self.theatre, b.about, b.models, b.horizons)).encode())
        digest.update(b.codes.tobytes())
        return digest.hexdigest()[:16]


def event_task(record: Record, theatre: Theatre, backtest: Backtest) -> EventTask:
    """The task that goes with a backtest of the same record."""
    return EventTask(str(record.path), theatre.named, backtest)


def run_event_backtest(
    task: EventTask,
    about: About,
    days: Sequence[np.datetime64],
    *,
    keep: Path | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    told: Callable[[float], None] = lambda share: None,
) -> EventBacktest:
    """The events of all as-of days; arguments as for ``run_backtest``."""
    asked = {day: task.asked(day) for day in days}
    both = all_days(task, about.version, asked, keep=keep, workers=workers, scheduler=scheduler, told=told)
    cases = [case for day in days for case in asked[day]]
    return EventBacktest(
        about, task.horizons, np.repeat(np.array(days, "datetime64[D]"), [len(asked[day]) for day in days]),
        np.array([c.kind for c in cases], str), np.array([c.what for c in cases], str),
        np.array([c.step for c in cases]), both[0], both[1],
    )  # fmt: skip


def _told(origin: Origin, case: Case, horizons: tuple[int, ...]) -> Floats:
    """(h,) what `ask` says of an event by each horizon; NaN where it gives no probability."""
    nothing = np.full(len(horizons), np.nan)
    if isinstance(case.event, RegionShare | GroundTaken):
        days = [origin.as_of + timedelta(days=h) for h in horizons]
        now = share_now(case.event, origin.known, origin.theatre)
        curve = curve_of(case.event, origin.runs(), origin.theatre, days, now=now)
        return np.array([c.probability for c in curve])
    try:
        answer = ask(origin, case.event)
    except FrontwatchError:
        return nothing
    if not isinstance(answer, Forecast):
        return nothing
    at = [0, *((c.day - origin.as_of).days for c in answer.curve)]
    return np.interp(horizons, at, [0.0, *(c.probability for c in answer.curve)])


@dataclass(frozen=True, slots=True)
class _Taken:
    """Net gains of the side from an as-of day on, km², by horizon; NaN where the window has not passed."""

    whole: Floats
    sectors: dict[str, Floats]

    def of(self, case: Case) -> Floats:
        return self.sectors[case.what] if case.kind == "sector_taken" else self.whole


def _ground_taken(
    record: Record, theatre: Theatre, side: str, as_of: date, horizons: tuple[int, ...], last_day: date
) -> _Taken:
    passed = [h for h in horizons if as_of + timedelta(days=h) <= last_day]
    whole, sectors = np.full(len(horizons), np.nan), {s.id: np.full(len(horizons), np.nan) for s in theatre.sectors}
    if passed:
        start = record.map_on(as_of)
        periods = [(start, record.map_on(as_of + timedelta(days=h))) for h in passed]
        at, side_at = [horizons.index(h) for h in passed], record.meta.holders.index(side)
        for by in (None, "sector"):
            g = gains(record, theatre, periods, by=by)
            net = (g.gained_km2 - g.lost_km2)[:, :, side_at]
            for (part, _), values in zip(g.parts, net.T, strict=True):
                if by is None:
                    whole[at] = values
                elif part in sectors:
                    sectors[part][at] = values
    return _Taken(whole, sectors)


def _came(
    record: Record, theatre: Theatre, case: Case, as_of: date, horizons: tuple[int, ...], last_day: date, taken: _Taken
) -> list[int]:
    """(h,) 1 it came, 0 not, ``NOT_KNOWN``; by the rules that settle a question."""
    ends = [as_of + timedelta(days=h) for h in horizons]
    if isinstance(case.event, GroundTaken):
        return [NOT_KNOWN if np.isnan(v) else int(v > case.event.km2) for v in taken.of(case)]
    found = decided(case.event, as_of, record, theatre, until=last_day)
    if found is None or found.outcome not in ("yes", "no", "not yet"):
        return [NOT_KNOWN] * len(ends)
    came = found.day if found.outcome == "yes" else None
    return [int(came is not None and came <= end) if end <= last_day else NOT_KNOWN for end in ends]
