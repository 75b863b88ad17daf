"""What a backtest of a record asks: its settlements on the first day of every month, by all models."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.backtest import About
from frontwatch.asking.backtest_run import Task
from frontwatch.asking.features import points_of, sample_of
from frontwatch.asking.grid import Grid, GridHistory
from frontwatch.asking.history import history_known
from frontwatch.asking.models import MODELS
from frontwatch.asking.prepared import first_days
from frontwatch.asking.settings import FIRST_BACKTEST
from frontwatch.asking.simulated import Simulated
from frontwatch.asking.simulation.settings import MODEL_RUNS
from frontwatch.ground.record import Record
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre


def backtest_task(
    record: Record, theatre: Theatre, horizons: tuple[int, ...], side: str | None = None
) -> tuple[Task, NDArray[np.int64]]:
    """The task, and (p,) the id of each point of its sample, 0 for terrain.

    Args:
        side: by default the one that is not at home; the simulation forecasts no other.
    """
    last = record.days[-1]
    history, grid = history_known(record, theatre, last.astype("datetime64[D]").item()), Grid.of(theatre)
    points = points_of(theatre, grid)
    other = next(s.code for s in theatre.sides if s.code != theatre.home)
    sample = sample_of(
        history,
        theatre,
        GridHistory.of(history, grid),
        points,
        side or other,
        first_days(history, last + np.timedelta64(1, "D")),
    )
    models = MODELS
    if sample.side == other:
        models = (*MODELS, Simulated(str(record.path), theatre.named, MODEL_RUNS))
    ids = np.zeros(len(points.lon), np.int64)
    ids[points.is_place] = theatre.places.ids[theatre.places.covered]
    return Task(replace(sample, x=np.ascontiguousarray(sample.x)), models, horizons), ids


def about_run(task: Task, record: Record, made: date, version: str) -> About:
    """Where such a backtest comes from."""
    last = task.sample.last_day.astype("datetime64[D]").item()
    return About(made, version, record.meta.name, record.hash, task.sample.side, last)


def as_of_days(task: Task, first: date | None, last: date | None) -> list[np.datetime64]:
    """The first days of months between two days, both included. Raises: FrontwatchError: there is none."""
    days = np.unique(task.sample.day)
    begin = np.datetime64(first.isoformat() if first else FIRST_BACKTEST, "D")
    end = np.datetime64(last, "D") if last else days[-1]
    found = [day for day in days if begin <= day <= end]
    if not found:
        raise FrontwatchError(f"The record gives no as-of day from {begin} to {end}; give others with --from and --to.")
    return found
