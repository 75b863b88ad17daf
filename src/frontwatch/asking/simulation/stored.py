"""Runs in a file, so that the next question of the same day need not run them again."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import Field, Grid
from frontwatch.asking.simulation.runs import Runs
from frontwatch.asking.simulation.settings import NEVER
from frontwatch.model import FrontwatchError


def write_runs(runs: Runs, path: Path) -> None:
    """Write what fell in each run, and the field of the as-of day alone; the file is replaced in one step."""
    field, grid = runs.field, runs.field.grid
    made = path.with_name(f".{path.name}.new")
    with made.open("wb") as file:
        np.savez_compressed(
            file,
            taken=_told(runs.taken_week),
            lost=_told(runs.lost_week),
            group=runs.group,
            weeks=runs.weeks,
            index=field.index,
            code=field.code[-1],
            border=field.border,
            town=field.town,
            sides=np.array([field.home, field.other]),
            as_of=np.datetime64(field.as_of, "D"),
            corner=np.array([grid.lon0, grid.lat0, grid.south, grid.cell_km]),
            size=np.array([grid.rows, grid.columns]),
        )
    made.replace(path)


def read_runs(path: Path) -> Runs:
    """The runs of a file. Raises: FrontwatchError: there is none, or it is damaged."""
    try:
        with np.load(path, allow_pickle=False) as told:
            field, weeks, group = _field(told), int(told["weeks"]), told["group"]
            shape = len(group), len(field.index)
            return Runs(field, weeks, _filled(told["taken"], shape), _filled(told["lost"], shape), group)
    except (OSError, EOFError, ValueError, KeyError, IndexError, zipfile.BadZipFile) as error:
        raise FrontwatchError(
            f"{path}: these runs of the front cannot be read ({error}); delete the file, they are made anew."
        ) from error


def _field(told: Any) -> Field:
    lon0, lat0, south, cell_km = told["corner"].tolist()
    rows, columns = told["size"].tolist()
    as_of: date = told["as_of"].item()
    home, other = told["sides"].tolist()
    grid = Grid(lon0, lat0, south, rows, columns, cell_km)
    return Field(home, other, as_of, grid, told["index"], told["code"][None], told["border"], told["town"])


def _told(weeks: NDArray[np.uint8]) -> NDArray[np.int32]:
    """(3, n) run, cell and week of whatever came."""
    run, cell = np.nonzero(weeks != NEVER)
    return np.stack([run, cell, weeks[run, cell]]).astype(np.int32)


def _filled(told: NDArray[np.int32], shape: tuple[int, int]) -> NDArray[np.uint8]:
    weeks = np.full(shape, NEVER, np.uint8)
    weeks[told[0], told[1]] = told[2]
    return weeks
