"""All that a forecast needs of the history, made once for a record, a side and an as-of day, and kept as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.climatology import Climatology, bands
from frontwatch.asking.features import NAMES, Nearness, points_of, sample_of, surroundings
from frontwatch.asking.grid import Grid, GridHistory
from frontwatch.asking.hazard import Hazard, HazardFit
from frontwatch.asking.history import history_known, known_by
from frontwatch.asking.kinetic import Kinetic, KineticFit
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import FIRST_LOOK_DAYS, HORIZONS
from frontwatch.asking.terms import terms_of
from frontwatch.asking.whole import WholeFit, delays, learn_whole
from frontwatch.ground.record import Record
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
REACH_CELLS_KM = 70


@dataclass(frozen=True, slots=True)
class Prepared:
    """The models as learned by the as-of day, and the ground around every cell on it; k cells, t terms, b bands."""

    side: str
    as_of: date
    hazard: HazardFit
    kinetic: KineticFit
    whole: WholeFit
    rates: Floats
    """(2, b, h) base rates by distance band and horizon of ``HORIZONS``: of all the past, of the last year."""
    average: Floats
    """(t,) terms of the average settlement within 50 km."""
    average_x: NDArray[np.float32]
    """(f,) features of the same."""
    candidates: int
    """Settlements within 50 km that the side does not hold."""
    taken_lately: int
    """Settlements that the side took in the year before."""
    grid: Grid
    cells: NDArray[np.int64]
    """(k,) flat indices, ascending."""
    around: NDArray[np.float32]
    """(k, f) their features ``OF_CELL``."""

    def sample(
        self,
        history: Record,
        theatre: Theatre,
        lon: Floats,
        lat: Floats,
        population: NDArray[np.int64],
        is_place: NDArray[np.bool_],
    ) -> Sample:
        """n points on the as-of day, each a row; a point farther than 60 km counts as 60 km off.

        Args:
            history: as ``history_known`` gives it for the as-of day.
        """
        day = np.datetime64(self.as_of, "D")
        near = Nearness.of(history, theatre, lon, lat, self.side, [day])
        cell = self.grid.cell_of(lon, lat)
        at = np.minimum(np.searchsorted(self.cells, cell), max(0, len(self.cells) - 1))
        known = (self.cells[at] == cell)[:, None]
        x = np.hstack([near.features(day), np.where(known, self.around[at], 0.0)]).astype(np.float32)
        n = len(lon)
        return Sample(
            self.side, NAMES, lon, lat, population, is_place, np.full(n, day), np.arange(n), x,
            np.full(n, np.datetime64("NaT"), "datetime64[D]"), day,
        )  # fmt: skip

    def base_rates(self, sample: Sample, horizon: int, *, rolling: bool = False) -> Floats:
        """(n,) the base rate of each row, interpolated between the horizons kept."""
        rates = self.rates[int(rolling)][bands(sample)]
        return np.array([np.interp(horizon, (0, *HORIZONS), (0.0, *row)) for row in rates])

    def arrays(self) -> dict[str, NDArray[Any]]:
        """What to keep, by name; ``of_arrays`` makes the same again."""
        h, g = self.hazard, self.grid
        return {
            "hazard_mean": h.mean, "hazard_spread": h.spread, "hazard_b": h.b, "hazard_covariance": h.covariance,
            "captures": np.array([h.captures, self.candidates, self.taken_lately]),
            "kinetic_b": self.kinetic.b, "whole_b": self.whole.b, "rates": self.rates,
            "average": self.average, "average_x": self.average_x,
            "cells": self.cells, "around": self.around,
            "grid": np.array([g.west, g.south, g.step_lon, g.step_lat]), "land": g.land,
        }  # fmt: skip

    @classmethod
    def of_arrays(cls, side: str, as_of: date, kept: Mapping[str, NDArray[Any]]) -> Prepared:
        """From what ``arrays`` gave. Raises: KeyError, ValueError: it is not such."""
        captures, candidates, lately = (int(n) for n in kept["captures"])
        hazard = HazardFit(
            kept["hazard_mean"], kept["hazard_spread"], kept["hazard_b"], kept["hazard_covariance"], captures
        )
        west, south, step_lon, step_lat = (float(v) for v in kept["grid"])
        grid = Grid(west, south, step_lon, step_lat, kept["land"])
        return cls(
            side, as_of, hazard, KineticFit(kept["kinetic_b"]), WholeFit(kept["whole_b"]), kept["rates"],
            kept["average"], kept["average_x"], candidates, lately, grid, kept["cells"], kept["around"],
        )  # fmt: skip


def prepare(record: Record, theatre: Theatre, side: str, as_of: date) -> Prepared:
    """Learn the models from what was known by the as-of day.

    Raises: TooFewCases: the side took too little ground by then. BeforeRecord: the record had no map.
    """
    history, grid = history_known(record, theatre, as_of), Grid.of(theatre)
    today = np.datetime64(as_of, "D")
    ground = GridHistory.of(history, grid)
    past = sample_of(history, theatre, ground, points_of(theatre, grid), side, [*first_days(history, today), today])
    now = past.rows((past.day == today) & past.is_place[past.point])
    past = past.known_by(today)
    lately = past.is_place[past.point] & (past.taken > today - np.timedelta64(365, "D"))
    hazard, kinetic = Hazard().fit(past), Kinetic().fit(past)
    whole = learn_whole(delays(known_by(record, as_of), theatre, side))
    models = Climatology(), Climatology(rolling=True)
    rates = np.stack([np.column_stack([m.rates(past, h) for h in HORIZONS]) for m in models])
    held = ground.held_on(side, len(ground.days) - 1)
    cells = np.flatnonzero((grid.around(held, REACH_CELLS_KM) > 0) & (grid.land > 0))
    around = surroundings(history, ground, side, today, cells)
    terms, x = terms_of(now), now.x
    return Prepared(
        side, as_of, hazard, kinetic, whole, rates, terms.mean(axis=0), x.mean(axis=0), len(now),
        len(np.unique(past.point[lately])), grid, cells.astype(np.int64), around,
    )  # fmt: skip


def first_days(history: Record, today: np.datetime64) -> list[np.datetime64]:
    """The first days of months before a day, from when the history has shown a month."""
    begin = (history.days[0] + np.timedelta64(FIRST_LOOK_DAYS, "D")).astype("datetime64[M]")
    months = np.arange(begin, today.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return [day for day in months if history.days[0] < day < today]
