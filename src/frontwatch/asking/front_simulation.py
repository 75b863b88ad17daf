"""The front simulation as a model among others: the share of runs in which a point's cell falls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import field_of
from frontwatch.asking.sample import Sample
from frontwatch.asking.simulation.fit import fit
from frontwatch.asking.simulation.runs import chance_by_count
from frontwatch.asking.simulation.settings import MODEL_RUNS
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.ground.record import Record
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FrontSimulation:
    """Cells of 2 km fall week by week; in each week

        rate of cell i = tempo * w_i / (sum of w over all cells within reach),
        ln w_i = b . x_i + sector,

    x: neighbours held, ground held within 6 km, contested, town, ground taken near by lately and in the half-year.
    ln tempo and each sector's effect are mean-reverting AR(1) processes; all is fitted on the record as known by the
    as-of day, and the chance is (runs in which the cell fell + 1/2) / (runs + 1).
    """

    record: Record
    theatre: Theatre
    runs: int = MODEL_RUNS
    seed: int = 0
    workers: int = 1
    name: ClassVar[str] = "simulation"

    def chances(self, past: Sample, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """See ``model.Model``; what is known comes from the record itself, not from `past`."""
        as_of = now.day[0].astype("datetime64[D]").item()
        lon, lat = now.lon[now.point], now.lat[now.point]
        return simulation_chances(
            self.record,
            self.theatre,
            as_of,
            lon,
            lat,
            horizons,
            runs=self.runs,
            seed=self.seed,
            side=now.side,
            workers=self.workers,
        )


def simulation_chances(
    record: Record,
    theatre: Theatre,
    as_of: date,
    lon: Floats,
    lat: Floats,
    horizons: NDArray[np.int64],
    *,
    runs: int = MODEL_RUNS,
    seed: int = 0,
    side: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
) -> Floats:
    """(n, h) chance that a side, by default the one that is not at home, takes each point within h horizons, days.

    Args:
        lon, lat: (n,) degrees.
    Raises: FrontwatchError: too little history by then; see ``field.field_of``.
    """
    weeks = int(np.ceil(np.max(horizons) / 7))
    fitted = fit(field_of(record, theatre, as_of))
    found = simulate(fitted, weeks=weeks, runs=runs, seed=seed, workers=workers, scheduler=scheduler)
    share = found.chance(lon, lat, np.asarray(horizons), side)
    return np.asarray(chance_by_count(share * runs, runs))
