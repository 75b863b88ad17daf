"""Runs as plain arrays: only the cells that changed, so that a thousand runs of a year are a few megabytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import Field, Grid
from frontwatch.asking.simulation.runs import Runs
from frontwatch.asking.simulation.settings import NEVER


def arrays_of(runs: Runs) -> dict[str, NDArray[Any]]:
    """What to keep, by name; ``runs_of_arrays`` makes the same runs again, their field with its last week only."""
    f, g = runs.field, runs.field.grid
    kept: dict[str, NDArray[Any]] = {
        "grid": np.array([g.lon0, g.lat0, g.south, g.rows, g.columns, g.cell_km]),
        "index": f.index,
        "code": f.code[-1:],
        "border": f.border,
        "town": f.town,
        "sides": np.array([f.home, f.other, f.as_of.isoformat()]),
        "weeks": np.array([runs.weeks, *runs.taken_week.shape]),
        "group": runs.group,
    }
    for name, weeks in (("taken", runs.taken_week), ("lost", runs.lost_week)):
        changed = np.flatnonzero(weeks.ravel() != NEVER)
        kept[f"{name}_at"], kept[f"{name}_week"] = changed.astype(np.uint32), weeks.ravel()[changed]
    return kept


def runs_of_arrays(kept: Mapping[str, NDArray[Any]]) -> Runs:
    """From what ``arrays_of`` gave. Raises: KeyError, ValueError, IndexError: it is not such."""
    lon0, lat0, south, rows, columns, cell_km = (float(v) for v in kept["grid"])
    home, other, as_of = (str(v) for v in kept["sides"])
    weeks, r, c = (int(v) for v in kept["weeks"])
    grid = Grid(lon0, lat0, south, int(rows), int(columns), cell_km)
    field = Field(
        home, other, date.fromisoformat(as_of), grid, kept["index"], kept["code"], kept["border"], kept["town"]
    )
    found = []
    for name in ("taken", "lost"):
        whole = np.full(r * c, NEVER, np.uint8)
        whole[kept[f"{name}_at"]] = kept[f"{name}_week"]
        found.append(whole.reshape(r, c))
    return Runs(field, weeks, found[0], found[1], kept["group"])
