"""Running a backtest: as-of day by as-of day, on many workers or one, going on where a killed run stopped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.backtest import About, Backtest, Codes, coded
from frontwatch.asking.model import Model
from frontwatch.asking.pool import with_combination
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import NEAR_KM
from frontwatch.model import FrontwatchError


class Daily(Protocol):
    """What can be run as-of day by as-of day: the models' forecasts, or those of other events."""

    @property
    def models(self) -> Sized:
        """m of them."""

    @property
    def horizons(self) -> tuple[int, ...]:
        """Days, ascending."""

    def forecasts(self, day: np.datetime64) -> Codes:
        """(m, h, k) of a day."""

    def key(self, version: str) -> str:
        """Differs where the forecasts could."""


@dataclass(frozen=True, slots=True)
class Task:
    """What every as-of day of a backtest needs; it travels to each worker once."""

    sample: Sample
    models: tuple[Model, ...]
    horizons: tuple[int, ...]

    def asked(self, day: np.datetime64) -> Sample:
        """The settlements asked about on a day."""
        s = self.sample
        return s.rows((s.day == day) & s.is_place[s.point] & (s.feature("km") <= NEAR_KM))

    def forecasts(self, day: np.datetime64) -> Codes:
        """(m, h, k) the forecasts of a day, from what was known by then. Raises: FrontwatchError: as the models do."""
        past, now, horizons = self.sample.known_by(day), self.asked(day), np.array(self.horizons, np.int64)
        return np.stack([coded(model.chances(past, now, horizons).T) for model in self.models])

    def key(self, version: str) -> str:
        """16 hex digits that differ where the forecasts could."""
        s = self.sample
        digest = hashlib.sha256(repr((version, s.side, s.names, self.models, self.horizons, s.last_day)).encode())
        for array in (s.lon, s.lat, s.population, s.is_place, s.day, s.point, s.x, s.taken):
            digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()[:16]


def run_backtest(
    task: Task,
    about: About,
    place: NDArray[np.int64],
    days: Sequence[np.datetime64],
    *,
    keep: Path | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    told: Callable[[float], None] = lambda share: None,
) -> Backtest:
    """The forecasts of all as-of days, and those of the combination.

    Args:
        place: (p,) id of each point of the sample. days: the as-of days.
        keep: a folder where each day's forecasts are kept as they are made; a later run of the same goes on from them.
        workers: processes; the numbers are the same on any number. scheduler: address of a Dask cluster instead.
        told: is given the share done.
    Raises: FrontwatchError: no settlement was near the front on any of the days; as the models do.
    """
    asked = {day: rows for day in days if len(rows := task.asked(day))}
    if not asked:
        raise FrontwatchError(
            "No settlement within 50 km of the front on any of these days; give others with --from and --to."
        )
    codes = all_days(task, about.version, asked, keep=keep, workers=workers, scheduler=scheduler, told=told)
    return with_combination(_joined(task, about, place, list(asked.values()), codes))


def all_days(
    task: Daily,
    version: str,
    asked: Mapping[np.datetime64, Sized],
    *,
    keep: Path | None,
    workers: int,
    scheduler: str | None,
    told: Callable[[float], None],
) -> Codes:
    """(m, h, n) of all as-of days in turn, those kept by an earlier run read; see ``run_backtest``.

    Args:
        asked: as-of day -> the k things asked about on it.
    """
    parts = Parts(keep, task.key(version))
    found = {day: part for day in asked if (part := parts.read(day, task, asked[day])) is not None}
    for day, part in made(task, [day for day in asked if day not in found], workers, scheduler):
        parts.write(day, part)
        found[day] = part
        told(len(found) / len(asked))
    return np.concatenate([found[day] for day in asked], axis=2)


def _joined(task: Task, about: About, place: NDArray[np.int64], asked: Sequence[Sample], codes: Codes) -> Backtest:
    point = np.concatenate([a.point for a in asked])
    return Backtest(
        about, tuple(m.name for m in task.models), task.horizons,
        np.concatenate([a.day for a in asked]), place[point],
        np.concatenate([a.feature("km") for a in asked]).astype(np.float64), task.sample.population[point],
        np.concatenate([a.taken for a in asked]).astype("datetime64[D]"), codes,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """The folder of what is done: a file for each as-of day, named by it and by all that its numbers hang on."""

    folder: Path | None
    key: str

    def read(self, day: np.datetime64, task: Daily, asked: Sized) -> Codes | None:
        """What an earlier run made of a day; None where there is nothing that can be used."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        shape = len(task.models), len(task.horizons), len(asked)
        if self.folder is None:
            return None
        try:
            part = pq.read_table(self._file(day))["codes"].to_numpy()
            return np.asarray(part, np.uint8).reshape(shape)
        except (OSError, pa.ArrowException, KeyError, ValueError):
            return None

    def write(self, day: np.datetime64, codes: Codes) -> None:
        """Keep a day, whole or not at all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self.folder is None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self._file(day)
        half = file.with_suffix(".half")
        pq.write_table(pa.table({"codes": codes.ravel()}), half, compression="zstd")
        half.replace(file)

    def _file(self, day: np.datetime64) -> Path:
        assert self.folder is not None
        return self.folder / f"{day}-{self.key}.parquet"


def made(
    task: Daily, days: Sequence[np.datetime64], workers: int, scheduler: str | None
) -> Iterator[tuple[np.datetime64, Codes]]:
    """Each day's forecasts as they are done."""
    if scheduler:
        yield from _on_cluster(task, days, scheduler)
    elif workers > 1 and len(days) > 1:
        yield from _on_processes(task, days, workers)
    else:
        for day in days:
            yield day, task.forecasts(day)


_TASK: list[Daily] = []
"""The worker's own, set once as it starts."""


def _start(task: Daily) -> None:
    _TASK[:] = [task]


def _of_day(day: np.datetime64) -> Codes:
    return _TASK[0].forecasts(day)


def _on_processes(task: Daily, days: Sequence[np.datetime64], workers: int) -> Iterator[tuple[np.datetime64, Codes]]:
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    # Not forked: the threads of numba and Arrow do not outlive a fork.
    context = get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(days)), context, initializer=_start, initargs=(task,)) as pool:
        waiting = {pool.submit(_of_day, day): day for day in days}
        try:
            for done in as_completed(waiting):
                yield waiting[done], done.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _on_cluster(task: Daily, days: Sequence[np.datetime64], scheduler: str) -> Iterator[tuple[np.datetime64, Codes]]:
    try:
        from distributed import Client, as_completed
    except ImportError as missing:
        raise FrontwatchError(
            "A Dask cluster needs the package `distributed`; install it with `pip install 'frontwatch[cluster]'`."
        ) from missing
    try:
        connect: Any = Client
        client: Any = connect(scheduler, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as trouble:
        raise FrontwatchError(
            f"No Dask scheduler answers at {scheduler!r}: start one with `dask scheduler`, or leave --scheduler out."
        ) from trouble
    with client:
        shared = client.scatter(task, broadcast=True, hash=False)
        waiting = {client.submit(_on_worker, shared, day, pure=False, retries=3): day for day in days}
        arriving: Any = as_completed
        for done in arriving(list(waiting)):
            yield waiting[done], done.result()


def _on_worker(task: Daily, day: np.datetime64) -> Codes:
    return task.forecasts(day)
