"""The front simulation as a backtest runs it: known by its record's path, so that another process can open it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.sample import Sample

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Simulated:
    """See ``FrontSimulation``; one thread each, as the backtest's workers are processes."""

    record: str
    theatre: str
    runs: int
    name: str = "simulation"

    def chances(self, past: Sample, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """See ``Model``."""
        from frontwatch.asking.front_simulation import FrontSimulation
        from frontwatch.ground.record import open_record
        from frontwatch.theatre.theatre import open_theatre

        model = FrontSimulation(open_record(self.record), open_theatre(self.theatre), runs=self.runs)
        return model.chances(past, now, horizons)
