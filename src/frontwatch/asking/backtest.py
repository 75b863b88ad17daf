"""A backtest: every forecast of the past with what came of it, in memory and as one Parquet file."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.logistic import logit, sigmoid
from frontwatch.asking.settings import LOGIT_STEP
from frontwatch.model import FrontwatchError

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]
MIDDLE = 128
KEY = b"frontwatch_backtest"


@dataclass(frozen=True, slots=True)
class About:
    """Where a backtest comes from."""

    made: date
    """The day it was run."""
    version: str
    """Of the code that ran it."""
    record: str
    """Name of the record, and its hash."""
    record_hash: str
    side: str
    last_day: date
    """Up to which it is known what came."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """n rows, each a settlement that the side did not hold on an as-of day; m models, h horizons."""

    about: About
    models: tuple[str, ...]
    horizons: tuple[int, ...]
    """Days, ascending."""
    day: NDArray[np.datetime64]
    """(n,) datetime64[D], the as-of day."""
    place: NDArray[np.int64]
    """(n,) the place's id."""
    km: Floats
    """(n,) to the side's ground."""
    population: NDArray[np.int64]
    taken: NDArray[np.datetime64]
    """(n,) when the side took it; NaT: not by the last day."""
    codes: Codes
    """(m, h, n) the forecasts as stored: see ``coded``."""

    def __len__(self) -> int:
        return len(self.day)

    def chance(self, model: str, horizon: int) -> Floats:
        """(n,) one model's forecasts for one horizon. Raises: FrontwatchError: it holds no such."""
        if model not in self.models or horizon not in self.horizons:
            raise FrontwatchError(
                f"This backtest holds no forecasts of {model} for {horizon} days; it has {', '.join(self.models)} for "
                f"{', '.join(str(h) for h in self.horizons)} days."
            )
        return decoded(self.codes[self.models.index(model), self.horizons.index(horizon)])

    def came(self, horizon: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(n,) whether it came within so many days, and (n,) whether the whole window has passed.

        Only forecasts whose whole window has passed may be scored: a "yes" is known early, so scoring what is settled
        counts too many of them.
        """
        end = self.day + np.timedelta64(horizon, "D")
        return self.taken <= end, end <= np.datetime64(self.about.last_day, "D")

    def rows(self, kept: NDArray[np.bool_]) -> Backtest:
        """Some of the rows."""
        return replace(
            self, day=self.day[kept], place=self.place[kept], km=self.km[kept], population=self.population[kept],
            taken=self.taken[kept], codes=self.codes[:, :, kept],
        )  # fmt: skip

    def known_by(self, day: np.datetime64) -> Backtest:
        """The forecasts of before a day with what had come by then."""
        before = self.rows(self.day < day)
        taken = before.taken.copy()
        taken[~(taken <= day)] = np.datetime64("NaT")
        last = min(day.astype("datetime64[D]").item(), self.about.last_day)
        return replace(before, taken=taken, about=replace(self.about, last_day=last))

    @property
    def month(self) -> NDArray[np.int64]:
        """(n,) the as-of day's month, counted from 1970."""
        return self.day.astype("datetime64[M]").astype(np.int64)


def coded(p: Floats) -> Codes:
    """Probabilities as stored: 0 and 255 are none and all, between them steps of .06 in log-odds, at worst .75 % off.

    >>> decoded(coded(np.array([0.0, 0.01, 0.3, 1.0]))).round(3).tolist()
    [0.0, 0.01, 0.302, 1.0]
    """
    steps = np.clip(np.round(logit(p) / LOGIT_STEP) + MIDDLE, 1, 254)
    return np.where(p <= 0, 0, np.where(p >= 1, 255, steps)).astype(np.uint8)


def decoded(codes: Codes) -> Floats:
    """Probabilities from what ``coded`` gave."""
    p = sigmoid((np.arange(256, dtype=np.float64) - MIDDLE) * LOGIT_STEP)
    p[[0, 255]] = 0.0, 1.0
    return np.asarray(p[codes])


def to_parquet(backtest: Backtest, path: Path | BinaryIO) -> None:
    """Write a backtest to one file, or to one open for writing, its rows by place and day."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    order = np.lexsort((backtest.day, backtest.place))
    columns: dict[str, Any] = {
        "day": pa.array(backtest.day[order].astype("datetime64[D]")),
        "place": pa.array(backtest.place[order]),
        "km": pa.array(backtest.km[order].astype(np.float32)),
        "population": pa.array(backtest.population[order].astype(np.int32)),
        "taken": pa.array(backtest.taken[order].astype("datetime64[D]")),
    }
    for m, model in enumerate(backtest.models):
        for h, horizon in enumerate(backtest.horizons):
            columns[_column(model, horizon)] = pa.array(backtest.codes[m, h, order])
    about = {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(backtest.about).items()}
    told = {"about": about, "models": backtest.models, "horizons": backtest.horizons}
    table = pa.table(columns).replace_schema_metadata({KEY: json.dumps(told).encode()})
    pq.write_table(table, path, compression="zstd", compression_level=19)


def from_parquet(path: Path) -> Backtest:
    """Read a backtest. Raises: FrontwatchError: the file is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Its rows at once: `read_table` would load Arrow's data sets, which takes longer than the reading.
        with pq.ParquetFile(path) as file:
            table = file.read(use_threads=False)
        told = json.loads((table.schema.metadata or {})[KEY])
        about = told["about"]
        days = {k: date.fromisoformat(about[k]) for k in ("made", "last_day")}
        models, horizons = tuple(told["models"]), tuple(int(h) for h in told["horizons"])
        codes = np.stack([np.stack([_numbers(table, _column(m, h)) for h in horizons]) for m in models])
        return Backtest(
            About(**{**about, **days}), models, horizons,
            _numbers(table, "day").astype("datetime64[D]"), _numbers(table, "place").astype(np.int64),
            _numbers(table, "km").astype(np.float64), _numbers(table, "population").astype(np.int64),
            _numbers(table, "taken").astype("datetime64[D]"), codes.astype(np.uint8),
        )  # fmt: skip
    except (OSError, pa.ArrowException, KeyError, ValueError, TypeError) as error:
        raise FrontwatchError(f"{path}: not a stored backtest; make one with `frontwatch backtest -o FILE`.") from error


def _column(model: str, horizon: int) -> str:
    return f"{model}_{horizon}"


def _numbers(table: Any, name: str) -> NDArray[Any]:
    found: NDArray[Any] = table[name].to_numpy()
    return found
